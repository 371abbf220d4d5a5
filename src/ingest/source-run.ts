import type { KnownSource, SourceEntry, SourceRoot } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import type { Interpreter, Timings, Versions } from './interpreter.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { Tally } from './tally.ts';

/** One source's part of a run: what every step of it is told. */
export interface SourceRun {
  readonly root: SourceRoot;
  /** All that the run reads, this one among them. */
  readonly roots: readonly SourceRoot[];
  /** What earlier runs know of it; undefined when it is new. */
  readonly knownSource: KnownSource | undefined;
  /** Its files, found as they are asked for. */
  readonly entries: AsyncIterable<SourceEntry>;
  readonly store: Store;
  readonly interpreter: Interpreter;
  /** What an article that needs no work was made with. */
  readonly versions: Versions;
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

/** A file that may be an article. */
export type FoundFile = Extract<SourceEntry, { kind: 'FILE' }>;
