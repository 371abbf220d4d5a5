import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import {
  countsOf,
  meets,
  type ScannedArticle,
  type ScannedCorpus,
  scanCorpus,
  toArticleFilter,
} from '../support/oracle.ts';
import { Random } from '../support/random.ts';
import { randomFilter } from '../support/random-filter.ts';

const COUNTS = 'articleCount storyCount';
const TIMELINE = `interval timeZone buckets { date from to ${COUNTS} } series { entity { key } buckets { date ${COUNTS} } } coarse { ${COUNTS} } undated { ${COUNTS} }`;
const QUERY = `query ($where: ArticleFilter, $interval: TimelineInterval!, $timeZone: String!, $range: TimelineRange, $entities: [EntityBy!]) {
  articles(where: $where) { facets { timeline(interval: $interval, timeZone: $timeZone, range: $range, entities: $entities) { ${TIMELINE} } } }
}`;

interface Bucket {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly articleCount: number;
  readonly storyCount: number;
}
interface TimelineAnswer {
  readonly buckets: readonly Bucket[];
  readonly series: readonly { readonly entity: { readonly key: string }; readonly buckets: readonly Bucket[] }[];
  readonly coarse: object;
  readonly undated: object;
}

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', '-03:30'];
const INTERVALS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
const SERIES = ['cn:630000', 'person:张三'];

/** The day shown by clocks of the zone, from the platform's own formatter. */
function dayIn(zone: string, ms: number): string {
  if (zone.startsWith('-')) return new Date(ms - 3.5 * 3_600_000).toISOString().slice(0, 10);
  const format = FORMATS.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  FORMATS.set(zone, format);
  return format.format(ms);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** First day of the interval that an article lies in; null when that cannot be told. */
function startOf(article: ScannedArticle, interval: (typeof INTERVALS)[number], zone: string): string | null {
  if (article.ms === null || article.date === null) return null;
  const isClocked = article.precision === 'SECOND' || article.precision === 'MINUTE';
  if (article.precision === 'YEAR' && interval !== 'YEAR') return null;
  if (article.precision === 'MONTH' && (interval === 'DAY' || interval === 'WEEK')) return null;
  return firstDay(isClocked ? dayIn(zone, article.ms) : article.date, interval);
}

function firstDay(day: string, interval: (typeof INTERVALS)[number]): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (interval === 'WEEK') while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  if (interval === 'MONTH' || interval === 'QUARTER' || interval === 'YEAR') date.setUTCDate(1);
  if (interval === 'QUARTER') while (date.getUTCMonth() % 3 !== 0) date.setUTCMonth(date.getUTCMonth() - 1);
  if (interval === 'YEAR') date.setUTCMonth(0);
  return date.toISOString().slice(0, 10);
}

/** What a full scan counts: start of interval to counts, those without articles left out. */
function countByStart(articles: readonly ScannedArticle[], interval: (typeof INTERVALS)[number], zone: string) {
  const groups = new Map<string, ScannedArticle[]>();
  for (const article of articles) {
    const start = startOf(article, interval, zone);
    if (start !== null) groups.set(start, [...(groups.get(start) ?? []), article]);
  }
  return Object.fromEntries([...groups].sort().map(([start, group]) => [start, countsOf(group)]));
}

const toCounts = (buckets: readonly Bucket[]) =>
  Object.fromEntries(
    buckets
      .filter((one) => one.articleCount > 0)
      .map(({ date, articleCount, storyCount }) => [date, { articleCount, storyCount }]),
  );

function expectNoGap({ buckets }: TimelineAnswer, interval: (typeof INTERVALS)[number]): void {
  for (const [index, bucket] of buckets.entries()) {
    expect(firstDay(bucket.date, interval)).toBe(bucket.date);
    expect(Date.parse(bucket.from)).toBeLessThan(Date.parse(bucket.to));
    if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to);
  }
}

