import { endOfDeclaration } from './xml-balance.ts';

/** What a text is, by its root: a feed of one of four formats, a web page, or something else (null). */
export type FeedFormat = 'RSS' | 'ATOM' | 'RDF' | 'JSON' | 'PAGE';

/**
 * Looks at the root only: a feed may well speak of other feeds in its text. Cheap for whatever is no feed: JSON
 * is parsed by nobody unless it names the version of JSON Feed it is in.
 */
export function feedFormatOf(text: string): FeedFormat | null {
  const start = skipProlog(text);
  if (text[start] === '{') return JSON_FEED_VERSION.test(text) ? 'JSON' : null;
  const root = /^<(?:([\w.-]{1,60}):)?([\w.-]{1,60})(?=[\s/>])/.exec(text.slice(start, start + 130));
  const name = root?.[2]?.toLowerCase();
  if (name === undefined) return PAGE_START.test(text.slice(0, 2000)) ? 'PAGE' : null;
  const tagEnd = text.indexOf('>', start);
  const tag = text.slice(start, tagEnd < 0 ? undefined : tagEnd);
  if (name === 'rss') return 'RSS';
  if (name === 'feed') return /xmlns/i.test(tag) && !ATOM_NAMESPACE.test(tag) ? null : 'ATOM';
  if (name === 'rdf') return RSS_NAMESPACE.test(text) ? 'RDF' : null;
  return name === 'html' ? 'PAGE' : null;
}

/** Whether `version` is one of JSON Feed. */
export const isJsonFeedVersion = (version: unknown): boolean =>
  typeof version === 'string' && /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//i.test(version.trim());

// Some writers escape every slash.
const JSON_FEED_VERSION =
  /"version"\s{0,20}:\s{0,20}"\s{0,20}https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version\\?\//i;
const ATOM_NAMESPACE = /(?:www\.w3\.org\/2005\/Atom|purl\.org\/atom\/ns)/i;
// RSS 1.0, and the 0.90 it took its form from.
const RSS_NAMESPACE = /(?:purl\.org\/rss\/1\.0|channel\.netscape\.com\/rdf\/simple|my\.netscape\.com\/rdf\/simple)/i;
const PAGE_START = /<(?:!doctype\s+html|html|head|body)\b/i;

/** Index of the root element: behind white space, instructions, comments and a document type. */
function skipProlog(text: string): number {
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    const part = PROLOG.find(({ start }) => start.test(text.slice(at, at + 9)));
    if (part === undefined) return at;
    at = part.endOf(text, at) ?? text.length;
  }
}

const behind =
  (mark: string) =>
  (text: string, from: number): number | null => {
    const at = text.indexOf(mark, from);
    return at < 0 ? null : at + mark.length;
  };

const PROLOG = [
  { start: /^<!--/, endOf: behind('-->') },
  { start: /^<\?/, endOf: behind('?>') },
  { start: /^<!doctype/i, endOf: endOfDeclaration },
];
