import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import type { EntityKey } from '../../src/model/entity.ts';
import { openStore } from '../../src/store/store.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import {
  beginCorpus,
  ignored,
  makeBatch,
  makeDocument,
  makeExtraction,
  makeMention,
  sourceSettings,
  taken,
} from '../support/documents.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';

const article = (title: string, text = `${title}的正文。`) => makeDocument({ title, text });

describeOnEveryDatabase(
  'a batch',
  (getDatabase) => {
    beforeEach(() => beginCorpus(getDatabase()));
    const save = (...changes: Parameters<typeof makeBatch>[0]) => saveBatch(getDatabase(), makeBatch(changes));

    test('advances the revision by one and records what it did to articles, positions without gaps', async () => {
      const first = await save(
        taken('a.md', article('甲')),
        taken('b.md', article('乙')),
        taken('c.md', article('丙')),
      );
      const second = await save(
        taken('a.md', { ...article('甲'), tags: ['新'] }),
        { kind: 'REMOVED', path: 'b.md' },
        ignored('c.md'),
        taken('d.md', article('丁')),
      );
      expect([first.revision, second.revision]).toEqual([1, 2]);
      const feed = await changes(getDatabase());
      expect(feed.map(({ revision, position, kind }) => `${revision}.${position} ${kind}`)).toEqual([
        '1.0 ADDED',
        '1.1 ADDED',
        '1.2 ADDED',
        '2.0 ADDED',
        '2.1 UPDATED',
        '2.2 REMOVED',
        '2.3 REMOVED',
      ]);
      expect(feed.slice(3).map((change) => change.articleKey)).toEqual([
        ...second.added,
        ...second.updated,
        ...second.removed,
      ]);
      const [row] = await getDatabase().query('SELECT "revision" FROM "Article" ORDER BY "revision" DESC');
      expect(row).toEqual({ revision: 2 });
    });

    test('saved twice changes nothing and records no change', async () => {
      const batch = [taken('a.md', article('甲')), taken('b.md', article('乙'))];
      await save(...batch);
      const before = { graph: await dumpGraph(getDatabase()), changes: await changes(getDatabase()) };
      expect(await save(...batch)).toMatchObject({ added: [], updated: [], removed: [] });
      expect({ graph: await dumpGraph(getDatabase()), changes: await changes(getDatabase()) }).toEqual(before);
    });

    test('of the same documents extracted by a newer extractor rewrites the evidence and records no change', async () => {
      const document = makeDocument({ text: '东方储能落户。' });
      const record = {
        key: 'org:/东方储能' as EntityKey,
        type: 'ORGANIZATION' as const,
        name: '东方储能',
        aliases: [],
        isGazetteer: false,
        parentKey: null,
        level: null,
        adcode: null,
        isoCodes: [],
        jurisdictionKey: null,
        issuerKey: null,
        subtype: null,
      };
      await save(taken('a.md', document));
      const result = await save(
        taken(
          'a.md',
          document,
          makeExtraction([makeMention(document, '东方储能', record.key)], [record], { extractorVersion: 'test@2' }),
        ),
      );
      expect(result).toMatchObject({ added: [], updated: [], removed: [] });
      expect((await dumpGraph(getDatabase())).mentions).toHaveLength(1);
      expect(await findMiscounts(getDatabase())).toEqual([]);
    });

    test('that fails in the middle leaves nothing behind', async () => {
      await save(taken('a.md', article('甲')));
      const before = await everything(getDatabase());
      const document = article('乙', '没有人认识的机构。');
      const broken = makeExtraction([makeMention(document, '机构', 'org:/nobody')]);
      await expect(
        save(taken('a.md', article('改名')), { kind: 'REMOVED', path: 'x.md' }, taken('b.md', document, broken)),
      ).rejects.toThrow(/org:\/nobody/);
      expect(await everything(getDatabase())).toEqual(before);
    });

    test('with nothing in it makes no source', async () => {
      await save();
      expect(await getDatabase().query('SELECT "key" FROM "Source"')).toEqual([]);
    });

    test('that takes a source its last file takes the source', async () => {
      await save(taken('a.md', article('甲')), ignored('b.md'));
      await save({ kind: 'REMOVED', path: 'a.md' });
      expect(await getDatabase().query('SELECT "key" FROM "Source"')).toEqual([{ key: 'archive' }]);
      await save({ kind: 'REMOVED', path: 'b.md' });
      expect(await getDatabase().query('SELECT "key" FROM "Source"')).toEqual([]);
    });
  },
  { per: 'test' },
);

