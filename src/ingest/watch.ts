import { setTimeout as sleep } from 'node:timers/promises';
import { DatelineError, ERROR_CATALOGUE } from '../errors.ts';
import type { IngestReport } from '../model/report.ts';
import type { KnownSource } from '../source/source.ts';
import { openWatcher } from '../source/watch/watcher.ts';
import { beginRun } from './begin-run.ts';
import { type IngestOptions, ingestRoots } from './ingest.ts';
import { openInterpreters } from './lent-interpreter.ts';
import { RecentRemovals } from './recent-removals.ts';
import { WatchedRoots } from './watched-roots.ts';

export interface WatchOptions extends Omit<IngestOptions, 'dryRun' | 'now' | 'signal'> {
  readonly now: () => Date;
  /** Look again and again instead of being told of changes. */
  readonly poll?: boolean;
  /** When it aborts, watching ends: a run in progress is stopped between two batches, and what is written stays. */
  readonly signal: AbortSignal;
  /** Called when all that was there at the start is in the database; every change from before then on is noticed. */
  readonly onReady?: (report: IngestReport) => void;
  /** Called for each run after that which wrote something or has something to tell. */
  readonly onApplied?: (applied: AppliedChanges) => void;
  /** Called when a run failed; its paths are tried again with those that change meanwhile. */
  readonly onFailure?: (failure: FailedChanges) => void;
  /** Told of a part that cannot be watched; the rest is. */
  readonly onUnwatched?: (error: Error) => void;
}

export interface AppliedChanges {
  readonly report: IngestReport;
  /** Absolute; files and folders, those that came to nothing among them. */
  readonly paths: readonly string[];
}

export interface FailedChanges {
  readonly error: unknown;
  readonly retryInMs: number;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Takes in what is there, and from then on what changes, run after run, until `signal` aborts.
 *
 * @throws DatelineError what {@link ingest} throws when it is asked for something wrong, at the start; WATCH_FAILED
 * at any time.
 */
export async function watch(options: WatchOptions): Promise<void> {
  const { signal, paths, store } = options;
  const roots = new WatchedRoots(paths, options.sourceKey);
  const interpreters = openInterpreters(options);
  const removals = new RecentRemovals();
  let hasWritten = false;
  const onWrite = () => {
    hasWritten = true;
  };
  const runOver = async (changed: readonly string[] | null): Promise<IngestReport> => {
    const run = { ...options, now: options.now() };
    const { lend } = interpreters;
    if (changed === null) {
      const find = async (known: readonly KnownSource[]) => ({ roots: await roots.find(known), feeds: [] });
      const begun = await beginRun(store, find, { nowMs: run.now.getTime(), dryRun: false });
      return await ingestRoots(run, { ...begun, lend });
    }
    const known = await store.loadKnownSources();
    return await ingestRoots(run, {
      known,
      lend,
      feeds: [],
      opened: null,
      roots: await roots.within(changed, known),
      changes: { removals, onWrite },
    });
  };
  const watcher = await openWatcher(paths, options);
  try {
    const first = await untilDone(() => runOver(null), options, { isFirst: true });
    if (first === null) return;
    options.onReady?.(first);
    for (let paths = await watcher.next(signal); paths !== null; paths = await watcher.next(signal)) {
      const changed = paths;
      hasWritten = false;
      const report = await untilDone(() => runOver(changed), options, { isFirst: false });
      if (report === null) return;
      if (hasWritten || report.problems.length > 0) options.onApplied?.({ report, paths });
    }
  } finally {
    await watcher.close();
    await interpreters.close();
  }
}

/** Tries until it succeeds; null when told to stop. Nothing is forgotten: the same is tried again. */
async function untilDone(
  work: () => Promise<IngestReport>,
  { signal, onFailure }: WatchOptions,
  { isFirst }: { readonly isFirst: boolean },
): Promise<IngestReport | null> {
  for (let retryInMs = FIRST_RETRY_MS; ; retryInMs = Math.min(retryInMs * 2, LONGEST_RETRY_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) return null;
      if (isFirst && error instanceof DatelineError && ERROR_CATALOGUE[error.code].exitCode === 2) throw error;
      onFailure?.({ error, retryInMs });
      await sleep(retryInMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return null;
    }
  }
}
