import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reader } from '../../src/store/read/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { startSampleServer } from './sample-server.ts';

describeOnEveryDatabase(
  'An operation that writers come between',
  (getDatabase, kind) => {
    let store: Store;
    let writer: Store;
    let server: Awaited<ReturnType<typeof startSampleServer>>;
    let executions: number;
    /** How many times a writer comes between its two statements. */
    let interruptions: number;

    beforeEach(async () => {
      [executions, interruptions] = [0, 0];
      store = await openStore(getDatabase().url);
      writer = await openStore(getDatabase().url);
      server = await startSampleServer({}, { schema, contextFor: () => ({ reader: store.createReader() }) });
    });
    afterEach(async () => {
      await server.close();
      await Promise.all([store.close(), writer.close()]);
    });

    /** Counts the articles, twice; and between the two, as often as asked for, one is added. */
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          counts: {
            type: new GraphQLNonNull(new GraphQLList(GraphQLInt)),
            resolve: async (_root, _args, { reader }: { reader: Reader }) => {
              const before = await count(reader);
              if (++executions <= interruptions)
                await writer.saveBatch(
                  makeBatch([taken(`${executions}.md`, makeDocument({ title: `${executions}` }))]),
                );
              const after = await count(reader);
              if (before !== after) throw new Error('A row vanished');
              return [before, after];
            },
          },
        },
      }),
    });

    const count = (reader: Reader) => reader.count({ root: { kind: 'articles', filter: {} } });
    const ask = async () => {
      const { body, response } = await server.query('{ counts }');
      return { ...body, timing: response.headers.get('server-timing') };
    };
    const reruns = async () =>
      [...(await (await fetch(`${server.origin}/metrics`)).text()).matchAll(/^dateline_reruns_total.*$/gm)].map(String);

    test('is executed once when none comes, for as many statements as it has', async () => {
      expect(await ask()).toEqual({ data: { counts: [0, 0] }, timing: 'db;desc="2"' });
      expect(executions).toBe(1);
    });

    test('is executed again, its errors forgotten and its statements all counted', async () => {
      interruptions = 1;
      expect(await ask()).toEqual({ data: { counts: [1, 1] }, timing: 'db;desc="4"' });
      expect(executions).toBe(2);
      expect(server.logged).toEqual([]);
      expect(await reruns()).toEqual([
        'dateline_reruns_total{how="renewed"} 1',
        'dateline_reruns_total{how="snapshot"} 0',
      ]);
    });

    test('is executed in a snapshot when they keep coming, and answered even then', async () => {
      interruptions = 100;
      const statements = 4 * 2 + (kind.provider === 'sqlite' ? 3 : 4);
      expect(await ask()).toEqual({ data: { counts: [3, 3] }, timing: `db;desc="${statements}"` });
      expect(executions).toBe(4);
      expect(await count(store.createReader())).toBe(4);
      expect(await reruns()).toEqual([
        'dateline_reruns_total{how="renewed"} 2',
        'dateline_reruns_total{how="snapshot"} 1',
      ]);
    });
  },
  { per: 'test' },
);
