/**
 * Takes template syntax out of text, in one pass: Hugo shortcodes (`{{< x >}}`, `{{% x %}}`), Liquid and
 * Nunjucks tags (`{% x %}`, `{{ x }}`, `{# x #}`), MDX comments. Tags that stand for a picture become that
 * picture, and an address filtered into a link (`{{ "/a.png" | relative_url }}`) becomes the address.
 */
export function stripTemplates(text: string): string {
  return text.includes('{') ? scan(text, FORMS) : text;
}

/** The same for Markdown, whose attribute lists (`{#id}`, `{: .class}`, `{:toc}`) go too. */
export function stripMarkdownTemplates(text: string): string {
  return text.includes('{') ? scan(text, MARKDOWN_FORMS) : text;
}

/**
 * What stands between `{% raw %}` and `{% endraw %}` is meant to be read, braces and all. It is kept from
 * {@link stripTemplates} by a mark that {@link unprotect} takes away again.
 */
export function protectRaw(text: string): string {
  const end = Math.max(text.lastIndexOf('endraw'), text.lastIndexOf('endverbatim'));
  if (end < 0) return text;
  const limit = text.indexOf('%}', end) + 2 || text.length;
  const protectedHead = text
    .slice(0, limit)
    .replace(RAW, (_, inner: string) => inner.replace(/\{(?=[{%#])/g, PROTECTED));
  return protectedHead + text.slice(limit);
}

/** Braces as the writer meant them. */
export const unprotect = (text: string): string => (text.includes(MARK) ? text.replaceAll(PROTECTED, '{') : text);

// A word joiner: invisible wherever one should slip through.
const MARK = '\u2060';
const PROTECTED = `{${MARK}`;
const RAW = /\{%-?\s*(?:raw|verbatim)\s*-?%\}([\s\S]*?)\{%-?\s*end(?:raw|verbatim)\s*-?%\}/g;

interface Form {
  readonly open: string;
  readonly close: string;
  /** Whether a further `{` inside shows that this one opens nothing. */
  readonly isFlat: boolean;
}

// The longer opening first.
const FORMS: readonly Form[] = [
  { open: '{{<', close: '>}}', isFlat: false },
  { open: '{{%', close: '%}}', isFlat: false },
  { open: '{%', close: '%}', isFlat: false },
  { open: '{{{', close: '}}}', isFlat: true },
  { open: '{{', close: '}}', isFlat: true },
  { open: '{/*', close: '*/}', isFlat: true },
  { open: '{#', close: '#}', isFlat: true },
];
const MARKDOWN_FORMS: readonly Form[] = [...FORMS];

const ATTRIBUTES =
  /\{(?::\s?(?:toc|no_?toc)?|(?=\s?[#.]))(?:\s*(?:#[^\s{}]{1,100}|\.[\p{L}_-][^\s{}]{0,100}|[\w-]{1,40}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'{}]{1,100})))*\s*\}/uy;

function scan(text: string, forms: readonly Form[]): string {
  // A closing mark that is nowhere ahead is not looked for again: one pass, whatever the text holds.
  const absent = new Set<string>();
  let out = '';
  let kept = 0;
  let from = 0;
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
    const end = endOfTemplate(text, at, { forms, absent });
    if (end === null) {
      from = at + 1;
      continue;
    }
    out += text.slice(kept, at) + replacementOf(text, at, end);
    kept = end;
    from = end;
  }
  return out + text.slice(kept);
}

function endOfTemplate(
  text: string,
  at: number,
  { forms, absent }: { readonly forms: readonly Form[]; readonly absent: Set<string> },
): number | null {
  if (forms === MARKDOWN_FORMS && text[at - 1] !== '\\') {
    ATTRIBUTES.lastIndex = at;
    const attributes = ATTRIBUTES.exec(text);
    if (attributes !== null) return at + attributes[0].length;
  }
  for (const { open, close, isFlat } of forms) {
    if (!text.startsWith(open, at) || absent.has(close)) continue;
    const inside = at + open.length;
    const inner = isFlat ? text.indexOf('{', inside) : -1;
    const end = inner < 0 ? text.indexOf(close, inside) : text.slice(inside, inner).indexOf(close) + inside;
    if (inner < 0 && end < 0) absent.add(close);
    else if (end >= inside) return end + close.length;
  }
  return null;
}

/** What stands for a template: a picture, an address, or nothing. */
function replacementOf(text: string, at: number, end: number): string {
  const template = text.slice(at, end);
  const address = FILTERED_ADDRESS.exec(template)?.[1];
  if (address !== undefined && /[("'=]/.test(text[at - 1] ?? '')) return address;
  // `[x]({{< ref "a" >}} "title")` is a link only while something stands in the place of its address.
  if (text.startsWith('](', at - 2) && /^\s/.test(text.slice(end, end + 1))) return '<>';
  return pictureOf(template);
}

const FILTERED_ADDRESS =
  /^\{\{-?\s*["']([^"'\s]{1,500})["']\s*\|\s*(?:url|(?:relative|absolute)_?url|(?:rel|abs)URL|prepend\b[^}]*)\s*-?\}\}$/i;
const PICTURE_TAG =
  /^\{(?:\{[<%]|%)-?\s*(figure|image|img|asset_img|picture|include)\s+([\s\S]{1,2000}?)\/?\s*-?[>%]\}\}?$/;
const ATTRIBUTE = /([\w-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const SOURCE_NAMES = ['src', 'link', 'url', 'image', 'image_path', 'file', 'path'];
const PICTURE_ADDRESS = /^(?:https?:)?\/\/\S+$|^[^\s:"'<>]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:\?\S*)?$/i;

function pictureOf(template: string): string {
  const [, name, written] = PICTURE_TAG.exec(template) ?? [];
  if (name === undefined || written === undefined) return '';
  const values = new Map(
    [...written.matchAll(ATTRIBUTE)].map(([, key = '', double, single]) => [key.toLowerCase(), double ?? single ?? '']),
  );
  const named = SOURCE_NAMES.map((key) => values.get(key)).find(
    (value) => value !== undefined && PICTURE_ADDRESS.test(value),
  );
  // Hexo: `{% img left /a.jpg 600 400 "title" %}`, `{% asset_img a.jpg title %}`.
  const words = written.trim().split(/\s+/, 20);
  const bare = values.size === 0 && name !== 'include' ? words.find((word) => PICTURE_ADDRESS.test(word)) : undefined;
  const source = named ?? bare ?? (name === 'figure' ? values.get('src') : undefined);
  if (source === undefined || source === '') return '';
  const attribute = (key: string, value: string | undefined): string =>
    value === undefined || value === '' ? '' : ` ${key}="${escaped(value)}"`;
  const size = ['width', 'height'].map((key) => attribute(key, values.get(key))).join('');
  const image = `<img src="${escaped(source)}" alt="${escaped(values.get('alt') ?? '')}"${size}>`;
  const caption = values.get('caption') ?? values.get('title');
  return caption === undefined || caption === ''
    ? image
    : `<figure>${image}<figcaption>${escaped(caption)}</figcaption></figure>`;
}

const escaped = (value: string): string => value.replace(/[<>"&]/g, (c) => `&#${c.charCodeAt(0)};`);
