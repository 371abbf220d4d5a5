import MarkdownIt, { type MarkdownIt as Renderer } from 'markdown-it';
import { shortcodes } from './shortcode.ts';

/** CommonMark with tables and raw HTML, as HTML that still has to be cleaned and sanitised. */
export const renderMarkdown = (markdown: string): string => renderer.render(markdown);

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

/** MDX: its imports and exports are program, not prose. */
export const stripModuleLines = (markdown: string): string =>
  markdown
    .split('\n')
    .map((line) => (isModuleLine(line) ? '' : line))
    .join('\n');

function isModuleLine(line: string): boolean {
  if (/^export\s+(?:const|default|let|function)\b/.test(line)) return true;
  if (!/^import\s.*['"];?$/.test(line)) return false;
  if (/^import\s+['"]./.test(line)) return true;
  return /^import\s.+?\sfrom\s+['"]./.test(line);
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

const renderer = new MarkdownIt({ html: true, linkify: true }).use(htmlBehindHtml).use(shortcodes);
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
renderer.renderer.rules.softbreak = (tokens, index) =>
  CREDIT_LINE.test(tokens[index + 1]?.content ?? '') ? '<br>\n' : '\n';
