import type { Mention, MentionType } from '../model/mention.ts';

/** Title before body, then by start, the longest first: an outer mention before what it holds. */
export function byReadingOrder(a: Mention, b: Mention): number {
  if (a.field !== b.field) return a.field === 'TITLE' ? -1 : 1;
  return a.start - b.start || b.end - a.end;
}

/** Mentions in reading order, each told whether it lies inside a longer one. */
export function inReadingOrder(mentions: readonly Mention[]): readonly Mention[] {
  let outer: Mention | undefined;
  return [...mentions].sort(byReadingOrder).map((mention) => {
    const isInside = outer !== undefined && outer.field === mention.field && mention.end <= outer.end;
    const nested = isInside && outer !== undefined && lengthOf(outer) > lengthOf(mention);
    if (!isInside) outer = mention;
    return mention.nested === nested ? mention : { ...mention, nested };
  });
}

/** Whether one may stand inside the other: nothing is nested in a place, in a person's name, or in a value. */
export const mayHold = (outer: Span & { readonly type: MentionType }, inner: Span): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && lengthOf(outer) > lengthOf(inner) && HOLDERS.has(outer.type);

const HOLDERS: ReadonlySet<MentionType> = new Set(['ORGANIZATION', 'POLICY_DOCUMENT', 'TOPIC']);

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

type Span = Pick<Mention, 'start' | 'end'>;
const lengthOf = ({ start, end }: Span): number => end - start;
