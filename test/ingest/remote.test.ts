import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { correctGazetteer } from '../../src/extract/corrected-gazetteer.ts';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import { NO_OVERLAY } from '../../src/extract/overlay.ts';
import { createCorrection } from '../../src/extract/overlay-extractor.ts';
import { parseOverlay } from '../../src/extract/overlay-file.ts';
import { extractAgain } from '../../src/ingest/extract-again.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { type ExtractorServer, type Mood, startExtractorServer } from '../support/extractor-server.ts';
import { readTables } from '../support/gazetteers.ts';
import { makeFolder, NOW } from '../support/graph.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';

const GAZETTEER = correctGazetteer(readTables(), NO_OVERLAY);
const EXTRACTOR = createBuiltInExtractor(GAZETTEER);

describeOnEveryDatabase(
  'An extractor behind HTTP',
  (getDatabase) => {
    let store: Store;
    let server: ExtractorServer;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    beforeEach(async () => {
      home = await makeFolder();
      server = await startExtractorServer();
      store = await openStore(getDatabase().url);
      await store.saveGazetteer(GAZETTEER.entries, GAZETTEER.version);
      await write('甲', '青海省的光伏电站今年并网，王小明说。');
      await write('乙', '江苏省南京市的学校扩建。');
      await write('丙', '王小明到了西宁市。');
    });
    afterEach(async () => {
      await store?.close();
      await server?.close();
      await home?.remove();
    });

    const write = (title: string, text: string) =>
      writeFile(join(home.path, `${title}.md`), `---\ntitle: ${title}\ndate: 2024-05-01\n---\n\n${text}\n`);
    const options = (lines: readonly string[] = []) => {
      const { overlay } =
        lines.length === 0
          ? { overlay: NO_OVERLAY }
          : parseOverlay(lines.join('\n'), { path: 'c.tsv', lookup: GAZETTEER.lookup });
      const settings = {
        url: server.url,
        token: 'secret',
        timeoutMs: server.mood === 'SLOW' ? 1_500 : 10_000,
        retries: 1,
        concurrency: 2,
        batchSize: 2,
        priority: 0,
      };
      return {
        store,
        gazetteer: GAZETTEER,
        extractor: EXTRACTOR,
        now: NOW,
        remote: { remotes: [settings], correct: createCorrection(overlay, GAZETTEER) },
      };
    };
    const run = (lines?: readonly string[]) => ingest({ ...options(lines), paths: [home.path] });
    const versions = async () =>
      (
        await getDatabase().query<{ title: string; v: string }>(
          'SELECT "title", "extractorVersion" AS "v" FROM "Article" ORDER BY "path"',
        )
      ).map(({ v }) => v);
    const found = async () =>
      (
        await getDatabase().query<{ surface: string; type: string; extractor: string; key: string; nested: boolean }>(
          'SELECT m."surface", m."type", m."extractor", e."key" FROM "Mention" m LEFT JOIN "Entity" e ON e."id" = m."entityId" ORDER BY m."articleKey", m."position"',
        )
      ).map(({ surface, type, extractor, key }) => `${surface} ${type} ${key} ${extractor}`);

    it('adds what it finds to what the rules find, and is part of what articles were extracted with', async () => {
      const report = await run();
      expect(report).toMatchObject({ taken: 3, problems: [] });
      expect(await versions()).toEqual(Array(3).fill(`dateline@${EXTRACTOR.version} small@1`));
      expect(await found()).toEqual(
        expect.arrayContaining([
          '青海省 PLACE cn:630000 dateline',
          '光伏电站 ORGANIZATION org:/光伏电站 small',
          '王小明 PERSON person:王小明 small',
          '西宁市 PLACE cn:630100 dateline',
        ]),
      );
      // Of two findings that contradict each other the surer one stays.
      expect(await found()).not.toContain('青海省 ORGANIZATION org:/青海省 small');
      expect(server.authorizations).toEqual(new Set(['Bearer secret']));
      expect(server.requests.flat().sort()).toEqual(['丙', '乙', '甲']);
      expect(server.requests.every((titles) => titles.length <= 2)).toBe(true);
      expect(server.most).toBeLessThanOrEqual(2);
      expect(await findMiscounts(getDatabase())).toEqual([]);
      server.requests.length = 0;
      expect(await run()).toMatchObject({ unchanged: 3, reextracted: 0 });
      expect(server.requests).toEqual([]);
    });

    it('is corrected by a person like the rules', async () => {
      await run(['hide\t*\t光伏电站', 'relink\t*\t王小明\t\tperson:王明']);
      expect(await found()).not.toContainEqual(expect.stringContaining('光伏电站'));
      expect(await found()).toContain('王小明 PERSON person:王明 small');
    });

    it('has every article extracted again when it is another version', async () => {
      await run();
      server.version = '2';
      const report = await extractAgain(options());
      expect(report).toMatchObject({ files: 0, reextracted: 3, mentionsGained: {}, mentionsLost: {} });
      expect(await versions()).toEqual(Array(3).fill(`dateline@${EXTRACTOR.version} small@2`));
    });

    it('is asked again where it stumbled once', async () => {
      server.mood = 'HICCUP';
      expect((await run()).problems).toEqual([]);
      expect(await versions()).toEqual(Array(3).fill(`dateline@${EXTRACTOR.version} small@1`));
    });

    it.each<[Mood, string, RegExp]>([
      ['DOWN', 'EXTRACTOR_UNAVAILABLE', /takes no part in this run: it cannot be reached/],
      [
        'BROKEN',
        'EXTRACTOR_UNAVAILABLE',
        /^3 articles were extracted without small at .*: it answered with status 500/,
      ],
      ['SLOW', 'EXTRACTOR_UNAVAILABLE', /did not answer within 1500 ms/],
      ['GARBAGE', 'EXTRACTOR_UNAVAILABLE', /its answer is no JSON/],
      ['SHORT', 'EXTRACTOR_ANSWER_INVALID', /no entry for each of/],
      ['MISCOUNTING', 'EXTRACTOR_ANSWER_INVALID', /mention 0: at \d+ to \d+ stands/],
      ['OTHER_TYPES', 'EXTRACTOR_ANSWER_INVALID', /"TOPIC" is none that it announced/],
    ])(
      'that is %s leaves the rules alone with a warning, and is asked again by the next run',
      async (mood, code, reason) => {
        server.mood = mood;
        const report = await run();
        expect(report).toMatchObject({ taken: 3, quarantined: 0 });
        expect(report.problems.length).toBeGreaterThan(0);
        for (const problem of report.problems) {
          expect(problem).toMatchObject({ code, severity: 'WARNING' });
          expect(problem.message).toMatch(reason);
        }
        expect(await found()).toContain('青海省 PLACE cn:630000 dateline');
        expect(await found()).not.toContainEqual(expect.stringContaining(' small'));
        server.mood = 'WELL';
        const next = await run();
        expect(next.problems).toEqual([]);
        // 王小明 the rules find as well.
        expect(next.mentionsGained).toEqual({ ORGANIZATION: 1 });
        expect(await versions()).toEqual(Array(3).fill(`dateline@${EXTRACTOR.version} small@1`));
      },
    );

    it('that is away takes nothing from articles it was asked about before', async () => {
      await run();
      const before = await dumpGraph(getDatabase());
      server.mood = 'DOWN';
      expect(await run()).toMatchObject({
        unchanged: 3,
        reextracted: 0,
        problems: [{ code: 'EXTRACTOR_UNAVAILABLE' }],
      });
      expect(await dumpGraph(getDatabase())).toEqual(before);
    });
  },
  { per: 'test' },
);
