import { errors } from 'undici';
import type { Problem } from '../model/problem.ts';
import { BodyTooLarge, EncodingUnknown } from './feed-body.ts';
import type { FeedLimits } from './feed-limits.ts';
import { feedFailure, showUrl } from './feed-problem.ts';
import { AddressRefused } from './public-address.ts';

/** What went wrong on the way to a feed or back, as a problem; null for a fault of our own. */
export function problemOfFault(
  fault: unknown,
  { url, limits, isOutOfTime }: { readonly url: string; readonly limits: FeedLimits; readonly isOutOfTime: boolean },
): Problem | null {
  const shown = showUrl(url);
  const refused = causesOf(fault).find((cause) => cause instanceof AddressRefused);
  if (refused !== undefined) return addressRefused(shown, refused);
  if (isOutOfTime)
    return feedFailure(
      'FEED_TIMEOUT',
      `${shown} did not answer in full within ${seconds(limits.timeoutMs)}.`,
      'Try again later; for a slow server, set FEED_TIMEOUT_MS higher.',
    );
  if (fault instanceof BodyTooLarge) return tooLarge(shown, limits.maxBytes);
  if (fault instanceof EncodingUnknown)
    return unreachable(`${shown} sent an answer packed as “${fault.message.slice(0, 40)}”, which was not asked for.`);
  if (fault instanceof errors.HTTPParserError) return unreachable(`${shown} cannot be fetched: its answer is no HTTP.`);
  const code = codeOf(fault);
  if (code === null) return null;
  if (SILENCES.has(code))
    return feedFailure(
      'FEED_TIMEOUT',
      `${shown} sent nothing for ${seconds(limits.idleTimeoutMs)}.`,
      'Try again later; if it stays so, ask whoever runs the server.',
    );
  return unreachable(`${shown} cannot be fetched: ${reasonOf(code)}.`);
}

/** A server that says by itself that it has too much, or that sent it. */
export const tooLarge = (shown: string, maxBytes: number): Problem =>
  feedFailure(
    'FEED_TOO_LARGE',
    `${shown} gives more than ${(maxBytes / 1024 / 1024).toFixed(1)} MB.`,
    'Ask for fewer items if the address allows it, or set FEED_MAX_BYTES higher.',
  );

const addressRefused = (shown: string, { host, address }: AddressRefused): Problem =>
  feedFailure(
    'FEED_ADDRESS_REFUSED',
    `${shown} was not fetched: ${host === address ? host : `${host} (${address})`} is no address of the public internet.`,
    'If the feed is in your own network on purpose, set FEED_PRIVATE_ADDRESSES=allow.',
  );

const unreachable = (message: string): Problem =>
  feedFailure('FEED_UNREACHABLE', message, 'Check the address and this machine’s connection, or try again later.');

const seconds = (ms: number): string => `${ms / 1000} s`;

const SILENCES: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up just now',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the server broke off the connection',
  EHOSTUNREACH: 'no way leads to the host',
  ENETUNREACH: 'no way leads to its network',
  UND_ERR_SOCKET: 'the server broke off before its answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer has another length than the server said',
  UND_ERR_HEADERS_OVERFLOW: 'the head of the answer is far too long',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function reasonOf(code: string): string {
  const known = REASONS[code];
  if (known !== undefined) return known;
  return /^(?:Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING)/.test(code) ? 'the packed answer is damaged' : `error ${code}`;
}

function codeOf(fault: unknown): string | null {
  const codes = causesOf(fault).map((cause) => (cause as { code?: unknown }).code);
  return codes.find((code) => typeof code === 'string') ?? null;
}

/** A fault, what caused it, and what several attempts at once ran into. */
function causesOf(fault: unknown, depth: number = 0): readonly unknown[] {
  if (typeof fault !== 'object' || fault === null || depth > 5) return [];
  const { cause, errors } = fault as { cause?: unknown; errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return [fault, ...inner.flatMap((one) => causesOf(one, depth + 1))];
}
