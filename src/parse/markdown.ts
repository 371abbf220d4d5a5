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
  if (DOCUMENT_START.test(text)) return true;
  if (!text.endsWith('>')) return false;
  return !MARKDOWN_SYNTAX.test(text.replace(VERBATIM_ELEMENT, ''));
}

/** True for a whole page, with a head, rather than a piece of one. */
export const isHtmlDocument = (html: string): boolean => DOCUMENT_START.test(html.trim());

/** MDX: its imports and exports are program, not prose. */
export const stripModuleLines = (markdown: string): string =>
  markdown.replace(
    /^(?:import\s.+\sfrom\s+['"].+['"];?|import\s+['"].+['"];?|export\s+(?:const|default|let|function)\b.*)$/gm,
    '',
  );

const BLOCK_START =
  /^<(?:!--|!doctype|html|head|body|div|p|article|section|main|table|figure|ul|ol|dl|h[1-6]|blockquote|header|center|span|img|a|strong|b)\b/i;
const DOCUMENT_START = /^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)*<(?:!doctype\s+html|html)\b/i;
const VERBATIM_ELEMENT = /<(pre|code|script|style|textarea)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi;
const MARKDOWN_SYNTAX =
  /^(?:#{1,6} \S|```|~~~|\[[^\]]+\]:\s|={3,}$|-{3,}$)|\]\((?:https?:|\/|\.|#)|^\s{0,3}(?:[*+-]|\d+\.) \*{0,2}\[/m;

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
