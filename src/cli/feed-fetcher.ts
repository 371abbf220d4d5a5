import type { Config } from '../config.ts';
import type { FetchFeed } from '../ingest/ingest-feed.ts';
import { DEFAULT_FEED_LIMITS } from '../source/feed-limits.ts';
import { locatePackage } from './package-folder.ts';

/** Fetches feeds within the limits that are configured, until the program is told to stop. */
export function createFeedFetcher(
  { feedTimeoutMs, feedMaxBytes, feedPrivateAddresses }: Config,
  signal: AbortSignal,
): FetchFeed {
  const limits = {
    ...DEFAULT_FEED_LIMITS,
    timeoutMs: feedTimeoutMs,
    maxBytes: feedMaxBytes,
    allowPrivateAddresses: feedPrivateAddresses,
  };
  const { version } = locatePackage();
  return async (url, validators) => {
    const { fetchFeed } = await import('../source/fetch-feed.ts');
    return await fetchFeed(url, { limits, version, validators, signal });
  };
}
