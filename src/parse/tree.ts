import type { Cheerio, CheerioAPI, load } from 'cheerio';

/** Any node of a parsed page. cheerio does not export the type by name. */
export type PageNode = Exclude<Parameters<typeof load>[0], string | readonly unknown[] | Buffer>;

/** A parsed body, and the element (or fragment) that holds the article. */
export interface BodyTree {
  readonly $: CheerioAPI;
  readonly root: Cheerio<PageNode>;
}

export type ElementNode = Extract<PageNode, { readonly attribs: unknown }>;

/** All elements beneath the root for which `isWanted` holds, in reading order. Several times faster than a selector. */
export function findElements(root: BodyTree['root'], isWanted: (element: ElementNode) => boolean): ElementNode[] {
  const found: ElementNode[] = [];
  const visit = (node: PageNode): void => {
    if ('attribs' in node && isWanted(node)) found.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const node of root.toArray()) if ('children' in node) for (const child of node.children) visit(child);
  return found;
}

/**
 * Takes nodes out of their tree, in time that grows with the number of nodes and siblings: removing them
 * one by one would look each up among all its siblings.
 */
export function detachAll(nodes: Iterable<PageNode>): void {
  const going = new Set(nodes);
  const parents = new Set([...going].map((node) => node.parent));
  for (const parent of parents) {
    if (parent === null) continue;
    const staying = parent.children.filter((child) => !going.has(child));
    parent.children = staying;
    staying.forEach((child, i) => {
      child.prev = staying[i - 1] ?? null;
      child.next = staying[i + 1] ?? null;
    });
  }
  for (const node of going) {
    node.parent = null;
    node.prev = null;
    node.next = null;
  }
}

/** Elements that begin and end a line of visible text. */
export const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody ' +
    'tfoot thead title tr ul video audio'
  ).split(' '),
);

/** Elements whose content is never visible text. */
export const UNSEEN_TAGS: ReadonlySet<string> = new Set(
  'script style template noscript noembed noframes iframe object embed svg canvas math head link meta base textarea select button input'.split(
    ' ',
  ),
);
