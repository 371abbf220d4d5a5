import type { MentionTarget, MentionType } from '../model/mention.ts';
import type { Rule } from './rule.ts';

/** A mention before overlaps are settled: offsets in one field. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly type: MentionType;
  readonly target: MentionTarget;
  readonly rule: Rule;
  /** Of a date or an amount, normalised. */
  readonly value?: string | null;
}
