import type { Words } from '../segment.ts';
import { KIND, kindOf } from './character.ts';
import { MAX_STRETCH } from './reading.ts';

const CLOSING = new Set(['”', '’', '」', '』', '）', ')', '》']);

/**
 * Cuts a text into stretches to be labelled one by one, `[from, to)`: at the ends of sentences, and in
 * sentences longer than {@link MAX_STRETCH} at the last pause, or else the last word, before that. Space
 * at a stretch's ends belongs to none.
 */
export function* stretches(folded: string, words: () => Words): Generator<readonly [from: number, to: number]> {
  let from = 0;
  let pause = -1;
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    const kind = kindOf(code);
    if (kind === KIND.PAUSE) pause = i + 1;
    if (code === 0x0a || kind === KIND.STOP) {
      let to = i + 1;
      while (to < folded.length && to - from < MAX_STRETCH && CLOSING.has(folded[to] as string)) to++;
      if (hasHan(folded, from, to)) yield [from, to];
      from = to;
      pause = -1;
      i = to - 1;
    } else if (i + 1 - from >= MAX_STRETCH - 1) {
      // Where no Chinese is to be read, it does not matter where the cut falls, and the words need not be found.
      const isRead = hasHan(folded, from, i + 1);
      let to = i + 1;
      if (isRead) to = pause > from ? pause : wordStart(words(), from, i + 1);
      if (isRead) yield [from, to];
      from = to;
      pause = -1;
    }
  }
  if (hasHan(folded, from, folded.length)) yield [from, folded.length];
}

function wordStart(words: Words, from: number, limit: number): number {
  for (let at = limit; at > from + MAX_STRETCH / 2; at--) if (words.isBorder(at)) return at;
  return limit;
}

/** The tagger reads Chinese; what has no Chinese character in it is left to the rules. */
function hasHan(folded: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const kind = kindOf(folded.charCodeAt(i));
    if (kind === KIND.HAN) return true;
  }
  return false;
}
