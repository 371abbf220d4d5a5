import type { Json, JsonObject, ParsedImage } from '../model/document.ts';
import { resolveUrl } from './address.ts';
import { fieldOf } from './field.ts';
import { isJsonObject } from './json.ts';
import { isNoPicture, isStandIn, largestCandidate, sizeInUrl } from './picture-address.ts';
import { visibleText } from './text.ts';
import type { BodyTree, ElementNode, PageNode } from './tree.ts';

export interface ImageSettings {
  /** Keys of the front matter that may name pictures; all of them count. */
  readonly keys: readonly string[];
  /** Absolute; relative addresses are resolved against it. */
  readonly baseUrl: string | null;
  /** Sources, as written, of pictures that belong to the site (cleaning met them in what it removed). */
  readonly excluded: ReadonlySet<string>;
}

/**
 * The article's pictures: those the front matter names, then the body's, in order and each once, whichever of
 * its addresses a place gives. QR codes, placeholders, counting pixels, icons, data URLs and what has no
 * absolute address are left out.
 */
export function readImages(frontMatter: JsonObject, tree: BodyTree, settings: ImageSettings): readonly ParsedImage[] {
  const { keys, baseUrl } = settings;
  const excluded = new Set([...settings.excluded].map((source) => pictureUrl(source, baseUrl)));
  const byUrl = new Map<string, ParsedImage>();
  for (const found of [...namedImages(frontMatter, keys), ...bodyImages(tree)]) {
    const urls = [found.source, ...found.others].flatMap((source) => pictureUrl(source, baseUrl) ?? []);
    const [first] = urls;
    if (first === undefined || urls.some((url) => excluded.has(url) || isNoPicture(url))) continue;
    const url = urls.find((other) => byUrl.has(other)) ?? first;
    const image = imageOf(url, found);
    if (isPoint(image)) continue;
    const known = byUrl.get(url);
    byUrl.set(url, known === undefined ? image : withDetails(known, image));
  }
  return [...byUrl.values()].map((image, i) => ({ ...image, lead: i === 0 }));
}

/** What stands behind `#` is never asked of a server, but names a part of an SVG. */
function pictureUrl(source: string, baseUrl: string | null): string | null {
  const url = resolveUrl(source, baseUrl);
  return url === null || !url.includes('#') || /\.svg#/i.test(url) ? url : url.slice(0, url.indexOf('#'));
}

/** Too small to see: it counts readers. */
const isPoint = ({ width, height }: ParsedImage): boolean =>
  (width !== null && width <= 2) || (height !== null && height <= 2);

interface FoundImage {
  readonly source: string;
  /** Further addresses of the same picture. */
  readonly others: readonly string[];
  readonly alt: string | null;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly referrerPolicy: string | null;
}

const namedImages = (frontMatter: JsonObject, keys: readonly string[]): readonly FoundImage[] =>
  keys.flatMap((key) => imagesOf(fieldOf(frontMatter, key)));

function imagesOf(value: Json | undefined): readonly FoundImage[] {
  if (typeof value === 'string') return looksLikePicture(value) ? [{ ...NO_DETAILS, source: unescaped(value) }] : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(imagesOf);
  if (!isJsonObject(value)) return [];
  const text = (...keys: readonly string[]): string | null => {
    const found = fieldOf(value, ...keys);
    return typeof found === 'string' ? found : null;
  };
  const source = text('url', 'src', 'image', 'path', 'href');
  if (source === null || !looksLikePicture(source)) return [];
  const size = (key: string): number | null => pixels(text(key) ?? undefined);
  return [
    {
      source: unescaped(source),
      others: [],
      alt: text('alt'),
      caption: text('caption', 'title'),
      width: size('width'),
      height: size('height'),
      referrerPolicy: null,
    },
  ];
}

/** Addresses copied out of HTML. */
const unescaped = (source: string): string => source.replaceAll('&amp;', '&');

const NO_DETAILS: Omit<FoundImage, 'source'> = {
  others: [],
  alt: null,
  caption: null,
  width: null,
  height: null,
  referrerPolicy: null,
};

const looksLikePicture = (value: string): boolean =>
  /^(?:https?:)?\/\//i.test(value) ||
  (/^[^\s:]+$/.test(value) && (value.includes('/') || /\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(value)));

// The first is what browsers honour natively; the others are what scripts swap in.
const LAZY_SOURCES = ['data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-url', 'data-lazy', 'file'];
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset'];

function bodyImages({ root }: BodyTree): readonly FoundImage[] {
  const found: FoundImage[] = [];
  const captions: Captions = new Map();
  const visit = (node: PageNode, frames: Frames): void => {
    if (!('children' in node)) return;
    if ('attribs' in node) {
      if (node.name === 'img') {
        const image = imageAt(node, frames, captions);
        if (image !== null) found.push(image);
        return;
      }
      if (node.name === 'figure') frames = { ...frames, figure: node };
      else if (node.name === 'picture') frames = { ...frames, picture: node };
    }
    for (const child of node.children) visit(child, frames);
  };
  for (const node of root.toArray()) visit(node, { figure: null, picture: null });
  return found;
}

