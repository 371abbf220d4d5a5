import { digestOf } from '../model/ids.ts';
import { slugOf } from './settings-file.ts';

/**
 * A key that a person recognises an address by: host, path and query without what most addresses share, e.g.
 * `example.com-news-rss` for https://www.example.com/news/rss/.
 */
export function feedKeyOf(url: string): string {
  const { hostname, port, pathname, search } = new URL(url);
  const host = [hostname.replace(/^www\./, '').replace(/[[\]]/g, ''), port].filter((part) => part !== '').join('-');
  const words = `${decode(pathname)} ${decode(search)}`.split(/[^\p{L}\p{N}._-]+/u).filter((word) => word !== '');
  const key = slugOf([host.replaceAll(':', '-'), ...words].join('-'));
  return key.length <= MAX_LENGTH ? key : withMark(key.slice(0, MAX_LENGTH - MARK_LENGTH - 1), url);
}

/** The same key with what tells this address from others that would have it too. */
export const withMark = (key: string, url: string): string =>
  `${key.replace(/[-.]+$/, '')}-${digestOf(url).slice(0, MARK_LENGTH)}`;

const MAX_LENGTH = 80;
const MARK_LENGTH = 6;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
