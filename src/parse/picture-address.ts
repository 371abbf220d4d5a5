/** Pixels; null where nobody knows. */
export interface PictureSize {
  readonly width: number | null;
  readonly height: number | null;
}

/** A picture of the site rather than of the article, one that stands for a picture, or one that counts readers. */
export const isNoPicture = (url: string): boolean =>
  PLACEHOLDER.test(url) || SITE_PICTURE.test(url) || TRACKER.test(url);

/** True for an address that only fills the place of a picture that loads later. */
export const isStandIn = (source: string): boolean =>
  source === '' || /^data:/i.test(source) || PLACEHOLDER.test(source);

/**
 * Size from an address that says it: `/w640h1385/` (Sina), `photo-800x600.jpg` (WordPress), `?w=640&h=480`,
 * `resize,w_750` (Aliyun), `/w/800/h/600` (Qiniu), `#originWidth=1654` (Yuque). Null when it says nothing.
 */
export function sizeInUrl(url: string): PictureSize | null {
  if (!/\d/.test(url)) return null;
  const afterHost = url.indexOf('/', url.indexOf('//') + 2);
  if (afterHost < 0) return null;
  const [address = '', fragment = ''] = url.slice(afterHost).split('#', 2);
  const query = address.indexOf('?');
  const path = query < 0 ? address : address.slice(0, query);
  for (const pattern of PAIRS) {
    const match = pattern.exec(path);
    if (match !== null) return sizeOf(match[1], match[2]);
  }
  if (query < 0 && fragment === '') return null;
  const written = `${fragment}&${address.slice(query + 1)}`.replace(/%2F/gi, '/').replace(/%2C/gi, ',');
  for (const [width, height] of NAMED) {
    const size = sizeOf(width.exec(written)?.[1], height.exec(written)?.[1]);
    if (size !== null) return size;
  }
  const pair = PAIR_IN_QUERY.exec(written);
  return pair === null ? null : sizeOf(pair[1], pair[2]);
}

/** The candidate of a `srcset` (`a.jpg 480w, b.jpg 2x`) that is the largest, as written; null when there is none. */
export function largestCandidate(srcset: string): string | null {
  let largest: { readonly source: string; readonly size: number } | null = null;
  let source = '';
  const offer = (size: number): void => {
    if (source !== '' && (largest === null || size > largest.size)) largest = { source, size };
    source = '';
  };
  for (const word of srcset.split(/\s+/)) {
    const size = source === '' ? null : DESCRIPTOR.exec(word);
    if (size !== null) {
      offer(Number(size[1]));
      source = size[2] ?? '';
    } else {
      offer(1);
      source = word.startsWith(',') ? word.slice(1) : word;
    }
    // A comma inside an address is followed by no space.
    if (source.endsWith(',')) {
      source = source.slice(0, -1);
      offer(1);
    }
  }
  offer(1);
  return (largest as { readonly source: string } | null)?.source ?? null;
}

/** `480w`, `2x`, `2x,` or `2x,next.jpg`. */
const DESCRIPTOR = /^(\d{1,6}(?:\.\d{1,6})?)[wx](?:,(.*))?$/;

const PAIRS = [
  /(?:^|[/_.-])w(\d{1,5})h(\d{1,5})(?=[/_.-]|$)/,
  /(?:^|[/_.-])(\d{1,5})[xX](\d{1,5})(?=[/_.@-]|$)/,
  /\/w\/(\d{1,5})\/h\/(\d{1,5})(?=\/|$)/,
] as const;
const NAMED = [
  [/(?:^|[&?])originWidth=(\d{1,5})(?:&|$)/, /(?:^|[&?])originHeight=(\d{1,5})(?:&|$)/],
  [/(?:^|[&?])w(?:idth)?=(\d{1,5})(?:&|$)/, /(?:^|[&?])h(?:eight)?=(\d{1,5})(?:&|$)/],
  [/(?:^|[,/])w[_/](\d{1,5})(?=[,/&]|$)/, /(?:^|[,/])h[_/](\d{1,5})(?=[,/&]|$)/],
] as const;
const PAIR_IN_QUERY = /(?:^|[&?])(?:size|resize|fit|s)=(\d{1,5})(?:[xX,]|%2C)(\d{1,5})(?:&|$)/i;

/** Larger numbers are identifiers. */
const MAX_PIXELS = 20_000;

function sizeOf(width: string | undefined, height: string | undefined): PictureSize | null {
  const pixels = (written: string | undefined): number | null => {
    const number = Number(written ?? 0);
    return number > 0 && number <= MAX_PIXELS ? number : null;
  };
  const size = { width: pixels(width), height: pixels(height) };
  return size.width === null && size.height === null ? null : size;
}

const PLACEHOLDER =
  /^https?:\/\/(?:[\w-]+\.)*(?:picsum\.photos|placeholder\.com|placehold\.(?:it|co|jp)|dummyimage\.com|placekitten\.com|placebear\.com|placeimg\.com|lorempixel\.com|loremflickr\.com|fakeimg\.pl|unsplash\.it|source\.unsplash\.com)(?:[/?]|$)|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|loading|lazy(?:load)?|grey|gr[ae]y-?bg|pixel|1x1|trans|clear)\.(?:gif|png|jpe?g|svg|webp)/i;
const SITE_PICTURE =
  /(?:^|[/_.-])(?:qr|qr_?code|erweima|ewm|weixin_?code|favicon|logo|avatar|share_?icon)(?:[._-][^/]*)?\.(?:gif|png|jpe?g|svg|webp|ico)|\/(?:emoji|emoticons?|smil(?:ey|ies)|qrcodes?)\/|[?&]qrcode=/i;
const TRACKER =
  /^https?:\/\/(?:[\w-]+\.)*(?:google-analytics\.com|doubleclick\.net|cnzz\.com|hm\.baidu\.com|scorecardresearch\.com|feedburner\.com\/~r|feedsportal\.com|pixel\.wp\.com|stats\.wordpress\.com|facebook\.com\/tr|medium\.com\/_\/stat|51\.la)(?:[/?]|$)|\/(?:beacon|pixel|__utm|tracking|counter)(?:\.(?:gif|png|php|aspx?))?(?:\?|$)/i;
