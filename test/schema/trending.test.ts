import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import {
  type AskedFilter,
  countsOf,
  meets,
  type ScannedCorpus,
  scanCorpus,
  toArticleFilter,
} from '../support/oracle.ts';
import { Random } from '../support/random.ts';
import { randomFilter } from '../support/random-filter.ts';

const QUERY = /* GraphQL */ `
  query ($window: TrendWindow!, $compare: TimeSpan, $types: [EntityType!], $first: Int!, $minStories: Int!, $where: ArticleFilter) {
    trending(window: $window, compare: $compare, types: $types, first: $first, minStories: $minStories, where: $where) {
      window { from to }
      compare { from to }
      entities { entity { key } articleCount storyCount before { articleCount storyCount } expected score articles(first: 100) { totalCount edges { node { publishedAt } } } }
    }
  }
`;

interface Answer {
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly compare: { readonly from: string; readonly to: string } | null;
  readonly entities: readonly {
    readonly entity: { readonly key: string };
    readonly articleCount: number;
    readonly storyCount: number;
    readonly before: object;
    readonly expected: number;
    readonly score: number;
    readonly articles: {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly publishedAt: string } }[];
    };
  }[];
}

type Span = readonly [from: number, to: number];

/** (observed − expected) / √(expected × (1 − row share) × (1 − column share)), as Haberman writes it. */
function residual(now: number, before: number, allNow: number, allBefore: number): number {
  const all = allNow + allBefore;
  const expected = ((now + before) * allNow) / all;
  const spread = expected * (1 - allNow / all) * (1 - (now + before) / all);
  return spread <= 1e-12 ? 0 : (now - expected) / Math.sqrt(spread);
}

function expectedTrends(
  corpus: ScannedCorpus,
  [now, before]: readonly [Span, Span],
  asked: AskedFilter,
  minStories: number,
) {
  const articles = corpus.articles.filter((article) => meets(article, asked));
  const inside = ([from, to]: Span) => articles.filter(({ ms }) => ms !== null && ms >= from && ms < to);
  const [nows, befores] = [inside(now), inside(before)];
  return [...corpus.entities.keys()]
    .map((key) => {
      const of = (list: typeof articles) =>
        countsOf(list.filter((article) => article.entities.some((row) => row.key === key)));
      const [own, past] = [of(nows), of(befores)];
      const [allNow, allBefore] = [countsOf(nows).storyCount, countsOf(befores).storyCount];
      const score = allNow + allBefore === 0 ? 0 : residual(own.storyCount, past.storyCount, allNow, allBefore);
      return { key, own, past, score };
    })
    .filter(({ own, score }) => own.storyCount >= minStories && score > 1e-9)
    .sort((a, b) => b.score - a.score || b.own.storyCount - a.own.storyCount || compareBytes(a.key, b.key));
}

