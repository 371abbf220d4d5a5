import { EXCERPT_MAX_LENGTH } from './document.ts';

/**
 * Text as every later stage may rely on: no NUL, no lone surrogate (each becomes U+FFFD), line ends LF.
 * PostgreSQL rejects the first two; offsets and digests need the third.
 */
export function toWellFormedText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return UNSTORABLE.test(text) ? text.replaceAll('\0', '').replace(LONE_SURROGATE, '\uFFFD') : text;
}

/** NUL and lone surrogates as U+FFFD, one for one, so that no offset moves: what both databases can store. */
export const toStorableText = (text: string): string =>
  UNSTORABLE.test(text) ? text.replace(LONE_SURROGATE, '\uFFFD').replaceAll('\0', '\uFFFD') : text;

// Also true of a whole pair: only a first sieve.
const UNSTORABLE = /[\0\uD800-\uDFFF]/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Where a Chinese or English sentence may end. */
const SENTENCE_END = /[。！？!?…；;\n]|\.(?=\s|$)/g;
/** Where a cut is still kind, if no sentence ends in time. */
const CLAUSE_END = /[，、：,:\s]/g;

/**
 * At most `length` UTF-16 units from the start of `text`: whole sentences when the first one fits,
 * else cut at a clause with `…`, never inside a surrogate pair.
 */
export function cutExcerpt(text: string, length: number = EXCERPT_MAX_LENGTH): string {
  const flat = headOf(text, length);
  if (flat.length <= length) return flat.replaceAll('\n', ' ');
  const head = flat.slice(0, length);
  const sentence = lastEnd(head, SENTENCE_END);
  if (sentence >= length / 2) return head.slice(0, sentence).replaceAll('\n', ' ').trim();
  const room = Math.max(0, length - 1);
  const clause = lastEnd(head.slice(0, room), CLAUSE_END);
  const cut = clause >= length / 2 ? clause : room;
  const safe = isHighSurrogate(head.charCodeAt(cut - 1)) ? cut - 1 : cut;
  return `${head
    .slice(0, safe)
    .replaceAll('\n', ' ')
    .replace(/[\s，、：,:]+$/, '')}…`;
}

/** Lines without what is blank, joined; of a long text about so many as make up more than `length`. */
function headOf(text: string, length: number): string {
  let head = '';
  for (let start = 0; start <= text.length && head.length <= length; ) {
    const end = text.indexOf('\n', start);
    const line = (end < 0 ? text.slice(start) : text.slice(start, end)).trim();
    if (line !== '') head += head === '' ? line : `\n${line}`;
    start = end < 0 ? text.length + 1 : end + 1;
  }
  return head;
}

function lastEnd(head: string, pattern: RegExp): number {
  let end = 0;
  for (const match of head.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Order of the UTF-8 bytes, as both databases sort text (UTF-16 order differs beyond the BMP). */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
