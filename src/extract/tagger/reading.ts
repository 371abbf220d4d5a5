import type { Words } from '../segment.ts';
import { KIND, kindOf, normaliseCode } from './character.ts';
import { HASH_SEED, hashStep } from './hash.ts';
import { type Lexicon, LISTS, NAME_LISTS } from './lexicon.ts';

/** Longest stretch read at once, in characters; longer sentences are cut at a word. */
export const MAX_STRETCH = 256;
const MAX_WORDS = MAX_STRETCH + 1;
/** Longest name looked up in the lexicon, in words and characters. */
const NAME_WORDS = 6;
const NAME_LENGTH = 12;

/** Evidence from the rules: 0 is none; otherwise type and position as a label. */
export type Evidence = Uint8Array;

/**
 * What the features look at: a stretch of text as arrays of small integers, reused from stretch to stretch.
 * `length` characters, `words` words; the arrays hold more.
 */
export class Reading {
  length = 0;
  words = 0;
  /** By character. */
  readonly codes = new Uint16Array(MAX_STRETCH);
  readonly kinds = new Uint8Array(MAX_STRETCH);
  readonly traits = new Uint8Array(MAX_STRETCH);
  readonly wordOf = new Uint16Array(MAX_STRETCH);
  /** Begin, middle, end or single in its word. */
  readonly position = new Uint8Array(MAX_STRETCH);
  /** Longest name of the lexicon that covers it: lists in the high bits, position in the low two; 0 for none. */
  readonly name = new Uint8Array(MAX_STRETCH);
  /** The same of names that are not companies. */
  readonly sureName = new Uint8Array(MAX_STRETCH);
  readonly evidence = new Uint8Array(MAX_STRETCH);
  /** By word. */
  readonly hashes = new Int32Array(MAX_WORDS);
  readonly starts = new Uint16Array(MAX_WORDS + 1);
  readonly tags = new Uint8Array(MAX_WORDS);
  readonly lists = new Uint16Array(MAX_WORDS);
  /** Words until one that ends an organisation's name, 0 when there is none near. */
  readonly suffixAhead = new Uint8Array(MAX_WORDS);

  readonly #lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** Reads `folded` from `from` to `to`, which is at most {@link MAX_STRETCH} further on. */
  read({ folded, words, from, to }: { folded: string; words: Words; from: number; to: number }): void {
    this.length = to - from;
    for (let i = 0; i < this.length; i++) {
      const code = folded.charCodeAt(from + i);
      this.codes[i] = normaliseCode(code);
      this.kinds[i] = kindOf(code);
      this.traits[i] = this.#lexicon.traits[code] as number;
    }
    this.evidence.fill(0, 0, this.length);
    this.#readWords(words, from, to);
    this.#lookUpNames(folded, from);
    this.#lookForSuffixes();
  }

  /** The parts in which a name may be: around words that are names, end them, or are unknown. */
  regions(): readonly { readonly from: number; readonly to: number }[] {
    const regions: { from: number; to: number }[] = [];
    for (let word = 0; word < this.words; word++) {
      if (!this.#mayBeName(word)) continue;
      const from = this.starts[Math.max(0, word - AROUND)] as number;
      const to = this.starts[Math.min(this.words, word + 1 + AROUND)] as number;
      const before = regions.at(-1);
      if (before !== undefined && from <= before.to) before.to = to;
      else regions.push({ from, to });
    }
    return regions;
  }

  #mayBeName(word: number): boolean {
    const start = this.starts[word] as number;
    const isOne = this.starts[word + 1] === start + 1;
    return (
      NAMING[this.tags[word] as number] === 1 ||
      ((this.lists[word] as number) & NAMING_LISTS) !== 0 ||
      this.evidence[start] !== 0 ||
      this.name[start] !== 0 ||
      (isOne && ((this.traits[start] as number) & 3) >= 2)
    );
  }

