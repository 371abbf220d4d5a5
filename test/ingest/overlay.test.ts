import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { correctGazetteer } from '../../src/extract/corrected-gazetteer.ts';
import { withOverlay } from '../../src/extract/overlay-extractor.ts';
import { parseOverlay } from '../../src/extract/overlay-file.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { createWatchedExtractor, editedGazetteer, readTables } from '../support/gazetteers.ts';
import { makeFolder, NOW } from '../support/graph.ts';
import { dumpEverything, findMiscounts } from '../support/graph-dump.ts';

const PATH = 'data/corrections.tsv';
const TABLES = readTables();
const { lookup } = editedGazetteer();

/** One run over a folder with these corrections; what the extractor was asked for, and the report. */
async function run(store: Store, folder: string, lines: readonly string[]) {
  const { overlay, problems } = parseOverlay(lines.join('\n'), { path: PATH, lookup });
  const gazetteer = correctGazetteer(TABLES, overlay);
  await store.saveGazetteer(gazetteer.entries, gazetteer.version, gazetteer.redirects);
  const watched = createWatchedExtractor(gazetteer);
  const extractor = withOverlay(watched, overlay, gazetteer);
  const report = await ingest({ store, gazetteer, extractor, problems, paths: [folder], now: NOW });
  return { report, asked: watched.asked.sort() };
}

const ARTICLES: Readonly<Record<string, readonly [url: string, author: string, text: string]>> = {
  甲: ['https://example.org/1', '李晓明', '青海省的风电并网。吉林的粮食储备充足，海南的航运恢复。'],
  乙: ['https://example.org/2', '李小明', '海南的学校扩建，高原之舟的客人多了。'],
  丙: ['https://example.org/3', '王芳', '四川大学和西南石油大学合作。'],
  丁: ['https://example.org/4', '王芳', '据记者张伟报道，上海市的港口吞吐量增长。'],
  戊: ['https://example.org/5', '赵强', '国家能源局在北京市发布了通知。'],
};

const STEPS: readonly { readonly lines: readonly string[]; readonly touches: readonly string[] }[] = [
  { lines: ['hide\t*\t吉林'], touches: ['甲'] },
  { lines: ['hide\t*\t\tcn:310000'], touches: ['丁'] },
  { lines: ['relink\thttps://example.org/2\t海南\t\tcn:632500'], touches: ['乙'] },
  { lines: ['relink\t*\t海南\tcn:460000\tcn:460100'], touches: ['乙', '甲'] },
  { lines: ['merge\t*\t\tperson:李小明\tperson:李晓明'], touches: ['乙', '甲'] },
  { lines: ['merge\t*\t\torg:/西南石油大学\torg:/四川大学'], touches: ['丙'] },
  { lines: ['merge\t*\t\torg:country:CN/国家能源局\torg:country:CN/国家发展和改革委员会'], touches: ['戊'] },
  { lines: ['alias\t*\t高原之舟\tcn:630000'], touches: ['乙'] },
  { lines: ['alias\t*\t港口吞吐量\torg:/港口统计社'], touches: ['丁'] },
];

