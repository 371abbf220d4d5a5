import { isUtf8 } from 'node:buffer';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { toWellFormedText } from '../model/text.ts';
import { failure, warning } from './finding.ts';

export type DecodeResult =
  | {
      readonly kind: 'DECODED';
      /** Well-formed, LF only, without byte-order marks and control characters. */
      readonly text: string;
      /** WHATWG label. */
      readonly encoding: string;
      readonly problems: readonly ProblemWithoutPath[];
    }
  | { readonly kind: 'BINARY'; readonly problem: ProblemWithoutPath };

/**
 * Bytes to text. A byte-order mark decides; else valid UTF-8 is UTF-8; else the first of the `declared`
 * encodings that the bytes bear out; else the reading that leaves the fewest bytes unexplained: UTF-8 with a
 * few bad bytes (a truncated file), GB18030, or Big5.
 *
 * `declared`: WHATWG labels, see declared-encoding.ts. What they say is checked, because it is often wrong.
 */
export function decodeBytes(bytes: Uint8Array, declared: readonly string[] = []): DecodeResult {
  const marked = labelOfMark(bytes);
  if (marked !== null) return decoded(bytes, marked);
  const signature = SIGNATURES.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (signature !== undefined) return binary(`The file is a ${signature.name}, not an article.`);
  const text = decodeStrictly(bytes, 'utf-8');
  if (text !== null && !UNUSUAL_CHARACTERS.test(text))
    return { kind: 'DECODED', text, encoding: 'utf-8', problems: [] };
  const wide = bytes.includes(0) ? labelOfWideText(bytes) : null;
  if (wide !== null) return decoded(bytes, wide);
  if (countControls(bytes) > Math.max(3, bytes.length * MAX_CONTROL_SHARE))
    return binary('The file holds binary data, not text.');
  if (text !== null) return withoutProblems(text, 'utf-8');
  const claimed = declared.find((label) => isBorneOut(bytes, label));
  return claimed === undefined ? decodeForeign(bytes) : decoded(bytes, claimed);
}

/**
 * Every byte is a letter in a Latin encoding, so that one is borne out only by what is no Chinese; an encoding of
 * several bytes by hardly anything being left over. UTF-8 and UTF-16 have been tried by then.
 */
function isBorneOut(bytes: Uint8Array, label: string): boolean {
  if (label.startsWith('utf-')) return false;
  if (LATIN.has(label)) return labelOfDoubleBytes(bytes) === null;
  return replacedShare(bytes, label) <= MAX_BAD_SHARE;
}

function decodeForeign(bytes: Uint8Array): DecodeResult {
  const utf8 = countUtf8(bytes);
  if (utf8.bad <= utf8.good * MAX_BAD_SHARE) return decoded(bytes, 'utf-8');
  const label = labelOfDoubleBytes(bytes);
  if (label !== null) return decoded(bytes, label);
  if (utf8.bad <= bytes.length * MAX_BAD_SHARE) return decoded(bytes, 'utf-8');
  return binary('The bytes are no text in UTF-8, UTF-16, GB18030 or Big5.');
}

function decoded(bytes: Uint8Array, encoding: string): DecodeResult {
  const whole = decodeStrictly(bytes, encoding);
  if (whole !== null) return withoutProblems(whole, encoding);
  const text = toPlainText(new TextDecoder(encoding).decode(bytes));
  const at = text.indexOf('\uFFFD');
  const line = at < 0 ? null : text.slice(0, at).split('\n').length;
  const message = `Some bytes are not valid ${encoding} and were replaced.`;
  return { kind: 'DECODED', text, encoding, problems: [warning('ENCODING_REPLACED', line, message)] };
}

const withoutProblems = (raw: string, encoding: string): DecodeResult => ({
  kind: 'DECODED',
  text: toPlainText(raw),
  encoding,
  problems: [],
});

/** Well-formed, LF only, without byte-order marks and control characters. */
export const toPlainText = (raw: string): string =>
  toWellFormedText(raw).replaceAll('\uFEFF', '').replace(CONTROL_CHARACTERS, '');

const binary = (message: string): DecodeResult => ({ kind: 'BINARY', problem: failure('BINARY_FILE', null, message) });

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found.
const CONTROL_CHARACTERS = /[\x01-\x08\x0e-\x1f\x7f]/g;