/** The nearest elements around a picture that say more of it. */
interface Frames {
  readonly figure: PageNode | null;
  readonly picture: PageNode | null;
}

function imageAt(image: ElementNode, { figure, picture }: Frames, captions: Captions): FoundImage | null {
  const { attribs } = image;
  if (EMOJI_CLASS.test(attribs.class ?? '')) return null;
  const sources = sourcesOf(image, picture);
  const [source] = sources;
  if (source === undefined) return null;
  return {
    source,
    others: sources.slice(1),
    alt: textOrNull(attribs.alt),
    caption: captionOf(image, figure, captions) ?? textOrNull(attribs.title),
    width: pixels(attribs.width),
    height: pixels(attribs.height),
    referrerPolicy: textOrNull(attribs.referrerpolicy),
  };
}

/** Addresses of one picture: the largest of its set, what is loaded late, what stands in `src`. */
function sourcesOf({ attribs }: ElementNode, picture: PageNode | null): readonly string[] {
  if (picture === null && attribs.src !== undefined && !hasOtherSources(attribs))
    return isStandIn(attribs.src) ? [] : [attribs.src];
  const set = ['srcset', ...LAZY_SETS].map((name) => largestCandidate(attribs[name] ?? ''));
  const late = LAZY_SOURCES.map((name) => attribs[name]);
  const own = [...set, ...late, attribs.src].filter((source): source is string => source != null && !isStandIn(source));
  return own.length > 0 ? own : pictureSources(picture);
}

const hasOtherSources = (attribs: ElementNode['attribs']): boolean =>
  Object.keys(attribs).some((name) => name === 'srcset' || name === 'file' || name.startsWith('data-'));

const pictureSources = (picture: PageNode | null): readonly string[] =>
  picture === null || !('children' in picture)
    ? []
    : picture.children.flatMap((child) => {
        if (!('attribs' in child) || child.name !== 'source') return [];
        const source = largestCandidate(child.attribs.srcset ?? child.attribs['data-srcset'] ?? '');
        return source === null || isStandIn(source) ? [] : [source];
      });

const CAPTIONED_BOX = /img|pic|image/;
const CAPTION_CLASS = /descr|caption/;

/** The caption found in each element that may hold many pictures. */
type Captions = Map<PageNode, PageNode | null>;

function captionOf(image: ElementNode, figure: PageNode | null, captions: Captions): string | null {
  const captionIn = (holder: PageNode, isCaption: (element: ElementNode) => boolean): PageNode | null => {
    const known = captions.get(holder);
    if (known !== undefined) return known;
    const found = findElement(holder, isCaption);
    captions.set(holder, found);
    return found;
  };
  const { parent } = image;
  const described =
    (figure === null ? null : captionIn(figure, ({ name }) => name === 'figcaption')) ??
    // A figure's own caption has been looked for.
    (parent !== null && parent !== figure && 'attribs' in parent && CAPTIONED_BOX.test(parent.attribs.class ?? '')
      ? captionIn(parent, ({ attribs }) => CAPTION_CLASS.test(attribs.class ?? ''))
      : null);
  return described === null ? null : textOrNull(visibleText(described));
}

function findElement(within: PageNode, isWanted: (element: ElementNode) => boolean): PageNode | null {
  if (!('children' in within)) return null;
  for (const child of within.children) {
    const found = 'attribs' in child && isWanted(child) ? child : findElement(child, isWanted);
    if (found !== null) return found;
  }
  return null;
}

const EMOJI_CLASS = /(?:^|[\s_-])(?:emoji|emoticon|wp-smiley|avatar|icon)(?:$|[\s_-])/i;

const textOrNull = (text: string | undefined): string | null => {
  const flat = (text ?? '').replace(/\s+/g, ' ').trim();
  return flat === '' ? null : flat;
};

const pixels = (written: string | undefined): number | null => {
  const match = /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(written ?? '');
  return match === null || Number(match[1]) === 0 ? null : Number(match[1]);
};

function imageOf(url: string, found: FoundImage): ParsedImage {
  const named = found.width === null && found.height === null ? (sizeInUrl(found.source) ?? sizeInUrl(url)) : null;
  return {
    url,
    alt: found.alt,
    caption: found.caption,
    width: found.width ?? named?.width ?? null,
    height: found.height ?? named?.height ?? null,
    referrerPolicy: found.referrerPolicy,
    lead: false,
  };
}

const withDetails = (known: ParsedImage, other: ParsedImage): ParsedImage => ({
  ...known,
  alt: known.alt ?? other.alt,
  caption: known.caption ?? other.caption,
  width: known.width ?? other.width,
  height: known.height ?? other.height,
  referrerPolicy: known.referrerPolicy ?? other.referrerPolicy,
});
