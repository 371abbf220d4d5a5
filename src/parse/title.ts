import { load } from 'cheerio';
import type { JsonObject, ParsedDocument } from '../model/document.ts';
import { foldName } from '../model/fold.ts';
import { stringField } from './field.ts';
import { isBlank, visibleText } from './text.ts';
import { BLOCK_TAGS, type BodyTree, type ElementNode, findElements, type PageNode } from './tree.ts';

export interface Title {
  /** Never empty. */
  readonly title: string;
  readonly provenance: ParsedDocument['titleProvenance'];
}

export interface TitleClues {
  readonly frontMatter: JsonObject;
  /** Keys that may hold the title. */
  readonly keys: readonly string[];
  /** What a page's head calls it. */
  readonly pageTitle: string | null;
  readonly path: string;
}

/**
 * Front matter, else the first heading, else the file's name. The heading that is the title, or repeats it,
 * is taken out of the tree, so that the text does not say it twice.
 */
export function takeTitle(tree: BodyTree, { frontMatter, keys, pageTitle, path }: TitleClues): Title {
  const given = stringField(frontMatter, ...keys);
  const heading = firstHeading(tree);
  const headingText = heading === null ? '' : oneLine(visibleText(heading));
  if (given !== null) {
    const title = decodeReferences(given);
    if (heading !== null && foldName(headingText) === foldName(title)) tree.$(heading).remove();
    return { title, provenance: 'FRONT_MATTER' };
  }
  if (heading !== null && headingText !== '') {
    tree.$(heading).remove();
    return { title: headingText, provenance: 'HEADING' };
  }
  if (pageTitle !== null) return { title: oneLine(pageTitle), provenance: 'HEADING' };
  const subject = stringField(frontMatter, 'subject');
  if (subject !== null) return { title: subject, provenance: 'FRONT_MATTER' };
  const named = nameOf(path);
  return named === '' ? { title: UNTITLED, provenance: 'NONE' } : { title: named, provenance: 'FILE_NAME' };
}

const UNTITLED = 'Untitled';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Titles copied out of HTML: `A &amp; B`, `it&#8217;s`. */
const decodeReferences = (text: string): string =>
  /&(?:#\d+|#x[\da-f]+|[a-z]\w+);/i.test(text) ? oneLine(load(text.replaceAll('<', '&lt;'), null, false).text()) : text;

/** The first `h1`, or another heading if nothing stands before it. */
function firstHeading({ root }: BodyTree): PageNode | null {
  const main = findElements(root, ({ name }) => name === 'h1').find((node) => !isBlank(node));
  if (main !== undefined) return main;
  const first = firstBlock(root.toArray());
  return first !== null && /^h[1-3]$/.test(first.name) ? first : null;
}

/** The first innermost element that forms a line of text. */
function firstBlock(nodes: readonly PageNode[]): ElementNode | null {
  for (const node of nodes) {
    if (!('children' in node)) continue;
    const inner = firstBlock(node.children);
    if (inner !== null) return inner;
    if ('attribs' in node && BLOCK_TAGS.has(node.name) && !isBlank(node)) return node;
  }
  return null;
}

function nameOf(path: string): string {
  const segments = path.split('/');
  const file = (segments.pop() ?? '').replace(/\.[^.]*$/, '');
  const name = /^(?:_?index|readme)$/i.test(file) ? (segments.pop() ?? file) : file;
  const undated = name.replace(/^(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8}(?:\.\d+)?)[-_ ]+(?=\S)/, '');
  return oneLine(
    /^[\w.-]+$/.test(undated) && /[a-z]-[a-z]|[a-z]_[a-z]/i.test(undated) ? undated.replace(/[-_]+/g, ' ') : undated,
  );
}
