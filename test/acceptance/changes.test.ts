import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { SMALL_GAZETTEER } from '../support/small-world.ts';

const PROGRAM = fileURLToPath(new URL('programs/churn.ts', import.meta.url));
const BATCHES = 25;

const PAGE = /* GraphQL */ `
  query ($after: String) {
    changes(first: 7, after: $after) {
      edges { cursor node { kind articleKey revision article { key title text tags } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface Article {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}
interface Change {
  readonly kind: 'ADDED' | 'UPDATED' | 'REMOVED';
  readonly articleKey: string;
  readonly revision: number;
  readonly article: Article | null;
}
interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Change }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describeOnEveryDatabase('While two processes write', (getDatabase) => {
  it('whoever follows the changes has what the database has, every change met once and in order', {
    timeout: 120_000,
  }, async () => {
    const url = getDatabase().url;
    let store = await openStore(url);
    await store.saveGazetteer(SMALL_GAZETTEER, 'g1');
    const writers = Promise.all([startWriter(url, 'one', 1), startWriter(url, 'two', 2)]);
    let isWriting = true;
    void writers.finally(() => (isWriting = false));

    const replica = new Map<string, Article>();
    const met: string[] = [];
    let after: string | null = null;
    let polls = 0;
    for (;;) {
      const wasWriting = isWriting;
      const page: Page = await readPage(store, after);
      for (const { node } of page.edges) {
        met.push(`${node.revision} ${node.kind} ${node.articleKey}`);
        if (node.kind === 'ADDED')
          expect([node.articleKey, replica.has(node.articleKey)]).toEqual([node.articleKey, false]);
        // One that is gone since is removed further on.
        if (node.article === null) replica.delete(node.articleKey);
        else replica.set(node.articleKey, node.article);
      }
      after = page.pageInfo.endCursor;
      // A follower may stop and come back with no more than the cursor.
      if (++polls % 25 === 0) {
        await store.close();
        store = await openStore(url);
      }
      if (!wasWriting && page.edges.length === 0) break;
    }
    expect(await writers).toEqual([
      { code: 0, said: '' },
      { code: 0, said: '' },
    ]);

    const feed = await getDatabase().query<{ revision: number; kind: string; articleKey: string }>(
      'SELECT "revision", "kind", "articleKey" FROM "Change" ORDER BY "revision", "position"',
    );
    expect(met).toEqual(feed.map(({ revision, kind, articleKey }) => `${revision} ${kind} ${articleKey}`));
    for (const kind of ['ADDED', 'UPDATED', 'REMOVED'])
      expect(feed.filter((change) => change.kind === kind).length).toBeGreaterThan(5);
    const { data } = await execute(
      store,
      '{ articles(first: 100) { totalCount edges { node { key title text tags } } } }',
      {},
    );
    const { totalCount, edges } = data.articles as { totalCount: number; edges: { node: Article }[] };
    expect(totalCount).toBe(edges.length);
    expect(totalCount).toBeGreaterThan(5);
    const byKey = (articles: readonly Article[]) => [...articles].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(byKey([...replica.values()])).toEqual(byKey(edges.map(({ node }) => node)));
    await store.close();
  });
});

const readPage = async (store: Store, after: string | null): Promise<Page> =>
  (await execute(store, PAGE, { after })).data.changes as Page;

async function execute(store: Store, source: string, variableValues: Readonly<Record<string, unknown>>) {
  const contextValue = { reader: store.createReader() };
  const { data, errors } = await graphql({ schema: createSchema(), source, variableValues, contextValue });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify({ data })) as { data: Record<string, unknown> };
}

async function startWriter(url: string, key: string, seed: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, url, key, String(seed), String(BATCHES)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
}
