import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { writeArchive } from '../support/archive.ts';
import { type TestDatabase, testDatabases } from '../support/databases.ts';
import { makeFolder } from '../support/graph.ts';
import { dumpEverything } from '../support/graph-dump.ts';
import { findBreaches } from '../support/invariants.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { isBeingWritten } from '../support/writer-lock.ts';

// Whole programs are begun here, one after the other: much slower where others use the machine as well.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const [kind] = testDatabases().filter(({ provider }) => provider === 'postgresql');
const skipped = kind === undefined ? 'no PostgreSQL' : kind.skipped;

describe.skipIf(skipped !== null)(
  `A run whose PostgreSQL connection is lost${skipped === null ? '' : ` (${skipped})`}`,
  () => {
    let home: Awaited<ReturnType<typeof makeFolder>>;
    let folders: readonly string[];
    let undisturbed: TestDatabase;
    let database: TestDatabase;
    let proxy: TcpProxy;

    const open = async () => (await kind?.open()) as TestDatabase;
    const commandLine = () => ['ingest', ...folders];
    const environment = (url: string) => ({ environment: { DATABASE_URL: url } });
    /** The same database, through a network that can be broken. */
    const throughProxy = () => {
      const url = new URL(database.url);
      url.hostname = '127.0.0.1';
      url.port = String(proxy.port);
      return url.href;
    };
    const until = async (isTrue: () => Promise<boolean>, goesOn: () => boolean) => {
      while (goesOn() && !(await isTrue())) await sleep(3);
    };
    const hasAccount = async () => (await database.query('SELECT 1 AS "found" FROM "IngestRun"')).length > 0;
    const revisionOf = async ({ query }: TestDatabase) =>
      (await query<{ revision: number }>('SELECT "revision" FROM "Corpus"'))[0]?.revision;
    const expectSame = async () => {
      expect(await dumpEverything(database)).toEqual(await dumpEverything(undisturbed));
      expect(await findBreaches(database)).toEqual([]);
    };

    beforeAll(async () => {
      home = await makeFolder();
      folders = await writeArchive(home.path, 61, { sources: 8, filesPerSource: 10 });
      undisturbed = await open();
      expect((await runCommand(commandLine(), environment(undisturbed.url))).exitCode).toBe(0);
    }, 120_000);
    afterAll(async () => {
      await undisturbed?.close();
      await home?.remove();
    });
    beforeEach(async () => {
      const { hostname, port } = new URL(undisturbed.url);
      proxy = await openTcpProxy({ host: hostname, port: Number(port === '' ? 5432 : port) });
      database = await open();
    });
    afterEach(async () => {
      await database.close();
      await proxy.close();
    });

    it('five times, its backend ended in the middle of a batch, does each batch once', async () => {
      const { child, ended } = startCommand(commandLine(), environment(database.url));
      const goesOn = () => child.exitCode === null;
      await until(hasAccount, goesOn);
      const schema = new URL(database.url).searchParams.get('schema');
      let terminated = 0;
      while (goesOn() && terminated < 5) {
        const rows = await database.query<{ ended: boolean }>(
          `SELECT pg_terminate_backend(l.pid) AS "ended" FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relname = 'Corpus' AND l.mode = 'RowExclusiveLock' AND l.granted`,
          [schema],
        );
        terminated += rows.length;
        await sleep(rows.length > 0 ? 150 : 3);
      }
      const { exitCode, stderr } = await ended;
      expect(exitCode, stderr).toBe(0);
      expect(terminated).toBe(5);
      await expectSame();
      expect(await revisionOf(database)).toBe(await revisionOf(undisturbed));
      expect(await database.query('SELECT "state" FROM "IngestRun"')).toEqual([{ state: 'FINISHED' }]);
    });

    it('and with it the answer to COMMIT, three times, does nothing twice', async () => {
      const { child, ended } = startCommand(commandLine(), environment(throughProxy()));
      const goesOn = () => child.exitCode === null;
      await until(hasAccount, goesOn);
      let lost = 0;
      while (goesOn() && lost < 3) {
        await Promise.race([proxy.loseAnswerTo('COMMIT').then(() => lost++), ended]);
        await sleep(100);
      }
      const { exitCode, stderr } = await ended;
      expect(exitCode, stderr).toBe(0);
      expect(lost).toBe(3);
      await expectSame();
      expect(await revisionOf(database)).toBe(await revisionOf(undisturbed));
    });

    it('for good says so, and the next run finishes', async () => {
      const { child, ended } = startCommand(commandLine(), environment(throughProxy()));
      const goesOn = () => child.exitCode === null;
      await until(hasAccount, goesOn);
      await until(async () => ((await revisionOf(database)) ?? 0) > 2, goesOn);
      await until(() => isBeingWritten(database), goesOn);
      await proxy.takeAway();
      const { exitCode, stderr } = await ended;
      expect(stderr).toContain('error[DATABASE_UNREACHABLE]');
      expect(exitCode).toBe(1);
      expect(await findBreaches(database)).toEqual([]);

      await proxy.restore();
      const next = await runCommand(commandLine(), environment(throughProxy()));
      expect(next.exitCode, next.stderr).toBe(0);
      await expectSame();
      const accounts = await database.query<{ state: string }>('SELECT "state" FROM "IngestRun" ORDER BY "startedMs"');
      expect(accounts.map(({ state }) => state)).toEqual(['FAILED', 'FINISHED']);
    }, 120_000);
  },
);
