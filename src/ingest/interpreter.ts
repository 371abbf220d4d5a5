import type { Extractor } from '../extract/extractor.ts';
import type { IgnoredReason, ParsedDocument, SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';

/** Reads, parses and extracts files, in this thread or in others. */
export interface Interpreter {
  /** How many tasks it works on at once. */
  readonly parallelism: number;
  /** One outcome for each file, in order. Rejects when `signal` aborts, never for what a file holds. */
  interpret(task: Task, signal?: AbortSignal): Promise<TaskResult>;
  /** For an article whose text comes from a document that is not in hand. */
  extract(document: ParsedDocument, signal?: AbortSignal): Promise<ArticleExtraction>;
  close(): Promise<void>;
}

/** Some files of one source. Everything here crosses into another thread, so it is plain data. */
export interface Task {
  readonly settings: SourceSettings;
  /** Milliseconds since 1970: what lies after it is dated in the future. */
  readonly nowMs: number;
  readonly includeDrafts: boolean;
  readonly versions: Versions;
  readonly files: readonly FileJob[];
}

/** What an article depends on besides its file's bytes. */
export interface Versions {
  readonly parsing: string;
  readonly gazetteer: string;
  readonly extractor: string;
}

export interface FileJob {
  readonly path: string;
  readonly location: Uint8Array;
  /** `DIGEST`: only tell the digest of the bytes. */
  readonly aim: 'INTERPRET' | 'DIGEST';
  /** The bytes' digest under which an article is there already, made by {@link Task.versions}. */
  readonly unchangedDigest: string | null;
  /** Set when the same bytes were taken from another path before: only a document that its name speaks for is extracted. */
  readonly isMove: boolean;
}

/** What is known of a file's bytes. */
export interface FileFacts {
  readonly path: string;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly byteLength: number;
}

export type FileOutcome =
  | { readonly kind: 'UNREADABLE'; readonly problem: Problem }
  | { readonly kind: 'DIGESTED'; readonly digest: string }
  | { readonly kind: 'UNCHANGED' }
  | { readonly kind: 'QUARANTINED'; readonly facts: FileFacts; readonly problem: Problem }
  | { readonly kind: 'IGNORED'; readonly facts: FileFacts; readonly reason: IgnoredReason }
  /** The same document under another path. */
  | { readonly kind: 'MOVED' }
  | {
      readonly kind: 'TAKEN';
      readonly facts: FileFacts;
      readonly document: ParsedDocument;
      readonly extraction: ArticleExtraction;
    };

export interface TaskResult {
  readonly outcomes: readonly FileOutcome[];
  readonly timings: Timings;
}

/** Milliseconds spent, summed over threads. */
export interface Timings {
  readonly readMs: number;
  readonly parseMs: number;
  readonly extractMs: number;
}

export const versionNameOf = ({ id, version }: Pick<Extractor, 'id' | 'version'>): string => `${id}@${version}`;
