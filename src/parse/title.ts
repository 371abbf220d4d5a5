import { load } from 'cheerio';
import type { JsonObject, ParsedDocument } from '../model/document.ts';
import { foldName } from '../model/fold.ts';
import { stringField } from './field.ts';
import { isBlank, visibleText } from './text.ts';
import { BLOCK_TAGS, type BodyTree, type PageNode } from './tree.ts';

export interface Title {
  /** Never empty. */
  readonly title: string;
  readonly provenance: ParsedDocument['titleProvenance'];
}

export interface TitleClues {
  readonly frontMatter: JsonObject;
  /** What a page's head calls it. */
  readonly pageTitle: string | null;
  readonly path: string;
}

/**
 * Front matter, else the first heading, else the file's name. The heading that is the title, or repeats it,
 * is taken out of the tree, so that the text does not say it twice.
 */
export function takeTitle(tree: BodyTree, { frontMatter, pageTitle, path }: TitleClues): Title {
  const given = stringField(frontMatter, ...TITLE_KEYS);
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

const TITLE_KEYS = ['title', 'headline', '标题'];
const UNTITLED = 'Untitled';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Titles copied out of HTML: `A &amp; B`, `it&#8217;s`. */
const decodeReferences = (text: string): string =>
  /&(?:#\d+|#x[\da-f]+|[a-z]\w+);/i.test(text) ? oneLine(load(text.replaceAll('<', '&lt;'), null, false).text()) : text;

/** The first `h1`, or another heading if nothing stands before it. */
function firstHeading({ $, root }: BodyTree): PageNode | null {
  const main = root
    .find('h1')
    .toArray()
    .find((node) => !isBlank(node));
  if (main !== undefined) return main;
  const first = root
    .find('*')
    .toArray()
    .find((node) => BLOCK_TAGS.has(node.name) && !isBlank(node) && isLeaf($, node));
  return first !== undefined && /^h[1-3]$/.test(first.name) ? first : null;
}

const isLeaf = ($: BodyTree['$'], node: PageNode): boolean =>
  !$(node)
    .children()
    .toArray()
    .some((child) => BLOCK_TAGS.has(child.name) && !isBlank(child));

function nameOf(path: string): string {
  const segments = path.split('/');
  const file = (segments.pop() ?? '').replace(/\.[^.]*$/, '');
  const name = /^(?:_?index|readme)$/i.test(file) ? (segments.pop() ?? file) : file;
  const undated = name.replace(/^(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8}(?:\.\d+)?)[-_ ]+(?=\S)/, '');
  return oneLine(
    /^[\w.-]+$/.test(undated) && /[a-z]-[a-z]|[a-z]_[a-z]/i.test(undated) ? undated.replace(/[-_]+/g, ' ') : undated,
  );
}
