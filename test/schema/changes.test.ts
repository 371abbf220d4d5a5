import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, NOW_MS, taken } from '../support/documents.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';

const FEED = /* GraphQL */ `
  query ($first: Int, $after: String) {
    changes(first: $first, after: $after) {
      totalCount
      edges { cursor node { kind articleKey articleId revision at fields article { id title } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

interface Feed {
  readonly changes: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: {
        readonly kind: string;
        readonly articleKey: string;
        readonly articleId: string;
        readonly revision: number;
        readonly fields: readonly string[] | null;
        readonly article: { readonly id: string; readonly title: string } | null;
      };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
  };
}

const article = (id: string, facts: Parameters<typeof makeDocument>[0] = {}) =>
  taken(`${id}.md`, makeDocument({ title: id, canonicalUrl: `https://news.example/${id}`, ...facts }));

describeOnEveryDatabase(
  'The feed of changes',
  (getDatabase, kind) => {
    let graph: TestGraph;
    let store: Store;
    let at: number;
    beforeEach(async () => {
      graph = await openGraph(getDatabase().url);
      store = graph.store;
      at = NOW_MS;
    });
    afterEach(() => graph.close());

    const save = (...changes: Parameters<typeof makeBatch>[0]) => {
      at += 1000;
      return store.saveBatch(makeBatch(changes, { nowMs: at }));
    };
    const read = async (after: string | null = null, first = 20) =>
      (await graph.query<Feed>(FEED, { first, after })).changes;
    const refusal = async (after: string, of = graph) =>
      failuresOf(await of.execute(FEED, { after })).map((failure) => failure.code);
    const told = ({ edges }: Feed['changes']) => edges.map(({ node }) => `${node.kind} ${node.article?.title ?? '-'}`);

    test('tells what was added, updated and removed, with what is there now of each', async () => {
      await save(article('甲'), article('乙'));
      await save(article('甲', { title: '甲改', text: '新的正文。' }), { kind: 'REMOVED', path: '乙.md' });
      const { edges, totalCount, pageInfo } = await read();
      expect(totalCount).toBe(4);
      expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
      const [first, second, updated, removed] = edges.map(({ node }) => node);
      expect([first?.kind, second?.kind].join()).toBe('ADDED,ADDED');
      expect([first, second].map((node) => node?.article?.title ?? null).sort()).toEqual([null, '甲改'].sort());
      expect(updated).toMatchObject({ kind: 'UPDATED', article: { title: '甲改' }, at: '2026-01-01T00:00:02Z' });
      expect(updated?.fields).toEqual(expect.arrayContaining(['title', 'text']));
      expect(updated?.fields).not.toContain('tags');
      expect(updated?.articleId).toBe(updated?.article?.id);
      expect(removed).toMatchObject({ kind: 'REMOVED', article: null, fields: [] });
      expect(removed?.revision).toBe(updated?.revision);
      expect(await graph.query('query ($id: ID!) { node(id: $id) { id } }', { id: removed?.articleId })).toEqual({
        node: null,
      });
    });

    test('of an article that is gone since says no more than that it was updated', async () => {
      await save(article('甲'));
      await save(article('甲', { text: '新的正文。' }));
      await save({ kind: 'REMOVED', path: '甲.md' });
      const { edges } = await read();
      expect(edges.map(({ node }) => [node.kind, node.fields, node.article])).toEqual([
        ['ADDED', [], null],
        ['UPDATED', null, null],
        ['REMOVED', [], null],
      ]);
    });

    test('is walked in pages of any size without gap or repeat, and of a size from 0 to 100', async () => {
      for (let batch = 0; batch < 4; batch++)
        await save(...Array.from({ length: 5 }, (_, index) => article(`${batch}-${index}`)));
      const whole = (await read(null, 100)).edges;
      expect(whole).toHaveLength(20);
      for (const size of [1, 3, 5, 20]) {
        const walked: unknown[] = [];
        let after: string | null = null;
        for (let goesOn = true; goesOn; ) {
          const { edges, pageInfo }: Feed['changes'] = await read(after, size);
          expect(edges.at(-1)?.cursor).toBe(pageInfo.endCursor);
          expect(pageInfo.hasPreviousPage).toBe(after !== null);
          walked.push(...edges);
          goesOn = pageInfo.hasNextPage;
          after = pageInfo.endCursor;
        }
        expect(walked).toEqual(whole);
      }
      expect((await read(null, 0)).edges).toEqual([]);
      for (const first of [-1, 101])
        expect(failuresOf(await graph.execute(FEED, { first })).map((failure) => failure.code)).toEqual(['BAD_PAGE']);
    });

    test('can be followed from its very beginning, before anything is there, and again and again when nothing comes', async () => {
      const { edges, pageInfo } = await read();
      expect(edges).toEqual([]);
      const again = await read(pageInfo.endCursor);
      expect([again.edges, again.pageInfo.endCursor]).toEqual([[], pageInfo.endCursor]);
      await save(article('甲'));
      const added = await read(pageInfo.endCursor);
      expect(told(added)).toEqual(['ADDED 甲']);
      const idle = await read(added.pageInfo.endCursor);
      expect([idle.edges, idle.pageInfo.endCursor]).toEqual([[], added.pageInfo.endCursor]);
      expect(idle.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      // The same documents once more change nothing; and a program that starts anew goes on where the last one was.
      await save(article('甲'));
      await save(article('乙'));
      const other = await openGraph(getDatabase().url);
      expect(told((await other.query<Feed>(FEED, { after: idle.pageInfo.endCursor })).changes)).toEqual(['ADDED 乙']);
      await other.close();
    });

    test('refuses a cursor of another database, even one with the same history or with none', async () => {
      const empty = (await read()).pageInfo.endCursor;
      await save(article('甲'));
      const { endCursor } = (await read()).pageInfo;
      const database: TestDatabase = await kind.open();
      const twin = await openGraph(database.url);
      try {
        for (const cursor of [empty, endCursor]) expect(await refusal(cursor, twin)).toEqual(['BAD_CURSOR']);
        await twin.store.saveBatch(makeBatch([article('甲')], { nowMs: NOW_MS + 1000 }));
        for (const cursor of [empty, endCursor]) expect(await refusal(cursor, twin)).toEqual(['BAD_CURSOR']);
        for (const cursor of [empty, endCursor]) expect(await refusal(cursor)).toEqual([]);
      } finally {
        await twin.close();
        await database.close();
      }
    });

    test('refuses a cursor from before an older copy of the database was put back', async () => {
      await save(article('甲'));
      const before = (await read()).pageInfo.endCursor;
      const { revision } = await save(article('乙'));
      const after = (await read()).pageInfo.endCursor;
      await getDatabase().execute('DELETE FROM "Change" WHERE "revision" = $1', [revision]);
      expect(await refusal(after)).toEqual(['BAD_CURSOR']);
      await getDatabase().execute('UPDATE "Corpus" SET "revision" = $1', [revision - 1]);
      await save(article('丙'));
      expect(await refusal(after)).toEqual(['BAD_CURSOR']);
      expect(told(await read(before))).toEqual(['ADDED 丙']);
    });

    test('refuses what is no cursor, or one of another list', async () => {
      await save(article('甲'));
      const { articles } = await graph.query<{ articles: { pageInfo: { endCursor: string } } }>(
        '{ articles { pageInfo { endCursor } } }',
      );
      const { endCursor } = (await read()).pageInfo;
      const [version, order, ...values] = JSON.parse(Buffer.from(endCursor, 'base64url').toString()) as unknown[];
      const made = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
      expect(made(version, order, ...values)).toBe(endCursor);
      const malformed = [
        '',
        'nonsense',
        articles.pageInfo.endCursor,
        endCursor.slice(0, -4),
        made(2, order, ...values),
        made(version, order, ...values.slice(1)),
        made(version, order, values[0], '1', 0, 0),
        made(version, order, values[0], 2 ** 31, 0, 0),
        made(version, order, values[0], -1, 0, 0),
      ];
      for (const cursor of malformed) expect([cursor, await refusal(cursor)]).toEqual([cursor, ['BAD_CURSOR']]);
    });

    test('costs three statements with articles and fields, however many', async () => {
      await save(...Array.from({ length: 30 }, (_, index) => article(`${index}`)));
      await save(...Array.from({ length: 30 }, (_, index) => article(`${index}`, { text: '新的正文。' })));
      const operation = FEED.replace('totalCount', '');
      const costs: number[] = [];
      for (const first of [40, 60]) {
        const { errors, statements } = await graph.execute(operation, { first });
        expect(errors).toBeUndefined();
        costs.push(statements);
      }
      expect(costs).toEqual([3, 3]);
    });

    test('and the history of an article tell the same, the latest first', async () => {
      await save(article('甲'));
      await save(article('甲', { tags: ['新'] }));
      await save(article('乙'));
      await save(article('甲', { tags: ['新'], text: '新的正文。' }));
      const ask = async (after: string | null) =>
        (await graph.query<{ article: { revision: number; revisions: History } }>(HISTORY, { after })).article;
      const { revision, revisions: history } = await ask(null);
      expect(history.totalCount).toBe(3);
      expect(history.edges.map((edge) => [edge.node.kind, edge.node.fields])).toEqual([
        ['UPDATED', expect.arrayContaining(['text'])],
        ['UPDATED', ['tags']],
      ]);
      expect(history.edges[0]?.node.revision).toBe(revision);
      const { revisions: rest } = await ask(history.pageInfo.endCursor);
      const oldest = rest.edges.map((edge) => edge.node);
      expect(oldest).toMatchObject([{ kind: 'ADDED', fields: [] }]);
      const [latest, tagged] = history.edges.map((edge) => edge.node.textDigest);
      expect(tagged).toBe(oldest[0]?.textDigest);
      expect(latest).not.toBe(tagged);
      const fromFeed = (await read()).edges
        .filter((edge) => edge.node.article?.title === '甲' && edge.node.kind === 'UPDATED')
        .map((edge) => [edge.node.revision, edge.node.fields]);
      expect(fromFeed.reverse()).toEqual(history.edges.map((edge) => [edge.node.revision, edge.node.fields]));
    });
  },
  { per: 'test' },
);

const HISTORY = /* GraphQL */ `
  query ($after: String) {
    article(by: { url: "https://news.example/甲" }) {
      revision
      revisions(first: 2, after: $after) { totalCount pageInfo { endCursor } edges { node { revision at kind fields textDigest } } }
    }
  }
`;

interface History {
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string };
  readonly edges: readonly {
    readonly node: {
      readonly revision: number;
      readonly kind: string;
      readonly fields: string[];
      readonly textDigest: string;
    };
  }[];
}
