import type { Extractor } from '../extract/extractor.ts';
import type { IgnoredReason, ParsedDocument, SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';

/** Reads, parses and extracts files, in this thread or in others. */
export interface Interpreter {
  /** How many tasks it wants to have at once. */
  readonly parallelism: number;
  /** One outcome for each file, in order. Rejects when `signal` aborts, never for what a file holds. */
  interpret(task: Task, signal?: AbortSignal): Promise<TaskResult>;
  /** Extracts texts that are in the database: one outcome for each, in order. Rejects when `signal` aborts. */
  extract(documents: readonly DocumentToExtract[], signal?: AbortSignal): Promise<ExtractResult>;
  /** The same without asking anyone outside this machine; where it is left out, `extract` asks no one. */
  readonly extractAlone?: Interpreter['extract'];
  close(): Promise<void>;
}

/** A document by itself. Crosses into another thread: leave out of it what extraction does not read. */
export interface DocumentToExtract {
  readonly document: ParsedDocument;
  readonly sourceKey: string;
  /** As problems name it. */
  readonly path?: string;
}

export type ExtractOutcome =
  | { readonly kind: 'EXTRACTED'; readonly extraction: ArticleExtraction }
  /** In words, for a person. */
  | { readonly kind: 'FAILED'; readonly reason: string };

export interface ExtractResult {
  readonly outcomes: readonly ExtractOutcome[];
  readonly timings: Timings;
}

/** Some files of one source. Everything here crosses into another thread, so it is plain data. */
export interface Task {
  readonly settings: SourceSettings;
  /** Milliseconds since 1970: what lies after it is dated in the future. */
  readonly nowMs: number;
  readonly includeDrafts: boolean;
  readonly files: readonly FileJob[];
}

export interface FileJob {
  readonly path: string;
  readonly from: BytesFrom;
  /** `DIGEST`: only tell the digest of the bytes. */
  readonly aim: 'INTERPRET' | 'DIGEST';
  /** Of bytes that nothing is to be done about. */
  readonly unchangedDigest: string | null;
  /** The same bytes were taken from another path before: only a document that its name speaks for is extracted. */
  readonly isMove: boolean;
  /** Of a feed: digests of the items that nothing is to be done about, by path. */
  readonly unchangedItems: ReadonlyMap<string, string>;
}

export type BytesFrom =
  /** Absolute path, as bytes. */
  | { readonly kind: 'DISK'; readonly location: Uint8Array }
  | { readonly kind: 'MEMORY'; readonly bytes: Uint8Array; readonly charset: string | null };

/** What is known of the bytes of a file or a feed's item. */
export interface FileFacts {
  readonly path: string;
  /** SHA-256. */
  readonly digest: string;
  readonly byteLength: number;
}

/** What a document came to. */
export type DocumentOutcome =
  | { readonly kind: 'QUARANTINED'; readonly facts: FileFacts; readonly problem: Problem }
  | { readonly kind: 'IGNORED'; readonly facts: FileFacts; readonly reason: IgnoredReason }
  | {
      readonly kind: 'TAKEN';
      readonly facts: FileFacts;
      readonly document: ParsedDocument;
      readonly extraction: ArticleExtraction;
    };

export type FileOutcome =
  | DocumentOutcome
  | { readonly kind: 'UNREADABLE'; readonly problem: Problem }
  | { readonly kind: 'DIGESTED'; readonly digest: string }
  | { readonly kind: 'UNCHANGED' }
  /** The same document under another path. */
  | { readonly kind: 'MOVED' }
  /** Not even looked into. */
  | { readonly kind: 'PASSED_BY'; readonly reason: IgnoredReason }
  | {
      readonly kind: 'FEED';
      readonly facts: FileFacts;
      readonly items: readonly (DocumentOutcome | { readonly kind: 'UNCHANGED' })[];
      readonly problems: readonly Problem[];
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
