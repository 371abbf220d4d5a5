import { MAX_URL_LENGTH, resolveUrl } from './address.ts';

export type Attributes = Record<string, string>;

/** Elements that stay; of others the content stays, or not even that. */
export const ALLOWED_TAGS = (
  'a abbr article b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td ' +
  'tfoot th thead time tr u ul var wbr'
).split(' ');
export const ALLOWED: ReadonlySet<string> = new Set(ALLOWED_TAGS);

export const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'title', 'width', 'height', 'referrerpolicy'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  ol: ['start', 'reversed', 'type'],
  time: ['datetime'],
  abbr: ['title'],
  bdo: ['dir'],
  blockquote: ['cite'],
  code: [],
};

const REFERRER_POLICIES: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
]);

/** What is kept of a link's attributes. */
export function linkAttributes({ href, title }: Attributes, baseUrl: string | null): Attributes {
  return { ...targetAttributes(href, baseUrl), ...(title === undefined ? {} : { title }) };
}

/** What is kept of a quotation's attributes. */
export function quotationAttributes({ cite }: Attributes, baseUrl: string | null): Attributes {
  const source = resolveUrl(cite ?? '', baseUrl);
  return source === null ? {} : { cite: source };
}

function targetAttributes(href: string | undefined, baseUrl: string | null): Attributes {
  if (href === undefined || href.startsWith('#')) return {};
  const target = mailAddress(href) ?? resolveUrl(href, baseUrl);
  return target === null ? {} : { href: target, rel: 'noopener noreferrer' };
}

/** A `mailto:` URL in its normal form; what would need quoting in it is encoded. */
function mailAddress(href: string): string | null {
  if (!/^mailto:/i.test(href) || href.length > MAX_URL_LENGTH || !URL.canParse(href)) return null;
  return new URL(href).href.replace(/[\s"'<>`]/g, encodeURIComponent).replaceAll("'", '%27');
}

/** What is kept of a picture's attributes: none without an address. */
export function imageAttributes(written: Attributes, baseUrl: string | null): Attributes {
  const src = resolveUrl(written.src ?? '', baseUrl) ?? resolveUrl(written['data-src'] ?? '', baseUrl);
  if (src === null) return {};
  const kept: Attributes = { src };
  for (const name of ['alt', 'title']) if (written[name] !== undefined) kept[name] = written[name];
  for (const name of ['width', 'height'])
    if (/^\d{1,5}$/.test(written[name] ?? '')) kept[name] = written[name] as string;
  if (REFERRER_POLICIES.has(written.referrerpolicy ?? '')) kept.referrerpolicy = written.referrerpolicy as string;
  return kept;
}
