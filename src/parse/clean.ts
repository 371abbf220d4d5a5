import type { Credit } from '../model/document.ts';
import { isEditorLine, readCreditLine } from './credit-line.ts';
import { stripTemplates, unprotect } from './template.ts';
import { isBlank, visibleText } from './text.ts';
import {
  BLOCK_TAGS,
  type BodyTree,
  detachAll,
  type ElementNode,
  findElements,
  type PageNode,
  UNSEEN_TAGS,
} from './tree.ts';

/** What cleaning took away that still says something. */
export interface Removed {
  /** From editor footers. */
  readonly credits: readonly Credit[];
  /** `src` as written: pictures of a site, not of an article, wherever else they turn up. */
  readonly imageSources: ReadonlySet<string>;
}

/**
 * Takes out of the tree (in place) all that is no part of the article: program, comments, hidden parts,
 * advertisements, QR codes, share bars, counting pixels and editor footers.
 */
export function cleanTree(tree: BodyTree): Removed {
  const imageSources = new Set<string>();
  dropPaired(tree, imageSources);
  const { named, images } = dropUnseen(tree);
  dropPromotions(tree, named, imageSources);
  dropTrackers(images, imageSources);
  const blocks = trailingBlocks(tree);
  const hasMarked = named.some(isEditorMark);
  const { credits, isChanged } = dropEditorLines(tree, blocks, hasMarked);
  dropTrailingCalls(isChanged ? trailingBlocks(tree) : blocks, imageSources);
  return { credits, imageSources };
}

const UNSEEN: ReadonlySet<string> = new Set([...UNSEEN_TAGS, 'frame', 'applet', 'title']);
/** Older names of `pre`, whose content browsers take as it stands: tags in it are text, and stay that when it is stored. */
const VERBATIM: ReadonlySet<string> = new Set(['xmp', 'plaintext', 'listing']);
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

/** Class and id words of blocks that belong to the site. Matched on whole words of a name. */
const PROMOTION =
  /(?:^|[\s_-])(?:(?:append)?qr(?:_?code)?s?|erweima|ewm|ads?|advert(?:s|isement|ising)?|adsbygoogle|dfp|guanggao|share(?:bar|box|buttons?)?|bdsharebuttonbox|bshare|jiathis|addthis|social(?:share)?|sns|subscribe|newsletter|paywall|app(?:_?(?:download|promo))|download_?app|copyright|breadcrumbs?|pagination|cookie)(?=$|[\s_-])/i;
const PROMOTION_CAMEL = /appendQr|qrCode|QRCode|shareBar|appDownload/;
/** A block longer than this is the article, whatever its class is called. */
const MAX_PROMOTION_LENGTH = 300;
/** Up to this, even more than half of a short notice may be its share bar. */
const SURELY_SMALL = 40;

const MARKED_START =
  /(二维码|广告|推广|声明|分享|推荐阅读|相关阅读|相关新闻|qrcode|advert|\bad\b).*?(?:start|begin|开始)/i;

const TRAILING_CALL =
  /(?:扫描?|长按|识别).{0,8}(?:二维码|图片)|二维码.{0,8}(?:关注|下载|加入)|尽在.{1,10}(?:APP|客户端)|(?:下载|打开).{0,12}(?:APP|客户端)|(?:关注|搜索).{0,12}(?:公众号|微信号)|海量资讯、精准解读/i;
/** What marks a comment stands at its head; a long one is a part of the page that was switched off. */
const MAX_MARK_LENGTH = 200;
/** Calls and footers stand among the last lines. */
const TRAILING_BLOCKS = 8;
const MAX_CALL_LENGTH = 80;
/** Far above what any line of credits comes to. */
const MAX_FOOTER_LENGTH = 1000;
const MAX_SUFFIX_LENGTH = 44;

/** The text, or what is enough of it to see that it is longer than `length`. */
const textUpTo = (node: PageNode, length: number): string => visibleText(node, { enough: length });

/** Elements within, the node itself among them, in document order. */
function elementsIn(node: PageNode, found: ElementNode[] = []): ElementNode[] {
  if ('attribs' in node) found.push(node);
  if ('children' in node) for (const child of node.children) elementsIn(child, found);
  return found;
}

function removeAll(nodes: readonly PageNode[], imageSources: Set<string>): void {
  for (const node of nodes) {
    for (const { name, attribs } of elementsIn(node))
      if (name === 'img' && attribs.src !== undefined) imageSources.add(attribs.src);
  }
  detachAll(nodes);
}