/** All that decoding takes out or that speaks against text; what was decoded strictly is well-formed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found.
const UNUSUAL_CHARACTERS = /[\0-\x08\r\x0e-\x1f\x7f\ufeff]/;

// Random bytes hold about 11 % of these; prose with stray control characters far below 1 %.
const MAX_CONTROL_SHARE = 0.04;
/** Above this share of unexplained bytes a reading is taken for wrong. */
const MAX_BAD_SHARE = 0.1;
/** Chinese text is nearly all in the level-1 rows that share this form; other data is not. */
const MIN_TYPICAL_SHARE = 0.8;

/** What servers and programs declare that were never told: the default of old, whatever the bytes are. */
const LATIN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-15']);

const SIGNATURES = [
  { name: 'PNG image', magic: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'JPEG image', magic: [0xff, 0xd8, 0xff] },
  { name: 'GIF image', magic: [0x47, 0x49, 0x46, 0x38] },
  { name: 'PDF document', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: 'ZIP archive or Office document', magic: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'gzip archive', magic: [0x1f, 0x8b, 0x08] },
] as const;

function labelOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

// In UTF-16 without a mark, line ends and Latin letters put a NUL into every other byte, always on one side.
function labelOfWideText(bytes: Uint8Array): string | null {
  const nuls = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) nuls[i % 2] = (nuls[i % 2] as number) + 1;
  const [even, odd] = nuls as [number, number];
  const enough = Math.max(3, bytes.length * 0.05);
  if (odd > enough && even <= odd * 0.02 && isDecodable(bytes, 'utf-16le')) return 'utf-16le';
  if (even > enough && odd <= even * 0.02 && isDecodable(bytes, 'utf-16be')) return 'utf-16be';
  return null;
}

function countControls(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) count++;
  }
  return count;
}

const strictDecoders = new Map<string, TextDecoder>();

/** A decoder that is given whole texts keeps nothing between them. */
function strictDecoderOf(label: string): TextDecoder {
  const known = strictDecoders.get(label) ?? new TextDecoder(label, { fatal: true });
  strictDecoders.set(label, known);
  return known;
}

/** Null when some bytes are not valid in the encoding. */
function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  if (label === 'utf-8') return decodeUtf8(bytes);
  try {
    return strictDecoderOf(label).decode(bytes);
  } catch {
    return null;
  }
}

/** What a strict `TextDecoder` gives, several times as fast. */
function decodeUtf8(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const isDecodable = (bytes: Uint8Array, label: string): boolean => decodeStrictly(bytes, label) !== null;

/** Multi-byte sequences that are whole, and bytes that belong to none. */
function countUtf8(bytes: Uint8Array): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    const tail = bytes.subarray(i + 1, i + length);
    const isWhole =
      length > 0 && lead < 0xf5 && tail.length === length - 1 && tail.every((byte) => (byte & 0xc0) === 0x80);
    if (isWhole) {
      good++;
      i += length - 1;
    } else bad++;
  }
  return { good, bad };
}

/**
 * Which Chinese double-byte encoding the bytes are in: GB 2312's rows have both bytes above 0xA0, Big5's
 * level-1 rows lead with 0xA1 to 0xC6 and have low second bytes too.
 */
function labelOfDoubleBytes(bytes: Uint8Array): 'gb18030' | 'big5' | null {
  let pairs = 0;
  let gb = 0;
  let big5 = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    pairs++;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) gb++;
    if (lead >= 0xa1 && lead <= 0xc6 && (trail >= 0xa1 || (trail >= 0x40 && trail <= 0x7e))) big5++;
  }
  if (gb >= pairs * MIN_TYPICAL_SHARE && replacedShare(bytes, 'gb18030') <= MAX_BAD_SHARE) return 'gb18030';
  if (big5 >= pairs * MIN_TYPICAL_SHARE && replacedShare(bytes, 'big5') <= MAX_BAD_SHARE) return 'big5';
  return isDecodable(bytes, 'gb18030') && gb >= pairs / 2 ? 'gb18030' : null;
}

function replacedShare(bytes: Uint8Array, label: string): number {
  const text = new TextDecoder(label).decode(bytes);
  let foreign = 0;
  let replaced = 0;
  for (const character of text) {
    if (character > '\u007f') foreign++;
    if (character === '\uFFFD') replaced++;
  }
  return replaced / Math.max(1, foreign);
}
