import { spawnSync } from 'node:child_process';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/client.ts';
import type { Database } from '../../src/store/database.ts';
import { runCommand } from '../cli/command.ts';
import { writeArchive } from '../support/archive.ts';
import { makeFolder } from '../support/graph.ts';
import { dumpEverything } from '../support/graph-dump.ts';
import { findBreaches } from '../support/invariants.ts';

const mount = (...flags: readonly string[]) => spawnSync('mount', ['-t', 'tmpfs', ...flags]).status === 0;
const unmount = (path: string) => spawnSync('umount', ['--lazy', path]);

const folder = await makeFolder();
const disk = join(folder.path, 'disk');
await mkdir(disk);
const canMount = mount('-o', 'size=128m', 'tmpfs', disk);

describe.runIf(canMount)('A SQLite database on a disk that is full', () => {
  let folders: readonly string[];
  let database: Database;
  let other: Database;
  const url = `file:${join(disk, 'dateline.db')}`;
  const otherUrl = `file:${join(folder.path, 'other.db')}`;
  const ingest = (databaseUrl: string, paths: readonly string[]) =>
    runCommand(['ingest', ...paths], { environment: { DATABASE_URL: databaseUrl } });
  const resize = (size: number) => expect(mount('-o', `remount,size=${size}`, 'tmpfs', disk)).toBe(true);

  beforeAll(async () => {
    folders = await writeArchive(join(folder.path, 'archive'), 71, { sources: 10, filesPerSource: 14 });
    for (const at of [url, otherUrl]) expect((await ingest(at, folders.slice(-1))).exitCode).toBe(0);
    database = await openDatabase(url);
    other = await openDatabase(otherUrl);
  }, 120_000);
  afterAll(async () => {
    await database?.close();
    await other?.close();
    unmount(disk);
    await folder.remove();
  });

  it('ends the run with what to do about it, keeps what was written, and goes on when there is room', async () => {
    const { blocks, bavail, bsize } = await statfs(disk);
    resize((blocks - bavail) * bsize + 2.5 * 1024 * 1024);

    const { exitCode, stderr } = await ingest(url, folders);
    expect(stderr).toContain('error[DISK_FULL]');
    expect(stderr).toContain('Make room');
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(1);

    const [before] = await database.query<{ n: number }>(
      'SELECT count(*) AS "n" FROM "Source" WHERE "articleCount" > 0',
    );
    expect(before?.n).toBeGreaterThan(1);
    expect(before?.n).toBeLessThan(folders.length);
    expect((await findBreaches(database)).filter((what) => !what.startsWith('a source without a file'))).toEqual([]);
    // Still full: another run says so too, and breaks nothing.
    expect((await ingest(url, folders)).stderr).toContain('error[DISK_FULL]');

    resize(128 * 1024 * 1024);
    expect((await ingest(url, folders)).exitCode).toBe(0);
    expect((await ingest(otherUrl, folders)).exitCode).toBe(0);
    expect(await dumpEverything(database)).toEqual(await dumpEverything(other));
    expect(await findBreaches(database)).toEqual([]);
    const accounts = await database.query<{ state: string }>('SELECT "state" FROM "IngestRun" ORDER BY "startedMs"');
    expect(accounts.map(({ state }) => state)).toEqual([
      'FINISHED',
      ...accounts.slice(2).map(() => 'FAILED'),
      'FINISHED',
    ]);
    expect(accounts.length).toBeGreaterThanOrEqual(3);
  }, 180_000);
});

describe.skipIf(canMount)(
  'A SQLite database on a disk that is full (skipped: a small disk cannot be mounted here)',
  () => {
    it('ends the run with what to do about it', () => {});
  },
);
