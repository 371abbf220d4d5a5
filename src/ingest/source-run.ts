import type { SourceSettings } from '../model/document.ts';
import type { FeedRoot, KnownSource, SourceEntry, SourceRoot } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { Store } from '../store/store.ts';
import type { Interpreter, Timings } from './interpreter.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { Tally } from './tally.ts';

/** One source's part of a run: what every step of it is told. */
export interface SourceRun {
  readonly settings: SourceSettings;
  /** Hash of the folder it is read from; null for a feed. */
  readonly location: string | null;
  readonly store: Store;
  readonly interpreter: Interpreter;
  /** What a file that needs no work was parsed with. */
  readonly parsingVersion: string;
  readonly tally: Tally;
  readonly now: Date;
  /** By the clock of the file system, in milliseconds since 1970. */
  readonly startedMs: number;
  readonly dryRun: boolean;
  readonly prune: boolean;
  readonly includeDrafts: boolean;
  /** Set in a run over what was seen to change: removals are judged by the whole source, and with the last ones. */
  readonly removals?: RecentRemovals;
  readonly signal?: AbortSignal;
  /** Called after each file. */
  readonly onFile: (path: string) => Promise<void>;
  /** Called before anything is written. */
  readonly onWrite: () => Promise<void>;
  /** Called when a batch is in the database and counted. */
  readonly onCommit: () => Promise<void>;
  readonly onTimings: (timings: Timings & { readonly writeMs: number }) => void;
}

/** The part of a source that is a folder. */
export interface DirectoryRun extends SourceRun {
  readonly root: SourceRoot;
  /** All folders that the run reads, this one among them. */
  readonly roots: readonly SourceRoot[];
  /** What earlier runs know of it; undefined when it is new. */
  readonly knownSource: KnownSource | undefined;
  /** Its files, found as they are asked for. */
  readonly entries: AsyncIterable<SourceEntry>;
}

/** The part of a source that is a feed. */
export interface FeedRun extends SourceRun {
  readonly root: FeedRoot;
}

/** A file that may be an article. */
export type FoundFile = Extract<SourceEntry, { kind: 'FILE' }>;

/**
 * Whether a file of the same bytes needs no work; what was found in its text is renewed apart. Put-aside and left-out
 * files are looked at every time: the reason may have gone, and the report names them all.
 */
export const isCurrent = (known: KnownFile, parsingVersion: string): boolean =>
  (known.state === 'TAKEN' || known.state === 'FEED') && known.parsedWith === parsingVersion;
