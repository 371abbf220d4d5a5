import sanitizeHtml from 'sanitize-html';
import { toWellFormedText } from '../model/text.ts';
import { MAX_URL_LENGTH, resolveUrl } from './address.ts';

/**
 * HTML that is safe to put into a page: text structure, links and pictures, by allow-list. No scripts,
 * handlers, styles, forms, frames, ids or classes, and no address but http(s) and mailto. Relative addresses
 * are resolved against `baseUrl`; where there is none the link loses its target and the picture goes.
 */
export function sanitiseHtml(html: string, baseUrl: string | null): string {
  let clean = discardForbidden(html, baseUrl);
  // Without the element that stood between them, what is left may nest as HTML does not allow (a paragraph in
  // a paragraph): it is read once more, as browsers will read it.
  for (let i = 0; i < MAX_READINGS && hasForbidden(html); i++) {
    const again = discardForbidden(clean, baseUrl);
    if (again === clean) break;
    clean = again;
  }
  return collapseBlankLines(toWellFormedText(clean)).trim();
}

const MAX_READINGS = 4;

function hasForbidden(html: string): boolean {
  for (const [, name] of html.matchAll(/<([a-z][^\s/>]*)/gi))
    if (!ALLOWED.has((name as string).toLowerCase())) return true;
  return false;
}

function discardForbidden(html: string, baseUrl: string | null): string {
  const clean = sanitizeHtml(html, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: ALLOWED_ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'title',
      'iframe',
      'object',
      'svg',
      'math',
    ],
    transformTags: {
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: { ...linkAttributes(href, baseUrl), ...(title === undefined ? {} : { title }) },
      }),
      blockquote: (tagName, { cite }) => {
        const source = resolveUrl(cite ?? '', baseUrl);
        const attribs: sanitizeHtml.Attributes = source === null ? {} : { cite: source };
        return { tagName, attribs };
      },
      img: (tagName, attribs) => ({ tagName, attribs: imageAttributes(attribs, baseUrl) }),
    },
  });
  // Written only by the sanitiser: in text and attributes a `<` is a reference. Its own filter would copy all
  // that is written so far, for every picture.
  return clean.replaceAll('<img />', '');
}

/** What was removed leaves blank lines behind; those of code stay. */
const collapseBlankLines = (html: string): string =>
  html
    .split(/(<pre[\s>][\s\S]*?<\/pre>)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\n\s*\n/g, '\n')))
    .join('');

const ALLOWED_TAGS = (
  'a abbr article b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td ' +
  'tfoot th thead time tr u ul var wbr'
).split(' ');
const ALLOWED: ReadonlySet<string> = new Set(ALLOWED_TAGS);

const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
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

function linkAttributes(href: string | undefined, baseUrl: string | null): sanitizeHtml.Attributes {
  if (href === undefined || href.startsWith('#')) return {};
  const target = mailAddress(href) ?? resolveUrl(href, baseUrl);
  return target === null ? {} : { href: target, rel: 'noopener noreferrer' };
}

/** A `mailto:` URL in its normal form; what would need quoting in it is encoded. */
function mailAddress(href: string): string | null {
  if (!/^mailto:/i.test(href) || href.length > MAX_URL_LENGTH || !URL.canParse(href)) return null;
  return new URL(href).href.replace(/[\s"'<>`]/g, encodeURIComponent).replaceAll("'", '%27');
}

function imageAttributes(written: sanitizeHtml.Attributes, baseUrl: string | null): sanitizeHtml.Attributes {
  const src = resolveUrl(written.src ?? '', baseUrl) ?? resolveUrl(written['data-src'] ?? '', baseUrl);
  if (src === null) return {};
  const kept: sanitizeHtml.Attributes = { src };
  for (const name of ['alt', 'title']) if (written[name] !== undefined) kept[name] = written[name];
  for (const name of ['width', 'height'])
    if (/^\d{1,5}$/.test(written[name] ?? '')) kept[name] = written[name] as string;
  if (REFERRER_POLICIES.has(written.referrerpolicy ?? '')) kept.referrerpolicy = written.referrerpolicy as string;
  return kept;
}
