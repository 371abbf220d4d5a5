import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { changeArchive, writeArchive } from '../support/archive.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { makeFolder } from '../support/graph.ts';
import { dumpEverything } from '../support/graph-dump.ts';
import { findBreaches } from '../support/invariants.ts';
import { Random } from '../support/random.ts';
import { canSeeWriters, isBeingWritten } from '../support/writer-lock.ts';

// Whole programs are begun here, one after the other: much slower where others use the machine as well.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describeOnEveryDatabase(
  'Two runs at once',
  (getDatabase, kind) => {
    let home: Awaited<ReturnType<typeof makeFolder>>;
    const others: TestDatabase[] = [];
    beforeEach(async () => {
      home = await makeFolder();
    });
    afterEach(async () => {
      for (const database of others.splice(0)) await database.close();
      await home?.remove();
    });

    const random = new Random(kind.name.length);
    const command = (paths: readonly string[]) => [
      'ingest',
      ...paths.map((path) => join(home.path, path)),
      '--prune',
      '--json',
    ];
    const environmentOf = ({ url }: TestDatabase) => ({ environment: { DATABASE_URL: url } });
    const ingest = async (database: TestDatabase, paths: readonly string[]) => {
      const { exitCode, stdout, stderr } = await runCommand(command(paths), environmentOf(database));
      expect(exitCode, stderr).toBe(0);
      return JSON.parse(stdout);
    };
    /** Begun at most as far apart as a run takes to make itself ready. */
    const together = (database: TestDatabase, ...runs: readonly (readonly string[])[]) =>
      Promise.all(
        runs.map(async (paths) => {
          await sleep(random.below(400));
          return await ingest(database, paths);
        }),
      );
    /** What runs one after the other leave. */
    const inTurn = async (...runs: readonly (readonly string[])[]) => {
      const database = await kind.open();
      others.push(database);
      for (const paths of runs) await ingest(database, paths);
      return await graphOf(database);
    };
    const graphOf = async (database: TestDatabase) => ({
      ...(await dumpEverything(database)),
      locations: await database.query('SELECT "key", "location" FROM "Source" ORDER BY "key"'),
    });
    const accounts = () =>
      getDatabase().query<{ state: string; files: number; sourceKeys: string }>(
        'SELECT "state", "files", "sourceKeys" FROM "IngestRun" ORDER BY "startedMs"',
      );

    it('over folders that overlap end like one run over all of them', async () => {
      await writeArchive(home.path, 21, { sources: 3, filesPerSource: 12 });
      const [a, b, c] = ['source-00', 'source-01', 'source-02'] as const;
      const reports = await together(getDatabase(), [a, b], [b, c]);
      expect(await graphOf(getDatabase())).toEqual(await inTurn([a, b, c]));
      expect(await findBreaches(getDatabase())).toEqual([]);
      const told = (await accounts()).map(({ state, files }) => ({ state, files }));
      expect(told).toHaveLength(2);
      expect(told.map(({ files }) => files).sort()).toEqual(reports.map(({ files }) => files).sort());
      expect(told.every(({ state }) => state === 'FINISHED')).toBe(true);
    });

    it('over the same folder end like one, three times over', async () => {
      for (const seed of [31, 32, 33]) {
        const path = `round-${seed}`;
        await writeArchive(join(home.path, path), seed, { sources: 2, filesPerSource: 8 });
        const [first, second] = await together(getDatabase(), [path], [path]);
        expect(first.files).toBe(second.files);
      }
      expect(await graphOf(getDatabase())).toEqual(await inTurn(['round-31'], ['round-32'], ['round-33']));
      expect(await findBreaches(getDatabase())).toEqual([]);
    });

    it('over a folder and one inside it end like the one and then the other, each file in one source', async () => {
      for (const seed of [41, 42]) {
        await rm(join(home.path, 'archive'), { recursive: true, force: true });
        await writeArchive(join(home.path, 'archive'), seed, { sources: 2, filesPerSource: 8 });
        const database = await kind.open();
        others.push(database);
        await together(database, ['archive'], ['archive/source-01']);
        const orders = [
          await inTurn(['archive'], ['archive/source-01']),
          await inTurn(['archive/source-01'], ['archive']),
        ];
        expect(orders).toContainEqual(await graphOf(database));
        expect(await findBreaches(database)).toEqual([]);
      }
    });

    it('of which one takes what the other removes and moves end like one', async () => {
      const folders = await writeArchive(join(home.path, 'archive'), 51, { sources: 2, filesPerSource: 14 });
      const database = await kind.open();
      others.push(database);
      for (const each of [getDatabase(), database]) await ingest(each, ['archive']);
      await changeArchive(folders, 52);
      await together(getDatabase(), ['archive'], ['archive/source-01'], ['archive/source-00', 'archive/source-01']);
      await ingest(database, ['archive']);
      expect(await graphOf(getDatabase())).toEqual(await graphOf(database));
      expect(await findBreaches(getDatabase())).toEqual([]);
    });

    /** Holds a run still after its first batch, while no transaction is open, does `meanwhile`, and lets it go on. */
    const interrupt = async (paths: readonly string[], meanwhile: () => Promise<unknown>) => {
      const [before] = await getDatabase()
        .query<{ revision: number }>('SELECT "revision" FROM "Corpus"')
        .catch(() => []);
      const { child, ended } = startCommand(command(paths), environmentOf(getDatabase()));
      const isUnderWay = async () => {
        const [now] = await getDatabase().query<{ n: number }>(
          'SELECT count(*) AS "n" FROM "Change" WHERE "revision" > $1',
          [before?.revision ?? 0],
        );
        return (now?.n ?? 0) > 0;
      };
      while (child.exitCode === null && !(await isUnderWay())) await sleep(5);
      for (;;) {
        child.kill('SIGSTOP');
        await sleep(30);
        if (!(await isBeingWritten(getDatabase()))) break;
        child.kill('SIGCONT');
        await sleep(3);
      }
      expect(child.exitCode, 'it ended too soon').toBeNull();
      try {
        await meanwhile();
      } finally {
        child.kill('SIGCONT');
      }
      const { exitCode, stderr } = await ended;
      expect(exitCode, stderr).toBe(0);
    };
    const write = async (path: string, title: string) => {
      await mkdir(join(home.path, path, '..'), { recursive: true });
      await writeFile(
        join(home.path, path),
        `---\ntitle: ${title}\ndate: 2023-05-01 10:00:00\n---\n\n${title}的正文，在青海省。\n`,
      );
    };
    const paths = async () =>
      (await getDatabase().query<{ path: string }>('SELECT "path" FROM "Article" ORDER BY "path"')).map(
        ({ path }) => path,
      );

    it.runIf(canSeeWriters())(
      'leave a file that came, and was taken, after the other had listed its folder',
      async () => {
        for (let at = 0; at < 280; at++) await write(`b/${at}.md`, `第${at}篇`);
        for (let at = 0; at < 6; at++) await write(`a/${at}.md`, `另一第${at}篇`);
        await ingest(getDatabase(), ['a']);
        await interrupt(['a', 'b'], async () => {
          await write('a/new.md', '后来的一篇');
          expect(await ingest(getDatabase(), ['a'])).toMatchObject({ taken: 1 });
        });
        expect(await paths()).toContain('new.md');
        expect(await findBreaches(getDatabase())).toEqual([]);
      },
    );

    it.runIf(canSeeWriters())('keep a file that the one saw move, and the other only saw go', async () => {
      for (let at = 0; at < 920; at++) await write(`archive/new/${at}.md`, `第${at}篇`);
      await write('archive/old/x.md', '搬走的一篇');
      await write('archive/old/y.md', '留下的一篇');
      await ingest(getDatabase(), ['archive']);
      await rename(join(home.path, 'archive/old/x.md'), join(home.path, 'archive/new/x.md'));
      for (let at = 0; at < 900; at++) await write(`archive/new/${at}.md`, `第${at}篇改写`);
      await interrupt(['archive'], async () => {
        expect(await ingest(getDatabase(), ['archive/old'])).toMatchObject({ removed: 1 });
      });
      expect(await paths()).toContain('new/x.md');
      expect(await paths()).not.toContain('old/x.md');
      expect(await findBreaches(getDatabase())).toEqual([]);
    });
  },
  { per: 'test' },
);
