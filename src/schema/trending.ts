import { DatelineError } from '../errors.ts';
import type { EntityType } from '../model/entity.ts';
import { compareBytes } from '../model/text.ts';
import { adjustedResidual, expectedNow } from '../model/trend.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import type { Counts } from '../store/read/facets.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';
import { findTimeSpan } from '../store/read/timeline.ts';
import { findTrends, type TrendRow, type Window, within } from '../store/read/trending.ts';
import { listArticles } from './article-list.ts';
import { ArticleCountsRef, CountsRef } from './article-set.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { EntityTypeEnum } from './enums.ts';
import { readBucketCount } from './facet.ts';
import { resolveArticleFilter } from './filter.ts';
import { ArticleFilterInput } from './filter-input.ts';
import { articleListArguments } from './joined-articles.ts';
import { EntityRef } from './refs.ts';
import { rowOf } from './row-of.ts';

interface Trend extends Counts {
  readonly entityId: number;
  readonly key: string;
  readonly before: Counts;
  readonly expected: number;
  readonly score: number;
  /** Its articles in the window. */
  readonly of: ArticleFilter;
  readonly where: ArticleFilter;
}

interface Trends {
  readonly windows: { readonly now: Window; readonly before: Window } | null;
  readonly entities: readonly Trend[];
}

const TimeSpanInput = builder.inputType('TimeSpan', {
  description: 'A span of time with both its ends.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'At this instant or later.' }),
    to: t.field({ type: 'DateTime', required: true, description: 'Before this instant.' }),
  }),
});

const TrendWindowInput = builder.inputType('TrendWindow', {
  description: 'The time whose trends are asked for, said in exactly one way.',
  isOneOf: true,
  fields: (t) => ({
    days: t.int({ description: 'So many times 24 hours, up to and with the newest article there is: 1 to 3,660.' }),
    span: t.field({ type: TimeSpanInput, description: 'From one instant to another.' }),
  }),
});

const WindowRef = builder.objectRef<Window>('TrendSpan').implement({
  description: 'A span of time that trends were read from.',
  fields: (t) => ({
    from: t.expose('fromMs', { type: 'DateTime', description: 'When it begins.' }),
    to: t.expose('toMs', { type: 'DateTime', description: 'When it ends; this instant is not in it.' }),
  }),
});

const TrendRef = builder.objectRef<Trend>('TrendingEntity').implement({
  description: 'An entity that is spoken of more often than before. Its own numbers are those of the window.',
  interfaces: [ArticleCountsRef],
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The entity.',
      resolve: (query, { entityId }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: entityId }, query as Query)),
    }),
    before: t.expose('before', { type: CountsRef, description: 'The same numbers in the time it is compared with.' }),
    expected: t.exposeFloat('expected', {
      description: 'Stories of the window, if its share of all stories were the same in both times.',
    }),
    score: t.exposeFloat('score', {
      description:
        'By how many standard deviations it has more stories than expected: the adjusted Pearson residual of the two-by-two table (Haberman, Biometrics 29, 1973). Above 3 is rarely chance.',
    }),
    articles: t.field({
      type: ArticleConnection,
      description: 'The evidence: its articles in the window.',
      args: articleListArguments(),
      resolve: ({ of, where }, args, context, info) => listArticles({ of, where }, args, { context, info }),
    }),
  }),
});

const TrendsRef = builder.objectRef<Trends>('Trends').implement({
  description: 'What is spoken of more often in one time than in another.',
  fields: (t) => ({
    window: t.field({
      type: WindowRef,
      nullable: true,
      description: 'The time whose trends these are; null when days were asked for and no article is dated.',
      resolve: ({ windows }) => windows?.now ?? null,
    }),
    compare: t.field({
      type: WindowRef,
      nullable: true,
      description: 'The time it is compared with.',
      resolve: ({ windows }) => windows?.before ?? null,
    }),
    entities: t.field({
      type: [TrendRef],
      description: 'Those with the highest scores, highest first; only such as rose.',
      resolve: ({ entities }) => [...entities],
    }),
  }),
});

builder.queryField('trending', (t) =>
  t.field({
    type: TrendsRef,
    description:
      'Entities that articles speak of more often in a window than in the time before it. Shares of all stories are compared, near-copies counted once; undated articles are in no window.',
    args: {
      window: t.arg({ type: TrendWindowInput, required: true, description: 'The time whose trends are asked for.' }),
      compare: t.arg({
        type: TimeSpanInput,
        description: 'The time it is compared with; when left out, one as long, right before it.',
      }),
      types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
      first: t.arg.int({ required: true, defaultValue: 10, description: 'At most this many: 0 to 100.' }),
      minStories: t.arg.int({
        required: true,
        defaultValue: 3,
        description: 'Only those that at least so many stories of the window speak of.',
      }),
      where: t.arg({ type: ArticleFilterInput, description: 'Only among these articles.' }),
    },
    resolve: async (_root, { window, compare, types, first, minStories, where }, { reader }) => {
      const most = readBucketCount(first);
      const [now, filter] = await Promise.all([readWindow(window, reader), resolveArticleFilter(where, reader)]);
      if (now === null) return { windows: null, entities: [] };
      const before = compare ? readSpan(compare) : { fromMs: 2 * now.fromMs - now.toMs, toMs: now.fromMs };
      const rows = await findTrends(reader, {
        filter,
        now,
        before,
        minStories: Math.max(minStories, 1),
        ...(types ? { types: types as readonly EntityType[] } : {}),
      });
      const entities = rows
        .map((row) => toTrend(row, filter, now))
        .filter((trend) => trend.score > 0)
        .sort((a, b) => b.score - a.score || b.storyCount - a.storyCount || compareBytes(a.key, b.key))
        .slice(0, most);
      return { windows: { now, before }, entities };
    },
  }),
);

function toTrend(row: TrendRow, filter: ArticleFilter, window: Window): Trend {
  const { storiesNow, storiesBefore, allNow, allBefore } = row;
  const counts = { now: storiesNow, before: storiesBefore, allNow, allBefore };
  return {
    entityId: row.entityId,
    key: row.key,
    articleCount: row.articlesNow,
    storyCount: storiesNow,
    before: { articleCount: row.articlesBefore, storyCount: storiesBefore },
    expected: expectedNow(counts),
    score: adjustedResidual(counts),
    of: { countingFor: [row.entityId] },
    where: within(filter, window),
  };
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 3660;

/** Null when no article is dated. Throws BAD_ARGUMENT. */
async function readWindow(window: typeof TrendWindowInput.$inferInput, reader: Reader): Promise<Window | null> {
  if (window.span) return readSpan(window.span);
  const days = window.days as number;
  if (days < 1 || days > MAX_DAYS)
    throw new DatelineError('BAD_ARGUMENT', `A window lasts 1 to ${MAX_DAYS} days, not ${days}`);
  const span = await findTimeSpan(reader);
  if (!span) return null;
  // The newest article is in it: to the end of its second.
  const toMs = (Math.floor(span.toMs / 1000) + 1) * 1000;
  return { fromMs: toMs - days * DAY_MS, toMs };
}

/** Throws BAD_ARGUMENT. */
function readSpan({ from, to }: { readonly from: number; readonly to: number }): Window {
  if (from >= to) throw new DatelineError('BAD_ARGUMENT', 'The span ends before it begins');
  return { fromMs: from, toMs: to };
}