describeOnEveryDatabase('Timelines', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(21), 300);
    corpus = await scanCorpus(getDatabase());
  });
  afterAll(() => graph?.close());

  const ask = async (variables: Readonly<Record<string, unknown>>): Promise<TimelineAnswer> =>
    (await graph.query<{ articles: { facets: { timeline: TimelineAnswer } } }>(QUERY, variables)).articles.facets
      .timeline;

  describe.each(INTERVALS)('by %s', (interval) => {
    it('in every zone and under any filter are those a full scan counts, gaps filled', async () => {
      const random = new Random(22);
      for (const [turn, timeZone] of [...ZONES, ...ZONES].entries()) {
        const asked = turn < ZONES.length ? {} : randomFilter(random);
        const answer = await ask({
          where: toArticleFilter(asked),
          interval,
          timeZone,
          entities: SERIES.map((key) => ({ key })),
        });
        const articles = corpus.articles.filter((article) => meets(article, asked));
        const expected = countByStart(articles, interval, timeZone);
        expect(toCounts(answer.buckets), JSON.stringify({ asked, timeZone })).toEqual(expected);
        expectNoGap(answer, interval);
        const starts = Object.keys(expected);
        expect([answer.buckets[0]?.date, answer.buckets.at(-1)?.date]).toEqual([starts[0], starts.at(-1)]);
        expect(answer.series.map(({ entity }) => entity.key)).toEqual(SERIES);
        for (const { entity, buckets } of answer.series) {
          const own = articles.filter((article) => article.entities.some((row) => row.key === entity.key));
          expect(toCounts(buckets)).toEqual(countByStart(own, interval, timeZone));
          expect(buckets.map(({ date }) => date)).toEqual(answer.buckets.map(({ date }) => date));
        }
        const outside = articles.filter((article) => startOf(article, interval, timeZone) === null);
        expect(answer.coarse).toEqual(countsOf(outside.filter((article) => article.ms !== null)));
        expect(answer.undated).toEqual(countsOf(outside.filter((article) => article.ms === null)));
      }
    });

    it('of a range have every interval that it touches, whole, and nothing else', async () => {
      const random = new Random(23);
      for (const timeZone of ZONES) {
        const from = Date.UTC(2021, random.below(8), 1 + random.below(28), random.below(24));
        const to = from + (1 + random.below(120)) * 43_200_000;
        const answer = await ask({
          interval,
          timeZone,
          range: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
        });
        const [first, last] = [firstDay(dayIn(timeZone, from), interval), firstDay(dayIn(timeZone, to - 1), interval)];
        expect([answer.buckets[0]?.date, answer.buckets.at(-1)?.date]).toEqual([first, last]);
        expect(Date.parse(answer.buckets[0]?.from as string)).toBeLessThanOrEqual(from);
        expect(Date.parse(answer.buckets.at(-1)?.to as string)).toBeGreaterThanOrEqual(to);
        expectNoGap(answer, interval);
        const all = Object.entries(countByStart(corpus.articles, interval, timeZone));
        expect(toCounts(answer.buckets)).toEqual(
          Object.fromEntries(all.filter(([start]) => start >= first && start <= last)),
        );
        expect(answer.undated).toEqual({ articleCount: 0, storyCount: 0 });
      }
    });
  });

  it('of the corpus and of an entity are those of its articles', async () => {
    const data = await graph.query<{ corpus: { timeline: TimelineAnswer }; place: Record<string, TimelineAnswer> }>(
      `{ corpus { timeline(interval: WEEK, timeZone: "Asia/Shanghai") { ${TIMELINE} } }
         place(by: { adcode: "630000" }) {
           all: timeline(interval: WEEK, timeZone: "Asia/Shanghai") { ${TIMELINE} }
           direct: timeline(interval: WEEK, timeZone: "Asia/Shanghai", includeDescendants: false) { ${TIMELINE} } } }`,
    );
    const of = (isIn: (article: ScannedArticle) => boolean) =>
      countByStart(corpus.articles.filter(isIn), 'WEEK', 'Asia/Shanghai');
    const named = (article: ScannedArticle) => article.entities.find((row) => row.key === 'cn:630000');
    expect(toCounts(data.corpus.timeline.buckets)).toEqual(of(() => true));
    expect(toCounts(data.place.all?.buckets ?? [])).toEqual(of((article) => named(article) !== undefined));
    expect(toCounts(data.place.direct?.buckets ?? [])).toEqual(of((article) => named(article)?.isDirect === true));
  });

  it('cost a fixed number of statements, whatever the number of entities they are of', async () => {
    const counts: number[] = [];
    for (const first of [1, 5, 20]) {
      const { errors, statements } = await graph.execute(
        `query ($first: Int!) { entities(first: $first) { edges { node { name timeline { buckets { articleCount } } } } } }`,
        { first },
      );
      expect(errors).toBeUndefined();
      counts.push(statements);
    }
    expect(counts).toEqual([3, 3, 3]);
  });

  it.each([
    ['TIMELINE_TOO_LONG', 'timeline(interval: DAY, range: { from: "2000-01-01", to: "2021-01-01" })'],
    ['BAD_ARGUMENT', 'timeline(timeZone: "Asia/Nowhere")'],
    ['BAD_ARGUMENT', 'timeline(range: { from: "2021-01-02", to: "2021-01-01" })'],
    ['BAD_ARGUMENT', `timeline(entities: [${'{ key: "cn:630000" } '.repeat(21)}])`],
    ['ENTITY_NOT_FOUND', 'timeline(entities: [{ name: "没有这个地方" }])'],
  ])('%s is said of %s', async (code, field) => {
    const result = await graph.execute(`{ corpus { ${field} { buckets { date } } } }`);
    expect(failuresOf(result)).toMatchObject([{ code }]);
  });
});

