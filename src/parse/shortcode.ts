import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { stripMarkdownTemplates, stripTemplates } from './template.ts';

/** Templates of Markdown taken out. Code spans (`` `{{ x }}` ``) keep theirs. */
export function stripShortcodes(markdown: string): string {
  if (!markdown.includes('{')) return markdown;
  if (!markdown.includes('`')) return stripMarkdownTemplates(markdown);
  let out = '';
  let from = 0;
  for (const [start, end] of codeSpans(markdown)) {
    out += stripMarkdownTemplates(markdown.slice(from, start)) + markdown.slice(start, end);
    from = end;
  }
  return out + stripMarkdownTemplates(markdown.slice(from));
}

/**
 * A markdown-it plugin: what only a site's generator understands goes before inline parsing sees it. Fences and
 * indented code are never touched, because their tokens hold no inline text.
 */
export function shortcodes(md: MarkdownIt): void {
  md.core.ruler.before('inline', 'shortcodes', (state: StateCore) => {
    state.tokens.forEach((token, i) => {
      if (token.type === 'inline') token.content = cleanInline(token.content, state.tokens[i - 2]);
      else if (token.type === 'html_block' && !/<(?:pre|code)\b/i.test(token.content))
        token.content = stripTemplates(token.content);
    });
  });
}

/** Where a list of contents would be put: `[TOC]`, and kramdown's list item that `{:toc}` replaces. */
const CONTENTS = /^(?:\[\[?_?toc_?\]?\]|@\[toc\].*|\$\{toc\}|.{0,40}\n\{:\s?toc\s*\})$/i;
const TASK = /^\[[ xX]\]\s+/;
const ALERT = /^\[!\w+\][+-]?[ \t]*\n?/;

/** `container`: the token two before, which opens what the paragraph begins. */
function cleanInline(content: string, container: Token | undefined): string {
  const first = content[0];
  if ((first === '[' || first === '@' || first === '$' || content.includes('toc}')) && CONTENTS.test(content))
    return '';
  let text = content;
  if (first === '[') {
    if (container?.type === 'list_item_open') text = text.replace(TASK, '');
    else if (container?.type === 'blockquote_open') text = text.replace(ALERT, '');
  }
  return stripShortcodes(text);
}

/** Start and end of each code span: between runs of backticks of one length, as CommonMark pairs them. */
function codeSpans(text: string): readonly (readonly [number, number])[] {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ start: match.index, length: match[0].length }));
  const nextAlike: (number | undefined)[] = [];
  const last = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    const { length } = runs[i] as (typeof runs)[number];
    nextAlike[i] = last.get(length);
    last.set(length, i);
  }
  const spans: [number, number][] = [];
  for (let i = 0; i < runs.length; i++) {
    const close = nextAlike[i];
    if (close === undefined) continue;
    const end = runs[close] as (typeof runs)[number];
    spans.push([(runs[i] as (typeof runs)[number]).start, end.start + end.length]);
    i = close;
  }
  return spans;
}