  #readWords(words: Words, from: number, to: number): void {
    this.words = 0;
    const first = words.indexAt(from);
    for (let index = first; index < words.count && words.startOf(index) < to; index++) {
      const start = Math.max(words.startOf(index), from) - from;
      const end = Math.min(words.startOf(index + 1), to) - from;
      const at = this.words++;
      let hash = HASH_SEED;
      for (let i = start; i < end; i++) {
        hash = hashStep(hash, this.codes[i] as number);
        this.wordOf[i] = at;
        this.position[i] = end - start === 1 ? 3 : i === start ? 0 : i === end - 1 ? 2 : 1;
      }
      this.starts[at] = start;
      this.tags[at] = tagNumber(words.tagOf(index));
      this.hashes[at] = hash;
    }
    this.starts[this.words] = this.length;
  }

  #lookUpNames(folded: string, from: number): void {
    this.name.fill(0, 0, this.length);
    this.sureName.fill(0, 0, this.length);
    for (let first = 0; first < this.words; first++) {
      const start = this.starts[first] as number;
      let hash = HASH_SEED;
      let at = start;
      let best = 0;
      let bestEnd = 0;
      let sure = 0;
      let sureEnd = 0;
      const mayBegin =
        start + 1 < this.length &&
        this.#lexicon.mayBegin(
          lowerCase(folded.charCodeAt(from + start)),
          lowerCase(folded.charCodeAt(from + start + 1)),
        );
      const limit = mayBegin ? Math.min(this.words, first + NAME_WORDS) : first + 1;
      this.lists[first] = 0;
      for (let last = first; last < limit; last++) {
        const end = this.starts[last + 1] as number;
        if (end - start > NAME_LENGTH || !IN_NAME[this.kinds[this.starts[last] as number] as number]) break;
        for (; at < end; at++) hash = hashStep(hash, lowerCase(folded.charCodeAt(from + at)));
        const lists = this.#lexicon.listsOf(hash);
        if (last === first) this.lists[first] = lists;
        const found = lists & NAME_LISTS;
        if (found === 0 || end - start < 2) continue;
        best = found;
        bestEnd = end;
        if ((found & ~LISTS.company) !== 0) {
          sure = found & ~LISTS.company;
          sureEnd = end;
        }
      }
      mark(this.name, start, bestEnd, best);
      mark(this.sureName, start, sureEnd, sure >> 1);
    }
  }

  #lookForSuffixes(): void {
    let ahead = 0;
    for (let word = this.words - 1; word >= 0; word--) {
      const start = this.starts[word] as number;
      const kind = this.kinds[start] as number;
      const isBreak = kind !== KIND.HAN && kind !== KIND.LATIN && kind !== KIND.DIGIT && kind !== KIND.DOT;
      if (((this.lists[word] as number) & LISTS.bodySuffix) !== 0) ahead = 1;
      else if (isBreak || BREAKING[this.tags[word] as number] === 1) ahead = 0;
      else if (ahead > 0) ahead = ahead >= 6 ? 0 : ahead + 1;
      this.suffixAhead[word] = ahead;
    }
  }
}

/** Kinds of character that names are made of. */
const IN_NAME = Uint8Array.from({ length: 16 }, (_, kind) => (kind <= KIND.LATIN || kind === KIND.DOT ? 1 : 0));

const lowerCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/** Marks a name unless a longer one is there already; position in the low two bits. */
function mark(cells: Uint8Array, start: number, end: number, lists: number): void {
  if (lists === 0 || (cells[start] as number) !== 0) return;
  for (let i = start; i < end; i++)
    cells[i] = (lists << 2) | (end - start === 1 ? 3 : i === start ? 0 : i === end - 1 ? 2 : 1);
}

/** Parts of speech of the segmenter, in the order of their numbers from 1; others are 0. */
const TAGS =
  'n nr nrt nrfg ns nt nz v vn vd a ad an d p c u uj ul uz ud ug uv m q mq r t f s b l i j x eng zg k h y o e g z ng vg ag tg dg zz rz rr w vi vq'.split(
    ' ',
  );
export const TAG_BITS = 6;
const tagNumbers = new Map(TAGS.map((tag, index) => [tag, index + 1]));
const tagNumber = (tag: string): number => tagNumbers.get(tag) ?? 0;

/** Words around a name that are read with it. */
const AROUND = 2;
/** Parts of speech of names and of what the segmenter does not know. */
const NAMING = Uint8Array.from(['', ...TAGS], (tag) => (/^(?:nr|nrt|nrfg|ns|nt|nz|j|eng|x|)$/.test(tag) ? 1 : 0));
const NAMING_LISTS = NAME_LISTS | LISTS.bodySuffix | LISTS.placeSuffix;

/** Parts of speech that no organisation's name runs over. */
const BREAKING = Uint8Array.from(['', ...TAGS], (tag) => (/^(?:v|d|p|c|r|u.|ul|uj|y|vd|ad|w)$/.test(tag) ? 1 : 0));
