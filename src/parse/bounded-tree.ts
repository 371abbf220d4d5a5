import { type CheerioAPI, type CheerioOptions, load } from 'cheerio';

/**
 * Parses HTML as browsers do, within bounds that no article reaches and that keep the time in proportion to
 * the length. Null when the markup goes beyond one of them.
 *
 * The rules of HTML are not linear by themselves: each tag may be looked up among all open elements, each
 * paragraph takes up all formatting left open, all that is misplaced in a table is put before it, and each
 * attribute is compared with all of its tag.
 */
export function loadBounded(html: string, kind: 'PAGE' | 'PIECE'): CheerioAPI | null {
  if (hasCrowdedTag(html)) return null;
  try {
    return load(html, { treeAdapter: boundedAdapter(html) }, kind === 'PAGE');
  } catch (fault) {
    if (fault === BEYOND_BOUNDS) return null;
    throw fault;
  }
}

/** The depth at which Chromium stops nesting elements (`kMaximumHTMLParserDOMTreeDepth`). */
export const MAX_DEPTH = 512;
const MAX_ATTRIBUTES = 128;
/** Beyond one element a tag: those that formatting left open adds. Real pages repeat a handful. */
const MAX_REPEATED = 20_000;
/** What is put before or taken out of the middle of its siblings, for each of which they are searched. */
const MAX_MISPLACED = 2000;

const BEYOND_BOUNDS = new Error('The markup goes beyond what is parsed');

type Adapter = NonNullable<CheerioOptions['treeAdapter']>;
type Parent = Parameters<Adapter['appendChild']>[0];

// cheerio gives it to whoever names none.
const LIBRARY_ADAPTER = load('', null, false).root().options.treeAdapter as Adapter;

function boundedAdapter(html: string): Adapter {
  let depth = 0;
  let misplaced = 0;
  let elements = 0;
  const maxElements = countOf('<', html) + MAX_REPEATED;
  const stopAbove = (count: number, bound: number): void => {
    if (count > bound) throw BEYOND_BOUNDS;
  };
  // All children of an element move to another one by one, from the first: taking each out of the list at once
  // would move all behind it.
  const drained = new Map<Parent, number>();
  const settle = (parent: Parent): void => {
    const taken = drained.get(parent);
    if (taken === undefined) return;
    parent.children.splice(0, taken);
    drained.delete(parent);
  };
  // The last child is where misplaced parts of a table and misnested formatting nearly always belong; the
  // library would look for it from the first.
  const insertBefore: Adapter['insertBefore'] = (parent, node, reference) => {
    settle(parent);
    if (parent.children.at(-1) !== reference) {
      stopAbove(++misplaced, MAX_MISPLACED);
      LIBRARY_ADAPTER.insertBefore(parent, node, reference);
      return;
    }
    parent.children.pop();
    LIBRARY_ADAPTER.appendChild(parent, node);
    LIBRARY_ADAPTER.appendChild(parent, reference);
  };
  return {
    ...LIBRARY_ADAPTER,
    onItemPush: () => stopAbove(++depth, MAX_DEPTH),
    onItemPop: () => {
      depth--;
    },
    createElement(...given) {
      stopAbove(++elements, maxElements);
      return LIBRARY_ADAPTER.createElement(...given);
    },
    insertBefore,
    insertTextBefore(parent, text, reference) {
      const before = parent.children.at(-1) === reference ? parent.children.at(-2) : undefined;
      if (before?.type === 'text') before.data += text;
      else insertBefore(parent, LIBRARY_ADAPTER.createTextNode(text), reference);
    },
    appendChild(parent, node) {
      settle(parent);
      LIBRARY_ADAPTER.appendChild(parent, node);
    },
    insertText(parent, text) {
      settle(parent);
      LIBRARY_ADAPTER.insertText(parent, text);
    },
    getFirstChild: (parent) => parent.children[drained.get(parent) ?? 0] ?? null,
    detachNode(node) {
      const { parent, prev, next } = node;
      const taken = parent === null ? 0 : (drained.get(parent) ?? 0);
      if (parent !== null && parent.children[taken] === node) {
        drained.set(parent, taken + 1);
        if (next !== null) next.prev = null;
        node.parent = null;
        node.next = null;
        return;
      }
      if (parent !== null) settle(parent);
      if (parent === null || parent.children.at(-1) !== node) {
        stopAbove(++misplaced, MAX_MISPLACED);
        return LIBRARY_ADAPTER.detachNode(node);
      }
      parent.children.pop();
      if (prev !== null) prev.next = null;
      node.parent = null;
      node.prev = null;
    },
  };
}

function countOf(mark: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count++;
  return count;
}

/**
 * True when something that may be a tag has more attributes than are parsed. Every `<` and letter counts, also
 * within comments and programs: taking those for what they are is what the parser is for.
 */
function hasCrowdedTag(html: string): boolean {
  // Names without a break between share their attributes, so that none is looked at twice.
  for (const { 0: name, index } of html.matchAll(/<[a-z][^\t\n\f\r />]*/gi)) {
    let at = index + name.length;
    if (html[at] === '>') continue;
    for (let count = 0; ; count++) {
      if (count > MAX_ATTRIBUTES) return true;
      ATTRIBUTE.lastIndex = at;
      const attribute = ATTRIBUTE.exec(html);
      if (attribute === null) break;
      at += attribute[0].length;
    }
  }
  return false;
}

/** HTML, 13.2.5.32 to 13.2.5.38: a name, and perhaps a value. One whose quote never closes has none. */
const ATTRIBUTE =
  /[\t\n\f\r /]*[^\t\n\f\r />][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"|'[^']*'|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?/y;
