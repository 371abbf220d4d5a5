import { load } from 'cheerio';

/** Said again here, so that a slip in the sanitiser's own list is seen. */
const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr article b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em ' +
    'figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span ' +
    'strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'
  ).split(' '),
);

const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  'a href': /^(?:https?:\/\/[^\s<>"]+|mailto:[^\s<>"]*)$/,
  'a rel': /^noopener noreferrer$/,
  'a title': /^/,
  'img src': /^https?:\/\/[^\s<>"]+$/,
  'img alt': /^/,
  'img title': /^/,
  'img width': /^\d{1,5}$/,
  'img height': /^\d{1,5}$/,
  'img referrerpolicy': /^[a-z-]+$/,
  'td colspan': /^/,
  'td rowspan': /^/,
  'th colspan': /^/,
  'th rowspan': /^/,
  'th scope': /^/,
  'ol start': /^/,
  'ol reversed': /^/,
  'ol type': /^/,
  'time datetime': /^/,
  'abbr title': /^/,
  'bdo dir': /^/,
  'blockquote cite': /^https?:\/\/[^\s<>"]+$/,
};

/** What a page that takes the HTML in may have around it. */
const SURROUNDINGS = ['body', 'div', 'p', 'table', 'td', 'li', 'a', 'pre'] as const;
const FRAMES: Readonly<Record<(typeof SURROUNDINGS)[number], readonly [string, string]>> = {
  body: ['<!doctype html><html><head></head><body>', '</body></html>'],
  div: ['<div>', '</div>'],
  p: ['<p>', '</p>'],
  table: ['<table>', '</table>'],
  td: ['<table><tr><td>', '</td></tr></table>'],
  li: ['<ul><li>', '</li></ul>'],
  a: ['<a>', '</a>'],
  pre: ['<pre>', '</pre>'],
};

/**
 * What in stored HTML is not inert once a browser's parser has read it, put into several surroundings, and
 * once more after it was written and read again; empty when all is well.
 */
export function dangersIn(html: string): readonly string[] {
  const found = new Set<string>();
  for (const surrounding of SURROUNDINGS) {
    const [before, after] = FRAMES[surrounding];
    let written = before + html + after;
    for (const round of ['read', 'read again']) {
      for (const scriptingEnabled of [true, false]) {
        const $ = load(written, { scriptingEnabled }, surrounding === 'body');
        for (const danger of dangersOf($.root().get(0), surrounding === 'body'))
          found.add(`${danger} (${surrounding}, ${round})`);
        if (!scriptingEnabled) written = $.html();
      }
    }
  }
  return [...found];
}

interface AnyNode {
  readonly type: string;
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly children?: readonly AnyNode[];
  readonly data?: string;
}

function dangersOf(root: unknown, isDocument: boolean): string[] {
  const found: string[] = [];
  const queue: AnyNode[] = [root as AnyNode];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    queue.push(...(node.children ?? []));
    if (node.type === 'text' || node.type === 'root') continue;
    const name = node.name ?? '';
    if (node.type === 'directive' && isDocument && name === '!doctype') continue;
    if (node.type !== 'tag') found.push(`a ${node.type} ${name}`);
    else if (isDocument && /^(?:html|head|body)$/.test(name)) {
      if (Object.keys(node.attribs ?? {}).length > 0) found.push(`attributes on <${name}>`);
    } else if (!ELEMENTS.has(name)) found.push(`<${name}>`);
    else if (node.namespace !== 'http://www.w3.org/1999/xhtml') found.push(`<${name}> in ${node.namespace}`);
    else found.push(...dangerousAttributes(name, node.attribs ?? {}));
  }
  return found;
}

function dangerousAttributes(name: string, attribs: Readonly<Record<string, string>>): string[] {
  return Object.entries(attribs)
    .filter(([attribute, value]) => ATTRIBUTES[`${name} ${attribute}`]?.test(value) !== true)
    .map(([attribute, value]) => `<${name} ${attribute}=${JSON.stringify(value)}>`);
}
