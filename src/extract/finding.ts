import type { MentionTarget, MentionType } from '../model/mention.ts';
import type { Rule } from './rule.ts';

/** A mention before overlaps are settled: offsets in one field. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly type: MentionType;
  readonly target: MentionTarget;
  readonly rule: Rule;
}

export const isInside = (inner: { start: number; end: number }, outer: { start: number; end: number }): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

export const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;
