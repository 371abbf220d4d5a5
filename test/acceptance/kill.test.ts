import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../cli/command.ts';
import { writeArchive } from '../support/archive.ts';
import { type DatabaseKind, type TestDatabase, testDatabases } from '../support/databases.ts';
import { makeFolder } from '../support/graph.ts';
import { dumpEverything } from '../support/graph-dump.ts';
import { findBreaches } from '../support/invariants.ts';
import { countArticles, type Kill, killIngest, type Moment, type Victim } from '../support/killing.ts';
import { Random } from '../support/random.ts';
import { canSeeWriters } from '../support/writer-lock.ts';

const KILLS = 20;

interface Story {
  readonly uninterrupted: TestDatabase;
  readonly interrupted: TestDatabase;
  readonly total: number;
  readonly kills: readonly Kill[];
  /** Found after the kills. */
  readonly breaches: readonly string[];
}

const stories = new Map<string, Story>();
let home: Awaited<ReturnType<typeof makeFolder>>;

// Both databases at once: most of the time goes by in waiting for the right moment.
beforeAll(async () => {
  home = await makeFolder();
  const folders = await writeArchive(home.path, 11, { sources: 30, filesPerSource: 10 });
  const kinds = testDatabases().filter((kind) => kind.skipped === null);
  await Promise.all(kinds.map(async (kind) => stories.set(kind.name, await tell(kind, folders))));
}, 600_000);

afterAll(async () => {
  for (const { uninterrupted, interrupted } of stories.values()) {
    await uninterrupted.close();
    await interrupted.close();
  }
  await home?.remove();
});

async function tell(kind: DatabaseKind, folders: readonly string[]): Promise<Story> {
  const uninterrupted = await kind.open();
  // Not migrated, so that it can be killed at that too.
  const interrupted = await kind.open({ migrated: false });
  const startedMs = performance.now();
  await ingest(uninterrupted, folders);
  const lengthMs = performance.now() - startedMs;
  const victim: Victim = { database: interrupted, folders, total: await countArticles(uninterrupted) };
  const kills: Kill[] = [];
  const breaches: string[] = [];
  for (const moment of moments(new Random(kind.name.length), lengthMs)) {
    if (kills.length === KILLS) break;
    const kill = await killIngest(victim, moment);
    if (kill === null) continue;
    kills.push(kill);
    if (kill.articles > 0) breaches.push(...(await findBreaches(interrupted)).map((what) => `${kill.moment}: ${what}`));
  }
  await ingest(interrupted, folders);
  return { uninterrupted, interrupted, total: victim.total, kills, breaches };
}

for (const { name, skipped } of testDatabases()) {
  const title = `A run that is killed twenty times and begun again (${name}${skipped === null ? '' : `: ${skipped}`})`;
  describe.skipIf(skipped !== null)(title, () => {
    const story = () => stories.get(name) as Story;

    it('was killed in the middle, as often as was meant', () => {
      const { kills, total } = story();
      expect(kills).toHaveLength(KILLS);
      const midway = kills.filter(({ articles }) => articles > 0 && articles < total);
      expect(midway.length).toBeGreaterThanOrEqual(6);
      expect(new Set(midway.map(({ articles }) => articles)).size).toBeGreaterThanOrEqual(4);
      expect(kills.filter(({ articles }) => articles === 0).length).toBeGreaterThanOrEqual(2);
      if (canSeeWriters()) expect(kills.filter(({ moment }) => moment === 'WRITING').length).toBeGreaterThanOrEqual(6);
    });

    it('showed no reader anything half-written', () => {
      expect(story().breaches).toEqual([]);
    });

    it('leaves in the end what a run leaves that nobody disturbed', async () => {
      const { interrupted, uninterrupted } = story();
      const [dump, expected] = [await dumpEverything(interrupted), await dumpEverything(uninterrupted)];
      for (const part of [
        'articles',
        'files',
        'mentions',
        'candidates',
        'articleEntities',
        'contributions',
        'tags',
      ] as const)
        expect(expected[part]?.length, part).toBeGreaterThan(3);
      expect(dump).toEqual(expected);
      expect(await locations(interrupted)).toEqual(await locations(uninterrupted));
      expect(await findBreaches(interrupted)).toEqual([]);
      expect(await findBreaches(uninterrupted)).toEqual([]);
    });

    it('has an account of each run: failed, with what it had done, but for the last', async () => {
      const { interrupted, uninterrupted, kills } = story();
      const accounts = await interrupted.query<{ state: string; message: string | null; taken: number; files: number }>(
        'SELECT "state", "message", "taken", "files" FROM "IngestRun" ORDER BY "startedMs"',
      );
      const last = accounts.pop();
      expect(last).toMatchObject({ state: 'FINISHED', message: null });
      const [whole] = await uninterrupted.query<{ taken: number; files: number }>(
        'SELECT "taken", "files" FROM "IngestRun"',
      );
      expect(last?.files).toBe(whole?.files);
      const failed = accounts.filter(({ state }) => state === 'FAILED');
      const atWork = kills.filter(({ moment }) => moment === 'WRITING' || moment === 'BETWEEN');
      expect(failed.length).toBeGreaterThanOrEqual(Math.max(1, atWork.length));
      for (const { message } of failed) expect(message).toBe('Stopped before it was done.');
      expect(accounts.filter(({ state }) => state === 'RUNNING')).toEqual([]);
      const taken = [...accounts, { taken: last?.taken ?? 0 }].map((account) => account.taken);
      expect(taken.filter((number) => number > 0).length).toBeGreaterThanOrEqual(4);
      expect(taken.reduce((sum, number) => sum + number, 0)).toBeLessThanOrEqual(whole?.taken ?? 0);
    });
  });
}

async function ingest({ url }: TestDatabase, folders: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(['ingest', ...folders], { environment: { DATABASE_URL: url } });
  expect(exitCode, stderr).toBe(0);
}

const locations = ({ query }: TestDatabase) => query('SELECT "key", "location" FROM "Source" ORDER BY "key"');

/** More than are needed, because a run may end before its moment comes. */
function moments(random: Random, lengthMs: number): Moment[] {
  const start = (share: number): Moment => ({ kind: 'START', delayMs: random.next() * share * lengthMs });
  const end = (): Moment => ({ kind: 'END', delayMs: random.next() * 60 });
  const writing = (): Moment =>
    canSeeWriters()
      ? { kind: 'WRITING', after: random.below(2) }
      : { kind: 'START', delayMs: random.next() * lengthMs };
  const between = (): Moment =>
    canSeeWriters()
      ? { kind: 'BETWEEN', after: 1, delayMs: random.next() * 40 }
      : { kind: 'START', delayMs: random.next() * lengthMs };
  const many = (number: number, make: () => Moment) => Array.from({ length: number }, make);
  // Those that go by the clock come while there is nothing yet, or when the others have had their turn: where the
  // machine has grown faster since the length was taken, one of them may let a run do all that is left.
  return [
    ...many(3, () => start(0.25)),
    ...random.shuffle([...many(10, writing), ...many(4, between)]),
    ...many(2, () => start(0.6)),
    ...many(4, end),
    ...many(16, () => random.pick([writing(), end(), end()])),
  ];
}
