import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import {
  type AskedFilter,
  countsOf,
  meets,
  type ScannedArticle,
  type ScannedCorpus,
  scanCorpus,
  toArticleFilter,
} from '../support/oracle.ts';
import { Random } from '../support/random.ts';
import { randomFilter } from '../support/random-filter.ts';

const FIRST = 3;

const PARTS = 'articleCount storyCount';
const FACETS = /* GraphQL */ `
  fragment Facets on ArticleFacets {
    total { ${PARTS} }
    entities(first: ${FIRST}) { buckets { entity { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    provinces: entities(first: ${FIRST}, types: [PLACE], levels: [PROVINCE]) { buckets { entity { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    persons: entities(first: ${FIRST}, types: [PERSON, POLICY_DOCUMENT]) { buckets { entity { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    categories(first: ${FIRST}) { buckets { category { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    authors(first: ${FIRST}) { buckets { author { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    editors: authors(first: ${FIRST}, role: EDITOR) { buckets { author { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    sources(first: ${FIRST}) { buckets { source { key } ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    tags(first: 1) { buckets { tag ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    languages(first: ${FIRST}) { buckets { language ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
    months(first: ${FIRST}) { buckets { month ${PARTS} } other { valueCount ${PARTS} } missing { ${PARTS} } }
  }
`;
const QUERY = `query ($where: ArticleFilter, $first: Int = 5) { articles(where: $where, first: $first) { totalCount edges { node { key } } facets { ...Facets } } } ${FACETS}`;

/** What each facet groups by: the values of an article, and how a bucket names one. */
const VALUES: Readonly<Record<string, { of: (article: ScannedArticle) => readonly string[]; first?: number }>> = {
  entities: { of: (article) => article.entities.map((row) => row.key) },
  provinces: { of: (article) => article.entities.filter((row) => row.level === 'PROVINCE').map((row) => row.key) },
  persons: {
    of: (article) =>
      article.entities.filter((row) => ['PERSON', 'POLICY_DOCUMENT'].includes(row.type)).map((row) => row.key),
  },
  categories: { of: (article) => article.categories.map((row) => row.key) },
  authors: { of: (article) => article.credits.map((row) => row.author) },
  editors: { of: (article) => article.credits.filter((row) => row.role === 'EDITOR').map((row) => row.author) },
  sources: { of: (article) => [article.source] },
  tags: { of: (article) => article.tags, first: 1 },
  languages: { of: (article) => [article.language] },
  months: {
    of: (article) => (article.date === null || article.precision === 'YEAR' ? [] : [article.date.slice(0, 7)]),
  },
};

interface Bucket {
  readonly articleCount: number;
  readonly storyCount: number;
}
interface FacetAnswer {
  readonly buckets: readonly (Bucket & Record<string, unknown>)[];
  readonly other: Bucket & { readonly valueCount: number };
  readonly missing: Bucket;
}
interface Answer {
  readonly articles: {
    readonly totalCount: number;
    readonly edges: object[];
    readonly facets: { total: Bucket } & Record<string, FacetAnswer>;
  };
}

/** Tags are told apart by their folded name, which decides ties too. */
const keyOf = (facet: string, value: string) => (facet === 'tags' ? value.toLowerCase() : value);

function expectedFacet(facet: string, articles: readonly ScannedArticle[]) {
  const { of, first = FIRST } = VALUES[facet] as (typeof VALUES)[string];
  const groups = new Map<string, ScannedArticle[]>();
  for (const article of articles)
    for (const value of new Set(of(article))) groups.set(value, [...(groups.get(value) ?? []), article]);
  const sorted = [...groups].sort(
    ([a, x], [b, y]) => y.length - x.length || compareBytes(keyOf(facet, b), keyOf(facet, a)),
  );
  const shown = new Set(sorted.slice(0, first).map(([value]) => value));
  return {
    buckets: sorted.slice(0, first).map(([value, group]) => ({ value, ...countsOf(group) })),
    other: {
      valueCount: Math.max(0, sorted.length - first),
      ...countsOf(articles.filter((article) => of(article).some((value) => !shown.has(value)))),
    },
    missing: countsOf(articles.filter((article) => of(article).length === 0)),
  };
}

