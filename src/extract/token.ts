import { foldCharacters } from '../model/fold.ts';
import { mix } from './hash.ts';

/**
 * A 32-bit hash of each token of a text, in order: every character of a script written without spaces, every run of
 * letters and digits of any other. Compared as `foldName` would: NFKC, lower case, simplified. Everything else only
 * divides.
 *
 * One pass over the code units by tables filled as characters are met; only a text with characters that
 * normalisation joins or takes apart is normalised as a whole first. The array is used again by the next call.
 */
export function hashTokens(text: string): Int32Array {
  const composed = needsComposing(text) ? text.normalize('NFKC') : text;
  if (tokens.length < composed.length) tokens = new Int32Array(composed.length * 2);
  let count = 0;
  let word = 0;
  for (let at = 0; at < composed.length; at++) {
    const unit = composed.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === SINGLE) {
      if (word !== 0) tokens[count++] = mix(word);
      word = 0;
      tokens[count++] = singles[unit] as number;
    } else if (kind === WORD || kind === JOINED) word = Math.imul(word ^ (folded[unit] as number), FNV_PRIME) + 1;
    else if (kind !== IGNORED) {
      if (word !== 0) tokens[count++] = mix(word);
      word = 0;
      if (kind === HIGH_SURROGATE) {
        const point = composed.codePointAt(at) as number;
        if (point > 0xffff && LETTER.test(String.fromCodePoint(point))) tokens[count++] = mix(point);
      }
    }
  }
  if (word !== 0) tokens[count++] = mix(word);
  return tokens.subarray(0, count);
}

let tokens = new Int32Array(8192);

const FNV_PRIME = 0x01000193;

const UNKNOWN = 0;
const BREAK = 1;
const WORD = 2;
/** A token by itself. */
const SINGLE = 3;
/** Something that normalisation makes more than one unit of, or joins to its neighbour; in composed text a letter. */
const JOINED = 4;
const HIGH_SURROGATE = 5;
/** Invisible, and no division either: soft hyphens, joiners, variation selectors. */
const IGNORED = 6;

const kinds = new Uint8Array(0x10000);
const folded = new Uint16Array(0x10000);
/** Hashes of tokens of one character. */
const singles = new Int32Array(0x10000);

const kindOf = (unit: number): number => (kinds[unit] === UNKNOWN ? classify(unit) : (kinds[unit] as number));

function needsComposing(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === JOINED || kind === HIGH_SURROGATE) return true;
  }
  return false;
}

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  const plain = foldCharacters(character.normalize('NFKC').toLowerCase());
  folded[unit] = plain.length === 1 ? plain.charCodeAt(0) : unit;
  singles[unit] = mix(folded[unit] as number);
  kinds[unit] = kindOfCharacter(unit, character, plain);
  return kinds[unit] as number;
}

function kindOfCharacter(unit: number, character: string, plain: string): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return HIGH_SURROGATE;
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return IGNORED;
  if (plain.length > 1) return /[\p{L}\p{N}]/u.test(plain) ? JOINED : BREAK;
  if (JOINING.test(character)) return JOINED;
  if (!LETTER.test(plain)) return BREAK;
  return SPACELESS.test(plain) ? SINGLE : WORD;
}

const LETTER = /[\p{L}\p{N}]/u;
const JOINING = /[\p{M}\u1100-\u11ff]/u;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