type CommentNode = PageNode & { readonly data: string };

function startComments(nodes: readonly PageNode[], found: CommentNode[] = []): CommentNode[] {
  for (const node of nodes) {
    if (node.type === 'comment') {
      if (markOf(node.data) !== undefined) found.push(node as CommentNode);
    } else if ('children' in node) startComments(node.children, found);
  }
  return found;
}

const markOf = (comment: string): string | undefined => MARKED_START.exec(comment.slice(0, MAX_MARK_LENGTH))?.[1];

/** Blocks between a start and an end comment of the same name. */
function dropPaired(tree: BodyTree, imageSources: Set<string>): void {
  for (const start of startComments(tree.root.toArray())) {
    const name = markOf(start.data);
    if (name === undefined) continue;
    const between: PageNode[] = [];
    for (let node = start.next; node !== null; node = node.next) {
      if (node.type === 'comment' && node.data.includes(name)) {
        if (!/end|结束|over/i.test(node.data)) break;
        const length = between.reduce((sum, item) => sum + textUpTo(item, MAX_PROMOTION_LENGTH).length, 0);
        if (length <= MAX_PROMOTION_LENGTH) removeAll(between, imageSources);
        break;
      }
      between.push(node);
    }
  }
}

/** What the next steps look at, in reading order. */
interface Seen {
  /** Elements with a class or an id. */
  readonly named: readonly ElementNode[];
  readonly images: readonly ElementNode[];
}

/** One walk for what no reader sees; template syntax outside code goes with it. */
function dropUnseen({ root }: BodyTree): Seen {
  const unseen: PageNode[] = [];
  const named: ElementNode[] = [];
  const images: ElementNode[] = [];
  const visit = (node: PageNode, isCode: boolean): void => {
    if (node.type === 'comment' || node.type === 'directive' || isHiddenElement(node)) unseen.push(node);
    else if (node.type === 'text') node.data = unprotect(isCode ? node.data : stripTemplates(node.data));
    else if ('children' in node) {
      if ('attribs' in node) {
        if (VERBATIM.has(node.name)) node.name = 'pre';
        if (node.attribs.class !== undefined || node.attribs.id !== undefined) named.push(node);
        if (node.name === 'img') images.push(node);
      }
      const isInCode = isCode || ('name' in node && (node.name === 'pre' || node.name === 'code'));
      for (const child of node.children) visit(child, isInCode);
    }
  };
  for (const node of root.toArray()) visit(node, false);
  detachAll(unseen);
  return { named, images };
}

function isHiddenElement(node: PageNode): boolean {
  if (!('attribs' in node)) return false;
  const { hidden, style, 'aria-hidden': ariaHidden } = node.attribs;
  return (
    UNSEEN.has(node.name) ||
    hidden !== undefined ||
    ariaHidden === 'true' ||
    (style !== undefined && HIDDEN_STYLE.test(style))
  );
}

function dropPromotions({ root }: BodyTree, elements: readonly ElementNode[], imageSources: Set<string>): void {
  const called = new Set<PageNode>(elements.filter(isCalledPromotion));
  if (called.size === 0) return;
  const promotions: PageNode[] = [];
  let whole: number | null = null;
  // Beyond twice the longest promotion it makes no difference how long the whole is.
  const enough = 2 * MAX_PROMOTION_LENGTH;
  const measure = (): number => root.toArray().reduce((sum, node) => sum + textUpTo(node, enough).length, 0);
  const isSmall = (element: PageNode): boolean => {
    const { length } = textUpTo(element, MAX_PROMOTION_LENGTH);
    whole ??= measure();
    if (length === 0) return true;
    return length < whole && (length <= SURELY_SMALL || (length <= MAX_PROMOTION_LENGTH && length < whole / 2));
  };
  const visit = (node: PageNode): void => {
    if (!('children' in node)) return;
    if (called.has(node) && isSmall(node) && !hasHeading(node)) promotions.push(node);
    else for (const child of node.children) visit(child);
  };
  // The root is the article itself, whatever it is called.
  for (const node of root.toArray()) if ('children' in node) for (const child of node.children) visit(child);
  removeAll(promotions, imageSources);
}

