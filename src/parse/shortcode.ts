import type { MarkdownIt } from 'markdown-it';

/**
 * Takes template syntax out of prose: Hugo shortcodes (`{{< x >}}`, `{{% x %}}`), Liquid and Nunjucks tags
 * (`{% x %}`, `{{ x }}`, `{# x #}`). A `figure` shortcode becomes the image it stands for. Code spans
 * (`` `{{ x }}` ``) keep theirs.
 */
export function stripShortcodes(markdown: string): string {
  if (!markdown.includes('{')) return markdown;
  if (!markdown.includes('`')) return stripTemplates(markdown);
  let kept = '';
  let from = 0;
  for (const { start, end } of codeSpans(markdown)) {
    kept += stripTemplates(markdown.slice(from, start)) + markdown.slice(start, end);
    from = end;
  }
  return kept + stripTemplates(markdown.slice(from));
}

/** The same for text that is no Markdown: nothing in it is a code span. */
export function stripTemplates(text: string): string {
  if (!text.includes('{')) return text;
  let kept = '';
  let from = 0;
  // A mark once not found is not looked for again: else a text of opening marks is searched through for each.
  const missing = new Set<string>();
  const endOf = (mark: string, after: number): number => {
    if (missing.has(mark)) return -1;
    const at = text.indexOf(mark, after);
    if (at < 0) missing.add(mark);
    return at < 0 ? -1 : at + mark.length;
  };
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    if (at < from) continue;
    const end = endOfTemplate(text, at, endOf);
    if (end < 0) continue;
    kept += text.slice(from, at) + figureOf(text.slice(at, end));
    from = end;
    at = end - 1;
  }
  return kept + text.slice(from);
}

/**
 * A markdown-it plugin: shortcodes go before inline parsing sees them. Fences and indented code are never
 * touched, because their tokens hold no inline text.
 */
export function shortcodes(md: MarkdownIt): void {
  md.core.ruler.before('inline', 'shortcodes', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'inline') token.content = stripShortcodes(token.content);
      else if (token.type === 'html_block' && !/<(?:pre|code)\b/i.test(token.content))
        token.content = stripTemplates(token.content);
    }
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** CommonMark's code spans: from a run of backticks to the next of the same length. */
function codeSpans(markdown: string): readonly Span[] {
  const runs = [...markdown.matchAll(/`+/g)].map(({ 0: run, index }) => ({ start: index, length: run.length }));
  const next = new Map<number, number>();
  const closers = runs.map(() => -1);
  for (let i = runs.length - 1; i >= 0; i--) {
    const { length } = runs[i] as (typeof runs)[number];
    closers[i] = next.get(length) ?? -1;
    next.set(length, i);
  }
  const spans: Span[] = [];
  for (let i = 0; i < runs.length; i++) {
    const closer = closers[i] as number;
    if (closer < 0) continue;
    const { start } = runs[i] as (typeof runs)[number];
    const close = runs[closer] as (typeof runs)[number];
    spans.push({ start, end: close.start + close.length });
    i = closer;
  }
  return spans;
}

/** Index behind the template that begins at `at`; -1 when none does. `endOf` finds a mark behind an index. */
function endOfTemplate(text: string, at: number, endOf: (mark: string, after: number) => number): number {
  const opening = text.slice(at, at + 3);
  if (opening === '{{<' || opening === '{{%') {
    const ends = [endOf('>}}', at + 3), endOf('%}}', at + 3)].filter((end) => end >= 0);
    if (ends.length > 0) return Math.min(...ends);
  }
  if (opening.startsWith('{%')) return endOf('%}', endOfComment(text, at, endOf) ?? at + 2);
  // Neither may hold braces.
  if (opening.startsWith('{{')) return endWithout(text, at + 2, '}}');
  return opening.startsWith('{#') ? endWithout(text, at + 2, '#}') : -1;
}

/** Where the tag that ends the comment begins, if a comment begins at `at` and is ended. */
function endOfComment(text: string, at: number, endOf: (mark: string, after: number) => number): number | null {
  if (!COMMENT.test(text.slice(at, at + MAX_TAG_LENGTH))) return null;
  const end = endOf('endcomment', at);
  return end < 0 ? null : end;
}

function endWithout(text: string, from: number, mark: string): number {
  BRACE.lastIndex = from;
  const brace = BRACE.exec(text)?.index ?? -1;
  if (brace < 0) return -1;
  const start = mark === '#}' ? brace - 1 : brace;
  return start >= from && text.startsWith(mark, start) ? start + mark.length : -1;
}

const BRACE = /[{}]/g;
const COMMENT = /^\{%-?\s*comment\s*-?%\}/;
/** Of a tag that holds one word. */
const MAX_TAG_LENGTH = 40;
const FIGURE = /^\{\{[<%]\s*figure\s([^}]*)[>%]\}\}$/;

/** The picture that a template stands for; nothing for any other. */
function figureOf(template: string): string {
  const attributes = FIGURE.exec(template)?.[1];
  if (attributes === undefined) return '';
  const kept = [...attributes.matchAll(/\b(src|link|alt|title|caption|width|height)\s*=\s*"([^"]*)"/g)].map(
    ([, name, value]) =>
      [name as string, (value as string).replace(/[<>"&]/g, (c) => `&#${c.charCodeAt(0)};`)] as const,
  );
  const values = new Map(kept);
  const src = values.get('src');
  if (src === undefined) return '';
  const size = ['width', 'height'].map((name) => (values.has(name) ? ` ${name}="${values.get(name)}"` : '')).join('');
  const caption = values.get('caption') ?? values.get('title');
  const image = `<img src="${src}" alt="${values.get('alt') ?? ''}"${size}>`;
  return caption === undefined ? image : `<figure>${image}<figcaption>${caption}</figcaption></figure>`;
}
