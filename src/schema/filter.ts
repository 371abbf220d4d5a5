import type { InputObjectRef } from '@pothos/core';
import { DatelineError } from '../errors.ts';
import type { EntityType } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import { categoryKeyOf } from '../model/identity.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import {
  type EntityMatch,
  findEntitiesByKey,
  type NameResolution,
  resolveEntityNames,
} from '../store/read/entity-lookup.ts';
import { findIds } from '../store/read/lookup.ts';
import type { Reader } from '../store/read/reader.ts';
import { builder, type GraphTypes } from './builder.ts';
import { ContributorRoleEnum } from './enums.ts';
import { keyOfGlobalId } from './global-id.ts';
import { ENTITY_TYPE_NAMES } from './refs.ts';

export interface EntityBy {
  readonly id?: string | null;
  readonly key?: string | null;
  readonly name?: string | null;
}

export const EntityByInput: InputObjectRef<PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>, EntityBy> = builder
  .inputRef<EntityBy>('EntityBy')
  .implement({
    description: 'One entity, by exactly one of its handles.',
    isOneOf: true,
    fields: (t) => ({
      id: t.id({ description: 'Its global id.' }),
      key: t.string({ description: 'Its canonical key, e.g. `cn:630000`; former keys resolve too.' }),
      name: t.string({
        description:
          'Any of its names. A name means its highest-level place; among equals it is ambiguous, which is an error.',
      }),
    }),
  });

const MentionsFilterInput = builder.inputType('MentionsFilter', {
  description: 'Conditions on what an article speaks of.',
  fields: (t) => ({
    allOf: t.field({ type: [EntityByInput], description: 'Every one of these.' }),
    anyOf: t.field({ type: [EntityByInput], description: 'At least one of these.' }),
    noneOf: t.field({ type: [EntityByInput], description: 'None of these.' }),
    includeDescendants: t.boolean({
      required: true,
      defaultValue: true,
      description: 'What lies in a place, or is under its authority, counts for it.',
    }),
  }),
});

const CategoryFilterInput = builder.inputType('CategoryFilter', {
  description: 'One category, by path or id.',
  fields: (t) => ({
    path: t.stringList({ description: 'Names from the root, e.g. `["金融", "新浪财经"]`.' }),
    id: t.id({ description: 'Its global id.' }),
    includeDescendants: t.boolean({ required: true, defaultValue: true, description: 'Those filed below it too.' }),
  }),
});

const AuthorFilterInput = builder.inputType('AuthorFilter', {
  description: 'One author, by name or id, in any role or one.',
  fields: (t) => ({
    name: t.string({ description: 'Name as credited, in simplified or traditional characters.' }),
    id: t.id({ description: 'Its global id.' }),
    role: t.field({ type: ContributorRoleEnum, description: 'Only in this role.' }),
  }),
});

const PublishedFilterInput = builder.inputType('PublishedFilter', {
  description: 'A span of time. Undated articles lie in none.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'At this instant or later.' }),
    to: t.field({ type: 'DateTime', description: 'Before this instant.' }),
  }),
});

export const ArticleFilterInput = builder.inputType('ArticleFilter', {
  description: 'Conditions on articles; all of them must hold.',
  fields: (t) => ({
    mentions: t.field({ type: MentionsFilterInput, description: 'What it speaks of.' }),
    category: t.field({ type: CategoryFilterInput, description: 'What it is filed under.' }),
    author: t.field({ type: AuthorFilterInput, description: 'Who is credited.' }),
    source: t.string({ description: 'Key of the source it comes from.' }),
    language: t.string({ description: 'BCP 47 tag; `zh` stands for `zh-Hans` and `zh-Hant` too.' }),
    tags: t.stringList({ description: 'Every one of these tags.' }),
    published: t.field({ type: PublishedFilterInput, description: 'When it was published.' }),
    hasImage: t.boolean({ description: 'Whether it has a picture.' }),
  }),
});

export type ArticleFilterArg = typeof ArticleFilterInput.$inferInput;

/**
 * Resolves what a caller named to rows. Throws ENTITY_NOT_FOUND, ENTITY_AMBIGUOUS, CATEGORY_NOT_FOUND,
 * AUTHOR_NOT_FOUND, SOURCE_NOT_FOUND, BAD_ID, BAD_ARGUMENT: a name that means nothing is never an empty list.
 */
export async function resolveArticleFilter(
  where: ArticleFilterArg | null | undefined,
  reader: Reader,
): Promise<ArticleFilter> {
  if (!where) return {};
  const [mentions, category, author, source] = await Promise.all([
    resolveMentions(where.mentions, reader),
    resolveCategory(where.category, reader),
    resolveAuthor(where.author, reader),
    resolveSource(where.source, reader),
  ]);
  return {
    ...mentions,
    ...category,
    ...author,
    ...source,
    ...(where.language ? { languages: [where.language] } : {}),
    ...(where.tags ? { tagKeys: where.tags.map(foldName) } : {}),
    ...(where.hasImage == null ? {} : { hasImage: where.hasImage }),
    ...rangeOf(where.published),
  };
}