describeOnEveryDatabase(
  'Timelines of little',
  (getDatabase) => {
    const at = async (graph: TestGraph, facts: object, count = 1): Promise<void> => {
      const files = Array.from({ length: count }, (_, index) =>
        taken(`${index}.md`, makeDocument({ title: `第${index}篇`, publication: publication(facts) })),
      );
      await graph.store.saveBatch(makeBatch(files));
    };
    const publication = (facts: object) => ({
      ms: null,
      written: 'x',
      localDate: null,
      zone: null,
      zoneInferred: false,
      precision: null,
      provenance: 'FRONT_MATTER' as const,
      ...facts,
    });
    const ask = async (graph: TestGraph, args: string): Promise<TimelineAnswer> =>
      (await graph.query<{ corpus: { timeline: TimelineAnswer } }>(`{ corpus { timeline(${args}) { ${TIMELINE} } } }`))
        .corpus.timeline;

    it('have no bucket for no article, and zeros over a range', async () => {
      const graph = await openGraph(getDatabase().url);
      expect((await ask(graph, 'interval: DAY')).buckets).toEqual([]);
      const range = await ask(graph, 'interval: DAY, range: { from: "2021-01-01", to: "2021-01-04" }');
      expect(range.buckets.map((bucket) => [bucket.date, bucket.articleCount])).toEqual([
        ['2021-01-01', 0],
        ['2021-01-02', 0],
        ['2021-01-03', 0],
      ]);
      await graph.close();
    });

    it('have no bucket for an undated article, which is counted apart', async () => {
      const graph = await openGraph(getDatabase().url);
      await at(graph, {});
      expect(await ask(graph, 'interval: DAY')).toMatchObject({
        buckets: [],
        coarse: { articleCount: 0 },
        undated: { articleCount: 1, storyCount: 1 },
      });
      await graph.close();
    });

    it('put an article known to the day under its written date in every zone, one known to the minute under the clock', async () => {
      const graph = await openGraph(getDatabase().url);
      const ms = Date.parse('2021-06-11T00:00:00+08:00');
      await at(graph, { ms, localDate: '2021-06-11', zone: '+08:00', precision: 'DAY' });
      const dates = async (zone: string) =>
        (await ask(graph, `interval: DAY, timeZone: "${zone}"`)).buckets.map((bucket) => bucket.date);
      expect(await dates('America/Los_Angeles')).toEqual(['2021-06-11']);
      expect(await dates('Pacific/Kiritimati')).toEqual(['2021-06-11']);
      await at(graph, { ms, localDate: '2021-06-11', zone: '+08:00', precision: 'MINUTE' });
      expect(await dates('America/Los_Angeles')).toEqual(['2021-06-10']);
      expect(await dates('Pacific/Kiritimati')).toEqual(['2021-06-11']);
      await graph.close();
    });

    it('have a day of 23 and one of 25 hours where clocks change', async () => {
      const graph = await openGraph(getDatabase().url);
      const answer = await ask(
        graph,
        'interval: DAY, timeZone: "America/New_York", range: { from: "2021-03-13T12:00:00Z", to: "2021-03-15T12:00:00Z" }',
      );
      const hours = answer.buckets.map((bucket) => (Date.parse(bucket.to) - Date.parse(bucket.from)) / 3_600_000);
      expect(hours).toEqual([24, 23, 24]);
      await graph.close();
    });

    it('count an article at the last instant before and the first after a change of clocks on the right day', async () => {
      const graph = await openGraph(getDatabase().url);
      // Clocks go back at 06:00 UTC on 7 November: 05:30 UTC and 06:30 UTC both show 01:30.
      for (const instant of [
        '2021-11-07T05:30:00Z',
        '2021-11-07T06:30:00Z',
        '2021-11-08T04:59:00Z',
        '2021-11-08T05:00:00Z',
      ])
        await graph.store.saveBatch(
          makeBatch([
            taken(
              `${instant}.md`,
              makeDocument({
                title: instant,
                publication: publication({
                  ms: Date.parse(instant),
                  localDate: instant.slice(0, 10),
                  zone: 'Z',
                  precision: 'MINUTE',
                }),
              }),
            ),
          ]),
        );
      const { buckets } = await ask(graph, 'interval: DAY, timeZone: "America/New_York"');
      expect(buckets.map((bucket) => [bucket.date, bucket.articleCount])).toEqual([
        ['2021-11-07', 3],
        ['2021-11-08', 1],
      ]);
      await graph.close();
    });
  },
  { per: 'test' },
);
