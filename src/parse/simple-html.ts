import {
  ALLOWED,
  ALLOWED_ATTRIBUTES,
  type Attributes,
  imageAttributes,
  linkAttributes,
  quotationAttributes,
} from './html-policy.ts';
import type { BodyTree, ElementNode, PageNode } from './tree.ts';

/**
 * The HTML of a body in which nothing is forbidden and nothing misplaced: what sanitising would give, without
 * writing the body out and parsing it again. Null where there is any doubt.
 *
 * It is safe by construction: tags are written from the allow-list, attributes by the same rules as those of the
 * sanitiser, and all else is escaped. No element is among them whose content is anything but HTML.
 */
export function writeSimpleHtml({ root }: BodyTree, baseUrl: string | null): string | null {
  const writer = new SimpleWriter(baseUrl);
  const roots = root.toArray();
  for (const [i, node] of roots.entries()) {
    if (i > 0) writer.html += '\n';
    if ('children' in node && !writer.writeAll(node.children, '')) return null;
  }
  return writer.html;
}

class SimpleWriter {
  html = '';
  private readonly baseUrl: string | null;

  constructor(baseUrl: string | null) {
    this.baseUrl = baseUrl;
  }

  /** False as soon as something is not simple. */
  writeAll(nodes: readonly PageNode[], parent: string): boolean {
    for (const node of nodes) {
      if (node.type === 'text') this.html += escapeText(node.data);
      else if (!('attribs' in node) || !this.writeElement(node, parent)) return false;
    }
    return true;
  }

  private writeElement(element: ElementNode, parent: string): boolean {
    const { name } = element;
    if (!ALLOWED.has(name) || CLOSED_BY.get(name)?.has(parent)) return false;
    const attributes = attributesOf(element, this.baseUrl);
    if (attributes === null) return false;
    if (VOID.has(name)) {
      // A picture without an address is none.
      if (name !== 'img' || attributes !== '') this.html += `<${name}${attributes} />`;
      return element.children.length === 0;
    }
    this.html += `<${name}${attributes}>`;
    if (!this.writeAll(element.children, name)) return false;
    this.html += `</${name}>`;
    return true;
  }
}

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img']);

/** Elements that end the open one they are found in: their parents are then others than the tree's. */
const CLOSED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    p: 'p h1 h2 h3 h4 h5 h6 article blockquote details div dl figcaption figure hr ol pre section table ul',
    li: 'li',
    tr: 'tr',
    th: 'tr th td',
    td: 'tr td',
    thead: 'td tbody tfoot',
    tbody: 'tbody tfoot',
    dd: 'dd dt',
    dt: 'dd dt',
    rt: 'rt rp',
    rp: 'rt rp',
  })
    .flatMap(([parent, names]) => names.split(' ').map((name) => [name, parent] as const))
    .reduce(
      (map, [name, parent]) => map.set(name, (map.get(name) ?? new Set()).add(parent)),
      new Map<string, Set<string>>(),
    ),
);

/** As they are written, a space before each; null when one is not simple. */
function attributesOf({ name, attribs }: ElementNode, baseUrl: string | null): string | null {
  const allowed = ALLOWED_ATTRIBUTES[name];
  if (allowed === undefined) return '';
  let written = '';
  const kept = keptAttributes(name, attribs, baseUrl);
  for (const key of Object.keys(kept)) {
    if (!allowed.includes(key)) continue;
    const value = kept[key] as string;
    if (value === '' && key !== 'alt') return null;
    written += ` ${key}="${escapeText(value).replaceAll('"', '&quot;')}"`;
  }
  return written;
}

function keptAttributes(name: string, attribs: Attributes, baseUrl: string | null): Attributes {
  switch (name) {
    case 'a':
      return linkAttributes(attribs, baseUrl);
    case 'img':
      return imageAttributes(attribs, baseUrl);
    case 'blockquote':
      return quotationAttributes(attribs, baseUrl);
    default:
      return attribs;
  }
}

const MARKUP = /[&<>]/;

const escapeText = (text: string): string =>
  MARKUP.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
