import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import {
  type AskedFilter,
  countsOf,
  familyOf,
  meets,
  type ScannedArticle,
  type ScannedCorpus,
  scanCorpus,
  toArticleFilter,
} from '../support/oracle.ts';
import { Random } from '../support/random.ts';
import { randomFilter } from '../support/random-filter.ts';

const QUERY = /* GraphQL */ `
  query ($key: String!, $types: [EntityType!], $first: Int!, $minStories: Int!, $where: ArticleFilter) {
    entity(by: { key: $key }) {
      coOccurring(types: $types, first: $first, minStories: $minStories, where: $where) {
        entity { key } articleCount storyCount expected score articles(first: 100) { totalCount edges { node { key } } }
      }
    }
  }
`;

interface Pair {
  readonly entity: { readonly key: string };
  readonly articleCount: number;
  readonly storyCount: number;
  readonly expected: number;
  readonly score: number;
  readonly articles: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly key: string } }[];
  };
}

const names = (article: ScannedArticle, key: string) => article.entities.some((row) => row.key === key);
const storiesOf = (articles: readonly ScannedArticle[]) => countsOf(articles).storyCount;

/** Twice the sum over the four cells of seen × ln(seen / expected), in the textbook's form. */
function gSquared(together: number, one: number, other: number, all: number): number {
  const table: readonly (readonly [number, number, number])[] = [
    [together, one, other],
    [one - together, one, all - other],
    [other - together, all - one, other],
    [all - one - other + together, all - one, all - other],
  ];
  let sum = 0;
  for (const [seen, row, column] of table) if (seen > 0) sum += seen * Math.log(seen / ((row * column) / all));
  return (together < (one * other) / all ? -1 : 1) * 2 * sum;
}

function expectedPairs(corpus: ScannedCorpus, key: string, asked: AskedFilter) {
  const all = corpus.articles.filter((article) => meets(article, asked));
  const own = all.filter((article) => names(article, key));
  const family = familyOf(corpus, key);
  return [...corpus.entities.keys()]
    .filter((other) => !family.has(other))
    .map((other) => {
      const both = own.filter((article) => names(article, other));
      const theirs = storiesOf(all.filter((article) => names(article, other)));
      return {
        key: other,
        both,
        ...countsOf(both),
        expected: (storiesOf(own) * theirs) / Math.max(1, storiesOf(all)),
        score: gSquared(storiesOf(both), storiesOf(own), theirs, storiesOf(all)),
      };
    })
    .filter((pair) => pair.articleCount > 0)
    .sort((a, b) => b.score - a.score || b.storyCount - a.storyCount || compareBytes(a.key, b.key));
}

describeOnEveryDatabase('Co-occurrence', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(31), 300);
    corpus = await scanCorpus(getDatabase());
  });
  afterAll(() => graph?.close());

  const ask = async (variables: Readonly<Record<string, unknown>>): Promise<readonly Pair[]> =>
    (await graph.query<{ entity: { coOccurring: Pair[] } }>(QUERY, { first: 100, minStories: 1, ...variables })).entity
      .coOccurring;

  function expectPairs(answer: readonly Pair[], expected: ReturnType<typeof expectedPairs>): void {
    const byKey = new Map(expected.map((pair) => [pair.key, pair]));
    expect(answer.map(({ entity }) => entity.key).sort()).toEqual([...byKey.keys()].sort());
    for (const [index, pair] of answer.entries()) {
      const own = byKey.get(pair.entity.key) as (typeof expected)[number];
      expect(pair).toMatchObject({ articleCount: own.articleCount, storyCount: own.storyCount });
      expect(pair.expected).toBeCloseTo(own.expected, 9);
      expect(pair.score).toBeCloseTo(own.score, 6);
      if (index > 0) expect(pair.score).toBeLessThanOrEqual(answer[index - 1]?.score as number);
      expect(pair.articles.totalCount).toBe(own.both.length);
      const keys = pair.articles.edges.map(({ node }) => node.key);
      expect(keys).toHaveLength(Math.min(100, own.both.length));
      expect(keys.every((key) => own.both.some((article) => article.key === key))).toBe(true);
    }
  }

  it.each(['cn:630000', 'country:CN', 'org:cn:630000/能源局', 'org:/东方储能', 'person:张三'])(
    'of %s is what a full scan counts, its own family left out',
    async (key) => {
      const expected = expectedPairs(corpus, key, {});
      expect(expected.length).toBeGreaterThan(5);
      expectPairs(await ask({ key }), expected);
    },
  );

  it('among the articles of any filter is what a full scan counts among those', async () => {
    const random = new Random(32);
    let found = 0;
    for (let turn = 0; turn < 25; turn++) {
      const key = random.pick(['cn:630000', 'person:张三', 'org:/东方储能']);
      const asked = randomFilter(random);
      const expected = expectedPairs(corpus, key, asked);
      expectPairs(await ask({ key, where: toArticleFilter(asked) }), expected);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(100);
  });

  it('has the surest first, and only types and numbers asked for', async () => {
    const expected = expectedPairs(corpus, 'cn:630000', {}).filter(
      (pair) => ['PERSON', 'ORGANIZATION'].includes(corpus.entities.get(pair.key)?.type ?? '') && pair.storyCount >= 5,
    );
    const answer = await ask({ key: 'cn:630000', types: ['PERSON', 'ORGANIZATION'], first: 3, minStories: 5 });
    expect(answer.map((pair) => pair.entity.key)).toEqual(expected.slice(0, 3).map((pair) => pair.key));
    expect(answer).toHaveLength(3);
  });

  it('costs a fixed number of statements, evidence included, for any number of entities', async () => {
    const counts: number[] = [];
    for (const first of [1, 5, 15]) {
      const { errors, statements } = await graph.execute(
        `query ($first: Int!) { entities(first: $first) { edges { node { coOccurring(first: 5) { score entity { name } articles(first: 2) { totalCount edges { node { title author { name } } } } } } } } }`,
        { first },
      );
      expect(errors).toBeUndefined();
      counts.push(statements);
    }
    expect(counts).toEqual([5, 5, 5]);
  });

  it('of more than a hundred is refused', async () => {
    const result = await graph.execute(QUERY, { key: 'cn:630000', first: 101, minStories: 1 });
    expect(failuresOf(result)).toMatchObject([{ code: 'BAD_PAGE' }]);
  });
});

describe('The family of an entity', () => {
  it('is told by a test that knows it by name', () => {
    const entity = (key: string, parent: string | null, jurisdiction: string | null = null) =>
      [key, { key, name: key, type: 'X', parent, jurisdiction }] as const;
    const corpus: ScannedCorpus = {
      articles: [],
      entities: new Map([
        entity('国', null),
        entity('省', '国'),
        entity('市', '省'),
        entity('邻省', '国'),
        entity('省局', null, '省'),
        entity('省局办', '省局', '省'),
        entity('市局', null, '市'),
        entity('公司', null),
      ]),
    };
    expect([...familyOf(corpus, '省')].sort()).toEqual(['国', '市', '市局', '省', '省局', '省局办'].sort());
    expect([...familyOf(corpus, '省局办')].sort()).toEqual(['国', '省', '省局', '省局办'].sort());
    expect([...familyOf(corpus, '公司')]).toEqual(['公司']);
  });
});
