import MarkdownIt, { type MarkdownIt as Renderer, type Token } from 'markdown-it';
import { normaliseDialect } from './dialect.ts';
import { wideEmphasis } from './emphasis.ts';
import { footnotes } from './footnote.ts';
import { shortcodes } from './shortcode.ts';

/**
 * CommonMark with GFM's tables, strikethrough, autolinks, task lists and footnotes, and raw HTML, as HTML that
 * still has to be cleaned and sanitised.
 */
export function renderMarkdown(markdown: string): RenderedMarkdown {
  const env = {};
  const tokens = renderer.parse(normaliseDialect(markdown), env);
  return { html: renderer.renderer.render(tokens, renderer.options, env), isWellFormed: !tokens.some(holdsHtml) };
}

export interface RenderedMarkdown {
  readonly html: string;
  /** True when none of it was HTML to begin with, so that every element is closed where it has to be. */
  readonly isWellFormed: boolean;
}

const holdsHtml = ({ type, children }: Token): boolean =>
  type === 'html_block' || (children?.some((child) => child.type === 'html_inline') ?? false);

/**
 * True when a body that came in a Markdown file is HTML as it stands. Markdown would end its blocks at
 * blank lines and take the indented lines behind them for code.
 */
export function isHtmlBody(body: string): boolean {
  const text = body.trim();
  if (!BLOCK_START.test(text)) return false;
  if (isHtmlDocument(text)) return true;
  if (!text.endsWith('>')) return false;
  return !MARKDOWN_SYNTAX.test(withoutVerbatim(text));
}

/** True for a whole page, with a head, rather than a piece of one. */
export function isHtmlDocument(html: string): boolean {
  let at = 0;
  for (;;) {
    at = indexOfInk(html, at);
    const end = html.startsWith('<!--', at)
      ? endBehind(html, '-->', at + 4)
      : html.startsWith('<?xml', at)
        ? endBehind(html, '>', at)
        : -1;
    if (end < 0) return DOCUMENT_START.test(html.slice(at, at + 40));
    at = end;
  }
}

function indexOfInk(text: string, from: number): number {
  INK.lastIndex = from;
  return INK.exec(text)?.index ?? text.length;
}

function endBehind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

/** Without what HTML takes as it stands: code, programs, comments; those that never close stay. */
function withoutVerbatim(html: string): string {
  // Letter by letter, so that no index moves.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const missing = new Set<string>();
  let kept = '';
  let from = 0;
  for (const { 0: opening, 1: name, index } of html.matchAll(VERBATIM_OPENING)) {
    if (index < from) continue;
    const closing = name === undefined ? '-->' : `</${name.toLowerCase()}>`;
    if (missing.has(closing)) continue;
    const end = endBehind(lower, closing, index + opening.length);
    if (end < 0) missing.add(closing);
    else {
      kept += html.slice(from, index);
      from = end;
    }
  }
  return kept + html.slice(from);
}

const BLOCK_START =
  /^<(?:!--|!doctype|html|head|body|div|p|article|section|main|table|figure|ul|ol|dl|h[1-6]|blockquote|header|center|span|img|a|strong|b)\b/i;
const DOCUMENT_START = /^<(?:!doctype\s+html|html)\b/i;
const INK = /\S/g;
const VERBATIM_OPENING = /<(?:(pre|code|script|style|textarea)\b|!--)/gi;
const MARKDOWN_SYNTAX =
  /^(?:#{1,6} \S|```|~~~|\[[^\]\n]+\]:\s|={3,}$|-{3,}$)|\]\((?:https?:|\/|\.|#)|^\s{0,3}(?:[*+-]|\d+\.) \*{0,2}\[/m;

// A line that begins with a role (作者：, 译者：) is a line of its own wherever the writer broke it.
const CREDIT_LINE = /^\s*[\p{Script=Han}]{1,6}\s*[：:]/u;

/**
 * Indented lines right behind a block of HTML that begin with a tag are more of that HTML: who wrote them
 * indented tags, not an example of code.
 */
function htmlBehindHtml(md: Renderer): void {
  md.core.ruler.after('block', 'html_behind_html', (state) => {
    state.tokens.forEach((token, i) => {
      if (token.type !== 'code_block' || state.tokens[i - 1]?.type !== 'html_block') return;
      if (/^\s*<\/?[a-z]/i.test(token.content)) token.type = 'html_block';
    });
  });
}

/**
 * CommonMark keeps a block of HTML open until a blank line. A heading or a picture of Markdown inside one stands
 * behind a blank line that its writer forgot.
 */
function markdownBehindHtml(md: Renderer): void {
  md.core.ruler.after('block', 'markdown_behind_html', (state) => {
    if (!state.tokens.some(isMixed)) return;
    state.tokens = state.tokens.flatMap((token) => {
      if (!isMixed(token)) return [token];
      const [html = '', ...parts] = token.content.split(MIXED);
      token.content = html;
      const rest: Token[] = [];
      for (const part of parts) md.block.parse(part, md, state.env, rest);
      return [token, ...rest];
    });
  });
}

const MIXED = /\n(?=#{1,6} \S|!\[[^\]\n]*\]\()/;
const isMixed = (token: Token): boolean =>
  token.type === 'html_block' &&
  MIXED.test(token.content) &&
  !/<(?:pre|code|script|style|textarea|!--)/i.test(token.content);

const renderer = new MarkdownIt({ html: true, linkify: true })
  .use(markdownBehindHtml)
  .use(htmlBehindHtml)
  .use(shortcodes)
  .use(footnotes)
  .use(wideEmphasis);
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// What its expressions search for, and most text has none of.
const MAY_LINK = /\/\/|mailto:/i;
const findsLink = renderer.linkify.test.bind(renderer.linkify);
renderer.linkify.test = (text) => MAY_LINK.test(text) && findsLink(text);
renderer.renderer.rules.softbreak = (tokens, index) =>
  CREDIT_LINE.test(tokens[index + 1]?.content ?? '') ? '<br>\n' : '\n';
