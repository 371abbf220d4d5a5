import type { RdfFeed, RssFeed } from 'feedsmith';
import { resolveUrl } from './address.ts';
import { firstText, textsOf, type WrittenFeed, type WrittenItem } from './feed-item.ts';
import { enclosedImages, mediaDescription, mediaImages, mediaKeywords, namedImage } from './feed-media.ts';
import { htmlOf, titleOf } from './feed-text.ts';

/** RSS 2.0 and its forerunners (0.9x). `baseUrl`: where the feed lies, if that is known. */
export function readRss(feed: RssFeed.Feed<string>, baseUrl: string | null): WrittenFeed {
  const { feedBase, xmlBase } = basesOf(feed, baseUrl);
  return {
    language: firstText(feed.language, feed.dc?.languages?.[0], feed.xml?.lang),
    items: (feed.items ?? []).map((item) => readRssItem(item, feedBase, xmlBase)),
  };
}

/** RSS 1.0 and 0.90: everything but title, link and description comes from Dublin Core and other modules. */
export function readRdf(feed: RdfFeed.Feed<string>, baseUrl: string | null): WrittenFeed {
  const { feedBase, xmlBase } = basesOf(feed, baseUrl);
  return {
    language: firstText(feed.dc?.languages?.[0], feed.xml?.lang),
    items: (feed.items ?? []).map((item) => {
      const shared = readShared(item, xmlBase);
      const guid = firstText(item.rdf?.about);
      const link = resolveUrl(item.link ?? '', feedBase) ?? resolveUrl(guid ?? '', null);
      return { ...shared, link, guid, body: bodyOf(item), images: mediaImages(item.media) };
    }),
  };
}

type AnyItem = RssFeed.Item<string> | RdfFeed.Item<string>;

function basesOf(feed: RssFeed.Feed<string> | RdfFeed.Feed<string>, baseUrl: string | null) {
  const xmlBase = feed.xml?.base === undefined ? null : resolveUrl(feed.xml.base, baseUrl);
  return { xmlBase, feedBase: xmlBase ?? resolveUrl(feed.link ?? '', baseUrl) ?? baseUrl };
}

function readRssItem(item: RssFeed.Item<string>, feedBase: string | null, xmlBase: string | null): WrittenItem {
  const shared = readShared(item, xmlBase);
  const guid = firstText(item.guid?.value);
  const linked = item.atom?.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href;
  // A permalink is the rule; whoever means another kind of identifier has to say so.
  const permalink = item.guid?.isPermaLink === false ? null : resolveUrl(guid ?? '', null);
  return {
    ...shared,
    link: resolveUrl(item.link ?? '', feedBase) ?? resolveUrl(linked ?? '', feedBase) ?? permalink,
    guid,
    published: firstText(item.pubDate, shared.published),
    authors: textsOf([...(item.authors ?? []).map(({ name }) => name), ...shared.authors, item.itunes?.author]),
    categories: textsOf([...(item.categories ?? []).map(({ name }) => name), ...shared.categories]),
    tags: textsOf([...shared.tags, ...(item.itunes?.keywords ?? [])]),
    images: [...enclosedImages(item.enclosures ?? []), ...namedImage(item.itunes?.image), ...mediaImages(item.media)],
    body: bodyOf(item, item.itunes?.summary),
  };
}

/** What modules say of an item in either format. */
function readShared({ title, dc, dcterms, atom, media, xml }: AnyItem, xmlBase: string | null) {
  const written = firstText(title, dc?.titles?.[0], media?.title?.value);
  return {
    title: written === null ? null : titleOf(written),
    published: firstText(
      dc?.dates?.[0],
      dcterms?.issued?.[0],
      dcterms?.dates?.[0],
      dcterms?.created?.[0],
      atom?.published,
    ),
    updated: firstText(atom?.updated, dcterms?.modified?.[0]),
    authors: textsOf([...(dc?.creators ?? []), ...(atom?.authors ?? []).map(({ name }) => name)]),
    contributors: textsOf([...(dc?.contributors ?? []), ...(atom?.contributors ?? []).map(({ name }) => name)]),
    categories: textsOf(dc?.subjects),
    tags: textsOf(mediaKeywords(media)),
    language: firstText(dc?.languages?.[0], xml?.lang),
    base: xml?.base === undefined ? xmlBase : (resolveUrl(xml.base, xmlBase) ?? xmlBase),
  };
}

function bodyOf({ content, description, dc, media }: AnyItem, summary?: string): string {
  const text = firstText(content?.encoded, description, dc?.descriptions?.[0], mediaDescription(media), summary);
  return text === null ? '' : htmlOf(text);
}