function isCalledPromotion({ name, attribs }: ElementNode): boolean {
  const called = `${attribs.class ?? ''} ${attribs.id ?? ''}`;
  if (!PROMOTION.test(called) && !PROMOTION_CAMEL.test(called)) return false;
  return !/^(?:h[1-6]|a|code|pre|img|span)$/.test(name) || /qr/i.test(called);
}

const hasHeading = (node: PageNode): boolean =>
  'children' in node && node.children.some((child) => ('name' in child && child.name === 'h1') || hasHeading(child));

function dropTrackers(images: readonly ElementNode[], imageSources: Set<string>): void {
  const isTracker = ({ attribs }: ElementNode): boolean =>
    [attribs.width, attribs.height].some((size) => Number.parseInt(size ?? '', 10) <= 2);
  removeAll(images.filter(isTracker), imageSources);
}

/** The last innermost elements that form lines of text, in reading order. */
function trailingBlocks({ root }: BodyTree): PageNode[] {
  const blocks: PageNode[] = [];
  const visit = (node: PageNode): void => {
    if (blocks.length >= TRAILING_BLOCKS || !('children' in node) || ('name' in node && node.name === 'pre')) return;
    if (isBlock(node) && !hasBlockInside(node)) {
      if (!isBlank(node)) blocks.push(node);
    } else for (const child of node.children.toReversed()) visit(child);
  };
  for (const node of root.toArray().toReversed()) visit(node);
  return blocks.length > 0 ? blocks.reverse() : root.toArray();
}

const isBlock = (node: PageNode): boolean => 'name' in node && BLOCK_TAGS.has(node.name);

const hasBlockInside = (node: PageNode): boolean =>
  'children' in node && node.children.some((child) => isBlock(child) || hasBlockInside(child));

function dropEditorLines(
  { root }: BodyTree,
  blocks: readonly PageNode[],
  hasMarked: boolean,
): { readonly credits: readonly Credit[]; readonly isChanged: boolean } {
  const credits: Credit[] = [];
  const footers: PageNode[] = [];
  const marked = new Set<PageNode>(hasMarked ? findElements(root, isEditorMark) : []);
  for (const block of new Set<PageNode>([...marked, ...blocks])) {
    const text = textUpTo(block, MAX_FOOTER_LENGTH);
    if (text.length <= MAX_FOOTER_LENGTH && isEditorLine(text)) {
      credits.push(...footerCredits(text));
      footers.push(block);
    } else if (marked.has(block) && text.length <= MAX_CALL_LENGTH) {
      credits.push(...footerCredits(text));
      footers.push(block);
    } else credits.push(...cutEditorSuffix(block));
  }
  detachAll(footers);
  return { credits, isChanged: footers.length > 0 || credits.length > 0 };
}

const isEditorMark = ({ attribs }: ElementNode): boolean => EDITOR_CLASS.test(attribs.class ?? '');

const EDITOR_CLASS = /(?:^|\s)article-editor(?:\s|$)/;

const footerCredits = (line: string): Credit[] =>
  (readCreditLine(line) ?? []).map((credit) => ({ ...credit, provenance: 'FOOTER' }));

/** `……。（责任编辑：张三）` at the very end of a paragraph, or its last line behind a `<br>`. */
function cutEditorSuffix(block: PageNode): Credit[] {
  const last = 'children' in block ? block.children.findLast((node) => !isBlank(node)) : undefined;
  if (last?.type !== 'text') return [];
  if (last.data.length <= MAX_FOOTER_LENGTH && isEditorLine(last.data)) {
    const line = last.data;
    last.data = '';
    return footerCredits(line);
  }
  const written = last.data.trimEnd();
  const match = EDITOR_SUFFIX.exec(written.slice(-MAX_SUFFIX_LENGTH));
  if (match === null || !isEditorLine(match[1] as string)) return [];
  last.data = written.slice(0, -match[0].length).trimEnd();
  return footerCredits(match[1] as string);
}

const EDITOR_SUFFIX = /[（(【[]([^（()）【】[\]]{2,40})[）)】\]]$/u;

function dropTrailingCalls(blocks: readonly PageNode[], imageSources: Set<string>): void {
  const calls = blocks.filter((block) => {
    const text = textUpTo(block, MAX_CALL_LENGTH);
    return text.length <= MAX_CALL_LENGTH && TRAILING_CALL.test(text);
  });
  removeAll(calls, imageSources);
}
