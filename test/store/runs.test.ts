import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_REPORT, type IngestReport } from '../../src/model/report.ts';
import type { SqlParameter, Statements } from '../../src/store/database.ts';
import { loadKnownFiles } from '../../src/store/read/known-files.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { thisProcess } from '../../src/store/write/run-process.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { ignored, makeBatch, makeDocument, makeExtraction, NOW_MS, quarantined, taken } from '../support/documents.ts';

describeOnEveryDatabase('a store', (getDatabase, kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(getDatabase().url);
  });
  afterAll(() => store.close());

  test('is empty until the first run, whatever came of it', async () => {
    expect(await store.isEmpty()).toBe(true);
    await store.startRun(['archive'], NOW_MS);
    expect(await store.isEmpty()).toBe(false);
    expect(await store.countArticles()).toBe(0);
  });

  test('keeps the account of a run, its problems in order and with their source', async () => {
    await store.saveBatch(makeBatch([taken('a.md', makeDocument())]));
    const run = await store.startRun(['archive', 'feed'], NOW_MS + 500);
    const problem = {
      code: 'FRONT_MATTER_INVALID',
      severity: 'ERROR',
      path: 'a.md',
      line: 3,
      message: '坏',
      hint: '修',
      sourceKey: 'archive',
    } as const;
    const report: IngestReport = {
      ...EMPTY_REPORT,
      files: 3,
      documents: 3,
      taken: 1,
      quarantined: 1,
      ignored: 1,
      ignoredBy: { DRAFT: 1 },
      problems: [problem, { ...problem, severity: 'WARNING', path: null, line: null, sourceKey: 'nowhere' }],
    };
    await store.finishRun(run, report, { nowMs: NOW_MS + 1000, message: null });
    expect(
      await getDatabase().query(
        'SELECT "state", "sourceKeys", "startedMs", "finishedMs", "files", "taken", "quarantined", "ignored", "ignoredBy", "message" FROM "IngestRun" WHERE "key" = $1',
        [run.key],
      ),
    ).toEqual([
      {
        state: 'FINISHED',
        sourceKeys: '["archive","feed"]',
        startedMs: NOW_MS + 500,
        finishedMs: NOW_MS + 1000,
        files: 3,
        taken: 1,
        quarantined: 1,
        ignored: 1,
        ignoredBy: '{"DRAFT":1}',
        message: null,
      },
    ]);
    expect(
      await getDatabase().query(
        'SELECT s."key" AS "source", p."position", p."severity", p."path", p."line" FROM "Problem" p LEFT JOIN "Source" s ON s."id" = p."sourceId" ORDER BY p."position"',
      ),
    ).toEqual([
      { source: 'archive', position: 0, severity: 'ERROR', path: 'a.md', line: 3 },
      { source: null, position: 1, severity: 'WARNING', path: null, line: null },
    ]);
  });

  test('lets no two runs begin in the same millisecond', async () => {
    const runs = [await store.startRun([], NOW_MS + 2000), await store.startRun([], NOW_MS + 2000)];
    const rows = await getDatabase().query<{ key: string }>(
      'SELECT "key" FROM "IngestRun" ORDER BY "startedMs" DESC LIMIT 2',
    );
    expect(rows.map((row) => row.key)).toEqual(runs.map((run) => run.key).reverse());
  });

  describe('closes the account of a run', () => {
    const MINUTE_MS = 60_000;
    const stateOf = async (key: string) => {
      const [row] = await getDatabase().query('SELECT "state", "message", "taken" FROM "IngestRun" WHERE "key" = $1', [
        key,
      ]);
      return row;
    };
    const FAILED = { state: 'FAILED', message: 'Stopped before it was done.' };
    const RUNNING = { state: 'RUNNING', message: null };
    const here = thisProcess();
    /** The id of a process that was. */
    const endedProcess = () => spawnSync(process.execPath, ['--eval', '']).pid;

    test('whose process is gone, with what it had done', async () => {
      const run = await store.startRun([], NOW_MS, { ...here, processId: endedProcess() });
      await store.saveProgress(run, { ...EMPTY_REPORT, files: 7, taken: 7 }, NOW_MS + 5);
      expect(await stateOf(run.key)).toEqual({ ...RUNNING, taken: 7 });
      await store.startRun([], NOW_MS + 10);
      expect(await stateOf(run.key)).toEqual({ ...FAILED, taken: 7 });
    });

    test('of a host that was silent for ten minutes, and no sooner', async () => {
      const run = await store.startRun([], NOW_MS, { processId: endedProcess(), host: 'elsewhere' });
      await store.saveProgress(run, EMPTY_REPORT, NOW_MS + 5 * MINUTE_MS);
      await store.startRun([], NOW_MS + 14 * MINUTE_MS);
      expect(await stateOf(run.key)).toMatchObject(RUNNING);
      await store.startRun([], NOW_MS + 16 * MINUTE_MS);
      expect(await stateOf(run.key)).toMatchObject(FAILED);
    });

    test('that another process of the same id began, as after the restart of a container', async () => {
      const run = await store.startRun([], NOW_MS);
      await getDatabase().execute('UPDATE "IngestRun" SET "key" = $1 WHERE "key" = $2', ['of-another', run.key]);
      await store.startRun([], NOW_MS);
      expect(await stateOf('of-another')).toMatchObject(FAILED);
    });

    test('never while its process lives', async () => {
      const ours = await store.startRun([], NOW_MS);
      const parents = await store.startRun([], NOW_MS, { ...here, processId: process.ppid });
      await store.startRun([], NOW_MS + MINUTE_MS);
      expect(await stateOf(ours.key)).toMatchObject(RUNNING);
      expect(await stateOf(parents.key)).toMatchObject(RUNNING);
    });
  });

  test('says of a failed run why it failed', async () => {
    const run = await store.startRun([], NOW_MS);
    await store.finishRun(run, EMPTY_REPORT, { nowMs: NOW_MS, message: 'disk full' });
    expect(await getDatabase().query('SELECT "state", "message" FROM "IngestRun" WHERE "key" = $1', [run.key])).toEqual(
      [{ state: 'FAILED', message: 'disk full' }],
    );
  });

  test('tells of every known file what became of it and by which versions', async () => {
    const extraction = makeExtraction([], [], { gazetteerVersion: 'g7', extractorVersion: 'x@7' });
    const change = taken('taken.md', makeDocument({ title: '已收' }), extraction);
    await store.saveBatch(
      makeBatch([change, ignored('draft.md'), quarantined('broken.md')], {
        source: { ...makeBatch([]).source, key: 'files' },
      }),
    );
    const ALL = { scopes: null, after: null, limit: 10 };
    const known = await store.loadKnownFiles('files', ALL);
    expect(known.map(({ path }) => path)).toEqual(['broken.md', 'draft.md', 'taken.md']);
    const [broken, draft, kept] = known;
    expect(kept).toEqual({
      path: 'taken.md',
      digest: change.digest,
      state: 'TAKEN',
      ignoredReason: null,
      parsedWith: 'p1',
      gazetteerVersion: 'g7',
      extractorVersion: 'x@7',
    });
    expect(draft).toMatchObject({ state: 'IGNORED', ignoredReason: 'DRAFT', gazetteerVersion: null });
    expect(broken).toMatchObject({ state: 'QUARANTINED', extractorVersion: null });
    expect(await store.loadKnownFiles('nowhere', ALL)).toEqual([]);
  });

  test('gives known files page by page, or those of some folders and files, in the order of their bytes', async () => {
    const paths = ['a-b.md', 'a.md', 'a/c.md', 'a/d/e.md', 'a0.md', 'B.md', '青海/西宁.md', '😀.md'];
    const changes = paths.map((path) => taken(path, makeDocument({ title: path })));
    await store.saveBatch(makeBatch(changes, { source: { ...makeBatch([]).source, key: 'pages' } }));
    const pathsOf = async (page: Parameters<Store['loadKnownFiles']>[1]) =>
      (await store.loadKnownFiles('pages', page)).map(({ path }) => path);
    const inOrder = paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await pathsOf({ scopes: null, after: null, limit: 3 })).toEqual(inOrder.slice(0, 3));
    expect(await pathsOf({ scopes: null, after: inOrder[2] as string, limit: 9 })).toEqual(inOrder.slice(3));
    const scopes = ['青海', 'a', 'a.md', 'nowhere'];
    expect(await pathsOf({ scopes, after: null, limit: 9 })).toEqual(['a.md', 'a/c.md', 'a/d/e.md', '青海/西宁.md']);
    expect(await pathsOf({ scopes, after: 'a/c.md', limit: 1 })).toEqual(['a/d/e.md']);
    expect(await pathsOf({ scopes: ['a/c.md', 'a'], after: null, limit: 9 })).toEqual(['a/c.md', 'a/d/e.md']);
    expect((await store.findKnownFiles('pages', [changes[1]?.digest as string])).map(({ path }) => path)).toEqual([
      'a.md',
    ]);
  });

  test.runIf(kind.provider === 'sqlite')('finds known files of named paths without looking at the others', async () => {
    const database = getDatabase();
    const plans: string[] = [];
    const explaining: Statements = {
      ...database,
      async query<T>(statement: string, parameters: readonly SqlParameter[] = []) {
        const plan = await database.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`, parameters);
        plans.push(plan.map(({ detail }) => detail).join('\n'));
        return await database.query<T>(statement, parameters);
      },
    };
    await loadKnownFiles(explaining, 'files', { scopes: ['a.md', 'b'], after: null, limit: 9 });
    const [plan] = plans;
    const searches = plan?.match(/SEARCH d USING .*/g) ?? [];
    expect(searches).toHaveLength(3);
    for (const search of searches) expect(search).toMatch(/path=\?|path>\? AND path<\?|rowid=\?/);
    expect(plan).not.toMatch(/SCAN d\b/);
  });

  test('counts the files of a source that have an article, when its own count does not say enough', async () => {
    const twin = { title: '同一篇', text: '一样的正文。' };
    const changes = ['one.md', 'two.md', 'three.md'].map((path) => taken(path, makeDocument(twin)));
    const source = { ...makeBatch([]).source, key: 'twins' };
    await store.saveBatch(makeBatch([...changes, ignored('x.md')], { source }));
    expect(await store.countArticleFiles('twins', { enough: 1 })).toBe(1);
    expect(await store.countArticleFiles('twins', { enough: 2 })).toBe(3);
    expect(await store.countArticleFiles('nowhere', { enough: 1 })).toBe(0);
  });
});
