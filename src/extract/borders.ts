import { tagWords } from './segment.ts';

/** Word borders of a text, cut only where somebody asks. */
export interface Borders {
  /** True when a word begins at `offset`, or the text ends there. */
  isBorder(offset: number): boolean;
  /** The word that covers `offset`, which must lie inside the text. */
  wordAt(offset: number): Word;
}

export interface Word {
  readonly start: number;
  readonly end: number;
  /** As `Words.tagOf`. */
  readonly tag: string;
}

/**
 * The same borders as `segment` gives. The segmenter never looks across a mark or a space, so each run between two
 * of them is cut by itself, when it is first asked about: most of a text has no name that needs it.
 */
export function createBorders(folded: string): Borders {
  const cells = new Uint8Array(folded.length + 1);
  const tags = new Map<number, string>();

  const cutAround = (offset: number): void => {
    let start = offset;
    while (start > 0 && !DIVIDES[folded.charCodeAt(start - 1)]) start--;
    let end = offset + 1;
    while (end < folded.length && !DIVIDES[folded.charCodeAt(end)] && !DIVIDES[folded.charCodeAt(end - 1)]) end++;
    cells.fill(INSIDE, start, end);
    let at = start;
    for (const { word, tag } of tagWords(folded.slice(start, end))) {
      cells[at] = BORDER;
      tags.set(at, tag);
      at += word.length;
    }
  };

  const isBorder = (offset: number): boolean => {
    if (offset <= 0 || offset >= folded.length) return true;
    if (DIVIDES[folded.charCodeAt(offset - 1)] || DIVIDES[folded.charCodeAt(offset)]) return true;
    if (cells[offset] === UNKNOWN) cutAround(offset);
    return cells[offset] === BORDER;
  };

  return {
    isBorder,
    wordAt: (offset) => {
      if (cells[offset] === UNKNOWN) cutAround(offset);
      let start = offset;
      while (start > 0 && cells[start] !== BORDER) start--;
      let end = offset + 1;
      while (!isBorder(end)) end++;
      return { start, end, tag: tags.get(start) ?? 'x' };
    },
  };
}

const UNKNOWN = 0;
const INSIDE = 1;
const BORDER = 2;

/** Marks and spaces that belong to no word, by code unit. */
const DIVIDES = new Uint8Array(0x10000);
for (const mark of '\n\r\t \u3000，。、；：？！“”‘’（）《》〈〉【】『』「」…—()[]{}<>"\',;:?!/|*=')
  DIVIDES[mark.charCodeAt(0)] = 1;
