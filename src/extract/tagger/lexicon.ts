import { foldCharacters } from '../../model/fold.ts';
import { hashText, mix } from './hash.ts';

/**
 * What is known of words and characters before any text is read. Words are kept as sets of 32-bit hashes,
 * one bit a list: whether a word is in a list can be asked, and the list cannot be read back.
 */
export interface Lexicon {
  /** Lists that hold the word with this hash ({@link hashText} of the folded, lower-cased word), as bits of {@link LISTS}. */
  listsOf(hash: number): number;
  /** False when no name of a list begins with these two characters (lower case); true says it may. */
  mayBegin(first: number, second: number): boolean;
  /** Name-likeness of a character, see {@link CharacterTraits}: surname, given, last, foreign, two bits each. */
  readonly traits: Uint8Array;
}

/** Bits of the lists. The first ones hold names, the rest words that stand beside names or end them. */
export const LISTS = {
  company: 1 << 0,
  place: 1 << 1,
  body: 1 << 2,
  person: 1 << 3,
  post: 1 << 4,
  saying: 1 << 5,
  bodySuffix: 1 << 6,
  placeSuffix: 1 << 7,
  bodyCue: 1 << 8,
  personCue: 1 << 9,
  placeCue: 1 << 10,
  industry: 1 << 11,
  notName: 1 << 12,
} as const;
export type ListName = keyof typeof LISTS;

/** Lists of names that may run over several words of the segmenter. */
export const NAME_LISTS = LISTS.company | LISTS.place | LISTS.body | LISTS.person;

export const lexiconHash = (word: string): number => hashText(foldCharacters(word).toLowerCase());

export interface LexiconTables {
  /** Hash → bits; hashes strictly ascending as unsigned integers. */
  readonly hashes: Uint32Array;
  readonly lists: Uint16Array;
  readonly traits: Uint8Array;
  /** A bit for every pair of characters that a name begins with, by {@link pairSlot}. */
  readonly beginnings: Uint8Array;
}

export const BEGINNINGS_BYTES = 1 << 16;

/** Bit of a pair of characters among the beginnings of names. */
const pairSlot = (first: number, second: number): number => mix(first, second) & (8 * BEGINNINGS_BYTES - 1);

export function createLexicon({ hashes, lists, traits, beginnings }: LexiconTables): Lexicon {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, hashes.length * 2)));
  const mask = capacity - 1;
  const keys = new Int32Array(capacity);
  const bits = new Uint16Array(capacity);
  for (let i = 0; i < hashes.length; i++) {
    const key = (hashes[i] as number) | 0;
    let slot = key & mask;
    while (bits[slot] !== 0) slot = (slot + 1) & mask;
    keys[slot] = key;
    bits[slot] = lists[i] as number;
  }
  return {
    traits,
    mayBegin(first, second) {
      const slot = pairSlot(first, second);
      return ((beginnings[slot >> 3] as number) & (1 << (slot & 7))) !== 0;
    },
    listsOf(hash) {
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const found = bits[slot] as number;
        if (found === 0 || keys[slot] === hash) return found;
      }
    },
  };
}

/** Tables from lists of words; a word in several lists gets all their bits. */
export function buildTables(words: Iterable<readonly [word: string, list: number]>, traits: Uint8Array): LexiconTables {
  const bitsOf = new Map<number, number>();
  const beginnings = new Uint8Array(BEGINNINGS_BYTES);
  for (const [word, list] of words) {
    const hash = lexiconHash(word) >>> 0;
    bitsOf.set(hash, (bitsOf.get(hash) ?? 0) | list);
    if ((list & NAME_LISTS) === 0) continue;
    const folded = foldCharacters(word).toLowerCase();
    const slot = pairSlot(folded.charCodeAt(0), folded.charCodeAt(1));
    beginnings[slot >> 3] = (beginnings[slot >> 3] as number) | (1 << (slot & 7));
  }
  const hashes = Uint32Array.from(bitsOf.keys()).sort();
  return { hashes, lists: Uint16Array.from(hashes, (hash) => bitsOf.get(hash) ?? 0), traits, beginnings };
}
