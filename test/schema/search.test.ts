import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { Random } from '../support/random.ts';
import { type ScannedArticle, scanMatches, scanSearch } from '../support/search-oracle.ts';
import { randomQuery, randomSearchDocument } from '../support/search-world.ts';

const SEARCH = /* GraphQL */ `
  query Search($query: String!, $orderBy: SearchOrder, $first: Int, $after: String, $last: Int, $before: String, $where: ArticleFilter) {
    search(query: $query, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before, where: $where) {
      totalCount
      edges { score cursor node { key title text } highlights(first: 50) { field start end before surface after } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

interface Found {
  readonly search: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly score: number;
      readonly cursor: string;
      readonly node: ScannedArticle;
      readonly highlights: readonly Record<'before' | 'surface' | 'after' | 'field', string>[];
    }[];
    readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

const keysOf = ({ search }: Found) => search.edges.map(({ node }) => node.key);

describeOnEveryDatabase('search', (getDatabase) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
  });
  afterAll(() => graph?.close());

  const allArticles = () =>
    getDatabase().query<ScannedArticle & { sortMs: number }>('SELECT "key", "title", "text", "sortMs" FROM "Article"');

  test('finds, orders and scores what a full scan does, while articles come, change and go', async () => {
    const random = new Random(11);
    const current = new Set<number>();
    let answered = 0;
    for (let step = 0; step < 5; step++) {
      const changes = Array.from({ length: 25 }, (_, n) => {
        const id = random.below(90) + (n === 0 ? 1000 * step : 0);
        if (current.has(id) && random.chance(0.4)) {
          current.delete(id);
          return { kind: 'REMOVED' as const, path: `${id}.md` };
        }
        current.add(id);
        return taken(`${id}.md`, randomSearchDocument(random, id));
      });
      const last = new Map(changes.map((change) => [change.path, change]));
      await graph.store.saveBatch(makeBatch([...last.values()]));
      const articles = await allArticles();
      expect(articles.length).toBe(current.size);
      for (let n = 0; n < 16; n++) {
        const { text, query } = randomQuery(random);
        const wanted = scanSearch(query, articles);
        const found = await graph.query<Found>(SEARCH, { query: text, first: 100 });
        expect(keysOf(found), text).toEqual(wanted.map(({ key }) => key));
        expect(
          found.search.edges.map(({ score }) => Math.round(score * 1e9)),
          text,
        ).toEqual(wanted.map(({ score }) => score));
        expect(found.search.totalCount).toBe(wanted.length);
        if (wanted.length > 0) answered++;
        const matching = articles.filter((article) => scanMatches(query, article));
        const byTime = matching
          .sort((a, b) => b.sortMs - a.sortMs || -compareBytes(a.key, b.key))
          .map(({ key }) => key);
        const newest = await graph.query<Found>(SEARCH, { query: text, first: 100, orderBy: 'NEWEST' });
        expect(keysOf(newest), text).toEqual(byTime);
        expect(Object.fromEntries(newest.search.edges.map(({ node, score }) => [node.key, score]))).toEqual(
          Object.fromEntries(found.search.edges.map(({ node, score }) => [node.key, score])),
        );
        const filtered = await graph.query<{ articles: { totalCount: number; edges: { node: { key: string } }[] } }>(
          'query ($text: String!) { articles(where: { text: $text }, first: 100, orderBy: PUBLISHED_ASC) { totalCount edges { node { key } } } }',
          { text },
        );
        expect(filtered.articles.edges.map(({ node }) => node.key)).toEqual([...byTime].reverse());
        expect(filtered.articles.totalCount).toBe(byTime.length);
      }
    }
    expect(answered).toBeGreaterThan(40);
  }, 180_000);

  test('leaves nothing in the index of articles that are gone', async () => {
    const database = getDatabase();
    const ids = await database.query<{ n: number }>(
      'SELECT count(*) AS "n" FROM "SearchText" x WHERE NOT EXISTS (SELECT 1 FROM "Article" a WHERE a."id" = x."articleId")',
    );
    expect(ids[0]?.n).toBe(0);
    const all = [...'abcdefghijklmnopqrstuvwxyz0123456789储能青海发展房地甲乙一空'].map((one) =>
      database.provider === 'sqlite' ? `"${one}"*` : `'${one}':*`,
    );
    const [grams] = await database.query<{ n: number }>(
      database.provider === 'sqlite'
        ? 'SELECT count(*) AS "n" FROM "SearchGram" WHERE "SearchGram" MATCH $1'
        : 'SELECT count(DISTINCT "articleId") AS "n" FROM "SearchGram" WHERE "grams" @@ CAST($1 AS tsquery)',
      [all.join(database.provider === 'sqlite' ? ' OR ' : ' | ')],
    );
    const [articles] = await database.query<{ n: number }>('SELECT count(*) AS "n" FROM "Article"');
    expect(articles?.n).toBeGreaterThan(50);
    expect(grams?.n).toBe(articles?.n);
  });

  test.each(['RELEVANCE', 'NEWEST', 'OLDEST'])(
    'pages forward and backward through everything (%s)',
    async (orderBy) => {
      const query = '储 OR a';
      const all = await graph.query<Found>(SEARCH, { query, orderBy, first: 100 });
      const keys = keysOf(all);
      expect(keys.length).toBeGreaterThan(20);
      const forward: string[] = [];
      for (let after: string | null = null; ; ) {
        const page: Found = await graph.query<Found>(SEARCH, { query, orderBy, first: 7, after });
        expect(page.search.pageInfo.hasPreviousPage).toBe(after !== null);
        forward.push(...keysOf(page));
        expect(page.search.pageInfo.hasNextPage).toBe(forward.length < keys.length);
        if (!page.search.pageInfo.hasNextPage) break;
        after = page.search.pageInfo.endCursor;
      }
      expect(forward).toEqual(keys);
      const backward: string[] = [];
      for (let before: string | null = null; ; ) {
        const page: Found = await graph.query<Found>(SEARCH, { query, orderBy, last: 7, before });
        expect(page.search.pageInfo.hasNextPage).toBe(before !== null);
        backward.unshift(...keysOf(page));
        if (!page.search.pageInfo.hasPreviousPage) break;
        before = page.search.pageInfo.startCursor;
      }
      expect(backward).toEqual(keys);
    },
  );

  test('says so when a page by relevance goes on after the content has changed; by time it goes on', async () => {
    const first = await graph.query<Found>(SEARCH, { query: '储', first: 2 });
    const newest = await graph.query<Found>(SEARCH, { query: '储', first: 2, orderBy: 'NEWEST' });
    await graph.store.saveBatch(
      makeBatch([
        taken('one-more.md', makeDocument({ title: '储能又一篇', canonicalUrl: 'https://example.org/more' })),
      ]),
    );
    const stale = await graph.execute(SEARCH, { query: '储', first: 2, after: first.search.pageInfo.endCursor });
    expect(failuresOf(stale).map(({ code }) => code)).toEqual(['CURSOR_STALE']);
    const { search } = await graph.query<Found>(SEARCH, {
      query: '储',
      first: 2,
      orderBy: 'NEWEST',
      after: newest.search.pageInfo.endCursor,
    });
    expect(search.edges).toHaveLength(2);
    const other = await graph.execute(SEARCH, { query: '储', first: 2, after: newest.search.pageInfo.endCursor });
    expect(failuresOf(other).map(({ code }) => code)).toEqual(['BAD_CURSOR']);
  });

  test('takes as many statements for a hundred articles as for one', async () => {
    const counts = await Promise.all(
      [1, 20, 100].map(async (first) => (await graph.execute(SEARCH, { query: '储 OR a', first })).statements),
    );
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(5);
  });

  describe('of what nobody would ask', () => {
    test.each(['', ' ', '%', '_', '"" ()', "'';--", '\\', '*', '。', '()', '%'.repeat(900)])(
      '%j is an error that says why',
      async (query) => {
        const [failure] = failuresOf(await graph.execute(SEARCH, { query }));
        expect(failure?.code).toBe('SEARCH_INVALID');
        expect(failure?.message).toMatch(/no letter or digit/);
      },
    );

    test.each([
      ['储能 AND', 6],
      ['(储能', 0],
      ['储能)', 2],
      ['OR 储能', 0],
      ['a OR -b', 5],
      ['"储能', 0],
    ])('%j is an error with its place', async (query, position) => {
      const [failure] = failuresOf(await graph.execute(SEARCH, { query }));
      expect(failure?.code).toBe('SEARCH_INVALID');
      expect(failure?.details).toEqual({ position });
      const [filter] = failuresOf(
        await graph.execute('query ($text: String!) { articles(where: { text: $text }) { totalCount } }', {
          text: query,
        }),
      );
      expect(filter?.code).toBe('SEARCH_INVALID');
    });

    test('too long, too many and too deep are errors, however much it is', async () => {
      for (const query of ['储'.repeat(10_000), '('.repeat(40), 'a '.repeat(40), '"'.repeat(999)]) {
        const [failure] = failuresOf(await graph.execute(SEARCH, { query }));
        expect(failure?.code).toBe('SEARCH_INVALID');
      }
      const longest = await graph.query<Found>(SEARCH, { query: `"${'储'.repeat(998)}"` });
      expect(longest.search.totalCount).toBe(0);
    });

    test.each(['"%储能_"', "储能' OR '1", '储能"*"', 'rowid:储能', '储能^2', 'NEAR(储能)', '储:*', '储&!海'])(
      '%j is no syntax of the database',
      async (query) => {
        expect((await graph.execute(SEARCH, { query })).errors).toBeUndefined();
      },
    );
  });
});
