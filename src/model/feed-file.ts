import type { SourceSettings } from './document.ts';

/** Whether a file of this source may hold items instead of one document: a feed's answer, or a file named like one. */
export const mayHoldItems = ({ kind }: Pick<SourceSettings, 'kind'>, path: string): boolean =>
  kind === 'FEED' || isFeedFile(path);

/**
 * Whether a file's name allows a feed. Many `.xml` and `.json` files are none; only their content tells. The
 * JSON files that folders are full of, and that never are, are not even asked.
 */
export function isFeedFile(path: string): boolean {
  const name = (path.split('/').at(-1) ?? '').toLowerCase();
  return FEED_NAME.test(name) && !NEVER_FEEDS.test(name);
}

const FEED_NAME = /.\.(?:xml|rss|atom|rdf|json)$/;
const NEVER_FEEDS = /^(?:dateline|package|package-lock|tsconfig|composer|manifest)\.json$/;
