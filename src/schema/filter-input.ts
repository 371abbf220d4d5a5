import type { InputObjectRef } from '@pothos/core';
import { builder, type GraphTypes } from './builder.ts';
import { ContributorRoleEnum } from './enums.ts';
import { TEXT_QUERY_SYNTAX } from './text-query.ts';

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
    text: t.string({ description: `What its title or text says. ${TEXT_QUERY_SYNTAX}` }),
    published: t.field({ type: PublishedFilterInput, description: 'When it was published.' }),
    distinctStories: t.boolean({
      description: 'True: near-copies are left out; of each story only the original is listed, if it meets the rest.',
    }),
    hasImage: t.boolean({ description: 'Whether it has a picture.' }),
  }),
});

export type ArticleFilterArg = typeof ArticleFilterInput.$inferInput;