const toComparable = ({ buckets, other, missing }: FacetAnswer) => ({
  buckets: buckets.map(({ articleCount, storyCount, ...named }) => {
    const [value] = Object.values(named);
    return { value: typeof value === 'string' ? value : (value as { key: string }).key, articleCount, storyCount };
  }),
  other,
  missing,
});

function expectFacets(answer: Answer['articles'], articles: readonly ScannedArticle[]): void {
  expect(answer.facets.total).toEqual(countsOf(articles));
  for (const facet of Object.keys(VALUES))
    expect(toComparable(answer.facets[facet] as FacetAnswer), facet).toEqual(expectedFacet(facet, articles));
}

describeOnEveryDatabase('Facets', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(11), 400);
    corpus = await scanCorpus(getDatabase());
    const stories = new Set(corpus.articles.map((article) => article.story));
    expect(corpus.articles).toHaveLength(400);
    expect(stories.size).toBeLessThan(395);
  });
  afterAll(() => graph?.close());

  const select = (asked: AskedFilter) => corpus.articles.filter((article) => meets(article, asked));

  it('of everything are those a full scan counts', async () => {
    const { articles } = await graph.query<Answer>(QUERY);
    expectFacets(articles, corpus.articles);
  });

  it('under any filter are those a full scan counts', async () => {
    const random = new Random(12);
    let found = 0;
    for (let turn = 0; turn < 60; turn++) {
      const asked = randomFilter(random);
      const { articles } = await graph.query<Answer>(QUERY, { where: toArticleFilter(asked) });
      const expected = select(asked);
      expect(articles.totalCount, JSON.stringify(asked)).toBe(expected.length);
      expectFacets(articles, expected);
      found += expected.length > 0 ? 1 : 0;
    }
    expect(found).toBeGreaterThan(30);
    expect(found).toBeLessThan(60);
  });

  it('of no alternative at all are empty', async () => {
    const { articles } = await graph.query<Answer>(QUERY, { where: { mentions: { anyOf: [] } } });
    expect(articles.totalCount).toBe(0);
    expectFacets(articles, []);
  });

  it('leave out their own filter when asked to, and no other', async () => {
    const asked = { anyOf: ['cn:630000'], source: '晨报', tags: ['没有这个'], language: 'en' };
    const { articles } = await graph.query<{ articles: { facets: Record<string, { buckets: Bucket[] }> } }>(
      `query ($where: ArticleFilter) { articles(where: $where) { facets {
        sources(ignoreOwnFilter: true) { buckets { articleCount } }
        tags(ignoreOwnFilter: true) { buckets { tag articleCount } }
        entities(ignoreOwnFilter: true, types: [PERSON]) { buckets { articleCount } }
      } } }`,
      { where: toArticleFilter(asked) },
    );
    const { tags: _, ...others } = asked;
    expect(articles.facets.sources?.buckets).toEqual([]);
    expect(articles.facets.entities?.buckets).toEqual([]);
    expect(articles.facets.tags?.buckets.length).toBeGreaterThan(1);
    const untagged = select(others);
    expect(articles.facets.tags?.buckets[0]?.articleCount).toBe(
      expectedFacet('tags', untagged).buckets[0]?.articleCount,
    );
    const elsewhere = await graph.query<{ articles: { facets: Record<string, { buckets: Bucket[] }> } }>(
      `query ($where: ArticleFilter) { articles(where: $where) { facets { sources(ignoreOwnFilter: true) { buckets { articleCount } } } } }`,
      { where: toArticleFilter({ anyOf: ['cn:630000'], source: '晨报' }) },
    );
    expect(elsewhere.articles.facets.sources?.buckets.map((bucket) => bucket.articleCount)).toEqual(
      expectedFacet('sources', select({ anyOf: ['cn:630000'] })).buckets.map((bucket) => bucket.articleCount),
    );
  });

  describe('of the articles of one thing', () => {
    const LISTS: readonly [string, string, (article: ScannedArticle) => boolean][] = [
      [
        'a place',
        'place(by: { adcode: "630000" }) { articles(ARGS) }',
        (one) => one.entities.some((row) => row.key === 'cn:630000'),
      ],
      [
        'a place itself',
        'place(by: { adcode: "630000" }) { articles(includeDescendants: false) }',
        (one) => one.entities.some((row) => row.key === 'cn:630000' && row.isDirect),
      ],
      [
        'a category',
        'category(by: { path: ["政策", "能源"] }) { articles }',
        (one) => one.categories.some((row) => row.key === '政策/能源'),
      ],
      [
        'a category alone',
        'category(by: { path: ["政策", "能源"] }) { articles(includeDescendants: false) }',
        (one) => one.categories.some((row) => row.key === '政策/能源' && row.isDirect),
      ],
      [
        'an author',
        'author(by: { name: "李四" }) { articles }',
        (one) => one.credits.some((row) => row.name === '李四'),
      ],
      [
        'an author in one role',
        'author(by: { name: "李四" }) { articles(role: EDITOR) }',
        (one) => one.credits.some((row) => row.name === '李四' && row.role === 'EDITOR'),
      ],
    ];
    it.each(LISTS)('%s', async (_, field, isIn) => {
      const inner = field
        .replace('(ARGS)', '')
        .replace(/articles(\([^)]*\))? \}$/, 'articles$1 { totalCount facets { ...Facets } } }');
      const data = await graph.query<Record<string, Answer>>(`{ ${inner} } ${FACETS}`);
      const expected = corpus.articles.filter(isIn);
      const [{ articles }] = Object.values(data) as [Answer];
      expect(expected.length).toBeGreaterThan(20);
      expect(articles.totalCount).toBe(expected.length);
      expectFacets(articles, expected);
    });

    it('a source', async () => {
      const { sources } = await graph.query<{ sources: ({ key: string } & Answer)[] }>(
        `{ sources { key articles { facets { ...Facets } } } } ${FACETS}`,
      );
      expect(sources).toHaveLength(3);
      for (const { key, articles } of sources)
        expectFacets(
          articles,
          corpus.articles.filter((article) => article.source === key),
        );
    });

    it('a story and a picture', async () => {
      const { articles } = await graph.query<{
        articles: { edges: { node: { key: string; story: Answer | null; images: ({ url: string } & Answer)[] } }[] };
      }>(
        `{ articles(first: 30) { edges { node { key story { articles { facets { ...Facets } } } images { url articles { facets { ...Facets } } } } } } } ${FACETS}`,
      );
      let [stories, images] = [0, 0];
      for (const { node } of articles.edges) {
        const own = corpus.articles.find((article) => article.key === node.key);
        if (node.story) {
          stories++;
          expectFacets(
            node.story.articles,
            corpus.articles.filter((article) => article.story === own?.story),
          );
        }
        for (const image of node.images) {
          images++;
          expectFacets(
            image.articles,
            corpus.articles.filter((article) => article.images.includes(own?.images[0] as string)),
          );
        }
      }
      expect(Math.min(stories, images)).toBeGreaterThan(3);
    });
  });

  it('cost a fixed number of statements, whatever the page and the filter', async () => {
    const counts: number[] = [];
    for (const first of [1, 20, 100]) {
      const { errors, statements } = await graph.execute(QUERY, { first });
      expect(errors).toBeUndefined();
      counts.push(statements);
    }
    expect(new Set(counts).size).toBe(1);
    // The page, its total, all facets, and one each for the entities, categories, authors, sources and tags of the buckets.
    expect(counts[0]).toBe(8);
  });

  it('cost nothing when they are not selected', async () => {
    const { statements } = await graph.execute('{ articles { edges { node { key } } } }');
    expect(statements).toBe(1);
  });

  it.each([-1, 101])('a size of %i is refused', async (first) => {
    const result = await graph.execute(`{ articles { facets { tags(first: ${first}) { buckets { tag } } } } }`);
    expect(failuresOf(result)).toMatchObject([{ code: 'BAD_PAGE' }]);
  });
});

describeOnEveryDatabase('Facets of little', (getDatabase) => {
  it('are empty for no article, and right for one', async () => {
    const graph = await openGraph(getDatabase().url);
    const none = await graph.query<Answer>(QUERY);
    expectFacets(none.articles, []);
    await saveNews(graph.store, new Random(4), 1);
    const { articles } = await scanCorpus(getDatabase());
    expect(articles).toHaveLength(1);
    const one = await graph.query<Answer>(QUERY);
    expectFacets(one.articles, articles);
    await graph.close();
  });
});
