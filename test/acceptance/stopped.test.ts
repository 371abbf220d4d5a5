import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { writeArchive } from '../support/archive.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder } from '../support/graph.ts';
import { findBreaches } from '../support/invariants.ts';

// Whole programs are begun here, one after the other: much slower where others use the machine as well.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describeOnEveryDatabase(
  'A run that is told to stop',
  (getDatabase) => {
    let home: Awaited<ReturnType<typeof makeFolder>>;
    beforeEach(async () => {
      home = await makeFolder();
    });
    afterEach(() => home?.remove());

    it.each(['SIGINT', 'SIGTERM'] as const)('by %s stops between batches, and says so', async (signal) => {
      const folders = await writeArchive(home.path, 81, { sources: 8, filesPerSource: 10 });
      const environment = { DATABASE_URL: getDatabase().url };
      const { child, ended } = startCommand(['ingest', ...folders], { environment });
      const sources = async () => {
        const rows = await getDatabase().query<{ n: number }>(
          'SELECT count(*) AS "n" FROM "Source" WHERE "articleCount" > 0',
        );
        return rows[0]?.n ?? 0;
      };
      while (child.exitCode === null && (await sources()) < 2) await sleep(5);
      child.kill(signal);
      const { exitCode, stderr } = await ended;
      expect(stderr).toContain('Stopped before it was done; what was written stays.');
      expect(exitCode).toBe(1);
      expect(await sources()).toBeGreaterThanOrEqual(2);
      expect(await sources()).toBeLessThan(folders.length);
      expect(await findBreaches(getDatabase())).toEqual([]);
      const [account] = await getDatabase().query<{
        state: string;
        message: string;
        taken: number;
        finishedMs: number;
      }>('SELECT "state", "message", "taken", "finishedMs" FROM "IngestRun"');
      const [documents] = await getDatabase().query<{ n: number }>(
        `SELECT count(*) AS "n" FROM "Document" WHERE "state" = 'TAKEN'`,
      );
      expect(account).toMatchObject({ state: 'FAILED', message: 'Stopped before it was done.', taken: documents?.n });
      expect(account?.finishedMs).not.toBeNull();

      const next = await runCommand(['ingest', ...folders, '--json'], { environment });
      expect(JSON.parse(next.stdout)).toMatchObject({ unchanged: documents?.n });
      expect(await sources()).toBe(folders.length);
    });
  },
  { per: 'test' },
);
