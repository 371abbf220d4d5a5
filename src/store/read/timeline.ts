import type { Interval } from '../../model/interval.ts';
import { UNDATED_SORT_MS } from '../../model/publication.ts';
import type { OffsetSpan } from '../../model/time-zone.ts';
import { type Dialect, empty, join, name, raw, type Sql, sql } from '../sql.ts';
import type { ArticleFilter } from './article-root.ts';
import { articleSet, STORIES } from './article-set.ts';
import { CommonTables } from './common-tables.ts';
import { Compiler } from './compile.ts';
import { findInParts } from './in-parts.ts';
import type { Reader } from './reader.ts';

/** Articles under a filter by when they were published. */
export interface TimelinePlan {
  readonly filter: ArticleFilter;
  readonly interval: Interval;
  /** What the clocks of the time zone show, over all the articles' time. */
  readonly spans: readonly OffsetSpan[];
  /** Days on the calendar of the zone, `to` exclusive; all of time when absent. Undated articles lie in none. */
  readonly days?: { readonly from: string; readonly to: string };
  /** Internal ids: those of the articles that count for each are told apart too. */
  readonly entityIds: readonly number[];
}

export interface TimelineCell {
  /** Of which entity; 0 for all the articles. */
  readonly entityId: number;
  /** First day of the interval; null for articles that are in none. */
  readonly start: string | null;
  /** Known, but to a month or a year that is longer than the interval. */
  readonly isCoarse: boolean;
  readonly articleCount: number;
  readonly storyCount: number;
}

/** Instants of the first and the last dated article of all; undefined when there is none. Index: Article(sortMs, key). */
export async function findTimeSpan(reader: Reader): Promise<{ fromMs: number; toMs: number } | undefined> {
  const dated = sql`FROM ${name('Article')} WHERE "sortMs" > ${UNDATED_SORT_MS}`;
  return await reader.shared('time span', '', async () => {
    const [row] = await reader.run<{ fromMs: number | null; toMs: number | null }>(
      sql`SELECT (SELECT min("sortMs") ${dated}) AS "fromMs", (SELECT max("sortMs") ${dated}) AS "toMs"`,
      ['fromMs', 'toMs'],
    );
    return new Map(row?.fromMs == null || row.toMs == null ? [] : [['', { fromMs: row.fromMs, toMs: row.toMs }]]);
  });
}

/**
 * One row for each interval that has articles, in no order: the database sends as many rows as there are buckets,
 * however many articles. Timelines asked for in one tick share a statement.
 *
 * An article known to the minute or second lies in the day that the zone's clocks showed; one known to the day, month
 * or year in that of its written date, which no zone shifts.
 */
export async function findTimeline(reader: Reader, plan: TimelinePlan): Promise<readonly TimelineCell[]> {
  const lookup = { name: 'timeline', compile: compileTimelines, columns: COLUMNS, mostPlans: MAX_PLANS_PER_STATEMENT };
  const rows = await findInParts<TimelinePlan, TimelineRow>(reader, plan, lookup);
  return rows.map(({ isCoarse, ...cell }) => ({ ...cell, isCoarse: isCoarse === 1 }));
}

type TimelineRow = Omit<TimelineCell, 'isCoarse'> & { readonly isCoarse: number };
const COLUMNS = ['part', 'entityId', 'start', 'isCoarse', 'articleCount', 'storyCount'] as const;

/** Two terms of a UNION each, of which SQLite takes at most 500. */
const MAX_PLANS_PER_STATEMENT = 200;

/** Written dates and clocks differ by a day at most; an index on instants is entered this far outside. */
const MARGIN_MS = 2 * 86_400_000;

function compileTimelines(plans: readonly TimelinePlan[], dialect: Dialect): Sql {
  const compiler = new Compiler(dialect);
  const tables = new CommonTables();
  const parts = plans.flatMap((plan, index) => {
    const dated = tables.define(['dated', { ...plan, entityIds: [] }], () => datedArticles(plan, dialect, compiler), {
      isWoven: plan.entityIds.length === 0,
    });
    const cells = (entityId: Sql) =>
      sql`SELECT ${raw(String(index))} AS "part", ${entityId} AS "entityId", "start", "isCoarse", count(*) AS "articleCount", ${STORIES} AS "storyCount"`;
    const all = sql`${cells(sql`0`)} FROM ${dated} GROUP BY "start", "isCoarse"`;
    if (plan.entityIds.length === 0) return [all];
    const [entity, link] = [name('x', 'entityId'), name('ArticleEntity')];
    return [
      all,
      sql`${cells(entity)} FROM ${dated} AS "d" JOIN ${link} AS "x" ON "x"."articleId" = "d"."articleId" AND ${compiler.oneOf(entity, plan.entityIds)} GROUP BY ${entity}, "start", "isCoarse"`,
    ];
  });
  return tables.select(parts);
}

