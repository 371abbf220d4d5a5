import { DatelineError } from '../errors.ts';

/** Tells those who wait for it that content was committed, in whichever process. */
export interface RevisionWatch {
  /**
   * A seat for one who waits. Throws DatelineError LIMIT_EXCEEDED when all are taken, NOT_READY once it is closed.
   */
  join(): RevisionWatcher;
  /** Ends the waiting of all, and lets nobody in any more. */
  close(): void;
}

export interface RevisionWatcher {
  /** The content's revision as soon as it is greater than this one; null when the watch, or this seat, is closed. */
  beyond(revision: number): Promise<number | null>;
  /** What `load` gives, asked for once for all who ask for the same before the revision advances. */
  share<T>(key: string, load: () => Promise<T>): Promise<T>;
  leave(): void;
}

/**
 * Reads the revision at an interval while somebody waits: one statement each time, however many they are. A failed
 * reading is no news; the next may succeed.
 */
export function createRevisionWatch(
  readRevision: () => Promise<number>,
  { intervalMs = INTERVAL_MS, maxWatchers = MAX_WATCHERS } = {},
): RevisionWatch {
  const waiting = new Map<object, { readonly beyond: number; readonly tell: (revision: number | null) => void }>();
  const shared = new Map<string, Promise<unknown>>();
  const seats = new Set<object>();
  let latest = -1;
  let timer: NodeJS.Timeout | undefined;
  let isReading = false;
  let isClosed = false;

  async function look(): Promise<void> {
    timer = undefined;
    isReading = true;
    const revision = await readRevision().catch(() => latest);
    isReading = false;
    if (revision !== latest) shared.clear();
    latest = revision;
    for (const [seat, { beyond, tell }] of waiting)
      if (revision > beyond) {
        waiting.delete(seat);
        tell(revision);
      }
    lookAgain(intervalMs);
  }

  function lookAgain(afterMs: number): void {
    if (timer === undefined && !isReading && !isClosed && waiting.size > 0) timer = setTimeout(look, afterMs).unref();
  }

  function stopWaiting(seat: object): void {
    const waiter = waiting.get(seat);
    waiting.delete(seat);
    waiter?.tell(null);
  }

  return {
    join() {
      if (isClosed) throw new DatelineError('NOT_READY', 'The server is stopping');
      if (seats.size >= maxWatchers)
        throw new DatelineError('LIMIT_EXCEEDED', `${maxWatchers} clients follow the changes already`);
      const seat = {};
      seats.add(seat);
      return {
        beyond: (revision) =>
          new Promise((resolve) => {
            if (isClosed || !seats.has(seat)) return resolve(null);
            waiting.set(seat, { beyond: revision, tell: resolve });
            // Whoever has not been told anything yet need not wait for the next time.
            lookAgain(latest > revision ? 0 : intervalMs);
          }),
        async share<T>(key: string, load: () => Promise<T>): Promise<T> {
          const known = shared.get(key) ?? load();
          shared.set(key, known);
          // A failure is not kept for others.
          known.catch(() => shared.delete(key));
          return (await known) as T;
        },
        leave() {
          seats.delete(seat);
          stopWaiting(seat);
        },
      };
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const seat of [...waiting.keys()]) stopWaiting(seat);
      seats.clear();
    },
  };
}

/** Between two looks: what a subscriber waits at most for what was committed. */
const INTERVAL_MS = 500;
const MAX_WATCHERS = 500;