describeOnEveryDatabase(
  'Corrections by a person',
  (getDatabase, kind) => {
    let store: Store;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    beforeEach(async () => {
      home = await makeFolder();
      store = await openStore(getDatabase().url);
      for (const [title, [url, author, text]] of Object.entries(ARTICLES))
        await writeFile(
          join(home.path, `${title}.md`),
          `---\ntitle: ${title}\ndate: 2024-05-01\ncanonical: ${url}\nauthor: ${author}\n---\n\n${text}\n`,
        );
    });
    afterEach(async () => {
      await store?.close();
      await home?.remove();
    });

    const mentions = async (title: string) =>
      (
        await getDatabase().query<{ surface: string; key: string | null; method: string }>(
          'SELECT m."surface", e."key", m."method" FROM "Mention" m JOIN "Article" a ON a."id" = m."articleId" LEFT JOIN "Entity" e ON e."id" = m."entityId" WHERE a."title" = $1 ORDER BY m."position"',
          [title],
        )
      ).map(({ surface, key, method }) => `${surface} ${key} ${method}`);

    it('touch what they are about alone, survive a rebuild from scratch, and can be taken back', {
      timeout: 300_000,
    }, async () => {
      await run(store, home.path, []);
      const before = await dumpEverything(getDatabase());
      let lines: readonly string[] = [];
      for (const step of STEPS) {
        lines = [...lines, ...step.lines];
        const { asked } = await run(store, home.path, lines);
        expect(asked, step.lines.join()).toEqual([...step.touches]);
      }
      expect(await findMiscounts(getDatabase())).toEqual([]);
      expect(await mentions('甲')).not.toContainEqual(expect.stringContaining('吉林'));
      expect(await mentions('甲')).toContain('海南 cn:460100 OVERLAY');
      expect(await mentions('乙')).toEqual(
        expect.arrayContaining(['海南 cn:632500 OVERLAY', '高原之舟 cn:630000 OVERLAY']),
      );
      expect(await mentions('丙')).toContain('西南石油大学 org:/四川大学 OVERLAY');
      expect(await mentions('丁')).toContain('港口吞吐量 org:/港口统计社 OVERLAY');
      expect(await mentions('丁')).not.toContainEqual(expect.stringContaining('上海'));
      expect(await mentions('戊')).toContain('国家能源局 org:country:CN/国家发展和改革委员会 OVERLAY');
      const redirected = await getDatabase().query(
        `SELECT k."key", e."key" AS "entity" FROM "EntityKey" k JOIN "Entity" e ON e."id" = k."entityId" WHERE NOT k."isCurrent" ORDER BY k."key"`,
      );
      expect(redirected).toEqual([
        { key: 'org:/西南石油大学', entity: 'org:/四川大学' },
        { key: 'org:country:CN/国家能源局', entity: 'org:country:CN/国家发展和改革委员会' },
        { key: 'person:李小明', entity: 'person:李晓明' },
      ]);
      const credited = await getDatabase().query(
        `SELECT u."key", e."key" AS "person", f."key" AS "author" FROM "Contribution" c JOIN "Author" u ON u."id" = c."authorId" LEFT JOIN "Entity" e ON e."id" = c."entityId" LEFT JOIN "Entity" f ON f."id" = u."entityId" WHERE u."key" = 'person:李小明'`,
      );
      expect(credited).toEqual([{ key: 'person:李小明', person: 'person:李晓明', author: 'person:李晓明' }]);

      // The same files and corrections in a database of their own.
      const fresh = await kind.open();
      const other = await openStore(fresh.url);
      try {
        await run(other, home.path, lines);
        expect(await dumpEverything(fresh)).toEqual(await dumpEverything(getDatabase()));
      } finally {
        await other.close();
        await fresh.close();
      }
      // The same run again, and then without any.
      expect((await run(store, home.path, lines)).asked).toEqual([]);
      await run(store, home.path, []);
      expect(await dumpEverything(getDatabase())).toEqual(before);
    });

    it('that are broken are told with file, line and reason, and the run goes on with the others', async () => {
      const { report } = await run(store, home.path, ['hide\t*\t吉林', 'hide\t*', 'relink\t*\t海南\t\tcn:632500']);
      expect(report).toMatchObject({ taken: 5, quarantined: 0 });
      expect(report.problems).toEqual([
        expect.objectContaining({
          code: 'OVERLAY_LINE_INVALID',
          path: PATH,
          line: 2,
          message: 'It does not say what to hide: words, an entity, or both.',
        }),
      ]);
      expect(await mentions('甲')).not.toContainEqual(expect.stringContaining('吉林'));
      expect(await mentions('甲')).toContain('海南 cn:632500 OVERLAY');
    });
  },
  { per: 'test' },
);
