import { DEFAULT_FRONT_MATTER, type JsonObject, type ParseResult, type SourceSettings } from '../model/document.ts';
import { digestOf, hashKey } from '../model/ids.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { buildDocument } from './build-document.ts';
import { toPlainText } from './encoding.ts';
import type { ItemImage, WrittenItem } from './feed-item.ts';
import { MAX_BODY_LENGTH } from './feed-text.ts';
import { failure, quarantined } from './finding.ts';
import { isJsonObject, toJson } from './json.ts';

/** An item in the form of any other document, and what tells it from the feed's other items. */
export interface KeyedItem {
  readonly key: string;
  readonly digest: string;
  readonly byteLength: number;
  readonly frontMatter: JsonObject;
  /** HTML. */
  readonly body: string;
  readonly baseUrl: string | null;
}

/**
 * Gives each item a key of its own, by its identifier, else its address, else its title and date. What says the
 * same twice is one item. `repeated`: identifiers that several different items have; of those the first in the
 * feed keeps the plain key.
 */
export function keyItems(
  items: readonly WrittenItem[],
  baseUrl: string | null,
): { readonly items: readonly KeyedItem[]; readonly repeated: readonly string[] } {
  const byKey = new Map<string, KeyedItem>();
  const repeated = new Set<string>();
  for (const item of items) {
    const facts = factsOf(item, baseUrl);
    const keys = keysOf(item, facts.digest);
    const key = keys.find((candidate) => (byKey.get(candidate)?.digest ?? facts.digest) === facts.digest) as string;
    if (key !== keys[0]) repeated.add(item.guid ?? item.link ?? item.title ?? '');
    if (!byKey.has(key)) byKey.set(key, { ...facts, key });
  }
  return { items: [...byKey.values()], repeated: [...repeated] };
}

/** The document that an item is, by the way of every document. */
export function buildItem(
  { frontMatter, body, baseUrl }: KeyedItem,
  context: { readonly path: string; readonly encoding: string; readonly feedLanguage: string | null },
  { settings, now }: { readonly settings: SourceSettings; readonly now: Date },
): ParseResult {
  if (body.length > MAX_BODY_LENGTH) return quarantined(tooLarge(body.length));
  return buildDocument(
    {
      ...context,
      origin: 'FEED',
      frontMatter,
      frontMatterFormat: 'NONE',
      body,
      bodyFormat: 'HTML',
      baseUrl,
      problems: [],
    },
    itemSettings(settings),
    now,
  );
}

/**
 * The keys of an item are ours, so that no mapping of a folder's own applies. An item is in each of its categories;
 * no format of feed knows paths of them.
 */
const itemSettings = (settings: SourceSettings): SourceSettings => ({
  ...settings,
  categoryLists: 'SET',
  frontMatter: {
    ...DEFAULT_FRONT_MATTER,
    preset: 'FEED_DUMP',
    slashedDates: settings.frontMatter.slashedDates,
  },
});

const tooLarge = (length: number): ProblemWithoutPath =>
  failure(
    'FEED_ITEM_TOO_LARGE',
    null,
    `The item has ${(length / 1e6).toFixed(1)} million characters; at most ${MAX_BODY_LENGTH / 1e6} million are read.`,
  );

/** Candidates, the most lasting first. The last is the item's alone. */
function keysOf({ guid, link, title, published, updated }: WrittenItem, digest: string): readonly string[] {
  const facts = [title ?? '', published ?? updated ?? ''];
  const named = facts.some((fact) => fact !== '') ? hashKey('facts', ...facts) : hashKey('digest', digest);
  const key = shorten(guid !== null ? hashKey('guid', guid) : link !== null ? hashKey('link', link) : named);
  return [key, `${key}-${shorten(hashKey('facts', link ?? '', ...facts))}`, `${key}-${digest}`];
}

/** 96 of the 160 bits: two of a feed's items still never meet by chance. */
const shorten = (key: string): string => key.slice(0, 16);

function factsOf(item: WrittenItem, baseUrl: string | null): Omit<KeyedItem, 'key'> {
  const frontMatter = frontMatterOf(item);
  const body = toPlainText(item.body);
  const base = item.base ?? item.link ?? baseUrl;
  const content = JSON.stringify([frontMatter, body, base]);
  return { frontMatter, body, baseUrl: base, digest: digestOf(content), byteLength: Buffer.byteLength(content) };
}

/** The keys of front matter that mean what the item's fields do. */
function frontMatterOf(item: WrittenItem): JsonObject {
  const fields = {
    title: item.title,
    date: item.published ?? item.updated,
    updated: item.updated,
    authors: item.authors,
    contributors: item.contributors,
    categories: item.categories,
    tags: item.tags,
    link: item.link,
    guid: item.guid,
    language: item.language,
    images: item.images.map(imageFields),
  };
  const written = Object.entries(fields).filter(([, value]) => value !== null && value.length > 0);
  const json = toJson(plainText(Object.fromEntries(written)));
  return isJsonObject(json) ? json : {};
}

const imageFields = ({ url, caption, width, height }: ItemImage) => ({
  url,
  ...(caption === undefined ? {} : { caption }),
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height }),
});

/** Character references bring in what decoding had taken out. */
function plainText(value: unknown): unknown {
  if (typeof value === 'string') return toPlainText(value).trim();
  if (Array.isArray(value)) return value.map(plainText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plainText(field)]));
}