describeOnEveryDatabase('Trending', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(41), 300);
    corpus = await scanCorpus(getDatabase());
  });
  afterAll(() => graph?.close());

  const ask = async (variables: Readonly<Record<string, unknown>>): Promise<Answer> =>
    (await graph.query<{ trending: Answer }>(QUERY, { first: 100, minStories: 1, ...variables })).trending;

  function expectTrends(answer: Answer, expected: ReturnType<typeof expectedTrends>, [from, to]: Span): void {
    const byKey = new Map(expected.map((trend) => [trend.key, trend]));
    expect(answer.entities.map(({ entity }) => entity.key).sort()).toEqual([...byKey.keys()].sort());
    for (const [index, trend] of answer.entities.entries()) {
      const own = byKey.get(trend.entity.key) as (typeof expected)[number];
      expect(trend).toMatchObject({ ...own.own, before: own.past });
      expect(trend.score).toBeCloseTo(own.score, 9);
      expect(trend.expected).toBeLessThan(trend.storyCount);
      if (index > 0) expect(trend.score).toBeLessThanOrEqual(answer.entities[index - 1]?.score as number);
      expect(trend.articles.totalCount).toBe(trend.articleCount);
      for (const { node } of trend.articles.edges) {
        expect(Date.parse(node.publishedAt)).toBeGreaterThanOrEqual(from);
        expect(Date.parse(node.publishedAt)).toBeLessThan(to);
      }
    }
  }

  it('in windows and under filters of any kind is what a full scan counts', async () => {
    const random = new Random(42);
    let found = 0;
    for (let turn = 0; turn < 25; turn++) {
      const at = Date.UTC(2021, 2 + random.below(8), 1 + random.below(28));
      const now: Span = [at, at + (5 + random.below(90)) * 86_400_000];
      const hasCompare = random.chance(0.5);
      const before: Span = hasCompare ? [Date.UTC(2021, 0, 1), at - 86_400_000] : [2 * at - now[1], at];
      const asked = turn % 3 === 0 ? {} : randomFilter(random);
      const minStories = 1 + random.below(3);
      const toSpan = ([from, to]: Span) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      const answer = await ask({
        window: { span: toSpan(now) },
        ...(hasCompare ? { compare: toSpan(before) } : {}),
        where: toArticleFilter(asked),
        minStories,
      });
      const expected = expectedTrends(corpus, [now, before], asked, minStories);
      expectTrends(answer, expected, now);
      expect(Date.parse(answer.compare?.from as string)).toBe(before[0]);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(60);
  });

  it('of the last days ends with the newest article, and is compared with as many days before', async () => {
    const newest = Math.max(...corpus.articles.map(({ ms }) => ms ?? Number.NEGATIVE_INFINITY));
    const answer = await ask({ window: { days: 60 } });
    const end = (Math.floor(newest / 1000) + 1) * 1000;
    const now: Span = [end - 60 * 86_400_000, end];
    const before: Span = [now[0] - 60 * 86_400_000, now[0]];
    expect([answer.window, answer.compare].map((span) => Date.parse(span?.from as string))).toEqual([
      now[0],
      before[0],
    ]);
    const expected = expectedTrends(corpus, [now, before], {}, 1);
    expect(expected.length).toBeGreaterThan(2);
    expectTrends(answer, expected, now);
  });

  it('has the highest first, and only types asked for', async () => {
    const span = { from: '2021-06-01T00:00:00Z', to: '2021-09-01T00:00:00Z' };
    const { entities } = await ask({ window: { span }, types: ['PLACE'], first: 2 });
    const now: Span = [Date.parse(span.from), Date.parse(span.to)];
    const expected = expectedTrends(corpus, [now, [2 * now[0] - now[1], now[0]]], {}, 1).filter(
      ({ key }) => corpus.entities.get(key)?.type === 'PLACE',
    );
    expect(expected.length).toBeGreaterThan(1);
    expect(entities.map(({ entity }) => entity.key)).toEqual(expected.slice(0, 2).map(({ key }) => key));
  });

  it('costs a fixed number of statements, evidence included', async () => {
    const counts: number[] = [];
    for (const first of [1, 5, 20])
      counts.push((await graph.execute(QUERY, { window: { days: 90 }, first, minStories: 1 })).statements);
    expect(counts).toEqual([5, 5, 5]);
  });

  it.each([
    ['BAD_ARGUMENT', { window: { days: 0 } }],
    ['BAD_ARGUMENT', { window: { span: { from: '2021-06-02T00:00:00Z', to: '2021-06-01T00:00:00Z' } } }],
    ['BAD_PAGE', { window: { days: 3 }, first: 101 }],
  ])('%s is said of %j', async (code, variables) => {
    const result = await graph.execute(QUERY, { first: 5, minStories: 1, ...variables });
    expect(failuresOf(result)).toMatchObject([{ code }]);
  });
});

describeOnEveryDatabase('Trending where nothing is', (getDatabase) => {
  it('has no window and no entity', async () => {
    const graph = await openGraph(getDatabase().url);
    const { trending } = await graph.query<{ trending: Answer }>(QUERY, {
      window: { days: 7 },
      first: 5,
      minStories: 1,
    });
    expect(trending).toEqual({ window: null, compare: null, entities: [] });
    await graph.close();
  });
});
