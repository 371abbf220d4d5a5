import type { MentionType } from '../../model/mention.ts';

/** What the tagger tells apart, in the order of its labels. */
export const TAGGED_TYPES = ['PERSON', 'ORGANIZATION', 'PLACE'] as const satisfies readonly MentionType[];
export type TaggedType = (typeof TAGGED_TYPES)[number];

/** A span of one of those types: offsets in UTF-16 code units. */
export interface TypedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: TaggedType;
}

/** Outside; then begin, middle, end and single of every type. */
export const OUTSIDE = 0;
export const LABEL_COUNT = 1 + 4 * TAGGED_TYPES.length;

/** Position of a character in its span. */
export const BEGIN = 0;
export const MIDDLE = 1;
export const END = 2;
export const SINGLE = 3;

export const labelOf = (type: number, position: number): number => 1 + 4 * type + position;

const positionOf = (label: number): number => (label === OUTSIDE ? SINGLE : (label - 1) & 3);
const typeOf = (label: number): number => (label === OUTSIDE ? -1 : (label - 1) >> 2);

/** True when a span, or nothing, is still open after `label`. */
const leavesOpen = (label: number): boolean => label !== OUTSIDE && positionOf(label) <= MIDDLE;

const mayFollow = (before: number, after: number): boolean => {
  const goesOn = after !== OUTSIDE && (positionOf(after) === MIDDLE || positionOf(after) === END);
  return leavesOpen(before) ? goesOn && typeOf(before) === typeOf(after) : !goesOn;
};

export const mayStart = (label: number): boolean => mayFollow(OUTSIDE, label);
export const mayEnd = (label: number): boolean => !leavesOpen(label);

/** For every label, the labels that may stand before it. */
export const PREDECESSORS: readonly Int32Array[] = Array.from({ length: LABEL_COUNT }, (_, after) =>
  Int32Array.from(
    Array.from({ length: LABEL_COUNT }, (_, before) => before).filter((before) => mayFollow(before, after)),
  ),
);

/** Labels of `length` characters that hold `spans`, which lie apart; those that reach outside are left out. */
export function labelsOf(spans: readonly TypedSpan[], from: number, length: number): Uint8Array {
  const labels = new Uint8Array(length);
  for (const { start, end, type } of spans) {
    if (start < from || end > from + length || end <= start) continue;
    const index = TAGGED_TYPES.indexOf(type);
    const first = start - from;
    const last = end - from - 1;
    if (first === last) labels[first] = labelOf(index, SINGLE);
    else {
      labels.fill(labelOf(index, MIDDLE), first + 1, last);
      labels[first] = labelOf(index, BEGIN);
      labels[last] = labelOf(index, END);
    }
  }
  return labels;
}

/** The spans that a legal sequence of labels says, with offsets from `from`. */
export function spansOf(labels: Uint8Array, length: number, from: number): TypedSpan[] {
  const spans: TypedSpan[] = [];
  let start = 0;
  for (let i = 0; i < length; i++) {
    const label = labels[i] as number;
    const position = positionOf(label);
    if (label === OUTSIDE) continue;
    if (position === BEGIN || position === SINGLE) start = i;
    if (position === END || position === SINGLE)
      spans.push({ start: from + start, end: from + i + 1, type: TAGGED_TYPES[typeOf(label)] as TaggedType });
  }
  return spans;
}
