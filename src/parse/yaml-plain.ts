/**
 * Reads the YAML that most front matter is: `key: value` at the left margin, lists of `- item`, `[a, b]`, simple
 * quotes, all on lines of their own. Several times faster than a parser of the whole language, which is asked at
 * the first sign of anything else: null. What is read is the same (YAML 1.2, failsafe schema and null).
 */
export function readPlainYaml(text: string): Readonly<Record<string, PlainValue>> | null {
  if (FOREIGN.test(text)) return null;
  const reader = new PlainReader();
  for (const line of text.split('\n')) if (!reader.read(line)) return null;
  return reader.finish();
}

export type PlainValue = string | null | readonly PlainValue[];

class PlainReader {
  private readonly data: Record<string, PlainValue> = {};
  private readonly names = new Set<string>();
  private key = '';
  private list: PlainValue[] | null = null;
  /** Of the list's dashes. */
  private indent = 0;
  /** What the last line said; a key without a value may have a list, a plain value may go on. */
  private last: 'KEY' | 'PLAIN' | 'OTHER' = 'OTHER';

  /** False when the line is more than this reader knows. */
  read(line: string): boolean {
    if (line === '' || COMMENT.test(line)) {
      // What goes on behind a blank line or a comment does so by rules of its own.
      if (this.last === 'PLAIN') this.last = 'OTHER';
      return true;
    }
    const item = ITEM.exec(line);
    if (item !== null) return this.readItem((item[1] as string).length, item[2] as string);
    const entry = ENTRY.exec(line);
    if (entry !== null) return this.readEntry(entry[1] as string, entry[2]);
    const more = CONTINUATION.exec(line);
    return more !== null && this.goOn((more[1] as string).length, more[2] as string);
  }

  finish(): Readonly<Record<string, PlainValue>> | null {
    return this.names.size === 0 ? null : this.data;
  }

  private readItem(indent: number, written: string): boolean {
    if (this.list === null) {
      if (this.last !== 'KEY') return false;
      this.list = [];
      this.data[this.key] = this.list;
      this.indent = indent;
    } else if (indent !== this.indent) return false;
    const value = scalarOrList(written);
    if (value === undefined) return false;
    this.list.push(value);
    this.last = PLAIN_START.test(written) ? 'PLAIN' : 'OTHER';
    return true;
  }

  private readEntry(key: string, written: string | undefined): boolean {
    if (this.names.has(key) || SPECIAL_KEY.test(key)) return false;
    const value = written === undefined ? null : scalarOrList(written);
    if (value === undefined) return false;
    this.names.add(key);
    this.key = key;
    this.data[key] = value;
    this.list = null;
    this.last = written === undefined ? 'KEY' : PLAIN_START.test(written) ? 'PLAIN' : 'OTHER';
    return true;
  }

  /** A plain value over several lines, joined by spaces. */
  private goOn(indent: number, written: string): boolean {
    if (this.last !== 'PLAIN' || !PLAIN_START.test(written) || MARK.test(written)) return false;
    if (this.list === null) {
      const before = this.data[this.key];
      if (typeof before !== 'string') return false;
      this.data[this.key] = `${before} ${written}`;
      return true;
    }
    const before = this.list.at(-1);
    if (indent <= this.indent || typeof before !== 'string') return false;
    this.list[this.list.length - 1] = `${before} ${written}`;
    return true;
  }
}

/** White space that may be indentation or an end of line, and line breaks of older versions of YAML. */
const FOREIGN = /[\t\r\u0085\u2028\u2029\ufeff]/;
// A value begins with ink and ends with it.
const ENTRY = /^([\p{L}_][\p{L}\p{N}_.-]{0,100}):(?: +(\S(?:.*[^ ])?))? *$/u;
const COMMENT = /^ *#/;
const CONTINUATION = /^( +)(\S(?:.*[^ ])?) *$/;
const ITEM = /^( *)- +(\S(?:.*[^ ])?) *$/;
/** A null as a key, and what is no ordinary property. */
const SPECIAL_KEY = /^(?:null|Null|NULL|__proto__)$/;
const NULL = /^(?:~|null|Null|NULL)$/;

const SINGLE_QUOTED = /^'(?:[^']|'')*'$/;
const DOUBLE_QUOTED = /^"[^"\\]*"$/;
/** Begins with nothing that means something to YAML. */
const PLAIN_START = /^[^\s\-?:,[\]{}#&*!|>'"%@`]/;
/** A colon that ends a key, a number sign that begins a comment. */
const MARK = /: |:$| #/;
const FLOW_ITEM =
  /([\p{L}\p{N}_][^\s[\]{},"'#:&*!|>%@`]*(?: +[^\s[\]{},"'#:&*!|>%@`]+)*|'[^']*'|"[^"\\]*") *(?:, *|$)/uy;

/** Undefined when it is more than a plain value. */
function scalarOrList(written: string): PlainValue | undefined {
  if (PLAIN_START.test(written)) return MARK.test(written) ? undefined : NULL.test(written) ? null : written;
  if (written === '~') return null;
  if (SINGLE_QUOTED.test(written)) return written.slice(1, -1).replaceAll("''", "'");
  if (DOUBLE_QUOTED.test(written)) return written.slice(1, -1);
  return written[0] === '[' && written.at(-1) === ']' ? listOf(withoutSpaces(written.slice(1, -1))) : undefined;
}

/** Other white space is text to YAML. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === ' ') start++;
  while (end > start && text[end - 1] === ' ') end--;
  return text.slice(start, end);
}

function listOf(written: string): PlainValue[] | undefined {
  const items: PlainValue[] = [];
  for (FLOW_ITEM.lastIndex = 0; FLOW_ITEM.lastIndex < written.length; ) {
    const item = FLOW_ITEM.exec(written)?.[1];
    if (item === undefined) {
      FLOW_ITEM.lastIndex = 0;
      return undefined;
    }
    const isQuoted = item[0] === '"' || item[0] === "'";
    items.push(isQuoted ? item.slice(1, -1) : NULL.test(item) ? null : item);
  }
  return items;
}
