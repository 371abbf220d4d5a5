import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import type { KnownSource, SourceEntry, SourceRoot } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { Store } from '../store/store.ts';
import type { Tally } from './tally.ts';

/** One source's part of a run: what every step of it is told. */
export interface SourceRun {
  readonly root: SourceRoot;
  /** All that the run reads, this one among them. */
  readonly roots: readonly SourceRoot[];
  /** What earlier runs know of it; undefined when it is new. */
  readonly knownSource: KnownSource | undefined;
  /** What the database had of its files before they were listed. */
  readonly knownFiles: ReadonlyMap<string, KnownFile>;
  /** Its files, listed before any is read. */
  readonly entries: readonly SourceEntry[];
  readonly store: Store;
  readonly extractor: Extractor;
  readonly gazetteer: Gazetteer;
  readonly tally: Tally;
  readonly now: Date;
  readonly dryRun: boolean;
  readonly prune: boolean;
  readonly includeDrafts: boolean;
  readonly signal?: AbortSignal;
  /** Called after each file. */
  readonly onFile: (path: string) => Promise<void>;
  /** Called when a batch is in the database and counted. */
  readonly onCommit: () => Promise<void>;
}

/** A file that may be an article. */
export type FoundFile = Extract<SourceEntry, { kind: 'FILE' }>;
