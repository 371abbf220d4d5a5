import { setTimeout as sleep } from 'node:timers/promises';
import { DatelineError } from '../errors.ts';
import type { Provider } from './database.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** How long another writer is waited for, all in all: longer than any batch, shorter than anybody's patience. */
const PATIENCE_MS = 3 * 60_000;
/** Waits between two looks at the lock. The thread is free meanwhile. */
const SHORTEST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;
/** Waits before a lost connection is made anew; a server that restarts is back in less than all of them. */
const RECONNECT_WAITS_MS = [250, 500, 1000, 2000, 4000, 8000] as const;

export interface RetryOptions {
  readonly provider: Provider;
  /** What to repeat for; everything that passes, unless told otherwise. */
  readonly on?: readonly Trouble[];
}

/**
 * Does `work` again while what keeps it from being done may pass: another writer, or a connection that went (the
 * pool makes a fresh one). `work` must start from nothing each time, and may be done twice when an answer is lost.
 *
 * Throws DatelineError DATABASE_BUSY after three minutes of other writers, DATABASE_UNREACHABLE when the
 * database stays away for a quarter of a minute, DISK_FULL at once; and whatever else `work` throws, as it is.
 */
export async function repeatWhileTroubled<T>({ provider, on }: RetryOptions, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  let losses = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const trouble = troubleOf(provider, error);
      if (trouble === null || (on !== undefined && !on.includes(trouble))) throw error;
      const waitMs = trouble === 'LOST' ? RECONNECT_WAITS_MS[losses++] : waitForWriters(attempt, started);
      if (waitMs === undefined || trouble === 'FULL') throw failureOf(trouble, error);
      await sleep(waitMs);
    }
  }
}

/** Undefined when patience is at its end. Of random length, so that two that wait do not meet again and again. */
function waitForWriters(attempt: number, started: number): number | undefined {
  if (performance.now() - started > PATIENCE_MS) return undefined;
  const longest = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return longest / 2 + (Math.random() * longest) / 2;
}

function failureOf(trouble: Trouble, cause: unknown): DatelineError {
  const [code, message] = FAILURES[trouble];
  return new DatelineError(code, message, { cause });
}

const BUSY = ['DATABASE_BUSY', 'Another program has kept the database locked for minutes.'] as const;

const FAILURES = {
  BUSY,
  CONFLICT: BUSY,
  LOST: ['DATABASE_UNREACHABLE', 'The connection to the database was lost, and could not be made again.'],
  FULL: ['DISK_FULL', 'There is no room left where the database lies; what was written before stays.'],
} as const satisfies Record<Trouble, readonly [DatelineError['code'], string]>;
