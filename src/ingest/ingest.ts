import { DatelineError } from '../errors.ts';
import { NO_EXTRACTION } from '../extract/no-extraction.ts';
import type { SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { IngestReport } from '../model/report.ts';
import { parsingVersionOf } from '../parse/version.ts';
import { countEntries, openDirectory } from '../source/directory.ts';
import { locationOf } from '../source/location.ts';
import type { FeedRoot, SourceRoot } from '../source/source.ts';
import type { KnownSource } from '../store/read/known-sources.ts';
import type { Store } from '../store/store.ts';
import type { RunHandle } from '../store/write/runs.ts';
import { beginRun, findAll } from './begin-run.ts';
import { ingestDirectory } from './ingest-directory.ts';
import { type FetchFeed, ingestFeed } from './ingest-feed.ts';
import type { Interpreter } from './interpreter.ts';
import { readKnownFiles } from './known-files.ts';
import { type InterpreterOptions, type Interpreters, openInterpreters } from './lent-interpreter.ts';
import { findOverlaps } from './overlap.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { RemoteExtractors, RemoteOptions } from './remote-extractors.ts';
import { renewExtractions } from './renew-extractions.ts';
import { createRunAccount } from './run-account.ts';
import { isExtractedBy, openRemotes, withRemotes } from './run-remotes.ts';
import type { SourceRun } from './source-run.ts';
import { Tally } from './tally.ts';

export interface IngestProgress {
  /** Whether files are still being counted; nothing else is done until they are. */
  readonly isCounting: boolean;
  /** What is counted; articles while they are extracted anew, before any file is read. */
  readonly unit?: 'files' | 'articles';
  /** Files dealt with so far. */
  readonly done: number;
  /** Files of all sources, as far as they are counted. */
  readonly total: number;
  readonly path: string;
}

export interface IngestOptions extends InterpreterOptions {
  readonly store: Store;
  /** Folders or files, and addresses of feeds. */
  readonly paths: readonly string[];
  /** The source they belong to, when it is not to be read from `dateline.json` or the folder's name. */
  readonly sourceKey?: string;
  /** Say what would happen, and write nothing. */
  readonly dryRun?: boolean;
  /** Remove what is gone even when it is more than a fifth of the source. */
  readonly prune?: boolean;
  readonly includeDrafts?: boolean;
  /** Needed for addresses of feeds. */
  readonly fetchFeed?: FetchFeed;
  /** Extractors behind HTTP, asked beside `extractor`. */
  readonly remote?: RemoteOptions;
  /** What was wrong with the settings, to be told with what the run meets. */
  readonly problems?: readonly Problem[];
  readonly now: Date;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * One whole run: files to articles in the graph, with an account of every file.
 *
 * A bad article never ends a run; it is quarantined and told. Throws DatelineError PATH_NOT_FOUND, USAGE (no
 * source key) and SOURCE_CONFLICT before anything is written, and what the database throws; the run's account
 * then says FAILED, and what was committed stays: the next run goes on from there.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const { store, now, paths, sourceKey, dryRun = false } = options;
  const find = (known: readonly KnownSource[]) => findAll(paths, sourceKey, known);
  const begun = await beginRun(store, find, { nowMs: now.getTime(), dryRun });
  const interpreters = openInterpreters(options);
  try {
    return await ingestRoots(options, { ...begun, lend: interpreters.lend });
  } finally {
    await interpreters.close();
  }
}

/** What a run goes over, once that is known. */
export interface RunPlan {
  readonly roots: readonly SourceRoot[];
  readonly feeds: readonly FeedRoot[];
  /** Sources as earlier runs left them. */
  readonly known: readonly KnownSource[];
  /** The run's account, if it is open already. */
  readonly opened: RunHandle | null;
  /** Asked for each part of the work, and given back at its end. */
  readonly lend: Interpreters['lend'];
  /**
   * Set for a run over what was seen to change: its scopes need not exist, removals are judged by the whole source,
   * and it leaves no account when it has nothing to tell.
   */
  readonly changes?: {
    readonly removals: RecentRemovals;
    /** Called before anything is written. */
    readonly onWrite: () => void;
  };
}

/** The run itself; see {@link ingest} for what it gives and throws. */
export async function ingestRoots(
  options: Omit<IngestOptions, 'paths' | 'sourceKey' | 'openWorkers'>,
  { roots, feeds, known, opened, lend, changes }: RunPlan,
): Promise<IngestReport> {
  const { store, extractor, gazetteer, now, dryRun = false, prune = false, includeDrafts = false } = options;
  const { fetchFeed = refuseToFetch } = options;
  const started = performance.now();
  const startedMs = Date.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const nowMs = () => now.getTime() + Math.round(performance.now() - started);
  const tally = new Tally();
  const keys = [...roots, ...feeds].map((root) => root.settings.key);
  const account = createRunAccount(store, { keys, startedMs: now.getTime(), opened });
  let remotes: RemoteExtractors | null = null;
  const close = async (message: string | null) => {
    for (const problem of remotes?.problems() ?? []) tally.problem(problem, keys[0] ?? '');
    const report = tally.report(seconds());
    if (!dryRun) await account.close(report, { nowMs: nowMs(), message });
    return report;
  };
  let lastSignMs = performance.now();
  const giveSign = async () => {
    lastSignMs = performance.now();
    await account.saveProgress(tally.report(seconds()), nowMs());
  };
  let interpreter: Interpreter | undefined;
  // Told once: a run over what was seen to change follows one that told them.
  if (changes === undefined) for (const problem of options.problems ?? []) tally.problem(problem, keys[0] ?? '');
  try {
    let total = feeds.length;
    const onCounted = (path: string) => options.onProgress?.({ isCounting: true, done: 0, total: ++total, path });
    remotes = await openRemotes(options);
    const lendWhole = (pieces: number) => withRemotes(lend(pieces), remotes, tally);
    if (changes === undefined && !dryRun && extractor.id !== NO_EXTRACTION.id)
      await renewExtractions({
        ...options,
        dryRun,
        wanted: { gazetteer, isCurrent: (version) => isExtractedBy(version, extractor, remotes) },
        lend: lendWhole,
        onWrite: () => account.open(),
        async onRenewed({ renewed, gained, lost }) {
          tally.renewed(renewed, { gained, lost });
          await giveSign();
        },
        onProgress: (progress) => options.onProgress?.({ isCounting: false, unit: 'articles', path: '', ...progress }),
        onProblem: (problem, key) => tally.problem(problem, key),
        onTimings: (timings) => tally.time(timings),
      });
    await Promise.all(roots.map((root) => countEntries(root, onCounted)));
    interpreter = lendWhole(total);
    let done = 0;
    const shared = {
      store,
      interpreter,
      tally,
      now,
      startedMs,
      dryRun,
      prune,
      includeDrafts,
      removals: changes?.removals,
      signal: options.signal,
      async onFile(path: string) {
        done++;
        options.onProgress?.({ isCounting: false, done, total: Math.max(total, done), path });
        if (performance.now() - lastSignMs > SILENCE_MS) await giveSign();
      },
      async onWrite() {
        changes?.onWrite();
        await account.open();
      },
      onCommit: giveSign,
      onTimings: (timings: Parameters<Tally['time']>[0]) => tally.time(timings),
    };
    const partOf = (settings: SourceSettings, location: string | null): SourceRun => ({
      ...shared,
      settings,
      location,
      parsingVersion: parsingVersionOf(settings),
    });
    // Inner folders first: what an outer source hands over to one is there before it goes.
    for (const root of roots.toReversed()) {
      const { settings, directory } = root;
      const overlaps =
        changes === undefined
          ? await findOverlaps(root, { roots, known }, (key) => readKnownFiles(store, key, null))
          : [];
      for (const problem of [...root.problems, ...overlaps]) tally.problem(problem, settings.key);
      const knownSource = known.find((source) => source.key === settings.key);
      const entries = openDirectory(root).entries();
      await ingestDirectory({ ...partOf(settings, locationOf(directory)), root, roots, knownSource, entries });
    }
    for (const root of feeds) {
      const validators = known.find((source) => source.key === root.settings.key && source.url === root.url) ?? null;
      await ingestFeed({ ...partOf(root.settings, null), root }, fetchFeed, validators);
    }
  } catch (error) {
    // The account is best effort here: the first error is the one that matters. A database that was waited for in
    // vain is not waited for again; the next run closes the account.
    if (!isOutOfReach(error)) await close(reasonOf(error)).catch(() => {});
    throw error;
  } finally {
    await interpreter?.close();
  }
  return await close(null);
}

const refuseToFetch: FetchFeed = () => {
  throw new DatelineError('USAGE', 'Feeds can only be read by a run that is given a way to fetch them.');
};

/** Files that did not change make no batch, and a run over very many of them is alive all the same. */
const SILENCE_MS = 30_000;

const isOutOfReach = (error: unknown): boolean =>
  error instanceof DatelineError && (error.code === 'DATABASE_UNREACHABLE' || error.code === 'DATABASE_BUSY');

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' ? 'Stopped before it was done.' : error.message;
}
