import { NO_CELL } from './feature-index.ts';
import { mix } from './hash.ts';
import { LISTS } from './lexicon.ts';
import { MAX_STRETCH, type Reading, TAG_BITS } from './reading.ts';

/** Changes whenever the same text gives other features: weights of another version do not fit. */
export const FEATURE_VERSION = 1;

/** Part of a stretch, and groups of features left out ({@link DROP}). */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly dropped?: number;
}

/** Finds a feature's first cell, or {@link NO_CELL}; while learning it makes one. */
export interface CellLookup {
  find(key: number, template: number): number;
  /** True while features are only counted, and none has a cell yet. */
  readonly isCounting?: boolean;
}

/** Cells of every template: where the thing stands, seen from the character, or the character's position in its word. */
export const SLOTS = [
  5, // 0 character: from two after it to two before it
  4, // 1 two characters
  3, // 2 three characters
  4, // 3 the word
  4, // 4 the word before
  4, // 5 the word after
  4, // 6 part of speech of three words around
  4, // 7 of the two before
  4, // 8 of the two after
  1, // 9 kinds of five characters
  3, // 10 name in the lexicon
  3, // 11 the same without companies
  4, // 12 name and part of speech
  3, // 13 how name-like three characters are
  1, // 14 two of them and their borders
  1, // 15 how foreign five characters are
  4, // 16 lists of the words around
  4, // 17 lists of the word before, and its own length and part of speech
  4, // 18 lists of the word after
  4, // 19 an organisation's last word ahead
  3, // 20 evidence of the rules
  1, // 21 evidence and names
] as const;

/** Most features one character can have. */
export const MAX_FEATURES = 40;

const PAD = 2;
/** Kind of a character that is not there. */
const BEYOND = 15;
/** Templates of words; the first ones name the words themselves. */
const WORD_TEMPLATES = 11;
const WORD_IDENTITIES = 3;

/** The cells of every character of a stretch: of character i, `cells` from `starts[i]` to `starts[i + 1]`. */
export class FeatureCells {
  readonly cells = new Int32Array(MAX_STRETCH * MAX_FEATURES);
  readonly starts = new Int32Array(MAX_STRETCH + 1);
  readonly #one = new Int32Array(MAX_STRETCH);
  readonly #two = new Int32Array(MAX_STRETCH);
  readonly #three = new Int32Array(MAX_STRETCH);
  readonly #names = new Int32Array(MAX_STRETCH);
  readonly #nameLists = new Int32Array(MAX_STRETCH);
  readonly #sureLists = new Int32Array(MAX_STRETCH);
  readonly #evidence = new Int32Array(MAX_STRETCH);
  /** With room for what stands beyond the ends. */
  readonly #traits = new Uint8Array(MAX_STRETCH + 2 * PAD);
  readonly #kinds = new Uint8Array(MAX_STRETCH + 2 * PAD);
  readonly #wordCells = new Int32Array(WORD_TEMPLATES);
  #count = 0;

  /** Finds the cells of the characters from `from` to `to`. */
  fill(reading: Reading, lookup: CellLookup, { from, to, dropped = 0 }: Part): void {
    this.#lookUpCharacters(reading, lookup, { from: Math.max(0, from - PAD), to: Math.min(reading.length, to + PAD) });
    this.#pad(reading);
    this.#count = 0;
    let word = -1;
    const bases = this.#wordCells;
    for (let i = from; i < to; i++) {
      this.starts[i] = this.#count;
      this.#addCharacters(i, reading.length, dropped);
      if (reading.wordOf[i] !== word) {
        word = reading.wordOf[i] as number;
        lookUpWord(reading, word, { lookup, cells: bases });
      }
      const position = reading.position[i] as number;
      for (let k = (dropped & DROP.words) === 0 ? 0 : WORD_IDENTITIES; k < WORD_TEMPLATES; k++) {
        const cell = bases[k] as number;
        if (cell !== NO_CELL) this.cells[this.#count++] = cell + position;
      }
      this.#addShapes(reading, i, lookup);
    }
    this.starts[to] = this.#count;
  }

  #pad({ traits, kinds, length }: Reading): void {
    this.#traits.fill(0, 0, PAD);
    this.#kinds.fill(BEYOND, 0, PAD);
    this.#traits.set(traits.subarray(0, length), PAD);
    this.#kinds.set(kinds.subarray(0, length), PAD);
    this.#traits.fill(0, PAD + length, 2 * PAD + length);
    this.#kinds.fill(BEYOND, PAD + length, 2 * PAD + length);
  }