/** "articleId", "storyId", "start" and "isCoarse" of each article. */
function datedArticles(plan: TimelinePlan, dialect: Dialect, compiler: Compiler): Sql {
  const { interval, spans, days } = plan;
  const set = articleSet(withinDays(plan), ['articleId', 'storyId', 'sortMs', 'publishedDate', 'precision'], compiler);
  const shown = dialect.dateOfDay(dayNumber(sql`"sortMs" + ${offsetAt(spans)}`));
  const dates = sql`SELECT "articleId", "storyId", CASE WHEN "precision" IN ('MINUTE', 'SECOND') THEN ${shown} ELSE "publishedDate" END AS "date", ${isCoarse(interval)} AS "isCoarse" FROM (${set}) AS "a"`;
  const within = days ? sql` WHERE "date" >= ${days.from} AND "date" < ${days.to}` : empty;
  return sql`SELECT "articleId", "storyId", CASE WHEN "isCoarse" = 0 THEN ${startOf(interval, dialect)} END AS "start", "isCoarse" FROM (${dates}) AS "b"${within}`;
}

function withinDays({ filter, spans, days }: TimelinePlan): ArticleFilter {
  if (!days) return filter;
  const instant = (date: string, offset: number) => Date.parse(`${date}T00:00:00Z`) - offset;
  const offsets = spans.map((span) => span.offsetMs);
  const fromMs = instant(days.from, Math.max(...offsets)) - MARGIN_MS;
  const toMs = instant(days.to, Math.min(...offsets)) + MARGIN_MS;
  return {
    ...filter,
    fromMs: Math.max(filter.fromMs ?? fromMs, fromMs),
    toMs: Math.min(filter.toMs ?? toMs, toMs),
  };
}

/** Integer division rounds towards zero, so it is done among positive numbers: days since the year -4707. */
const dayNumber = (ms: Sql): Sql => sql`((${ms}) + 210866803200000) / 86400000 - 2440588`;

/** By the latest change that is not after the article: most articles are recent. */
const offsetAt = (spans: readonly OffsetSpan[]): Sql => {
  const [first, ...changes] = spans;
  if (!first) throw new Error('A time zone has at least one offset');
  if (changes.length === 0) return raw(String(first.offsetMs));
  const cases = changes
    .toReversed()
    .map(({ fromMs, offsetMs }) => sql`WHEN "sortMs" >= ${raw(String(fromMs))} THEN ${raw(String(offsetMs))}`);
  return sql`CASE ${join(cases, ' ')} ELSE ${raw(String(first.offsetMs))} END`;
};

/** 1 for articles known to a month or a year only, where the interval is shorter. */
const isCoarse = (interval: Interval): Sql => {
  if (interval === 'YEAR') return sql`0`;
  const coarse = interval === 'DAY' || interval === 'WEEK' ? sql`('MONTH', 'YEAR')` : sql`('YEAR')`;
  return sql`CASE WHEN "precision" IN ${coarse} THEN 1 ELSE 0 END`;
};

function startOf(interval: Interval, dialect: Dialect): Sql {
  switch (interval) {
    case 'DAY':
      return sql`"date"`;
    case 'WEEK':
      return dialect.mondayOf(sql`"date"`);
    case 'MONTH':
      return sql`substr("date", 1, 7) || '-01'`;
    case 'QUARTER':
      return sql`substr("date", 1, 5) || CASE WHEN substr("date", 6, 2) < '04' THEN '01' WHEN substr("date", 6, 2) < '07' THEN '04' WHEN substr("date", 6, 2) < '10' THEN '07' ELSE '10' END || '-01'`;
    case 'YEAR':
      return sql`substr("date", 1, 4) || '-01-01'`;
  }
}
