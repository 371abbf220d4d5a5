import { foldCharacters } from './fold.ts';

/**
 * Text as it is searched: letters and digits only, compatibility forms, case, accents and traditional characters
 * folded; runs of Chinese, Japanese or Korean characters and runs of others (Latin letters, digits) divided by one
 * space, and so is what punctuation or white space divides. 「OpenAI、發布5G」 is `openai 发布 5g`.
 *
 * Folds each character by itself (NFKC, lower case, NFD without marks for alphabets, then as names are), so that a
 * piece of a text has a form that lies within the text's: a term is found wherever its form is a substring.
 */
export const toSearchForm = (text: string): string => scan(text, null);

/** A form with where in the text each of its UTF-16 units comes from. */
export interface TracedForm {
  readonly form: string;
  /** Offset of the first UTF-16 unit of the character that gave the unit; a dividing space has the next one's. */
  readonly starts: Int32Array;
  /** Offset just behind that character. */
  readonly ends: Int32Array;
}

export function traceSearchForm(text: string): TracedForm {
  const trace = { starts: new Int32Array(2 * text.length + 16), ends: new Int32Array(2 * text.length + 16) };
  const form = scan(text, trace);
  return { form, starts: trace.starts.subarray(0, form.length), ends: trace.ends.subarray(0, form.length) };
}

/** Whether a unit of a form belongs to a script written without spaces between words. */
export const isDense = (form: string, index: number): boolean =>
  classOf(form.codePointAt(index) as number) === Class.DENSE;

const Class = { UNKNOWN: 0, DIVIDING: 1, DENSE: 2, SPACED: 3, MIXED: 4, DROPPED: 5 } as const;
type Class = (typeof Class)[keyof typeof Class];

const WORD = /[\p{L}\p{N}]/u;
const MARK = /\p{M}/u;
const DENSE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u;
const ACCENTED = /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}]/u;

/** Of each character of the BMP, once met: what it is, and the one unit it becomes, when it becomes one. */
const classes = new Uint8Array(0x10000);
const units = new Uint16Array(0x10000);
const SPACE = 0x20;

interface Trace {
  starts: Int32Array;
  ends: Int32Array;
}

let buffer = new Uint16Array(1 << 16);

function scan(text: string, trace: Trace | null): string {
  let length = 0;
  let last: Class = Class.UNKNOWN;
  let isDivided = false;

  /** Puts one folded unit, and before it the space that divides it from what came before. */
  const put = (unit: number, kind: Class, start: number, end: number): void => {
    if (length + 2 > buffer.length) buffer = grown(buffer, Uint16Array);
    if (trace && length + 2 > trace.starts.length) {
      trace.starts = grown(trace.starts, Int32Array);
      trace.ends = grown(trace.ends, Int32Array);
    }
    if (last !== Class.UNKNOWN && (isDivided || kind !== last)) {
      if (trace) trace.starts[length] = trace.ends[length] = start;
      buffer[length++] = SPACE;
    }
    if (trace) {
      trace.starts[length] = start;
      trace.ends[length] = end;
    }
    buffer[length++] = unit;
    last = kind;
    isDivided = false;
  };

  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = (classes[unit] || learn(unit)) as Class;
    if (kind === Class.DIVIDING) isDivided = true;
    else if (kind === Class.DENSE || kind === Class.SPACED) put(units[unit] as number, kind, i, i + 1);
    else if (kind === Class.MIXED)
      i = putFolded(text, i, put, () => {
        isDivided = true;
      });
  }
  return decode(buffer, length);
}

/** A character that becomes several units, or is none of the BMP's. Gives the offset of its last unit. */
function putFolded(
  text: string,
  start: number,
  put: (unit: number, kind: Class, start: number, end: number) => void,
  divide: () => void,
): number {
  const character = String.fromCodePoint(text.codePointAt(start) as number);
  const end = start + character.length;
  for (const folded of fold(character)) {
    const kind = classOf(folded.codePointAt(0) as number);
    if (kind === Class.DENSE || kind === Class.SPACED)
      // The halves of a pair lie side by side: neither kind of division comes between them.
      for (let i = 0; i < folded.length; i++) put(folded.charCodeAt(i), kind, start, end);
    else if (kind === Class.DIVIDING) divide();
  }
  return end - 1;
}

function learn(unit: number): Class {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const folded = isSurrogate ? '' : fold(String.fromCharCode(unit));
  const kind = isSurrogate
    ? Class.MIXED
    : folded === ''
      ? Class.DROPPED
      : folded.length > 1
        ? Class.MIXED
        : plainClass(folded);
  classes[unit] = kind;
  units[unit] = folded.length === 1 ? folded.charCodeAt(0) : 0;
  return kind;
}

/** Of a folded character. */
function classOf(codePoint: number): Class {
  const known = codePoint < 0x10000 ? foldedClasses[codePoint] : undefined;
  if (known) return known as Class;
  const kind = plainClass(String.fromCodePoint(codePoint));
  if (codePoint < 0x10000) foldedClasses[codePoint] = kind;
  return kind;
}

const foldedClasses = new Uint8Array(0x10000);

function plainClass(character: string): Class {
  if (MARK.test(character)) return DENSE.test(character) ? Class.DENSE : Class.SPACED;
  if (!WORD.test(character)) return Class.DIVIDING;
  return DENSE.test(character) ? Class.DENSE : Class.SPACED;
}

/** `''` for an accent that stands by itself: composed and decomposed spellings are one. */
function fold(character: string): string {
  const plain = foldCharacters(character.normalize('NFKC').toLowerCase());
  if (!ACCENTED.test(plain) && !LONE_ACCENT.test(plain)) return plain;
  return plain.normalize('NFD').replace(/\p{Mn}/gu, '');
}

const LONE_ACCENT = /^[\u0300-\u036f]+$/;

function decode(from: Uint16Array, length: number): string {
  return Buffer.from(from.buffer, 0, 2 * length).toString('utf16le');
}

function grown<Units extends Uint16Array | Int32Array>(old: Units, make: new (length: number) => Units): Units {
  const larger = new make(2 * old.length);
  larger.set(old);
  return larger;
}
