import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, publishedAt, taken } from '../support/documents.ts';
import { openGraph, type TestGraph } from '../support/graph.ts';
import { Random } from '../support/random.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

const ARTICLES = 10_000;
const BATCH = 1000;

const PAGE = /* GraphQL */ `
  query ($first: Int, $after: String, $last: Int, $before: String) {
    articles(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { path } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

interface Page {
  readonly articles: {
    readonly edges: readonly { readonly node: { readonly path: string } }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string;
      readonly endCursor: string;
    };
  };
}

describeOnEveryDatabase('Ten thousand articles that are paged through while others come and go', (getDatabase) => {
  let graph: TestGraph;
  const random = new Random(4_011);
  /** Paths of what is there from the first page to the last. */
  const present = new Set<string>();
  let made = 0;

  /** Many share an instant, so that the order is settled by keys too. */
  const article = () => {
    const path = `${++made}.md`;
    const publication = publishedAt(new Date(Date.UTC(2024, 0, 1 + random.below(400))).toISOString());
    return taken(path, makeDocument({ title: path, canonicalUrl: `https://news.example/${path}`, publication }));
  };
  const add = async (count: number) => {
    const articles = Array.from({ length: count }, article);
    await graph.store.saveBatch(makeBatch(articles));
    return articles.map(({ path }) => path);
  };
  const remove = (paths: readonly string[]) =>
    graph.store.saveBatch(makeBatch(paths.map((path) => ({ kind: 'REMOVED' as const, path }))));

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    for (let n = 0; n < ARTICLES; n += BATCH) for (const path of await add(BATCH)) present.add(path);
  });
  afterAll(() => graph?.close());

  const walk = async (way: 'forward' | 'backward') => {
    const stayed = new Set(present);
    const seen: string[] = [];
    let cursor: string | null = null;
    let isMore = true;
    for (let pages = 0; isMore; pages++) {
      const page: Page = await graph.query<Page>(
        PAGE,
        way === 'forward' ? { first: 100, after: cursor } : { last: 100, before: cursor },
      );
      const { edges, pageInfo } = page.articles;
      const paths = edges.map(({ node }) => node.path);
      seen.push(...(way === 'forward' ? paths : paths.reverse()));
      cursor = way === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
      isMore = way === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
      if (pages % 5 > 0) continue;
      // What the cursor itself stands on goes too.
      const gone = [paths.at(-1) as string, ...[...present].filter(() => random.below(400) === 0)];
      await remove([...new Set(gone)].filter((path) => present.has(path)));
      for (const path of gone) {
        present.delete(path);
        stayed.delete(path);
      }
      for (const path of await add(20)) present.add(path);
    }
    return { seen, stayed };
  };

  it.each(['forward', 'backward'] as const)('are met once each, %s, none that stayed is left out', async (way) => {
    const { seen, stayed } = await walk(way);
    expect(stayed.size).toBeGreaterThan(ARTICLES * 0.7);
    expect(new Set(seen).size).toBe(seen.length);
    const met = new Set(seen);
    expect([...stayed].filter((path) => !met.has(path))).toEqual([]);
  });
});
