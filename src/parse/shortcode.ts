import type { MarkdownIt } from 'markdown-it';

/**
 * Takes template syntax out of prose: Hugo shortcodes (`{{< x >}}`, `{{% x %}}`), Liquid and Nunjucks tags
 * (`{% x %}`, `{{ x }}`, `{# x #}`). A `figure` shortcode becomes the image it stands for. Code spans
 * (`` `{{ x }}` ``) keep theirs.
 */
export function stripShortcodes(markdown: string): string {
  if (!markdown.includes('{')) return markdown;
  return markdown
    .split(CODE_SPAN)
    .map((part, i) => (i % 3 === 2 ? '' : i % 3 === 1 ? part : stripTemplates(part)))
    .join('');
}

/** The same for text that is no Markdown: nothing in it is a code span. */
export const stripTemplates = (text: string): string =>
  text.includes('{') ? text.replace(COMMENT_BLOCK, '').replace(FIGURE, figureOf).replace(TEMPLATE, '') : text;

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

// Two groups, so that a split gives: text, span, its backticks, text, …
const CODE_SPAN = /((`+)(?:[^`]|(?!\2(?!`))`)+?\2(?!`))/;
const COMMENT_BLOCK = /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g;
const FIGURE = /\{\{[<%]\s*figure\s+([^}]*?)\/?\s*[>%]\}\}/g;
const TEMPLATE = /\{\{[<%][\s\S]*?[>%]\}\}|\{%[\s\S]*?%\}|\{\{[^{}]*\}\}|\{#[^{}]*?#\}/g;

function figureOf(_: string, attributes: string): string {
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
