import type { FeedOptions } from './feed-limits.ts';
import { FEED_PATH } from './feed-problem.ts';
import { fetchFeed } from './fetch-feed.ts';
import type { FeedReadResult, FeedRoot, Source, SourceEntry } from './source.ts';

/**
 * A feed as a source of one file, which is fetched when it is read. Reading never throws for what a server does,
 * only when `options.signal` ends it.
 */
export function openFeed(root: FeedRoot, options: FeedOptions): Source<FeedReadResult> {
  return {
    settings: root.settings,
    async *entries(): AsyncGenerator<SourceEntry<FeedReadResult>> {
      // How large it is the server tells only with the feed itself.
      yield { kind: 'FILE', path: FEED_PATH, sizeBytes: 0, read: () => fetchFeed(root.url, options) };
    },
  };
}
