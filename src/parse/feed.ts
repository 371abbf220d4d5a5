import type { ParseResult, SourceFile, SourceSettings } from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { declaredEncodings } from './declared-encoding.ts';
import { decodeBytes } from './encoding.ts';
import { readFeed } from './feed-reading.ts';
import { failure, warning } from './finding.ts';
import { buildItem, type KeyedItem, keyItems } from './item-document.ts';
import { withoutFaults } from './parse.ts';

export type FeedResult =
  | {
      readonly kind: 'FEED';
      /** In the feed's order; none when it is empty. */
      readonly items: readonly FeedItem[];
      /** Warnings about the feed as a whole. */
      readonly problems: readonly ProblemWithoutPath[];
    }
  /** Only from a folder, where it is no feed's fault that a file is none. */
  | { readonly kind: 'NOT_A_FEED' }
  | { readonly kind: 'QUARANTINED'; readonly problem: ProblemWithoutPath };

export interface FeedItem {
  /** The feed's path, `#` and a key that the item keeps while its identifier does. Unique within the feed. */
  readonly path: string;
  /** SHA-256 of what the item says, as hex: the same however often the feed around it is written anew. */
  readonly digest: string;
  /** Of the facts and the body in UTF-8. */
  readonly byteLength: number;
  readonly result: ParseResult;
}

/**
 * RSS 2.0 and 0.9x, Atom, RSS 1.0 (RDF) or JSON Feed to documents, told by content. Pure, and never throws for
 * content: entities are not expanded, nothing is fetched, nesting is bounded. A feed of a source of kind FEED is
 * never `NOT_A_FEED`: what an address gave instead is a problem.
 */
export function parseFeed(file: SourceFile, settings: SourceSettings, now: Date): FeedResult {
  const decoded = decodeBytes(file.bytes, declaredEncodings(file));
  if (decoded.kind === 'BINARY') {
    if (settings.kind === 'DIRECTORY') return { kind: 'NOT_A_FEED' };
    return {
      kind: 'QUARANTINED',
      problem: failure('FEED_INVALID', null, `There is no feed: ${decoded.problem.message}`),
    };
  }
  const reading = readFeed(decoded.text, settings.baseUrl);
  if (reading.kind === 'NOT_A_FEED' && settings.kind === 'DIRECTORY') return { kind: 'NOT_A_FEED' };
  if (reading.kind !== 'READ') return { kind: 'QUARANTINED', problem: reading.problem };
  const { feed, problems } = reading;
  const { items, repeated } = keyItems(feed.items, settings.baseUrl);
  const build = (item: KeyedItem): FeedItem => {
    const path = `${file.path}#${item.key}`;
    const context = { path, encoding: decoded.encoding, feedLanguage: feed.language };
    const result = withoutFaults(() => buildItem(item, context, { settings, now }));
    return { path, digest: item.digest, byteLength: item.byteLength, result };
  };
  return {
    kind: 'FEED',
    items: items.map(build),
    problems: [...decoded.problems, ...problems, ...repeated.map(itemRepeated)],
  };
}

const itemRepeated = (identifier: string): ProblemWithoutPath =>
  warning(
    'FEED_ITEM_REPEATED',
    null,
    `Different items have the identifier “${identifier.slice(0, 200)}”; each is taken as one of its own.`,
  );
