import type { Json, JsonObject, ParsedImage } from '../model/document.ts';
import { resolveUrl } from './address.ts';
import { fieldOf } from './field.ts';
import { isJsonObject } from './json.ts';
import { visibleText } from './text.ts';
import type { BodyTree, PageNode } from './tree.ts';

export interface ImageSettings {
  readonly baseUrl: string | null;
  /** Sources, as written, of pictures that belong to the site (cleaning met them in what it removed). */
  readonly excluded: ReadonlySet<string>;
}

/**
 * The article's pictures: those the front matter names, then the body's, in order and each URL once. QR
 * codes, placeholders, counting pixels, icons, data URLs and what has no absolute address are left out.
 */
export function readImages(frontMatter: JsonObject, tree: BodyTree, settings: ImageSettings): readonly ParsedImage[] {
  const excluded = new Set([...settings.excluded].map((source) => resolveUrl(source, settings.baseUrl)));
  const byUrl = new Map<string, ParsedImage>();
  const add = (found: FoundImage): void => {
    const url = resolveUrl(found.source, settings.baseUrl);
    if (url === null || excluded.has(url) || isSitePicture(url)) return;
    const known = byUrl.get(url);
    byUrl.set(url, known === undefined ? imageOf(url, found) : withDetails(known, imageOf(url, found)));
  };
  for (const found of namedImages(frontMatter)) add(found);
  for (const found of bodyImages(tree)) add(found);
  return [...byUrl.values()].map((image, i) => ({ ...image, lead: i === 0 }));
}

/** Pixels from a URL that says so: `/w640h1385/` (Sina), `photo-800x600.jpg` (WordPress); null otherwise. */
export function sizeInUrl(url: string): { readonly width: number; readonly height: number } | null {
  const match =
    /\/w(\d{1,5})h(\d{1,5})\//.exec(url) ?? /[-_](\d{2,5})x(\d{2,5})\.(?:jpe?g|png|gif|webp|avif)$/i.exec(url);
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) };
}

interface FoundImage {
  readonly source: string;
  readonly alt: string | null;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly referrerPolicy: string | null;
}

const IMAGE_KEYS = [
  'headimg',
  'cover',
  'cover_image',
  'coverImage',
  'featured_image',
  'featuredImage',
  'featured-image',
  'image',
  'images',
  'hero_image',
  'hero',
  'header_image',
  'header-img',
  'headerImage',
  'banner',
  'og_image',
  'poster',
  'top_img',
  'index_img',
  'banner_img',
  'photo',
  'photos',
  'pic',
  'img',
  'thumbnail',
  'thumb',
  'preview',
];

function namedImages(frontMatter: JsonObject): readonly FoundImage[] {
  return IMAGE_KEYS.flatMap((key) => imagesOf(fieldOf(frontMatter, key)));
}

function imagesOf(value: Json | undefined): readonly FoundImage[] {
  if (typeof value === 'string') return looksLikePicture(value) ? [{ ...NO_DETAILS, source: value }] : [];
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
      source,
      alt: text('alt'),
      caption: text('caption', 'title'),
      width: size('width'),
      height: size('height'),
      referrerPolicy: null,
    },
  ];
}

const NO_DETAILS: Omit<FoundImage, 'source'> = {
  alt: null,
  caption: null,
  width: null,
  height: null,
  referrerPolicy: null,
};

const looksLikePicture = (value: string): boolean =>
  /^(?:https?:)?\/\//i.test(value) ||
  (/^[^\s:]+$/.test(value) && (value.includes('/') || /\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(value)));

const LAZY_SOURCES = ['data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-url'];

function bodyImages({ $, root }: BodyTree): readonly FoundImage[] {
  const captions: Captions = new Map();
  return root
    .find('img')
    .toArray()
    .flatMap((image) => {
      const at = (name: string): string | undefined => $(image).attr(name);
      const lazy = LAZY_SOURCES.map(at).find((source) => source !== undefined && source !== '');
      const written = at('src') ?? '';
      const source =
        lazy !== undefined && (written === '' || /^data:/i.test(written) || PLACEHOLDER.test(written)) ? lazy : written;
      if (source === '' || EMOJI_CLASS.test(at('class') ?? '')) return [];
      return [
        {
          source,
          alt: textOrNull(at('alt')),
          caption: captionOf($, image, captions) ?? textOrNull(at('title')),
          width: pixels(at('width')),
          height: pixels(at('height')),
          referrerPolicy: textOrNull(at('referrerpolicy')),
        },
      ];
    });
}

/** The caption found in each element that may hold many pictures. */
type Captions = Map<PageNode, PageNode | null>;

function captionOf($: BodyTree['$'], image: PageNode, captions: Captions): string | null {
  const captionIn = (holder: PageNode | undefined, selector: string): PageNode | null => {
    if (holder === undefined) return null;
    const known = captions.get(holder);
    if (known !== undefined) return known;
    const found = $(holder).find(selector).get(0) ?? null;
    captions.set(holder, found);
    return found;
  };
  const described =
    captionIn($(image).closest('figure').get(0), 'figcaption') ??
    captionIn($(image).parent('[class*=img], [class*=pic], [class*=image]').get(0), '[class*=descr], [class*=caption]');
  return described === null ? null : textOrNull(visibleText(described));
}

const PLACEHOLDER =
  /^https?:\/\/(?:picsum\.photos|(?:via\.)?placeholder\.com|placehold\.(?:it|co)|dummyimage\.com|placekitten\.com|loremflickr\.com|fakeimg\.pl|unsplash\.it|source\.unsplash\.com\/random)(?:[/?]|$)|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|loading|lazyload|grey|pixel|1x1)\.(?:gif|png|jpe?g|svg|webp)/i;
const SITE_PICTURE =
  /(?:^|[/_.-])(?:qr|qr_?code|erweima|ewm|weixin_?code|favicon|logo|avatar|share_?icon)(?:[._-][^/]*)?\.(?:gif|png|jpe?g|svg|webp|ico)|\/(?:emoji|emoticons?|smil(?:ey|ies)|qrcodes?)\/|[?&]qrcode=/i;
const TRACKER =
  /^https?:\/\/(?:[\w-]+\.)*(?:google-analytics\.com|doubleclick\.net|cnzz\.com|hm\.baidu\.com|scorecardresearch\.com|feedburner\.com\/~r|feedsportal\.com|pixel\.wp\.com|51\.la)(?:\/|$)/i;
const EMOJI_CLASS = /(?:^|[\s_-])(?:emoji|emoticon|wp-smiley|avatar|icon)(?:$|[\s_-])/i;

const isSitePicture = (url: string): boolean => PLACEHOLDER.test(url) || SITE_PICTURE.test(url) || TRACKER.test(url);

const textOrNull = (text: string | undefined): string | null => {
  const flat = (text ?? '').replace(/\s+/g, ' ').trim();
  return flat === '' ? null : flat;
};

const pixels = (written: string | undefined): number | null => {
  const match = /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(written ?? '');
  return match === null || Number(match[1]) === 0 ? null : Number(match[1]);
};

function imageOf(url: string, found: FoundImage): ParsedImage {
  const named = found.width === null && found.height === null ? sizeInUrl(url) : null;
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
