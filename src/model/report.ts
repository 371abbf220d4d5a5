import type { IgnoredReason } from './document.ts';
import type { MentionType } from './mention.ts';
import type { Problem } from './problem.ts';

/** A problem with the source it was met in. */
export type ReportedProblem = Problem & { readonly sourceKey: string };

/**
 * What a run did, by file: `files` = taken + unchanged + updated + moved + quarantined + ignored.
 * The very object that `dateline ingest --json` prints.
 */
export interface IngestReport {
  readonly files: number;
  /** Items: a feed's file holds many. */
  readonly documents: number;
  /** New; duplicates of one article are each taken. */
  readonly taken: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly moved: number;
  /**
   * Known files that are articles no more: gone, in a source of their own now, or (then among `ignored` too)
   * emptied or made a draft. Those that are gone are not among `files`.
   */
  readonly removed: number;
  readonly quarantined: number;
  readonly ignored: number;
  readonly ignoredBy: Readonly<Partial<Record<IgnoredReason, number>>>;
  /** Articles extracted anew from their stored text, because the gazetteer, an extractor or a correction changed. */
  readonly reextracted: number;
  /** Mentions of those articles by type: found now and not before. */
  readonly mentionsGained: MentionCounts;
  /** Found before and not now. */
  readonly mentionsLost: MentionCounts;
  readonly seconds: number;
  readonly phases: Phases;
  readonly problems: readonly ReportedProblem[];
}

export type MentionCounts = Readonly<Partial<Record<MentionType, number>>>;

/** Milliseconds by kind of work, summed over threads: together they may exceed the time that passed. */
export interface Phases {
  readonly readMs: number;
  readonly parseMs: number;
  readonly extractMs: number;
  /** Including the time that other writers of the database were waited for. */
  readonly writeMs: number;
}

export const EMPTY_REPORT: IngestReport = Object.freeze({
  files: 0,
  documents: 0,
  taken: 0,
  unchanged: 0,
  updated: 0,
  moved: 0,
  removed: 0,
  quarantined: 0,
  ignored: 0,
  ignoredBy: Object.freeze({}),
  reextracted: 0,
  mentionsGained: Object.freeze({}),
  mentionsLost: Object.freeze({}),
  seconds: 0,
  phases: Object.freeze({ readMs: 0, parseMs: 0, extractMs: 0, writeMs: 0 }),
  problems: Object.freeze([]),
});
