/** One word of a text in Latin letters. */
export interface LatinWord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Begins with a capital and goes on in small letters, or is an initial (J.). */
  readonly isCapital: boolean;
}

/**
 * The words of each stretch of English text: words with nothing but single spaces between them, and at least one
 * capital. A sign of any other kind ends a stretch.
 */
export function* capitalRuns(text: string): Generator<readonly LatinWord[]> {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const words = [...run.matchAll(WORD)].map(({ 0: word, index: offset }): LatinWord => {
      const start = index + offset;
      return {
        start,
        end: start + word.length,
        text: word,
        isCapital: CAPITAL.test(word) || CAPITAL.test(word.replace(/\.$/, '')),
      };
    });
    if (words.some(({ isCapital }) => isCapital)) yield words;
  }
}

const RUN =
  /(?:[A-Za-z\u00C0-\u024F][A-Za-z\u00C0-\u024F'’-]*\.?|&)(?: (?:[A-Za-z\u00C0-\u024F][A-Za-z\u00C0-\u024F'’-]*\.?|&))+/g;
const WORD = /[^ ]+/g;
const CAPITAL = /^(?:\p{Lu}\p{Ll}+(?:[-'’]?\p{Lu}?\p{Ll}+)*|\p{Lu}\.)$/u;
