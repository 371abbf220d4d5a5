import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../cli/command.ts';
import { changeArchive, writeArchive } from '../support/archive.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { makeFolder } from '../support/graph.ts';
import { dumpEverything } from '../support/graph-dump.ts';
import { findBreaches } from '../support/invariants.ts';
import { type Kill, killIngest, type Moment } from '../support/killing.ts';
import { canSeeWriters } from '../support/writer-lock.ts';

const NUMBERS_OF_BATCHES = [0, 1, 0, 2, 1, 0];

describeOnEveryDatabase('A second run that is killed while it edits, moves, removes and adds', (getDatabase, kind) => {
  let home: Awaited<ReturnType<typeof makeFolder>>;
  let uninterrupted: TestDatabase;
  const kills: Kill[] = [];
  const breaches: string[] = [];
  const states: string[] = [];

  beforeAll(async () => {
    home = await makeFolder();
    uninterrupted = await kind.open();
    const folders = await writeArchive(join(home.path, 'archive'), 5, { sources: 8, filesPerSource: 14 });
    const environment = (database: TestDatabase) => ({ environment: { DATABASE_URL: database.url } });
    const ingest = async (database: TestDatabase) => {
      const { exitCode, stdout, stderr } = await runCommand(
        ['ingest', ...folders, '--prune', '--json'],
        environment(database),
      );
      expect(exitCode, stderr).toBe(0);
      return JSON.parse(stdout);
    };
    await Promise.all([ingest(getDatabase()), ingest(uninterrupted)]);
    await changeArchive(folders, 6);
    const report = await ingest(uninterrupted);
    for (const outcome of ['taken', 'updated', 'moved', 'removed', 'quarantined'])
      expect(report[outcome], outcome).toBeGreaterThan(5);

    const victim = { database: getDatabase(), folders, total: Number.POSITIVE_INFINITY };
    for (const after of NUMBERS_OF_BATCHES) {
      const moment: Moment = canSeeWriters()
        ? { kind: 'WRITING', after }
        : { kind: 'START', delayMs: 1500 + 300 * after };
      const kill = await killIngest(victim, moment);
      if (kill !== null) kills.push(kill);
      breaches.push(...(await findBreaches(getDatabase())));
      states.push(JSON.stringify(await dumpEverything(getDatabase())));
    }
    await ingest(getDatabase());
  }, 400_000);
  afterAll(async () => {
    await uninterrupted?.close();
    await home?.remove();
  });

  it('was killed in the middle of it', () => {
    expect(kills.length).toBeGreaterThanOrEqual(4);
    expect(new Set(states).size).toBeGreaterThanOrEqual(3);
  });

  it('showed no reader anything half-done', () => {
    expect(breaches).toEqual([]);
  });

  it('leaves in the end what a second run leaves that nobody disturbed', async () => {
    const expected = await dumpEverything(uninterrupted);
    expect(states).not.toContain(JSON.stringify(expected));
    expect(await dumpEverything(getDatabase())).toEqual(expected);
    expect(await findBreaches(getDatabase())).toEqual([]);
  });
});
