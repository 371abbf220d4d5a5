import type { ArticleFilter } from '../store/read/article-root.ts';
import type { FacetKind, FacetValues } from '../store/read/facet-values.ts';
import { findTotal } from '../store/read/facets.ts';
import type { Query } from '../store/read/selection.ts';
import { type ArticleSet, CountsRef, filterOf } from './article-set.ts';
import { builder } from './builder.ts';
import { ContributorRoleEnum, EntityTypeEnum, PlaceLevelEnum } from './enums.ts';
import { defineFacet, type Facet, facetArguments, readBucketCount } from './facet.ts';
import { AuthorRef, CategoryRef, EntityRef, SourceRef } from './refs.ts';
import { rowOf } from './row-of.ts';
import { resolveTimeline, TimelineRef, timelineArguments } from './timeline.ts';

const EntityFacet = defineFacet('Entity', {
  values: 'entities',
  bucketFields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'What the articles speak of, or count for.',
      resolve: (query, { value }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: Number(value) }, query as Query)),
    }),
  }),
});

const CategoryFacet = defineFacet('Category', {
  values: 'categories',
  bucketFields: (t) => ({
    category: t.prismaField({
      type: CategoryRef,
      description: 'What the articles are filed under, or below.',
      resolve: (query, { value }, _args, { reader }) =>
        rowOf(reader.unique('Category', { id: Number(value) }, query as Query)),
    }),
  }),
});

const AuthorFacet = defineFacet('Author', {
  values: 'authors',
  bucketFields: (t) => ({
    author: t.prismaField({
      type: AuthorRef,
      description: 'Who is credited.',
      resolve: (query, { value }, _args, { reader }) =>
        rowOf(reader.unique('Author', { id: Number(value) }, query as Query)),
    }),
  }),
});

const SourceFacet = defineFacet('Source', {
  values: 'sources',
  bucketFields: (t) => ({
    source: t.prismaField({
      type: SourceRef,
      description: 'Where the articles come from.',
      resolve: (query, { value }, _args, { reader }) =>
        rowOf(reader.unique('Source', { id: Number(value) }, query as Query)),
    }),
  }),
});

const TagFacet = defineFacet('Tag', {
  values: 'tags',
  bucketFields: (t) => ({
    tag: t.string({
      description: 'The tag: pass it to `where: { tags: … }`.',
      resolve: async ({ value }, _args, { reader }) =>
        (await rowOf(reader.unique('Tag', { id: Number(value) }, { select: { id: true, name: true } }))).name,
    }),
  }),
});

const LanguageFacet = defineFacet('Language', {
  values: 'languages',
  bucketFields: (t) => ({
    language: t.exposeString('value', { description: 'BCP 47 tag; `und` for articles of which it cannot be told.' }),
  }),
});

const MonthFacet = defineFacet('Month', {
  values: 'months of publication',
  bucketFields: (t) => ({
    month: t.exposeString('value', {
      description: 'On the calendar of whoever published, as `2021-06`. A date known to the year alone is in no month.',
    }),
  }),
});

/** Articles counted by what they have in common. The fields of one request share one statement. */
export const ArticleFacetsRef = builder.objectRef<ArticleSet>('ArticleFacets').implement({
  description: 'The articles of a list, all pages of it, counted by what they have in common.',
  fields: (t) => ({
    total: t.field({
      type: CountsRef,
      description: 'All articles of the list.',
      resolve: (set) => findTotal(set.reader, filterOf(set)),
    }),
    entities: t.field({
      type: EntityFacet,
      description: 'By what they speak of: what contains that, and what has authority over it, included.',
      args: {
        types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
        levels: t.arg({ type: [PlaceLevelEnum], description: 'Only places of these levels.' }),
        ...facetArguments(),
      },
      resolve: (set, args) =>
        facetOf(set, args, {
          kind: 'ENTITIES',
          ...(args.types ? { types: args.types } : {}),
          ...(args.levels ? { levels: args.levels } : {}),
        } as FacetValues),
    }),
    categories: t.field({
      type: CategoryFacet,
      description: 'By what they are filed under: what contains that included.',
      args: facetArguments(),
      resolve: (set, args) => facetOf(set, args, { kind: 'CATEGORIES' }),
    }),
    authors: t.field({
      type: AuthorFacet,
      description: 'By who is credited.',
      args: {
        role: t.arg({ type: ContributorRoleEnum, description: 'Only in this role.' }),
        ...facetArguments(),
      },
      resolve: (set, args) => facetOf(set, args, { kind: 'AUTHORS', ...(args.role ? { role: args.role } : {}) }),
    }),
    sources: t.field({
      type: SourceFacet,
      description: 'By where they come from.',
      args: facetArguments(),
      resolve: (set, args) => facetOf(set, args, { kind: 'SOURCES' }),
    }),
    tags: t.field({
      type: TagFacet,
      description: 'By tag.',
      args: facetArguments(),
      resolve: (set, args) => facetOf(set, args, { kind: 'TAGS' }),
    }),
    languages: t.field({
      type: LanguageFacet,
      description: 'By language.',
      args: facetArguments(),
      resolve: (set, args) => facetOf(set, args, { kind: 'LANGUAGES' }),
    }),
    months: t.field({
      type: MonthFacet,
      description:
        'By month of publication, those with most articles first. `timeline` has them in order, gaps filled.',
      args: facetArguments(),
      resolve: (set, args) => facetOf(set, args, { kind: 'MONTHS' }),
    }),
    timeline: t.field({
      type: TimelineRef,
      description: 'By when they were published, in order and without gaps.',
      args: timelineArguments(),
      resolve: (set, args, context) => resolveTimeline(filterOf(set), args, context),
    }),
  }),
});

interface FacetArgs {
  readonly first: number;
  readonly ignoreOwnFilter: boolean;
}

/** Throws BAD_PAGE. */
function facetOf({ reader, of, where }: ArticleSet, args: FacetArgs, values: FacetValues): Facet {
  const asked = args.ignoreOwnFilter ? withoutOwn(where, values.kind) : where;
  return { reader, plan: { filter: { ...of, ...asked }, ...values, first: readBucketCount(args.first) } };
}

/** Conditions that say which values of a kind an article must have. */
const OWN_CONDITIONS = {
  ENTITIES: ['mentionsAll', 'mentionsAny', 'mentionsNone', 'includeDescendants'],
  CATEGORIES: ['categoryIds', 'includeSubcategories'],
  AUTHORS: ['authorIds', 'role'],
  SOURCES: ['sourceIds'],
  TAGS: ['tagIds'],
  LANGUAGES: ['languages'],
  MONTHS: ['fromMs', 'toMs'],
} as const satisfies Record<FacetKind, readonly (keyof ArticleFilter)[]>;

function withoutOwn(filter: ArticleFilter, kind: FacetKind): ArticleFilter {
  const own: readonly string[] = OWN_CONDITIONS[kind];
  return Object.fromEntries(Object.entries(filter).filter(([condition]) => !own.includes(condition)));
}
