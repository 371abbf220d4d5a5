import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCommand } from '../cli/command.ts';
import type { TestDatabase } from './databases.ts';
import { isBeingWritten } from './writer-lock.ts';

/**
 * When to kill a run: so long after it was started; in the middle of a batch, after as many others; between two
 * batches, so long after one has ended; or so long after the last article came.
 */
export type Moment =
  | { readonly kind: 'START'; readonly delayMs: number }
  | { readonly kind: 'WRITING'; readonly after: number }
  | { readonly kind: 'BETWEEN'; readonly after: number; readonly delayMs: number }
  | { readonly kind: 'END'; readonly delayMs: number };

/** What is left of a run that was killed. */
export interface Kill {
  readonly moment: Moment['kind'];
  /** Articles in the database when it had died. */
  readonly articles: number;
}

export interface Victim {
  readonly database: TestDatabase;
  readonly folders: readonly string[];
  /** Articles there will be in the end. */
  readonly total: number;
}

/** Runs `dateline ingest` and kills it at the moment; null when it had ended by itself before that came. */
export async function killIngest(victim: Victim, moment: Moment): Promise<Kill | null> {
  const environment = { DATABASE_URL: victim.database.url };
  const { child, ended } = startCommand(['ingest', ...victim.folders, '--prune'], { environment });
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const look: Look = { child, victim, hasEnded: () => hasEnded };
  await MOMENTS[moment.kind](look, moment);
  child.kill('SIGKILL');
  const { exitCode, stderr } = await ended;
  if (exitCode !== null && exitCode !== 0) throw new Error(`it failed by itself: ${stderr}`);
  return exitCode === null ? { moment: moment.kind, articles: await countArticles(victim.database) } : null;
}

/** Zero as well where there is no table yet. */
export async function countArticles({ query }: TestDatabase): Promise<number> {
  const rows = await query<{ n: number }>('SELECT count(*) AS "n" FROM "Article"').catch(() => []);
  return rows[0]?.n ?? 0;
}

interface Look {
  readonly child: ChildProcess;
  readonly victim: Victim;
  readonly hasEnded: () => boolean;
}

type Wait = (look: Look, moment: Moment) => Promise<void>;

const MOMENTS: Readonly<Record<Moment['kind'], Wait>> = {
  START: (_, moment) => sleep('delayMs' in moment ? moment.delayMs : 0),
  async WRITING(look, moment) {
    if ('after' in moment) await passBatches(look, moment.after);
    while (!look.hasEnded()) {
      await waitFor(look, () => isBeingWritten(look.victim.database));
      // Held still, to be sure that it is caught in the act.
      look.child.kill('SIGSTOP');
      await sleep(5);
      if (await isBeingWritten(look.victim.database)) return;
      look.child.kill('SIGCONT');
    }
  },
  async BETWEEN(look, moment) {
    if ('after' in moment) await passBatches(look, moment.after);
    if ('delayMs' in moment) await sleep(moment.delayMs);
  },
  async END(look, moment) {
    await waitFor(look, async () => (await countArticles(look.victim.database)) >= look.victim.total);
    if ('delayMs' in moment) await sleep(moment.delayMs);
  },
};

/** What it writes while it makes itself ready is not counted. */
async function passBatches(look: Look, number: number): Promise<void> {
  await waitFor(look, () => hasAccount(look));
  for (let passed = 0; passed < number; passed++) {
    await waitFor(look, () => isBeingWritten(look.victim.database));
    await waitFor(look, async () => !(await isBeingWritten(look.victim.database)));
  }
}

async function hasAccount({ child, victim }: Look): Promise<boolean> {
  const rows = await victim.database
    .query('SELECT 1 AS "found" FROM "IngestRun" WHERE "processId" = $1', [child.pid ?? 0])
    .catch(() => []);
  return rows.length > 0;
}

async function waitFor({ hasEnded }: Look, isTrue: () => Promise<boolean>): Promise<void> {
  while (!hasEnded() && !(await isTrue())) await sleep(2);
}
