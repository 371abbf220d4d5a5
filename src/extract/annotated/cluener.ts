import type { MentionType } from '../../model/mention.ts';
import type { AnnotatedSpan } from './annotated-text.ts';

/**
 * Labels of CLUENER2020 (Xu et al., arXiv:2001.04351): `{ company: { 浙商银行: [[0, 3]] } }` with inclusive ends,
 * counted in code points. Its kinds that have no like here (game, book, movie, position, scene) mark nothing.
 */
export function readCluenerLabels(
  text: string,
  labels: Readonly<Record<string, unknown>>,
): readonly AnnotatedSpan[] | string {
  const offsets = offsetsOf(text);
  const spans: AnnotatedSpan[] = [];
  for (const [label, surfaces] of Object.entries(labels)) {
    const type = TYPES[label];
    if (type === undefined) continue;
    for (const [surface, places] of Object.entries(surfaces as Record<string, [number, number][]>)) {
      for (const [first, last] of places) {
        const start = offsets[first];
        const end = offsets[last + 1];
        if (start === undefined || end === undefined || text.slice(start, end) !== surface)
          return `“${surface}” does not stand at ${first}–${last}.`;
        spans.push({ start, end, type, key: null });
      }
    }
  }
  return spans;
}

const TYPES: Readonly<Record<string, MentionType>> = {
  address: 'PLACE',
  name: 'PERSON',
  company: 'ORGANIZATION',
  government: 'ORGANIZATION',
  organization: 'ORGANIZATION',
};

/** Offset in code units of each code point, and of the end. */
function offsetsOf(text: string): readonly number[] {
  const offsets = [0];
  for (const character of text) offsets.push((offsets.at(-1) as number) + character.length);
  return offsets;
}
