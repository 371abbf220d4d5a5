import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Gazetteer } from '../../src/extract/gazetteer.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { writeArchive } from '../support/archive.ts';
import { type DatabaseKind, describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import {
  addAlias,
  addRow,
  createWatchedExtractor,
  editCell,
  editedGazetteer,
  removeRow,
  type TableEdit,
} from '../support/gazetteers.ts';
import { makeFolder, NOW } from '../support/graph.ts';
import { dumpEverything, findMiscounts } from '../support/graph-dump.ts';

const SHIPPED = editedGazetteer();

/** What a person may do to the tables, step by step. */
const CHANGES: readonly (readonly TableEdit[])[] = [
  // Names: one more, one that makes another ambiguous, another first short name, another full one.
  [
    editCell('divisions.tsv', 'cn:632700', 5, addAlias('SHORT:棉花丰收')),
    editCell('divisions.tsv', 'cn:320100', 5, addAlias('NAME:西宁市')),
    editCell('divisions.tsv', 'cn:650000', 5, (cell) => `SHORT:疆|${cell}`),
  ],
  // Facts: where a place lies, at which level, what it is called.
  [
    editCell('divisions.tsv', 'cn:652300', 3, () => 'cn:630000'),
    editCell('divisions.tsv', 'cn:330100', 1, () => 'COUNTY'),
    editCell('divisions.tsv', 'cn:630000', 2, () => '青海湖省'),
  ],
  // Words: what is no place, what seldom is one, compounds, agencies.
  [
    addRow('blockers.tsv', '东方储能'),
    addRow('common-words.tsv', '吉林'),
    addRow('compounds.tsv', '江苏浙江', 'cn:320000|cn:330000'),
    editCell('agencies.tsv', '人民政府', 1, addAlias('光伏电站')),
  ],
  // Entities: one less of each kind, and one that articles have found by themselves before.
  [removeRow('divisions.tsv', 'cn:320106'), removeRow('organisations.tsv', '国家能源局')],
  [addRow('organisations.tsv', '东方储能科技有限公司', '', '', 'COMPANY', '')],
];

/** One run over folders with a gazetteer; what the extractor was asked for, and the report. */
async function run(store: Store, gazetteer: Gazetteer, paths: readonly string[]) {
  await store.saveGazetteer(gazetteer.entries, gazetteer.version);
  const extractor = createWatchedExtractor(gazetteer);
  const report = await ingest({ store, gazetteer, extractor, paths, now: NOW });
  return { report, asked: extractor.asked.sort() };
}

async function withFresh<T>(
  kind: DatabaseKind,
  work: (store: Store, database: TestDatabase) => Promise<T>,
): Promise<T> {
  const database = await kind.open();
  const store = await openStore(database.url);
  try {
    return await work(store, database);
  } finally {
    await store.close();
    await database.close();
  }
}

describeOnEveryDatabase(
  'A changed gazetteer',
  (getDatabase, kind) => {
    let store: Store;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    beforeEach(async () => {
      home = await makeFolder();
      store = await openStore(getDatabase().url);
    });
    afterEach(async () => {
      await store?.close();
      await home?.remove();
    });

    const write = (title: string, text: string) =>
      writeFile(join(home.path, `${title}.md`), `---\ntitle: ${title}\ndate: 2024-05-01\n---\n\n${text}\n`);
    /** Every row, in a database where the same files are taken with that gazetteer from the beginning. */
    const rebuilt = (gazetteer: Gazetteer, paths: readonly string[]) =>
      withFresh(kind, async (fresh, database) => {
        await run(fresh, gazetteer, paths);
        return await dumpEverything(database);
      });

    it('with one alias more has only the articles extracted again whose text contains it', async () => {
      await write('甲', '高原明珠的旅游旺季到了。');
      await write('乙', '青海省的光伏电站今年并网，青海的风电也是。');
      await write('丙', '西宁市和海东市的学校扩建。');
      await write('丁', '報道說，高原明珠迎來了客人。');
      await write('高原明珠巡礼', '这里没有别的地名。');
      await run(store, SHIPPED, [home.path]);
      const edited = editedGazetteer(editCell('divisions.tsv', 'cn:630000', 5, addAlias('NAME:高原明珠')));
      const { report, asked } = await run(store, edited, [home.path]);
      expect(asked).toEqual(['丁', '甲', '高原明珠巡礼']);
      expect(report).toMatchObject({ reextracted: 3, unchanged: 5, taken: 0, updated: 0 });
      expect(report.phases).toMatchObject({ parseMs: 0 });
      expect(report.mentionsGained).toEqual({ PLACE: 3 });
      expect(report.mentionsLost).toEqual({});
      expect(await dumpEverything(getDatabase())).toEqual(await rebuilt(edited, [home.path]));
      const again = await run(store, edited, [home.path]);
      expect(again.asked).toEqual([]);
      expect(again.report.reextracted).toBe(0);
    });

    it('of which only a comment is another has nothing extracted again', async () => {
      await write('甲', '青海省的光伏电站今年并网。');
      await run(store, SHIPPED, [home.path]);
      const edited = editedGazetteer((tables) => ({ 'blockers.tsv': `${tables['blockers.tsv']}# nothing new\n` }));
      expect(edited.version).not.toBe(SHIPPED.version);
      const { asked } = await run(store, edited, [home.path]);
      expect(asked).toEqual([]);
      expect(await dumpEverything(getDatabase())).toEqual(await rebuilt(edited, [home.path]));
    });

    it('comes to what a rebuild gives, whatever changed in it', { timeout: 300_000 }, async () => {
      const paths = await writeArchive(home.path, 7, { sources: 1, filesPerSource: 40 });
      const { report: first } = await run(store, SHIPPED, paths);
      expect(first.taken).toBeGreaterThan(25);
      let edits: readonly TableEdit[] = [];
      for (const more of CHANGES) {
        edits = [...edits, ...more];
        const edited = editedGazetteer(...edits);
        const { report } = await run(store, edited, paths);
        expect(report).toMatchObject({ taken: 0, updated: 0, removed: 0 });
        expect(report.reextracted).toBeGreaterThan(0);
        expect(report.reextracted).toBeLessThan(first.taken);
        expect(await dumpEverything(getDatabase())).toEqual(await rebuilt(edited, paths));
        expect(await findMiscounts(getDatabase())).toEqual([]);
      }
    });
  },
  { per: 'test' },
);
