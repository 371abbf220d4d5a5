import { DatelineError } from '../errors.ts';
import { compareBytes } from '../model/text.ts';
import { feedKeyOf, withMark } from './feed-key.ts';
import { defaultsFor } from './find-roots.ts';
import type { FindOptions } from './find-sources.ts';
import { requireKey } from './settings-file.ts';
import type { FeedRoot, KnownSource } from './source.ts';

/** Whether what someone named is an address to fetch rather than a path. */
export const isFeedUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/**
 * The sources that feeds at these addresses are, each address once, in the order given. A feed keeps the key that
 * an earlier run knows its address by; a new one is called by its address.
 *
 * `options.key`: for a single address only; that of a known feed gives this feed its new address. `options.known`:
 * sources of earlier runs, and those of this run that are folders.
 *
 * @throws DatelineError USAGE for what is no http(s) address, holds a password, or has a key that is none;
 * SOURCE_CONFLICT when several feeds, or a folder and a feed, would share the key that was given.
 */
export function findFeeds(urls: readonly string[], { key, known = [] }: FindOptions = {}): FeedRoot[] {
  const addresses = [...new Set(urls.map(normaliseUrl))];
  const keys = key === undefined ? chooseKeys(addresses, known) : giveKey(requireKey(key), addresses, known);
  return addresses.map((url) => ({
    kind: 'FEED',
    url,
    settings: { ...defaultsFor(keys.get(url) as string), kind: 'FEED', baseUrl: url, categoryLists: 'SET' },
    problems: [],
  }));
}

/** What is behind `#` is never sent, so it names no other feed. */
function normaliseUrl(text: string): string {
  if (!isFeedUrl(text)) throw new DatelineError('USAGE', `“${text}” is no http or https address.`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new DatelineError(
      'USAGE',
      `The address at ${url.host} holds a name or a password, which everyone who sees the source would see.`,
    );
  url.hash = '';
  return url.href;
}

function giveKey(
  key: string,
  addresses: readonly string[],
  known: readonly KnownSource[],
): ReadonlyMap<string, string> {
  const [first, second] = addresses;
  if (first !== undefined && second !== undefined)
    throw new DatelineError('SOURCE_CONFLICT', `“${first}” and “${second}” would both be the source “${key}”.`);
  if (known.some((source) => source.key === key && isFolder(source)))
    throw new DatelineError('SOURCE_CONFLICT', `“${key}” is the source of a folder, and “${first}” is a feed.`);
  return new Map(addresses.map((url) => [url, key]));
}

const isFolder = ({ url = null }: KnownSource): boolean => url === null;

/** In bytewise order of the addresses, so that which of two gets the plain key does not hang on how they are given. */
function chooseKeys(addresses: readonly string[], known: readonly KnownSource[]): ReadonlyMap<string, string> {
  const ofUrl = new Map(known.flatMap((source) => (isFolder(source) ? [] : [[source.url as string, source.key]])));
  const taken = new Set(known.map((source) => source.key));
  const keys = new Map<string, string>();
  for (const url of addresses.toSorted(compareBytes)) {
    const plain = feedKeyOf(url);
    const key = ofUrl.get(url) ?? (taken.has(plain) ? withMark(plain, url) : plain);
    taken.add(key);
    keys.set(url, key);
  }
  return keys;
}