describeOnEveryDatabase('two writers at once', (getDatabase) => {
  const ROUNDS = 8;

  test('of one process lose nothing, and every batch has a revision of its own', async () => {
    const stores = await Promise.all([openStore(getDatabase().url), openStore(getDatabase().url)]);
    const results = await Promise.all(
      stores.map((store, writer) => saveRounds(writer, (batch) => store.saveBatch(batch))),
    );
    await Promise.all(stores.map((store) => store.close()));
    expect(
      results
        .flat()
        .map((result) => result.revision)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 2 * ROUNDS }, (_, index) => index + 1));
    expect(await getDatabase().query('SELECT count(*) AS "n" FROM "Article"')).toEqual([{ n: 2 * ROUNDS }]);
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });

  async function saveRounds<T>(
    writer: number,
    saveOne: (batch: ReturnType<typeof makeBatch>) => Promise<T>,
  ): Promise<T[]> {
    const results: T[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const document = makeDocument({
        title: `${writer}-${round}`,
        tags: ['共同'],
        categories: [['共同', `${round}`]],
      });
      results.push(
        await saveOne(makeBatch([taken(`${writer}-${round}.md`, document)], { source: sourceSettings(`s${writer}`) })),
      );
    }
    return results;
  }

  test('of two processes lose nothing either', async () => {
    const before = await getDatabase().query<{ revision: number; articleCount: number }>(
      'SELECT "revision", "articleCount" FROM "Corpus"',
    );
    const writers = ['p0', 'p1'].map((key) =>
      spawn(process.execPath, ['--import', 'tsx', PROGRAM, getDatabase().url, key, String(ROUNDS)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    const ends = await Promise.all(
      writers.map(async (writer) => {
        let said = '';
        writer.stderr.on('data', (chunk) => (said += chunk));
        const [code] = await once(writer, 'close');
        return { code, said };
      }),
    );
    expect(ends).toEqual([
      { code: 0, said: '' },
      { code: 0, said: '' },
    ]);
    const [start] = before;
    expect(await getDatabase().query('SELECT "revision", "articleCount" FROM "Corpus"')).toEqual([
      { revision: (start?.revision ?? 0) + 2 * ROUNDS, articleCount: (start?.articleCount ?? 0) + 2 * ROUNDS },
    ]);
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });
});

const PROGRAM = fileURLToPath(new URL('programs/save-batches.ts', import.meta.url));

const changes = (database: TestDatabase) =>
  database.query<{ revision: number; position: number; kind: string; articleKey: string }>(
    'SELECT "revision", "position", "kind", "articleKey" FROM "Change" ORDER BY "revision", "position"',
  );

/** The graph and what it leaves out: revision, change feed, keys, history and files. */
async function everything(database: TestDatabase) {
  return {
    graph: await dumpGraph(database),
    changes: await changes(database),
    corpus: await database.query('SELECT * FROM "Corpus"'),
    keys: await database.query('SELECT * FROM "ArticleKey" ORDER BY "key"'),
    revisions: await database.query('SELECT * FROM "ArticleRevision" ORDER BY "articleId", "revision"'),
    documents: await database.query('SELECT * FROM "Document" ORDER BY "id"'),
  };
}
