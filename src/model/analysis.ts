import type { EntityRecord } from './entity.ts';
import type { Mention } from './mention.ts';
import type { EntityRollUp } from './roll-up.ts';

/** A text to be read without being kept. */
export interface TextToAnalyze {
  /** May be empty. */
  readonly title: string;
  readonly text: string;
  /** UTC milliseconds; null when it is not known. */
  readonly publishedMs: number | null;
}

/** What a text speaks of; offsets refer to the title and text that were given. */
export interface TextAnalysis {
  /** The title's first, then by start, the longest first. */
  readonly mentions: readonly Mention[];
  /** Entities outside the gazetteer. */
  readonly entities: readonly EntityRecord[];
  /** Most salient first. */
  readonly rollUps: readonly EntityRollUp[];
}

/** Rejects with DatelineError ANALYSIS_UNAVAILABLE when too many texts wait already. */
export type Analyze = (text: TextToAnalyze) => Promise<TextAnalysis>;
