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
  suggestNames,
} from '../store/read/entity-lookup.ts';
import { findIds, findLanguages } from '../store/read/lookup.ts';
import type { Reader } from '../store/read/reader.ts';
import type { ArticleFilterArg, EntityBy } from './filter-input.ts';
import { keyOfGlobalId } from './global-id.ts';
import { ENTITY_TYPE_NAMES } from './refs.ts';
import { readTextQuery } from './text-query.ts';

/** The most a list in a filter may hold. */
const MAX_REQUIRED = 20;
const MAX_ALTERNATIVES = 100;

/**
 * Resolves what a caller named to rows. Throws ENTITY_NOT_FOUND, ENTITY_AMBIGUOUS, CATEGORY_NOT_FOUND,
 * AUTHOR_NOT_FOUND, SOURCE_NOT_FOUND, SEARCH_INVALID, BAD_ID, BAD_ARGUMENT: a name that means nothing is never an empty list.
 */
export async function resolveArticleFilter(
  where: ArticleFilterArg | null | undefined,
  reader: Reader,
): Promise<ArticleFilter> {
  if (!where) return {};
  const [mentions, category, author, source, tags, language] = await Promise.all([
    resolveMentions(where.mentions, reader),
    resolveCategory(where.category, reader),
    resolveAuthor(where.author, reader),
    resolveSource(where.source, reader),
    resolveTags(where.tags, reader),
    resolveLanguage(where.language, reader),
  ]);
  return {
    ...mentions,
    ...category,
    ...author,
    ...source,
    ...tags,
    ...language,
    ...(where.hasImage == null ? {} : { hasImage: where.hasImage }),
    ...(where.distinctStories ? { distinctStories: true } : {}),
    ...(where.text == null ? {} : { text: readTextQuery(where.text) }),
    ...rangeOf(where.published),
    sizes: { ...mentions.sizes, ...category.sizes, ...author.sizes, ...tags.sizes },
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
  const resolved: EntityMatch[] = [];
  for (const [index, by] of list.entries()) {
    const key = byKey[index];
    const resolution: NameResolution | undefined = key == null ? byName.get(by.name as string) : found(keyed.get(key));
    if (resolution?.kind !== 'FOUND') throw await refusal(key ?? (by.name as string), resolution, reader, types);
    resolved.push(resolution.entity);
  }
  return resolved;
}

const found = (entity: EntityMatch | undefined): NameResolution =>
  entity ? { kind: 'FOUND', entity } : { kind: 'UNKNOWN' };

/** The error for a name or key that stands for no one entity: only the first is looked into. */
async function refusal(
  asked: string,
  resolution: NameResolution | undefined,
  reader: Reader,
  types?: readonly EntityType[],
): Promise<DatelineError> {
  if (resolution?.kind === 'AMBIGUOUS') {
    const candidates = resolution.candidates.map((candidate) => ({ key: candidate.key, name: candidate.name }));
    const list = candidates.map((candidate) => `${candidate.name} (${candidate.key})`).join(' or ');
    return new DatelineError('ENTITY_AMBIGUOUS', `“${asked}” may be ${list}`, { details: { name: asked, candidates } });
  }
  const suggestions = await suggestNames(reader, asked, types);
  const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : '';
  return new DatelineError('ENTITY_NOT_FOUND', `Nothing is called “${asked.slice(0, 80)}”.${hint}`, {
    details: { name: asked, suggestions },
  });
}

async function resolveMentions(where: ArticleFilterArg['mentions'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  const allOf = limited('allOf', where.allOf, MAX_REQUIRED);
  const anyOf = limited('anyOf', where.anyOf, MAX_ALTERNATIVES);
  const noneOf = limited('noneOf', where.noneOf, MAX_ALTERNATIVES);
  const entities = await resolveEntities([...allOf, ...anyOf, ...noneOf], reader);
  const all = entities.slice(0, allOf.length).sort((a, b) => a.articleCount - b.articleCount);
  const any = entities.slice(allOf.length, allOf.length + anyOf.length);
  const none = entities.slice(allOf.length + anyOf.length);
  return {
    mentionsAll: idsOf(all),
    ...(where.anyOf ? { mentionsAny: idsOf(any) } : {}),
    mentionsNone: idsOf(none),
    includeDescendants: where.includeDescendants,
    sizes: {
      ...(all[0] ? { mentionsAll: all[0].articleCount } : {}),
      ...(where.anyOf ? { mentionsAny: sizeOf(any) } : {}),
    },
  };
}

const sizeOf = (rows: readonly { readonly articleCount: number }[]): number =>
  rows.reduce((sum, row) => sum + row.articleCount, 0);

const idsOf = (rows: readonly { readonly id: number }[]): number[] => [...new Set(rows.map((row) => row.id))];

function limited<T>(name: string, list: readonly T[] | null | undefined, max: number): readonly T[] {
  if (list && list.length > max)
    throw new DatelineError('BAD_ARGUMENT', `${name} holds ${list.length} items; at most ${max} are allowed`);
  return list ?? [];
}

async function resolveCategory(where: ArticleFilterArg['category'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  if ((where.id == null) === (where.path == null))
    throw new DatelineError('BAD_ARGUMENT', 'A category filter needs either path or id');
  const key = where.id == null ? categoryKeyOf(where.path as string[]) : keyOfGlobalId(where.id, 'Category');
  const found = (await findIds(reader, 'Category', 'key', [key])).get(key);
  if (!found)
    throw new DatelineError('CATEGORY_NOT_FOUND', `No category has the path ${key}`, {
      details: { path: where.path ?? key },
    });
  return {
    categoryIds: idsOf(found),
    includeSubcategories: where.includeDescendants,
    sizes: { categoryIds: sizeOf(found) },
  };
}

async function resolveAuthor(where: ArticleFilterArg['author'], reader: Reader): Promise<ArticleFilter> {
  if (!where) return {};
  if ((where.id == null) === (where.name == null))
    throw new DatelineError('BAD_ARGUMENT', 'An author filter needs either name or id');
  const [column, value] =
    where.id == null
      ? (['foldedName', foldName(where.name as string)] as const)
      : (['key', keyOfGlobalId(where.id, 'Author')] as const);
  const found = (await findIds(reader, 'Author', column, [value])).get(value);
  if (!found) throw new DatelineError('AUTHOR_NOT_FOUND', `Nobody is credited as “${where.name ?? where.id}”`);
  return {
    authorIds: idsOf(found),
    ...(where.role ? { role: where.role } : {}),
    sizes: { authorIds: sizeOf(found) },
  };
}

async function resolveSource(key: string | null | undefined, reader: Reader): Promise<ArticleFilter> {
  if (key == null) return {};
  const found = (await findIds(reader, 'Source', 'key', [key])).get(key);
  if (!found) throw new DatelineError('SOURCE_NOT_FOUND', `No source has the key ${key}`);
  return { sourceIds: idsOf(found) };
}

/** A tag that nobody used is no mistake, as a name would be: no article has it, that is all. */
async function resolveTags(tags: readonly string[] | null | undefined, reader: Reader): Promise<ArticleFilter> {
  const keys = [...new Set(limited('tags', tags, MAX_REQUIRED).map(foldName))];
  if (keys.length === 0) return {};
  const found = [...(await findIds(reader, 'Tag', 'key', keys)).values()].flat();
  if (found.length < keys.length) return { tagIds: [NO_ROW] };
  found.sort((a, b) => a.articleCount - b.articleCount);
  return { tagIds: idsOf(found), sizes: { tagIds: found[0]?.articleCount ?? 0 } };
}

/** No row has this id: ids count from 1. */
const NO_ROW = 0;

/** A tag stands for its narrower ones too. As with tags, one that no article has is no mistake. */
async function resolveLanguage(language: string | null | undefined, reader: Reader): Promise<ArticleFilter> {
  if (language == null) return {};
  const tag = canonicalTag(language);
  const present = await findLanguages(reader);
  return { languages: present.filter((one) => one === tag || one.startsWith(`${tag}-`)) };
}

function canonicalTag(language: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(language);
    if (tag) return tag;
  } catch {
    // Not a tag at all: said below.
  }
  throw new DatelineError(
    'BAD_ARGUMENT',
    `“${language.slice(0, 40)}” is no BCP 47 language tag, such as zh-Hans or en`,
  );
}

/** Undated articles have a sort value below every instant: an open start must still leave them out. */
function rangeOf(published: ArticleFilterArg['published']): ArticleFilter {
  if (!published) return {};
  return {
    fromMs: published.from ?? EARLIEST_INSTANT_MS,
    ...(published.to == null ? {} : { toMs: published.to }),
  };
}

const EARLIEST_INSTANT_MS = -8_640_000_000_000_000;