  /** Every run of characters is looked up once; its cells serve all the characters around it. */
  #lookUpCharacters(reading: Reading, lookup: CellLookup, { from, to }: Part): void {
    const { codes, length, traits, name, sureName, evidence } = reading;
    for (let i = from; i < to; i++) {
      const a = codes[i] as number;
      const b = i + 1 < length ? (codes[i + 1] as number) : 0;
      this.#one[i] = lookup.find(mix(0, a), 0);
      this.#two[i] = lookup.find(mix(1, a | (b << 16)), 1);
      const p = (traits[i] as number) & 63;
      const q = i + 1 < length ? (traits[i + 1] as number) & 63 : 0;
      const r = i + 2 < length ? (traits[i + 2] as number) & 63 : 0;
      // What is 0 everywhere says nothing, and is so for most characters.
      this.#names[i] = (p | q | r) === 0 ? NO_CELL : lookup.find(mix(13, p | (q << 6) | (r << 12)), 13);
      this.#nameLists[i] = name[i] === 0 ? NO_CELL : lookup.find(mix(10, name[i] as number), 10);
      this.#sureLists[i] = sureName[i] === 0 ? NO_CELL : lookup.find(mix(11, sureName[i] as number), 11);
      this.#evidence[i] = evidence[i] === 0 ? NO_CELL : lookup.find(mix(20, evidence[i] as number), 20);
    }
    for (let i = from; i < to; i++) {
      // Three characters are rarer than the two they begin and end with.
      const isKnown = this.#two[i] !== NO_CELL && (i + 2 >= length || this.#two[i + 1] !== NO_CELL);
      const a = codes[i] as number;
      const b = i + 1 < length ? (codes[i + 1] as number) : 0;
      const c = i + 2 < length ? (codes[i + 2] as number) : 0;
      this.#three[i] = isKnown || lookup.isCounting ? lookup.find(mix(mix(2, a | (b << 16)), c), 2) : NO_CELL;
    }
  }

  #addCharacters(i: number, length: number, dropped: number): void {
    for (let offset = -2; offset <= 2; offset++) this.#addAt(this.#one, i + offset, offset + 2, length);
    if ((dropped & DROP.characters) === 0) {
      for (let offset = -2; offset <= 1; offset++) this.#addAt(this.#two, i + offset, offset + 2, length);
      for (let offset = -2; offset <= 0; offset++) this.#addAt(this.#three, i + offset, offset + 2, length);
    }
    for (let offset = -2; offset <= 0; offset++) this.#addAt(this.#names, i + offset, offset + 2, length);
    for (let offset = -1; offset <= 1; offset++) {
      this.#addAt(this.#nameLists, i + offset, offset + 1, length);
      this.#addAt(this.#sureLists, i + offset, offset + 1, length);
      if ((dropped & DROP.evidence) === 0) this.#addAt(this.#evidence, i + offset, offset + 1, length);
    }
  }

  #addAt(bases: Int32Array, at: number, slot: number, length: number): void {
    if (at < 0 || at >= length) return;
    const cell = bases[at] as number;
    if (cell !== NO_CELL) this.cells[this.#count++] = cell + slot;
  }

  #addShapes(reading: Reading, i: number, lookup: CellLookup): void {
    const { length, position, name, sureName, evidence } = reading;
    const traits = this.#traits;
    const kinds = this.#kinds;
    const at = i + PAD;
    const trait = traits[at] as number;
    const next = traits[at + 1] as number;
    const own = position[i] as number;
    const after = i + 1 < length ? (position[i + 1] as number) : 4;
    const kindsAround =
      (kinds[at - 2] as number) |
      ((kinds[at - 1] as number) << 4) |
      ((kinds[at] as number) << 8) |
      ((kinds[at + 1] as number) << 12) |
      ((kinds[at + 2] as number) << 16);
    const foreignAround =
      ((traits[at - 2] as number) >> 6) |
      (((traits[at - 1] as number) >> 6) << 2) |
      ((trait >> 6) << 4) |
      ((next >> 6) << 6) |
      (((traits[at + 2] as number) >> 6) << 8);
    this.#add(lookup.find(mix(9, kindsAround), 9));
    const names = (trait & 63) | ((next & 63) << 6);
    const evident = (evidence[i] as number) | ((name[i] as number) << 8) | ((sureName[i] as number) << 16);
    if (names !== 0) this.#add(lookup.find(mix(14, names | (own << 12) | (after << 14)), 14));
    if (foreignAround !== 0) this.#add(lookup.find(mix(15, foreignAround | (own << 10)), 15));
    if (evident !== 0) this.#add(lookup.find(mix(21, evident), 21));
  }

  #add(cell: number): void {
    if (cell !== NO_CELL) this.cells[this.#count++] = cell;
  }
}

