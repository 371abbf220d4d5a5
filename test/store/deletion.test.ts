import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParsedDocument } from '../../src/model/document.ts';
import { compareBytes } from '../../src/model/text.ts';
import { execute } from '../../src/store/run.ts';
import { sql } from '../../src/store/sql.ts';
import type { DocumentChange } from '../../src/store/write/batch.ts';
import { saveGazetteer } from '../../src/store/write/gazetteer.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { ignored, makeBatch, quarantined, sourceSettings, taken } from '../support/documents.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';
import { Random } from '../support/random.ts';
import { extractSmall, randomDocument, SMALL_GAZETTEER } from '../support/small-world.ts';

/** A step costs three times as much on PostgreSQL. */
const SEQUENCES = { sqlite: 12, postgresql: 4 } as const;
const STEPS = 12;
const SOURCES = ['archive', 'feed'];
const PATHS = ['a.md', 'b.md', 'c.md', 'd/e.md', 'd/f.md'];

/** By source and path: the last good version of every file. */
type Files = Map<string, Map<string, ParsedDocument>>;

describeOnEveryDatabase(
  'whatever happened before, the graph is what a rebuild from the current documents gives',
  (getDatabase, kind) => {
    let rebuilt: TestDatabase;
    beforeAll(async () => {
      rebuilt = await kind.open();
    });
    afterAll(() => rebuilt?.close());

    for (let seed = 1; seed <= SEQUENCES[kind.provider]; seed++) {
      test(`after every step of ${STEPS} random ones (seed ${seed})`, async () => {
        const random = new Random(seed);
        const lived = getDatabase();
        await empty(lived);
        const files: Files = new Map(SOURCES.map((source) => [source, new Map()]));
        const alive = new Set<string>();
        for (let step = 1; step <= STEPS; step++) {
          const source = random.pick(SOURCES);
          const changes = randomChanges(random, files.get(source) as Map<string, ParsedDocument>);
          const result = await saveBatch(
            lived,
            makeBatch(changes, { source: sourceSettings(source), extract: async (document) => extractSmall(document) }),
          );
          await rebuild(rebuilt, files, random);
          const said = `step ${step}: ${changes.map((change) => `${change.kind} ${source}/${change.path}`).join(', ')}`;
          expect(await dumpGraph(lived), said).toEqual(await dumpGraph(rebuilt));
          expect(await findMiscounts(lived), said).toEqual([]);
          for (const key of result.removed) expect(alive.delete(key), said).toBe(true);
          for (const key of result.added) alive.add(key);
          const keys = (await lived.query<{ key: string }>('SELECT "key" FROM "Article" ORDER BY "key"')).map(
            (row) => row.key,
          );
          expect([...alive].sort(compareBytes), said).toEqual(keys);
          expect(keys, said).toEqual(expect.arrayContaining([...result.updated]));
        }
        expect([...files.values()].some((known) => known.size > 0)).toBe(true);
      });
    }

    test('and with the last document everything is gone but the gazetteer', async () => {
      const database = getDatabase();
      await empty(database);
      const random = new Random(99);
      const before = await dumpGraph(database);
      const changes = PATHS.map((path) => {
        const document = randomDocument(random);
        return taken(path, document, extractSmall(document));
      });
      await saveBatch(database, makeBatch(changes));
      expect((await dumpGraph(database)).entities).not.toEqual(before.entities);
      await saveBatch(database, makeBatch(PATHS.map((path) => ({ kind: 'REMOVED', path }))));
      expect(await dumpGraph(database)).toEqual(before);
    });
  },
);

/** A few changes of one source's files, applied to `files` as well. */
function randomChanges(random: Random, files: Map<string, ParsedDocument>): DocumentChange[] {
  const changes: DocumentChange[] = [];
  const stray = [...files.keys()].find((path) => path.startsWith('moved/'));
  if (stray && random.chance(0.4)) {
    changes.push({ kind: 'REMOVED', path: stray });
    files.delete(stray);
  }
  const free = random.shuffle(PATHS).slice(0, 1 + random.below(3));
  for (const path of free) {
    const kind = random.pick(['TAKEN', 'TAKEN', 'TAKEN', 'REMOVED', 'MOVED', 'QUARANTINED', 'IGNORED'] as const);
    if (kind === 'TAKEN') {
      const document = randomDocument(random);
      changes.push(taken(path, document, extractSmall(document)));
      files.set(path, document);
    } else if (kind === 'QUARANTINED') changes.push(quarantined(path));
    else if (kind === 'IGNORED' || (kind === 'REMOVED' && files.has(path))) {
      changes.push(kind === 'IGNORED' ? ignored(path) : { kind, path });
      files.delete(path);
    }
    const to = `moved/${path}`;
    if (kind !== 'MOVED' || !files.has(path) || files.has(to) || to === stray) continue;
    changes.push({ kind, from: path, path: to });
    files.set(to, files.get(path) as ParsedDocument);
    files.delete(path);
  }
  return changes;
}

async function rebuild(database: TestDatabase, files: Files, random: Random): Promise<void> {
  await empty(database);
  const all = random.shuffle(
    [...files].flatMap(([source, known]) =>
      [...known].map(([path, document]) => ({ source, change: taken(path, document, extractSmall(document)) })),
    ),
  );
  while (all.length > 0) {
    const source = (all[0] as { source: string }).source;
    const size = 1 + random.below(3);
    const batch = all.filter((file) => file.source === source).slice(0, size);
    for (const file of batch) all.splice(all.indexOf(file), 1);
    await saveBatch(
      database,
      makeBatch(
        batch.map((file) => file.change),
        { source: sourceSettings(source), extract: async (document) => extractSmall(document) },
      ),
    );
  }
}

const TABLES = ['Change', 'Document', 'Story', 'Article', 'Category', 'Author', 'Image', 'Tag', 'Source'];

/** As a new database is, with the small gazetteer in it. */
async function empty(database: TestDatabase): Promise<void> {
  for (const table of TABLES) await database.execute(`DELETE FROM "${table}"`);
  await database.execute('DELETE FROM "Entity" WHERE NOT "isGazetteer"');
  await database.execute('UPDATE "Entity" SET "articleCount" = 0, "storyCount" = 0, "mentionCount" = 0');
  await database.execute('DELETE FROM "Corpus"');
  await execute(database, sql`INSERT INTO "Corpus" ("id", "revision") VALUES (1, 0)`);
  await saveGazetteer(database, SMALL_GAZETTEER, { version: 'g1' });
}
