import type { IngestReport } from '../model/report.ts';
import type { Store } from '../store/store.ts';
import type { RunHandle } from '../store/write/runs.ts';

/** What a run says of itself in the database, from when it is opened. */
export interface RunAccount {
  /** Opens it, once. */
  open(): Promise<void>;
  saveProgress(report: IngestReport, nowMs: number): Promise<void>;
  /** `message`: why the run failed, if it did. */
  close(report: IngestReport, end: { readonly nowMs: number; readonly message: string | null }): Promise<void>;
}

/**
 * The account of a run. One that was never opened is closed without a trace, unless the run has
 * something to tell that concerns no file of its own.
 */
export function createRunAccount(
  store: Store,
  {
    keys,
    startedMs,
    opened,
  }: { readonly keys: readonly string[]; readonly startedMs: number; readonly opened: RunHandle | null },
): RunAccount {
  let handle: Promise<RunHandle> | undefined = opened === null ? undefined : Promise.resolve(opened);
  const open = () => {
    handle ??= store.startRun(keys, startedMs);
    return handle;
  };
  return {
    async open() {
      await open();
    },
    async saveProgress(report, nowMs) {
      if (handle !== undefined) await store.saveProgress(await handle, report, nowMs);
    },
    async close(report, end) {
      const isNews = end.message === null && report.problems.some(({ path }) => path === null);
      if (handle !== undefined || isNews) await store.finishRun(await open(), report, end);
    },
  };
}
