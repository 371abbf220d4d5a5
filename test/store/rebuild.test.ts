import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import { type Gazetteer, loadGazetteer } from '../../src/extract/gazetteer.ts';
import { extractArticle } from '../../src/ingest/extract-article.ts';
import { parseDocument } from '../../src/parse/parse.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { makeBatch, sourceSettings, type Taken, taken } from '../support/documents.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';
import { Random } from '../support/random.ts';

const SEEDS = new URL('../../seeds/', import.meta.url).pathname;
const NOW = new Date('2026-01-01T00:00:00Z');

describeOnEveryDatabase('the sample documents', (getDatabase, kind) => {
  let gazetteer: Gazetteer;
  let files: Taken[];
  let other: TestDatabase;
  let stores: [Store, Store];
  beforeAll(async () => {
    gazetteer = await loadGazetteer(join(SEEDS, 'gazetteer'));
    files = await readSamples(gazetteer);
    other = await kind.open();
    stores = [await openStore(getDatabase().url), await openStore(other.url)];
    for (const store of stores) await store.saveGazetteer(gazetteer.entries, gazetteer.version);
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await other.close();
  });

  const extract = (document: Taken['document']) =>
    extractArticle(document, createBuiltInExtractor(gazetteer), gazetteer);
  const save = async (store: Store, changes: Parameters<typeof makeBatch>[0], size: number) => {
    for (let at = 0; at < changes.length; at += size)
      await store.saveBatch(makeBatch(changes.slice(at, at + size), { source: sourceSettings('samples'), extract }));
  };

  test('give one graph in any order and any batches', async () => {
    expect(files.length).toBeGreaterThan(15);
    await save(stores[0], files, files.length);
    await save(stores[1], new Random(7).shuffle(files), 4);
    const dump = await dumpGraph(getDatabase());
    for (const part of [
      'articles',
      'entities',
      'mentions',
      'articleEntities',
      'facts',
      'aliases',
      'authors',
      'categories',
    ] as const)
      expect(dump[part]?.length, part).toBeGreaterThan(10);
    expect(dump.stories).toHaveLength(3);
    expect(await dumpGraph(other)).toEqual(dump);
    expect(await findMiscounts(getDatabase())).toEqual([]);
    expect(await findMiscounts(other)).toEqual([]);
  });

  test('leave, half of them gone, what the other half alone gives', async () => {
    const [kept, gone] = [files.filter((_, index) => index % 2 === 0), files.filter((_, index) => index % 2 === 1)];
    await save(
      stores[0],
      gone.map(({ path }) => ({ kind: 'REMOVED' as const, path })),
      5,
    );
    await save(
      stores[1],
      files.map(({ path }) => ({ kind: 'REMOVED' as const, path })),
      files.length,
    );
    expect((await dumpGraph(other)).articles).toEqual([]);
    await save(stores[1], kept, 3);
    expect(await dumpGraph(getDatabase())).toEqual(await dumpGraph(other));
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });

  test('have roll-ups exactly as extraction told them', async () => {
    const rows = await getDatabase().query<{
      key: string;
      articleKey: string;
      directCount: number;
      totalCount: number;
      titleCount: number;
      via: number;
      salience: number;
    }>(
      'SELECT e."key", x."articleKey", x."directCount", x."totalCount", x."titleCount", x."via", x."salience" FROM "ArticleEntity" x JOIN "Entity" e ON e."id" = x."entityId"',
    );
    const paths = new Map(
      (await getDatabase().query<{ key: string; path: string }>('SELECT "key", "path" FROM "Article"')).map((row) => [
        row.key,
        row.path,
      ]),
    );
    expect(rows.length).toBeGreaterThan(50);
    const bits = { DIRECT: 1, NESTED: 2, DESCENDANT: 4, JURISDICTION: 8 };
    const wanted = [...paths].flatMap(([articleKey, path]) =>
      (files.find((file) => file.path === path) as Taken).extraction.rollUps.map(
        ({ key, directCount, totalCount, titleCount, via, salience }) => ({
          key: key as string,
          articleKey,
          directCount,
          totalCount,
          titleCount,
          via: via.reduce((sum, kind) => sum + bits[kind], 0),
          salience,
        }),
      ),
    );
    const sorted = (list: typeof rows) =>
      list
        .map((row) =>
          JSON.stringify(row, ['key', 'articleKey', 'directCount', 'totalCount', 'titleCount', 'via', 'salience']),
        )
        .sort();
    expect(sorted(rows)).toEqual(sorted(wanted));
  });
});

async function readSamples(gazetteer: Gazetteer): Promise<Taken[]> {
  const folder = join(SEEDS, 'articles');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:md|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const extractor = createBuiltInExtractor(gazetteer);
  const files: Taken[] = [];
  const add = async (path: string, bytes: Uint8Array) => {
    const parsed = parseDocument({ path, bytes }, sourceSettings('samples'), NOW);
    if (parsed.kind === 'PARSED')
      files.push(taken(path, parsed.document, await extractArticle(parsed.document, extractor, gazetteer)));
  };
  for (const path of paths.sort()) await add(path, await readFile(join(folder, path)));
  // Copies of the longest, each with a line of its own.
  for (const { path } of [...files].sort((a, b) => b.document.text.length - a.document.text.length).slice(0, 3))
    for (const line of ['甲报转载', '乙报转载'])
      await add(`${line}/${path}`, Buffer.concat([await readFile(join(folder, path)), Buffer.from(`\n\n${line}\n`)]));
  return files;
}
