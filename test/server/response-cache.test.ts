import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runCommand } from '../cli/command.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { makeFolder } from '../support/graph.ts';
import { startSampleServer } from './sample-server.ts';

const LIST = '{ articles(first: 5) { totalCount edges { node { title } } } }';

describeOnEveryDatabase(
  'Answers that are kept',
  (getDatabase) => {
    let store: Store;
    let server: Awaited<ReturnType<typeof startSampleServer>>;
    /** Contexts made: what is answered from the cache needs none of its own. */
    let readers: { readonly statementCount: number }[];

    const start = async (environment: Readonly<Record<string, string>> = {}) => {
      readers = [];
      const contextFor = () => {
        const reader = store.createReader();
        readers.push(reader);
        return { reader };
      };
      const readRevision = () => store.readRevision();
      return await startSampleServer(environment, { schema: createSchema(), contextFor, readRevision });
    };
    const add = async (by: Store, title: string) =>
      void (await by.saveBatch(makeBatch([taken(`${title}.md`, makeDocument({ title }))])));
    const titles = async (): Promise<string[]> => {
      const { body } = await server.query(LIST);
      const { articles } = body.data as { articles: { edges: { node: { title: string } }[] } };
      return articles.edges.map(({ node }) => node.title);
    };
    const outcomes = async (): Promise<Record<string, number>> => {
      const metrics = await (await fetch(`${server.origin}/metrics`)).text();
      const lines = metrics.matchAll(/^dateline_response_cache_total\{outcome="(\w+)"\} (\d+)$/gm);
      return Object.fromEntries([...lines].map(([, outcome, count]) => [outcome, Number(count)]));
    };
    const statements = () => readers.reduce((sum, { statementCount }) => sum + statementCount, 0);

    beforeEach(async () => {
      store = await openStore(getDatabase().url);
      server = await start();
    });
    afterEach(async () => {
      await server.close();
      await store.close();
    });

    test('are given again, word for word, without a statement but the one for the revision', async () => {
      await add(store, 'one');
      const first = await server.query(LIST);
      const before = statements();
      const second = await server.query(LIST);
      expect(before).toBeGreaterThan(0);
      expect(statements()).toBe(before);
      expect(second.body).toEqual(first.body);
      expect(second.response.headers.get('content-type')).toBe(first.response.headers.get('content-type'));
      expect(await outcomes()).toEqual({ hit: 1, miss: 1, not_modified: 0 });
    });

    test('are told apart by variables and by operation', async () => {
      await add(store, 'one');
      const query = 'query A($n: Int!) { articles(first: $n) { edges { node { title } } } }';
      await server.query(query, { n: 1 });
      await server.query(query, { n: 2 });
      await server.query(`${query} `, { n: 2 });
      expect(await outcomes()).toEqual({ hit: 0, miss: 3, not_modified: 0 });
    });

    test('are forgotten when this process commits anything', async () => {
      await add(store, 'one');
      expect(await titles()).toEqual(['one']);
      await add(store, 'two');
      expect((await titles()).sort()).toEqual(['one', 'two']);
    });

    test('are forgotten when another process commits anything', { timeout: 180_000 }, async () => {
      expect(await titles()).toEqual([]);
      expect(await titles()).toEqual([]);
      const folder = await makeFolder();
      try {
        await writeFile(join(folder.path, 'a.md'), '---\ntitle: from elsewhere\n---\n\ntext\n');
        const environment = { DATABASE_URL: getDatabase().url };
        expect((await runCommand(['ingest', folder.path], { environment })).exitCode).toBe(0);
      } finally {
        await folder.remove();
      }
      expect(await titles()).toEqual(['from elsewhere']);
      expect(await outcomes()).toEqual({ hit: 1, miss: 2, not_modified: 0 });
    });

    test('are not those with errors', async () => {
      const query = '{ articles(first: 5, after: "nonsense") { totalCount } }';
      for (let i = 0; i < 2; i++) expect((await server.query(query)).body.errors).toHaveLength(1);
      expect(await outcomes()).toEqual({ hit: 0, miss: 2, not_modified: 0 });
    });

    test.each([
      '{ ingestRuns(first: 1) { edges { node { id } } } }',
      '{ ingestRuns(first: 1) { totalCount } }',
      '{ corpus { lastIngestRun { state } } }',
    ])('are not those that change without the content: %s', async (query) => {
      const run = await store.startRun([], 0);
      for (let i = 0; i < 2; i++) expect((await server.query(query)).body.errors).toBeUndefined();
      expect(await outcomes()).toEqual({ hit: 0, miss: 2, not_modified: 0 });
      expect(run).toBeDefined();
    });

    test('cost a browser that has one still nothing but the question', async () => {
      await add(store, 'one');
      const url = `${server.url}?query=${encodeURIComponent(LIST)}`;
      const first = await fetch(url);
      const tag = first.headers.get('etag') as string;
      expect(first.headers.get('cache-control')).toBe('no-cache');
      expect(tag).toMatch(/^"[\w-]{43}"$/);
      const second = await fetch(url, { headers: { 'If-None-Match': `"other", W/${tag}` } });
      expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag]);
      await add(store, 'two');
      const third = await fetch(url, { headers: { 'If-None-Match': tag } });
      expect(third.status).toBe(200);
      expect(third.headers.get('etag')).not.toBe(tag);
      expect(JSON.stringify(await third.json())).toContain('two');
    });

    test('have no tag when they were not kept, or not asked for by GET', async () => {
      const query = encodeURIComponent('{ ingestRuns(first: 1) { totalCount } }');
      expect((await fetch(`${server.url}?query=${query}`)).headers.get('etag')).toBeNull();
      expect((await server.query(LIST)).response.headers.get('etag')).toBeNull();
    });

    test('are as they were the first time when they come as events', async () => {
      await add(store, 'one');
      const ask = async () => {
        const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' };
        const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query: LIST }) });
        return [response.headers.get('content-type'), await response.text()];
      };
      const first = await ask();
      expect(first[1]).toMatch(/^event: next$/m);
      expect(await ask()).toEqual(first);
    });

    test('are counted under the name of their operation', async () => {
      for (let i = 0; i < 3; i++) await server.query('query Newest { articles(first: 1) { totalCount } }');
      const metrics = await (await fetch(`${server.origin}/metrics`)).text();
      expect(metrics).toContain('dateline_operations_total{operation="Newest"} 3');
    });

    test('are none when no memory is set aside', async () => {
      await server.close();
      server = await start({ RESPONSE_CACHE_BYTES: '0' });
      await titles();
      await titles();
      expect(await outcomes()).toEqual({ hit: 0, miss: 0, not_modified: 0 });
      expect(readers).toHaveLength(2);
    });

    test('never take more memory than is set aside', async () => {
      await server.close();
      server = await start({ RESPONSE_CACHE_BYTES: '400' });
      const query = (n: number) => `query Q${n} { articles(first: ${n}) { totalCount } }`;
      for (let n = 1; n <= 20; n++) await server.query(query(n));
      await server.query(query(20));
      await server.query(query(1));
      expect(await outcomes()).toMatchObject({ hit: 1, miss: 21 });
    });
  },
  { per: 'test' },
);
