import { DatelineError } from '../../errors.ts';
import { PendingChanges } from './pending-changes.ts';
import { isOutOfWatches, WatchedTree } from './tree.ts';

export interface WatcherOptions {
  /** Look again and again instead of being told: for network drives, and where the system's watches do not suffice. */
  readonly poll?: boolean;
  /** Told of a part that cannot be watched; the rest is. */
  readonly onUnwatched?: (error: Error) => void;
}

export interface Watcher {
  /**
   * Waits for changes and gives the paths they happened to, absolute, of files or of whole folders; what happened
   * is for the reader to find out, and may be nothing. Whatever changes while nobody waits is in the next answer.
   * Null when `signal` aborts.
   *
   * @throws DatelineError WATCH_FAILED.
   */
  next(signal?: AbortSignal): Promise<readonly string[] | null>;
  close(): Promise<void>;
}

/**
 * Watches files and folders, which need not exist all the time. Resolves when every change from now on will be told.
 *
 * @throws DatelineError WATCH_FAILED when the system has no watches left.
 */
export async function openWatcher(paths: readonly string[], options: WatcherOptions = {}): Promise<Watcher> {
  const { poll = false, onUnwatched } = options;
  const targets = () => trees.map(({ target }) => target);
  const pending = new PendingChanges(targets);
  const broken = new AbortController();
  let wake = () => {};
  const trees = paths.map(
    (path) =>
      new WatchedTree(path, {
        poll,
        onError: (error) => (isOutOfWatches(error) ? broken.abort(outOfWatches(error)) : onUnwatched?.(error)),
        onChange(changed) {
          pending.add(changed, performance.now());
          wake();
        },
      }),
  );
  const close = async () => {
    await Promise.all(trees.map((tree) => tree.close()));
  };
  const requireWatches = async () => {
    if (!broken.signal.aborted) return;
    await close();
    throw broken.signal.reason;
  };
  const take = async () => {
    if (pending.isFlooded) await Promise.all(trees.map((tree) => tree.restart()));
    const taken = pending.take(performance.now());
    return trees.some((tree) => tree.hasAliases) ? targets() : taken;
  };

  await Promise.all(trees.map((tree) => tree.open()));
  await requireWatches();
  return {
    close,
    async next(signal) {
      for (;;) {
        await requireWatches();
        if (signal?.aborted === true) return null;
        const dueInMs = pending.dueInMs(performance.now());
        if (dueInMs === 0) return await take();
        await pause(dueInMs, [broken.signal, ...(signal === undefined ? [] : [signal])], (go) => {
          wake = dueInMs === null ? go : () => {};
        });
      }
    },
  };
}

/** Until the time is up (null: never), one of the signals aborts, or the function handed to `onStart` is called. */
function pause(
  durationMs: number | null,
  signals: readonly AbortSignal[],
  onStart: (go: () => void) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = durationMs === null ? undefined : setTimeout(go, durationMs);
    for (const signal of signals) signal.addEventListener('abort', go);
    onStart(go);
  });
}

const outOfWatches = (cause: Error): DatelineError =>
  new DatelineError(
    'WATCH_FAILED',
    `The system has no room for another watch (${(cause as NodeJS.ErrnoException).code}).`,
    { cause },
  );
