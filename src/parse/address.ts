/**
 * An absolute http(s) URL in its normal form, or null. `//host/…` is read as https; a relative one is
 * resolved against `baseUrl`, and left out where there is none. Template leftovers and anything longer
 * than {@link MAX_URL_LENGTH} are no addresses.
 */
export function resolveUrl(written: string, baseUrl: string | null): string | null {
  if (written === '') return null;
  if (baseUrl !== lastBase || resolved.size >= MAX_KNOWN) {
    resolved.clear();
    lastBase = baseUrl;
  }
  const known = resolved.get(written);
  if (known !== undefined) return known;
  const url = resolve(written, baseUrl);
  resolved.set(written, url);
  return url;
}

/** The same address is asked for as a link or a picture, and again for the stored HTML. */
const resolved = new Map<string, string | null>();
let lastBase: string | null = null;
const MAX_KNOWN = 1_000;

function resolve(written: string, baseUrl: string | null): string | null {
  const raw = written.trim().replace(/[\n\t]/g, '');
  if (raw === '' || raw.length > MAX_URL_LENGTH || /\{\{|\{%/.test(raw)) return null;
  if (/^[a-z][a-z\d+.-]*:/i.test(raw) && !/^https?:\/\//i.test(raw)) return null;
  const absolute = HOST_START.test(raw) ? `https:${raw}` : raw.replace(/^\/{2,}/, '/');
  if (baseUrl === null && !/^https?:/i.test(absolute)) return null;
  if (!URL.canParse(absolute, baseUrl ?? undefined)) return null;
  const url = new URL(absolute, baseUrl ?? undefined);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.hostname !== '' && url.href.length <= MAX_URL_LENGTH ? url.href : null;
}

/** A host has a dot; `//2015/03/a` is a path behind a base that a template left out. */
const HOST_START = /^\/\/[^/?#]*\./;

/** What browsers and proxies agree on; longer ones are data in disguise. */
export const MAX_URL_LENGTH = 2048;
