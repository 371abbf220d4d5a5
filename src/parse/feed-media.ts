import type { MediaNs } from 'feedsmith';
import type { ItemImage } from './feed-item.ts';

/**
 * Pictures of Media RSS: the contents that are pictures, then thumbnails, which often are the same in small.
 */
export function mediaImages(media: MediaNs.ItemOrFeed | undefined): readonly ItemImage[] {
  const groups = media?.groups ?? [];
  const contents = [...(media?.contents ?? []), ...groups.flatMap((group) => group.contents ?? [])];
  const pictures = contents
    .filter(isPicture)
    .toSorted((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false));
  const thumbnails = [media, ...groups, ...contents].flatMap((element) => element?.thumbnails ?? []);
  return [
    ...pictures.flatMap((picture) => imageOf(picture.url, picture, picture.description?.value ?? picture.title?.value)),
    ...thumbnails.flatMap((thumbnail) => imageOf(thumbnail.url, thumbnail, undefined)),
  ];
}

/** Enclosures and attachments whose type says that they are pictures. */
export const enclosedImages = (
  enclosures: readonly { readonly url?: string | undefined; readonly type?: string | undefined }[],
): readonly ItemImage[] =>
  enclosures.flatMap(({ url, type }) => (/^image\//i.test(type ?? '') ? imageOf(url, {}, undefined) : []));

/** One address as the list of it, or none. */
export const namedImage = (url: string | undefined): readonly ItemImage[] => imageOf(url, {}, undefined);

/** What a medium is described by, and listed under. */
export const mediaKeywords = (media: MediaNs.ItemOrFeed | undefined): readonly string[] =>
  [media, ...(media?.groups ?? [])].flatMap((element) => element?.keywords ?? []);

export const mediaDescription = (media: MediaNs.ItemOrFeed | undefined): string | undefined =>
  [media, ...(media?.groups ?? [])].map((element) => element?.description?.value).find((text) => text !== undefined);

function isPicture({ url, medium, type }: MediaNs.Content): boolean {
  if (medium !== undefined) return medium.toLowerCase() === 'image';
  if (type !== undefined) return /^image\//i.test(type);
  return /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url ?? '');
}

function imageOf(
  url: string | undefined,
  size: { readonly width?: number | undefined; readonly height?: number | undefined },
  caption: string | undefined,
): readonly ItemImage[] {
  if (url === undefined || url.trim() === '') return [];
  const { width, height } = size;
  return [
    {
      url: url.trim(),
      ...(caption === undefined ? {} : { caption }),
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    },
  ];
}
