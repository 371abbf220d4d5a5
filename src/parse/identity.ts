import type { JsonObject } from '../model/document.ts';
import { resolveUrl } from './address.ts';
import { stringField } from './field.ts';

/**
 * The article's own address: an absolute http(s) URL under a key that means this article, else the page's
 * `rel=canonical`. Keys that may name someone else's article (source, source_url, original, via) do not count.
 */
export function readCanonicalUrl(
  frontMatter: JsonObject,
  keys: readonly string[],
  fromPage: string | null,
): string | null {
  for (const key of keys) {
    const value = stringField(frontMatter, key);
    const url = value === null ? null : resolveUrl(value, null);
    if (url !== null && !isFrontPage(url)) return url;
  }
  return fromPage === null ? null : resolveUrl(fromPage, null);
}

/** The feed's identifier; only a key of that name is one (an `id` may be any site's counter). */
export const readGuid = (frontMatter: JsonObject, keys: readonly string[]): string | null =>
  stringField(frontMatter, ...keys);

/** A site's front page under `link` or `url` is the site's address: taken for identity it would make all its articles one. */
const isFrontPage = (url: string): boolean => {
  const { pathname, search } = new URL(url);
  return pathname === '/' && search === '';
};
