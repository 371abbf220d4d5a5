import type { JsonFeed } from 'feedsmith';
import { resolveUrl } from './address.ts';
import { firstText, textsOf, type WrittenFeed, type WrittenItem } from './feed-item.ts';
import { enclosedImages, namedImage } from './feed-media.ts';
import { paragraphsOf } from './feed-text.ts';

/** JSON Feed 1.1 and 1.0. `baseUrl`: where the feed lies, if that is known. */
export function readJsonFeed(feed: JsonFeed.Feed<string>, baseUrl: string | null): WrittenFeed {
  const base = resolveUrl(feed.home_page_url ?? '', baseUrl) ?? resolveUrl(feed.feed_url ?? '', baseUrl) ?? baseUrl;
  const authors = namesOf(feed.authors);
  return {
    language: firstText(feed.language),
    items: (feed.items ?? []).map((item) => readItem(item, base, authors)),
  };
}

function readItem(item: JsonFeed.Item<string>, base: string | null, ofFeed: readonly string[]): WrittenItem {
  const own = namesOf(item.authors);
  const id = firstText(item.id);
  return {
    title: firstText(item.title),
    link: resolveUrl(item.url ?? '', base) ?? resolveUrl(id ?? '', null),
    guid: id,
    published: firstText(item.date_published),
    updated: firstText(item.date_modified),
    authors: own.length > 0 ? own : ofFeed,
    contributors: [],
    categories: [],
    tags: textsOf(item.tags),
    images: [
      ...namedImage(item.image),
      ...namedImage(item.banner_image),
      ...enclosedImages((item.attachments ?? []).map(({ url, mime_type }) => ({ url, type: mime_type }))),
    ],
    language: firstText(item.language),
    body: firstText(item.content_html) ?? paragraphsOf(firstText(item.content_text, item.summary) ?? ''),
    base: null,
  };
}

const namesOf = (people: readonly JsonFeed.Author[] | undefined): readonly string[] =>
  textsOf((people ?? []).map(({ name }) => name));
