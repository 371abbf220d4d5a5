import { foldCharacters } from '../model/fold.ts';
import type { MentionField } from '../model/mention.ts';
import { type Borders, createBorders } from './borders.ts';
import { segment, type Words } from './segment.ts';

/** One field of an article as the rules read it: offsets into `folded` are offsets into `text`. */
export interface FieldText {
  readonly field: MentionField;
  readonly text: string;
  readonly folded: string;
  /** The whole text in words, found on first use. */
  words(): Words;
  /** The same borders, found piece by piece: for who asks here and there only. */
  borders(): Borders;
}

export function createFieldText(field: MentionField, text: string): FieldText {
  const folded = foldCharacters(text);
  let words: Words | undefined;
  let borders: Borders | undefined;
  return {
    field,
    text,
    folded,
    words: () => (words ??= segment(folded)),
    borders: () => (borders ??= createBorders(folded)),
  };
}

/** Where the sentence around `offset` begins, or a little before its last {@link MAX_SENTENCE} characters. */
export function sentenceStart(folded: string, offset: number): number {
  const least = Math.max(0, offset - MAX_SENTENCE);
  for (let i = offset - 1; i >= least; i--) if (SENTENCE_END.has(folded[i] as string)) return i + 1;
  return least;
}

const MAX_SENTENCE = 400;

const SENTENCE_END = new Set(['。', '！', '？', '!', '?', '；', ';', '\n']);

/** True when a Latin name does not begin or end inside a longer word. */
export function isLatinWord(text: string, start: number, end: number): boolean {
  return !LATIN.test(text.slice(Math.max(0, start - 1), start)) && !LATIN.test(text.slice(end, end + 1));
}

const LATIN = /[\p{Script=Latin}\p{N}_]/u;
export const isLatin = (form: string): boolean => LATIN.test(form.slice(0, 1));
