import type { Problem } from '../model/problem.ts';
import type { IngestReport } from '../model/report.ts';
import type { Store } from '../store/store.ts';
import type { IngestProgress } from './ingest.ts';
import { type InterpreterOptions, openInterpreters } from './lent-interpreter.ts';
import type { RemoteExtractors, RemoteOptions } from './remote-extractors.ts';
import { renewExtractions } from './renew-extractions.ts';
import { createRunAccount } from './run-account.ts';
import { isExtractedBy, openRemotes, withRemotes } from './run-remotes.ts';
import { Tally } from './tally.ts';

export interface ExtractAgainOptions extends InterpreterOptions {
  readonly store: Store;
  readonly remote?: RemoteOptions;
  readonly problems?: readonly Problem[];
  /** Every article, also those that nothing has changed for. */
  readonly all?: boolean;
  /** Say how many articles would be extracted, and write nothing. */
  readonly dryRun?: boolean;
  readonly now: Date;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * A run over the texts in the database and no file: what {@link ingest} does before it reads any. Only articles that
 * a change can have touched are extracted again. Its account is opened when something is written; throws what the
 * database throws, and what was committed stays: the next run goes on from there.
 */
export async function extractAgain(options: ExtractAgainOptions): Promise<IngestReport> {
  const { store, extractor, gazetteer, now, dryRun = false, all = false } = options;
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const nowMs = () => now.getTime() + Math.round(performance.now() - started);
  const tally = new Tally();
  const keys = (await store.loadKnownSources()).map(({ key }) => key);
  const account = createRunAccount(store, { keys, startedMs: now.getTime(), opened: null });
  const interpreters = openInterpreters(options);
  for (const problem of options.problems ?? []) tally.problem(problem, '');
  let remotes: RemoteExtractors | null = null;
  const close = async (message: string | null) => {
    for (const problem of remotes?.problems() ?? []) tally.problem(problem, '');
    const report = tally.report(seconds());
    if (!dryRun) await account.close(report, { nowMs: nowMs(), message });
    return report;
  };
  try {
    remotes = await openRemotes(options);
    await renewExtractions({
      ...options,
      dryRun,
      wanted: { gazetteer, isCurrent: (version) => isExtractedBy(version, extractor, remotes), isForced: all },
      lend: (pieces) => withRemotes(interpreters.lend(pieces), remotes, tally),
      onWrite: () => account.open(),
      async onRenewed({ renewed, gained, lost }) {
        tally.renewed(renewed, { gained, lost });
        await account.saveProgress(tally.report(seconds()), nowMs());
      },
      onProgress: (progress) => options.onProgress?.({ isCounting: false, unit: 'articles', path: '', ...progress }),
      onProblem: (problem, key) => tally.problem(problem, key),
      onTimings: (timings) => tally.time(timings),
    });
  } catch (error) {
    // The first error is the one that matters.
    await close(error instanceof Error ? error.message : String(error)).catch(() => {});
    throw error;
  } finally {
    await interpreters.close();
  }
  return await close(null);
}
