import type { EntityType } from '../../model/entity.ts';
import { type Dialect, empty, name, raw, type Sql, sql } from '../sql.ts';
import type { ArticleFilter } from './article-root.ts';
import { articleSet, STORIES } from './article-set.ts';
import { CommonTables } from './common-tables.ts';
import { Compiler } from './compile.ts';
import { findInParts } from './in-parts.ts';
import type { Reader } from './reader.ts';

/** UTC milliseconds, `toMs` exclusive. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface TrendPlan {
  readonly filter: ArticleFilter;
  readonly now: Window;
  readonly before: Window;
  /** All types when absent. */
  readonly types?: readonly EntityType[];
  /** In at least so many stories of the window. */
  readonly minStories: number;
}

/** How often one entity was spoken of in both windows. */
export interface TrendRow {
  readonly entityId: number;
  readonly key: string;
  readonly articlesNow: number;
  readonly storiesNow: number;
  readonly articlesBefore: number;
  readonly storiesBefore: number;
  /** Stories of each window, whatever they speak of. */
  readonly allNow: number;
  readonly allBefore: number;
}

/**
 * Entities that articles of the window speak of, in no order. Those asked for in one tick share a statement.
 * Index: Article(sortMs, key) or the one `articleRoot` walks, then the primary key of ArticleEntity.
 */
export const findTrends = (reader: Reader, plan: TrendPlan): Promise<readonly TrendRow[]> =>
  findInParts<TrendPlan, TrendRow>(reader, plan, { name: 'trends', compile, columns: COLUMNS });

const COLUMNS = [
  'part',
  'entityId',
  'key',
  'articlesNow',
  'storiesNow',
  'articlesBefore',
  'storiesBefore',
  'allNow',
  'allBefore',
] as const;

function compile(plans: readonly TrendPlan[], dialect: Dialect): Sql {
  const compiler = new Compiler(dialect);
  const tables = new CommonTables();
  const parts = plans.map((plan, index) => {
    const articlesIn = (window: Window) => {
      const filter = within(plan.filter, window);
      return tables.define(['articles', filter], () => articleSet(filter, ['articleId', 'storyId'], compiler));
    };
    const [now, before] = [articlesIn(plan.now), articlesIn(plan.before)];
    const counted = (articles: Sql, which: Sql) =>
      sql`SELECT "x"."entityId", count(*) AS "articles", ${STORIES} AS "stories" FROM ${articles} AS "a" JOIN ${name('ArticleEntity')} AS "x" ON "x"."articleId" = "a"."articleId"${which} GROUP BY "x"."entityId"`;
    const typed = plan.types ? sql` AND ${compiler.oneOf(name('x', 'type'), plan.types)}` : empty;
    const rising = tables.define(
      ['rising', plan],
      () => sql`${counted(now, typed)} HAVING ${STORIES} >= ${plan.minStories}`,
    );
    const known = tables.define(['known', plan], () =>
      counted(before, sql` WHERE "x"."entityId" IN (SELECT "entityId" FROM ${rising})`),
    );
    return sql`SELECT ${raw(String(index))} AS "part", "e"."id" AS "entityId", "e"."key", "n"."articles" AS "articlesNow", "n"."stories" AS "storiesNow", coalesce("b"."articles", 0) AS "articlesBefore", coalesce("b"."stories", 0) AS "storiesBefore", (SELECT ${STORIES} FROM ${now}) AS "allNow", (SELECT ${STORIES} FROM ${before}) AS "allBefore" FROM ${rising} AS "n" JOIN ${name('Entity')} AS "e" ON "e"."id" = "n"."entityId" LEFT JOIN ${known} AS "b" ON "b"."entityId" = "n"."entityId"`;
  });
  return tables.select(parts);
}

/** A filter of articles with a window besides. */
export const within = (filter: ArticleFilter, { fromMs, toMs }: Window): ArticleFilter => ({
  ...filter,
  fromMs: Math.max(filter.fromMs ?? fromMs, fromMs),
  toMs: Math.min(filter.toMs ?? toMs, toMs),
});