/** Rows of entities in the order asked for. Throws as {@link resolveArticleFilter}. */
export async function resolveEntities(
  list: readonly EntityBy[],
  reader: Reader,
  types?: readonly EntityType[],
): Promise<EntityMatch[]> {
  const byKey = list.map((by) => (by.id == null ? by.key : keyOfGlobalId(by.id, ...Object.values(ENTITY_TYPE_NAMES))));
  const keys = byKey.filter((key) => key != null);
  const names = list.flatMap((by) => (by.name == null ? [] : [by.name]));
  const [keyed, named] = await Promise.all([
    keys.length > 0 ? findEntitiesByKey(reader, keys) : new Map<string, EntityMatch>(),
    names.length > 0 ? resolveEntityNames(reader, names, types) : [],
  ]);
  const byName = new Map(names.map((name, index) => [name, named[index] as NameResolution]));
  return list.map((by, index) => {
    const key = byKey[index];
    if (key != null) {
      const entity = keyed.get(key);
      if (!entity)
        throw new DatelineError('ENTITY_NOT_FOUND', `No entity has the key ${key}`, {
          details: { key, suggestions: [] },
        });
      return entity;
    }
    return entityNamed(by.name as string, byName.get(by.name as string) as NameResolution);
  });
}

function entityNamed(name: string, resolution: NameResolution): EntityMatch {
  if (resolution.kind === 'FOUND') return resolution.entity;
  if (resolution.kind === 'AMBIGUOUS') {
    const candidates = resolution.candidates.map((candidate) => ({ key: candidate.key, name: candidate.name }));
    throw new DatelineError(
      'ENTITY_AMBIGUOUS',
      `“${name}” may be ${candidates.map((candidate) => `${candidate.name} (${candidate.key})`).join(' or ')}`,
      { details: { name, candidates } },
    );
  }
  const { suggestions } = resolution;
  const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : '';
  throw new DatelineError('ENTITY_NOT_FOUND', `Nothing is called “${name}”.${hint}`, {
    details: { name, suggestions },
  });
}

async function resolveMentions(where: ArticleFilterArg['mentions'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  const { allOf, anyOf, noneOf, includeDescendants } = where;
  const list = [...(allOf ?? []), ...(anyOf ?? []), ...(noneOf ?? [])];
  const entities = await resolveEntities(list, reader);
  const ids = entities.map((entity) => entity.id);
  const all = ids.slice(0, allOf?.length ?? 0);
  const any = ids.slice(all.length, all.length + (anyOf?.length ?? 0));
  const none = ids.slice(all.length + any.length);
  // The rarest first: it is the one whose index is walked.
  const rarest = (id: number) => entities.find((entity) => entity.id === id)?.articleCount ?? 0;
  const groups = [...all].sort((a, b) => rarest(a) - rarest(b)).map((id) => [id]);
  return {
    mentions: [...groups, ...(anyOf ? [any] : [])],
    ...(none.length > 0 ? { notMentions: none } : {}),
    includeDescendants,
  };
}

async function resolveCategory(where: ArticleFilterArg['category'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  if ((where.id == null) === (where.path == null))
    throw new DatelineError('BAD_ARGUMENT', 'A category filter needs either path or id');
  const key = where.id == null ? categoryKeyOf(where.path as string[]) : keyOfGlobalId(where.id, 'Category');
  const ids = (await findIds(reader, 'Category', 'key', [key])).get(key);
  if (!ids)
    throw new DatelineError('CATEGORY_NOT_FOUND', `No category has the path ${key}`, {
      details: { path: where.path ?? key },
    });
  return { categoryIds: ids, includeSubcategories: where.includeDescendants };
}

async function resolveAuthor(where: ArticleFilterArg['author'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  if ((where.id == null) === (where.name == null))
    throw new DatelineError('BAD_ARGUMENT', 'An author filter needs either name or id');
  const found =
    where.id == null
      ? (await findIds(reader, 'Author', 'foldedName', [foldName(where.name as string)])).get(
          foldName(where.name as string),
        )
      : (await findIds(reader, 'Author', 'key', [keyOfGlobalId(where.id, 'Author')])).get(
          keyOfGlobalId(where.id, 'Author'),
        );
  if (!found) throw new DatelineError('AUTHOR_NOT_FOUND', `Nobody is credited as “${where.name ?? where.id}”`);
  return { authorIds: found, ...(where.role ? { role: where.role } : {}) };
}

async function resolveSource(key: string | null | undefined, reader: Reader): Promise<ArticleFilter> {
  if (key == null) return {};
  const ids = (await findIds(reader, 'Source', 'key', [key])).get(key);
  if (!ids) throw new DatelineError('SOURCE_NOT_FOUND', `No source has the key ${key}`);
  return { sourceIds: ids };
}

/** Undated articles have a sort value below every instant: an open start must still leave them out. */
function rangeOf(published: ArticleFilterArg['published']): ArticleFilter {
  if (!published) return {};
  return { fromMs: published.from ?? EARLIEST_INSTANT_MS, ...(published.to == null ? {} : { toMs: published.to }) };
}

const EARLIEST_INSTANT_MS = -8_640_000_000_000_000;
