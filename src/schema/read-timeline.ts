import { DatelineError } from '../errors.ts';
import { type Interval, startOf, startOfNext, startsBetween } from '../model/interval.ts';
import { isTimeZone, type OffsetSpan, offsetSpans, startOfDay } from '../model/time-zone.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import type { Counts } from '../store/read/facets.ts';
import type { Reader } from '../store/read/reader.ts';
import { findTimeline, findTimeSpan, type TimelineCell } from '../store/read/timeline.ts';
import { resolveEntities } from './filter.ts';
import type { EntityBy } from './filter-input.ts';

export interface TimelineArgs {
  readonly interval: Interval;
  readonly timeZone: string;
  /** UTC milliseconds; null: from the first article, or to the last. */
  readonly range?: { readonly from?: number | null; readonly to?: number | null } | null;
  readonly entities?: readonly EntityBy[] | null;
}

export interface TimelineBucket extends Counts {
  /** First day on the calendar of the time zone. */
  readonly date: string;
  /** UTC milliseconds, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface TimelineSeries {
  readonly entityId: number;
  readonly buckets: readonly TimelineBucket[];
}

export interface Timeline {
  readonly interval: Interval;
  readonly timeZone: string;
  readonly buckets: readonly TimelineBucket[];
  readonly series: readonly TimelineSeries[];
  /** Known to a month or year that is longer than the interval. */
  readonly coarse: Counts;
  readonly undated: Counts;
}

/** About three years of days. */
const MAX_BUCKETS = 1100;
const MAX_SERIES = 20;

/**
 * The timeline of the articles under a filter. Its buckets are those of the range asked for, or from the first of the
 * articles to the last; none is left out for being empty.
 *
 * Throws BAD_ARGUMENT (time zone, range, too many entities), TIMELINE_TOO_LONG, and as `resolveEntities`.
 */
export async function readTimeline(reader: Reader, filter: ArticleFilter, args: TimelineArgs): Promise<Timeline> {
  const { interval, timeZone, range } = args;
  if (!isTimeZone(timeZone))
    throw new DatelineError(
      'BAD_ARGUMENT',
      `“${timeZone.slice(0, 40)}” is no time zone, such as Asia/Shanghai, UTC or +08:00`,
    );
  const { entities: asked } = args;
  if (asked && asked.length > MAX_SERIES)
    throw new DatelineError(
      'BAD_ARGUMENT',
      `A timeline of ${asked.length} entities; at most ${MAX_SERIES} are allowed`,
    );
  const [span, entities] = await Promise.all([findTimeSpan(reader), asked ? resolveEntities(asked, reader) : []]);
  const [fromMs, toMs] = [range?.from ?? span?.fromMs ?? 0, range?.to ?? (span?.toMs ?? 0) + 1];
  if (range?.from != null && range.to != null && range.from >= range.to)
    throw new DatelineError('BAD_ARGUMENT', 'The range ends before it begins');
  const spans = offsetSpans(timeZone, Math.min(fromMs, span?.fromMs ?? fromMs), Math.max(toMs, span?.toMs ?? toMs));
  const days = range ? daysOf(fromMs, toMs, { interval, spans }) : undefined;
  // Refused before anything is counted.
  if (range) assertFew(startsBetween(days?.from as string, days?.last as string, { interval, most: MAX_BUCKETS }));
  const entityIds = [...new Set(entities.map((entity) => entity.id))];
  const cells = await findTimeline(reader, {
    filter,
    interval,
    spans,
    ...(days ? { days: { from: days.from, to: days.to } } : {}),
    entityIds,
  });
  const starts = days
    ? assertFew(startsBetween(days.from, days.last, { interval, most: MAX_BUCKETS }))
    : startsOf(cells, interval);
  const bucketsOf = (entityId: number) => fillBuckets(starts, cells, { interval, spans, entityId });
  return {
    interval,
    timeZone,
    buckets: bucketsOf(0),
    series: entityIds.map((entityId) => ({ entityId, buckets: bucketsOf(entityId) })),
    coarse: countsIn(cells, true),
    undated: countsIn(cells, false),
  };
}

interface Calendar {
  readonly interval: Interval;
  readonly spans: readonly OffsetSpan[];
}

/** Days of the intervals that a range touches: whole intervals, since no bucket is counted in part. */
function daysOf(fromMs: number, toMs: number, { interval, spans }: Calendar) {
  const from = startOf(dateAt(fromMs, spans), interval);
  // The instant before its end is the last that belongs to it.
  const last = startOf(dateAt(toMs - 1, spans), interval);
  return { from, last, to: startOfNext(last, interval) };
}

function dateAt(ms: number, spans: readonly OffsetSpan[]): string {
  const span = spans.findLast((one) => one.fromMs <= ms) as OffsetSpan;
  return new Date(ms + span.offsetMs).toISOString().slice(0, 10);
}

function startsOf(cells: readonly TimelineCell[], interval: Interval): readonly string[] {
  const present = cells.flatMap(({ start }) => (start === null ? [] : [start])).sort();
  const [first, last] = [present[0], present.at(-1)];
  if (first === undefined || last === undefined) return [];
  return assertFew(startsBetween(first, last, { interval, most: MAX_BUCKETS }));
}

function assertFew(starts: readonly string[] | undefined): readonly string[] {
  if (starts === undefined)
    throw new DatelineError('TIMELINE_TOO_LONG', `The timeline would have more than ${MAX_BUCKETS} buckets`, {
      details: { most: MAX_BUCKETS },
    });
  return starts;
}

function fillBuckets(
  starts: readonly string[],
  cells: readonly TimelineCell[],
  { interval, spans, entityId }: Calendar & { readonly entityId: number },
): readonly TimelineBucket[] {
  const byStart = new Map(cells.filter((cell) => cell.entityId === entityId).map((cell) => [cell.start, cell]));
  return starts.map((date) => ({
    date,
    from: startOfDay(date, spans),
    to: startOfDay(startOfNext(date, interval), spans),
    articleCount: byStart.get(date)?.articleCount ?? 0,
    storyCount: byStart.get(date)?.storyCount ?? 0,
  }));
}

function countsIn(cells: readonly TimelineCell[], isCoarse: boolean): Counts {
  const cell = cells.find((one) => one.entityId === 0 && one.start === null && one.isCoarse === isCoarse);
  return { articleCount: cell?.articleCount ?? 0, storyCount: cell?.storyCount ?? 0 };
}
