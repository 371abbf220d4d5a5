import type { Problem } from '../model/problem.ts';
import { feedFailure, showUrl } from './feed-problem.ts';

/** Why an answer with this status holds no feed. `retryAfter`: what the server says of when to ask again. */
export function problemOfStatus(url: string, status: number, retryAfter: string | null): Problem {
  const wait = waitOf(retryAfter);
  return feedFailure(
    'FEED_STATUS',
    `${showUrl(url)} answered with status ${status}${NAMES[status] === undefined ? '' : ` (${NAMES[status]})`}.`,
    wait === null ? hintOf(status) : `The server asks to wait ${wait} before the next attempt.`,
  );
}

const NAMES: Readonly<Record<number, string>> = {
  204: 'no content',
  304: 'not modified',
  400: 'bad request',
  401: 'login needed',
  403: 'forbidden',
  404: 'not found',
  410: 'gone for good',
  429: 'too many requests',
  500: 'internal error',
  502: 'bad gateway',
  503: 'unavailable',
  504: 'gateway timeout',
};

function hintOf(status: number): string {
  if (status === 401 || status === 403) return 'Use an address that anyone may read; logins are not supported.';
  if (status === 404) return 'Check the address; the site may name its feeds on its front page.';
  if (status === 410) return 'Leave the feed out from now on; what was taken from it stays.';
  if (status === 429) return 'Fetch the feed less often.';
  if (status >= 500) return 'The fault is the server’s: try again later.';
  return 'Check the address, and that it gives a feed in a browser.';
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function waitOf(retryAfter: string | null): string | null {
  const written = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(written)) return `${Number(written)} seconds`;
  const ms = Date.parse(written);
  return Number.isNaN(ms) ? null : `until ${new Date(ms).toISOString()}`;
}
