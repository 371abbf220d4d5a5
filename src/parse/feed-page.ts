import { load } from 'cheerio';
import { resolveUrl } from './address.ts';

/** Addresses of the feeds that a web page names in its head, absolute where `baseUrl` is known, each once. */
export function feedsNamedBy(html: string, baseUrl: string | null): readonly string[] {
  const $ = load(html);
  const links = $('link[rel~=alternate i][href]').filter((_, link) => FEED_TYPE.test($(link).attr('type') ?? ''));
  const addresses = links
    .toArray()
    .map((link) => $(link).attr('href') ?? '')
    .map((href) => resolveUrl(href, baseUrl) ?? href.trim());
  return [...new Set(addresses)].filter((address) => address !== '' && address.length < 500);
}

const FEED_TYPE = /^\s*application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)\b/i;
