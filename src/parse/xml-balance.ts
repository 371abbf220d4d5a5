/** The first place where a text is not well-formed XML. */
export interface XmlFault {
  /** 1-based. */
  readonly line: number;
  /** Part of a sentence: `“</a>” closes nothing`. */
  readonly reason: string;
  /** Names of the elements that were open when the text ended; empty when it goes on behind the fault. */
  readonly cutOff: readonly string[];
}

/**
 * Whether every element, comment and CDATA section of an XML text is closed where it should be. A lenient
 * parser skips what is not, and items with it, without a word. One pass, whatever the text holds.
 */
export function findXmlFault(text: string): XmlFault | null {
  const open: OpenElement[] = [];
  for (let at = text.indexOf('<'); at >= 0; ) {
    const step = readMarkup(text, at, open);
    if ('reason' in step) {
      const cutOff = step.isOpenEnded ? open.map(({ name }) => name) : [];
      return { line: lineAt(text, at), reason: step.reason, cutOff };
    }
    at = text.indexOf('<', step.end);
  }
  const innermost = open.at(-1);
  if (innermost === undefined) return null;
  return {
    line: lineAt(text, innermost.at),
    reason: `it is cut off, or “<${innermost.name}>” of this line is never closed`,
    cutOff: open.map(({ name }) => name),
  };
}

/** Index behind a document type, with the declarations that it may hold between brackets; null when it has no end. */
export function endOfDeclaration(text: string, at: number): number | null {
  const end = text.indexOf('>', at);
  if (end < 0) return null;
  if (!text.slice(at, end).includes('[')) return end + 1;
  const subset = /\]\s{0,80}>/g;
  subset.lastIndex = at;
  return subset.test(text) ? subset.lastIndex : null;
}

interface OpenElement {
  readonly name: string;
  readonly at: number;
}

type Step = { readonly end: number } | { readonly reason: string; readonly isOpenEnded: boolean };

/** What begins and has no end before the text does. */
const neverClosed = (what: string): Step => ({ reason: `${what} is never closed`, isOpenEnded: true });
const misplaced = (reason: string): Step => ({ reason, isOpenEnded: false });

const OPAQUE = [
  ['<!--', '-->', 'a comment'],
  ['<![CDATA[', ']]>', 'a CDATA section'],
  ['<?', '?>', 'a processing instruction'],
] as const;

function readMarkup(text: string, at: number, open: OpenElement[]): Step {
  for (const [start, end, what] of OPAQUE) {
    if (!text.startsWith(start, at)) continue;
    const close = text.indexOf(end, at + start.length);
    return close < 0 ? neverClosed(what) : { end: close + end.length };
  }
  if (text.startsWith('<!', at)) return readDeclaration(text, at);
  return text.startsWith('</', at) ? readEndTag(text, at, open) : readStartTag(text, at, open);
}

function readDeclaration(text: string, at: number): Step {
  const end = endOfDeclaration(text, at);
  return end === null ? neverClosed('a declaration') : { end };
}

function readEndTag(text: string, at: number, open: OpenElement[]): Step {
  const end = text.indexOf('>', at);
  if (end < 0) return neverClosed('an end tag');
  const name = text.slice(at + 2, Math.min(end, at + 2 + MAX_NAME_LENGTH)).trim();
  const last = open.pop();
  if (last === undefined) return misplaced(`“</${name}>” closes nothing`);
  if (last.name !== name)
    return misplaced(`“</${name}>” stands where “<${last.name}>” of line ${lineAt(text, last.at)} is open`);
  return { end: end + 1 };
}

function readStartTag(text: string, at: number, open: OpenElement[]): Step {
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return misplaced('a “<” begins no element');
  for (let from = NAME.lastIndex; ; ) {
    TAG_MARK.lastIndex = from;
    const mark = TAG_MARK.exec(text);
    if (mark === null) return neverClosed(`the tag of “<${name}>”`);
    if (mark[0] === '<') return misplaced(`the tag of “<${name}>” is never closed`);
    if (mark[0] === '>') {
      if (text[mark.index - 1] !== '/') open.push({ name, at });
      return { end: mark.index + 1 };
    }
    const close = text.indexOf(mark[0], mark.index + 1);
    if (close < 0) return neverClosed(`a quoted value in “<${name}>”`);
    from = close + 1;
  }
}

const MAX_NAME_LENGTH = 200;
const NAME = /[\p{L}_:][^\s/<>"'=]{0,199}/uy;
const TAG_MARK = /["'<>]/g;

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
