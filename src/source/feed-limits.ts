import type { AddressTest } from './public-address.ts';
import type { FeedValidators } from './source.ts';

/** What a server of a feed may take of time and memory. */
export interface FeedLimits {
  /** From the first connection to the last byte, redirects included. */
  readonly timeoutMs: number;
  /** Between two signs of life: to a connection, to the head of the answer, and between parts of its body. */
  readonly idleTimeoutMs: number;
  /** Of the body, as sent and as unpacked. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Whether addresses of this machine and its network may be fetched from. */
  readonly allowPrivateAddresses: boolean;
}

/** `maxRedirects` and `idleTimeoutMs` are not for people to set: browsers and readers have about the same. */
export const DEFAULT_FEED_LIMITS: FeedLimits = {
  timeoutMs: 30_000,
  idleTimeoutMs: 10_000,
  maxBytes: 20 * 1024 * 1024,
  maxRedirects: 5,
  allowPrivateAddresses: false,
};

export interface FeedOptions {
  readonly limits: FeedLimits;
  /** Of the program; servers are told. */
  readonly version: string;
  /** Of the last answer that was taken in; without them the feed is fetched whole. */
  readonly validators?: FeedValidators | null;
  /** Which IP addresses may be connected to; by default what `limits.allowPrivateAddresses` says. */
  readonly isAllowed?: AddressTest;
  readonly signal?: AbortSignal;
}