/** Groups of features that learning leaves out at times, so that the others learn to stand alone. */
export const DROP = { characters: 1, words: 2, evidence: 4 } as const;

const TAG_MASK = (1 << TAG_BITS) - 1;
/** Lists that say something of the words beside. */
const CONTEXT = ~(LISTS.company | LISTS.person);

function lookUpWord(
  { hashes, tags, lists, words, starts, suffixAhead, name: names }: Reading,
  word: number,
  { lookup, cells }: { readonly lookup: CellLookup; readonly cells: Int32Array },
): void {
  const isLast = word + 1 >= words;
  const tag = tags[word] as number;
  const tagBefore = word === 0 ? TAG_MASK : (tags[word - 1] as number);
  const tagAfter = isLast ? TAG_MASK : (tags[word + 1] as number);
  const listBefore = word === 0 ? 0 : (lists[word - 1] as number) & CONTEXT;
  const listAfter = isLast ? 0 : (lists[word + 1] as number) & CONTEXT;
  const start = starts[word] as number;
  const own = tag | (Math.min(5, (starts[word + 1] as number) - start) << TAG_BITS);
  const aheadBefore = word === 0 ? 0 : (suffixAhead[word - 1] as number);
  const tagBeforeThat = word < 2 ? TAG_MASK : (tags[word - 2] as number);
  const tagAfterThat = word + 2 >= words ? TAG_MASK : (tags[word + 2] as number);
  cells[0] = lookup.find(mix(3, hashes[word] as number), 3);
  cells[1] = lookup.find(mix(4, word === 0 ? 1 : (hashes[word - 1] as number)), 4);
  cells[2] = lookup.find(mix(5, isLast ? 2 : (hashes[word + 1] as number)), 5);
  cells[3] = lookup.find(mix(6, tagBefore | (tag << 6) | (tagAfter << 12)), 6);
  cells[4] = lookup.find(mix(7, tagBeforeThat | (tagBefore << 6) | (own << 12)), 7);
  cells[5] = lookup.find(mix(8, tagAfterThat | (tagAfter << 6) | (own << 12)), 8);
  cells[6] = lookup.find(mix(12, own | ((names[start] as number) << 9)), 12);
  const ahead = suffixAhead[word] as number;
  const ownLists = (lists[word] as number) & CONTEXT;
  cells[7] =
    (listBefore | ownLists | listAfter) === 0
      ? NO_CELL
      : lookup.find(mix(mix(16, listBefore | (ownLists << 16)), listAfter), 16);
  cells[8] = listBefore === 0 ? NO_CELL : lookup.find(mix(17, listBefore | (own << 16)), 17);
  cells[9] = listAfter === 0 ? NO_CELL : lookup.find(mix(18, listAfter | (own << 16)), 18);
  cells[10] =
    (ahead | aheadBefore) === 0 ? NO_CELL : lookup.find(mix(19, ahead | (own << 3) | (aheadBefore << 12)), 19);
}
