import { DatelineError } from '../errors.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import type { IngestReport } from '../model/report.ts';
import { openDirectory } from '../source/directory.ts';
import type { SourceEntry, SourceRoot } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import { beginRun } from './begin-run.ts';
import { ingestSource } from './ingest-source.ts';
import { findOverlaps } from './overlap.ts';
import { Tally } from './tally.ts';

export interface IngestProgress {
  /** Files dealt with so far. */
  readonly done: number;
  /** Files of all sources. */
  readonly total: number;
  readonly path: string;
}

export interface IngestOptions {
  readonly store: Store;
  readonly extractor: Extractor;
  readonly gazetteer: Gazetteer;
  /** Folders or files. */
  readonly paths: readonly string[];
  /** The source they belong to, when it is not to be read from `dateline.json` or the folder's name. */
  readonly sourceKey?: string;
  /** Say what would happen, and write nothing. */
  readonly dryRun?: boolean;
  /** Remove what is gone even when it is more than a fifth of the source. */
  readonly prune?: boolean;
  readonly includeDrafts?: boolean;
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
  const { store, now, dryRun = false, prune = false, includeDrafts = false } = options;
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const nowMs = () => now.getTime() + Math.round(performance.now() - started);
  const tally = new Tally();
  const begin = { key: options.sourceKey, nowMs: now.getTime(), dryRun };
  const { roots, known, account } = await beginRun(store, options.paths, begin);
  const close = async (message: string | null) => {
    const report = tally.report(seconds());
    if (account) await store.finishRun(account, report, { nowMs: nowMs(), message });
    return report;
  };
  let lastSignMs = performance.now();
  const giveSign = async () => {
    lastSignMs = performance.now();
    if (account) await store.saveProgress(account, tally.report(seconds()), nowMs());
  };
  try {
    const listed = await Promise.all(
      roots.map(async (root) => {
        // What is known before the listing and not in it is gone; what another run takes after it is not.
        const knownFiles = await store.loadKnownFiles(root.settings.key);
        return { root, knownFiles, entries: await listEntries(root) };
      }),
    );
    const total = listed.reduce((sum, { entries }) => sum + entries.length, 0);
    let done = 0;
    // Inner folders first: what an outer source hands over to one is there before it goes.
    for (const { root, knownFiles, entries } of listed.toReversed()) {
      const overlaps = await findOverlaps(root, { roots, known }, (key) => store.loadKnownFiles(key));
      for (const problem of [...root.problems, ...overlaps]) tally.problem(problem, root.settings.key);
      await ingestSource({
        root,
        roots,
        knownSource: known.find(({ key }) => key === root.settings.key),
        knownFiles,
        entries,
        store,
        extractor: options.extractor,
        gazetteer: options.gazetteer,
        tally,
        now,
        dryRun,
        prune,
        includeDrafts,
        signal: options.signal,
        async onFile(path) {
          done++;
          options.onProgress?.({ done, total, path });
          if (performance.now() - lastSignMs > SILENCE_MS) await giveSign();
        },
        onCommit: giveSign,
      });
    }
  } catch (error) {
    // The account is best effort here: the first error is the one that matters. A database that was waited for in
    // vain is not waited for again; the next run closes the account.
    if (!isOutOfReach(error)) await close(reasonOf(error)).catch(() => {});
    throw error;
  }
  return await close(null);
}

/** Files that did not change make no batch, and a run over very many of them is alive all the same. */
const SILENCE_MS = 30_000;

const isOutOfReach = (error: unknown): boolean =>
  error instanceof DatelineError && (error.code === 'DATABASE_UNREACHABLE' || error.code === 'DATABASE_BUSY');

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' ? 'Stopped before it was done.' : error.message;
}

async function listEntries(root: SourceRoot): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for await (const entry of openDirectory(root).entries()) entries.push(entry);
  return entries;
}
