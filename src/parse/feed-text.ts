import { load } from 'cheerio';

/**
 * The longest text that is read as an item's body, in UTF-16 units. The largest article of 50,406 real ones has 1.6
 * million; a body of a whole feed's size, all of it paragraphs, takes more memory than there is.
 */
export const MAX_BODY_LENGTH = 2_000_000;

/** Plain text as HTML: every line a paragraph. One that is too long is not worth the work: nobody will read it. */
export const paragraphsOf = (text: string): string => (text.length > MAX_BODY_LENGTH ? text : linesAsParagraphs(text));

const linesAsParagraphs = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escapeText(line.trim())}</p>`)
    .join('\n');

/** HTML from a field that may hold either: only markup tells which, and plain text has its line breaks kept. */
export const htmlOf = (text: string): string => (MARKUP.test(text) ? text : paragraphsOf(text));

/** The text of an HTML title. */
export const plainTextOf = (html: string): string => load(html, null, false).text().replace(/\s+/g, ' ').trim();

/**
 * A title that is plain text by the rules, and holds HTML with many writers. Only tags that stand in titles are
 * taken for such, because titles speak of others (`Why <script> is slow`).
 */
export const titleOf = (text: string): string => (TITLE_TAG.test(text) ? plainTextOf(text) : text);

/** XHTML as HTML, which has no elements that close themselves, so that `<i/>` would be open to the end. */
export const htmlOfXhtml = (xhtml: string): string =>
  xhtml.replace(SELF_CLOSED, (whole, name: string, attributes: string) =>
    VOID_TAGS.has(name.toLowerCase()) ? whole : `<${name}${attributes}></${name}>`,
  );

const MARKUP = /<\/?[a-z][^<>]{0,2000}>|<!--|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;
const TITLE_TAG =
  /<\/?(?:a|abbr|b|br|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,500})?\/?>/i;
const SELF_CLOSED = /<([a-z][\w:-]{0,60})((?:\s+[\w:-]{1,60}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/>/gi;
const VOID_TAGS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
