import type { Interval } from '../model/interval.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import type { Query } from '../store/read/selection.ts';
import { ArticleCountsRef, CountsRef } from './article-set.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { TimelineIntervalEnum } from './enums.ts';
import { EntityByInput } from './filter-input.ts';
import { readTimeline, type Timeline, type TimelineBucket, type TimelineSeries } from './read-timeline.ts';
import { EntityRef } from './refs.ts';
import { rowOf } from './row-of.ts';

const TimelineBucketRef = builder.objectRef<TimelineBucket>('TimelineBucket').implement({
  description: 'The articles published in one interval.',
  interfaces: [ArticleCountsRef],
  fields: (t) => ({
    date: t.exposeString('date', {
      description: 'Its first day on the calendar of the time zone, as `2021-06-01`.',
    }),
    from: t.expose('from', { type: 'DateTime', description: 'When it begins.' }),
    to: t.expose('to', { type: 'DateTime', description: 'When it ends; this instant belongs to the next one.' }),
  }),
});

const TimelineSeriesRef = builder.objectRef<TimelineSeries>('TimelineSeries').implement({
  description: 'Those of the articles that speak of one entity, over the same intervals.',
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The entity.',
      resolve: (query, { entityId }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: entityId }, query as Query)),
    }),
    buckets: t.field({
      type: [TimelineBucketRef],
      description: 'As many as the timeline itself has, in the same places.',
      resolve: (series) => [...series.buckets],
    }),
  }),
});

export const TimelineRef = builder.objectRef<Timeline>('Timeline').implement({
  description:
    'Articles by when they were published. One known to the minute lies in the day that clocks of the time zone showed; one known to the day, month or year in that of its written date, whatever the zone.',
  fields: (t) => ({
    interval: t.expose('interval', { type: TimelineIntervalEnum, description: 'How long a bucket is.' }),
    timeZone: t.exposeString('timeZone', { description: 'Whose calendar the buckets follow.' }),
    buckets: t.field({
      type: [TimelineBucketRef],
      description: 'In order of time, without gaps: those of the range, or from the first of the articles to the last.',
      resolve: (timeline) => [...timeline.buckets],
    }),
    series: t.field({
      type: [TimelineSeriesRef],
      description: 'One for each of the entities asked for, in that order.',
      resolve: (timeline) => [...timeline.series],
    }),
    coarse: t.expose('coarse', {
      type: CountsRef,
      description:
        'Articles in no bucket, since they are known to a month or a year that is longer than the interval; with a range, those whose month or year begins in it.',
    }),
    undated: t.expose('undated', {
      type: CountsRef,
      description: 'Articles in no bucket, since nothing readable says when they were published; none with a range.',
    }),
  }),
});

const TimelineRangeInput = builder.inputType('TimelineRange', {
  description: 'A span of time. A timeline has all the intervals that it touches, each whole.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'From this instant on; from the first article when left out.' }),
    to: t.field({
      type: 'DateTime',
      description: 'Up to, but without this instant; to the last article when left out.',
    }),
  }),
});

/** The arguments every timeline has. */
export const timelineArguments = () =>
  builder.args((t) => ({
    interval: t.field({
      type: TimelineIntervalEnum,
      required: true,
      defaultValue: 'MONTH' as Interval,
      description: 'How long a bucket is.',
    }),
    timeZone: t.string({
      required: true,
      defaultValue: 'UTC',
      description:
        'Whose calendar the buckets follow: an IANA name such as `Asia/Shanghai`, or an offset such as `+08:00`.',
    }),
    range: t.field({
      type: TimelineRangeInput,
      description: 'Only this time. At most 1,100 buckets: a shorter range or a longer interval makes fewer.',
    }),
    entities: t.field({
      type: [EntityByInput],
      description: 'Tells the articles of each of these apart: at most 20.',
    }),
  }));

/** Throws as {@link readTimeline}. */
export const resolveTimeline = (filter: ArticleFilter, args: object, { reader }: GraphContext): Promise<Timeline> =>
  readTimeline(reader, filter, args as Parameters<typeof readTimeline>[2]);
