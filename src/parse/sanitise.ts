import sanitizeHtml from 'sanitize-html';
import { toWellFormedText } from '../model/text.ts';
import { resolveUrl } from './address.ts';

/**
 * HTML that is safe to put into a page: text structure, links and pictures, by allow-list. No scripts,
 * handlers, styles, forms, frames, ids or classes, and no address but http(s) and mailto. Relative addresses
 * are resolved against `baseUrl`; where there is none the link loses its target and the picture goes.
 */
export function sanitiseHtml(html: string, baseUrl: string | null): string {
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
      img: (tagName, attribs) => ({ tagName, attribs: imageAttributes(attribs, baseUrl) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined,
  });
  return collapseBlankLines(toWellFormedText(clean)).trim();
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
  const target = /^mailto:/i.test(href) ? href : resolveUrl(href, baseUrl);
  return target === null ? {} : { href: target, rel: 'noopener noreferrer' };
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
