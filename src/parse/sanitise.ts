import sanitizeHtml from 'sanitize-html';
import { toWellFormedText } from '../model/text.ts';
import {
  ALLOWED,
  ALLOWED_ATTRIBUTES,
  ALLOWED_TAGS,
  imageAttributes,
  linkAttributes,
  quotationAttributes,
} from './html-policy.ts';
import { writeSimpleHtml } from './simple-html.ts';
import type { BodyTree } from './tree.ts';

/**
 * A body as HTML that is safe to put into a page. Most bodies hold nothing that has to be taken out: then the HTML
 * is written from the tree, else it is sanitised. Both give the same.
 */
export function safeHtmlOf(tree: BodyTree, baseUrl: string | null): string {
  const simple = writeSimpleHtml(tree, baseUrl);
  return simple === null ? sanitiseHtml(htmlOf(tree), baseUrl) : tidy(simple);
}

/** The body as it is. */
export const htmlOf = ({ $, root }: BodyTree): string =>
  root
    .toArray()
    .map((node) => $(node).html() ?? '')
    .join('\n');

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
  return tidy(clean);
}

const tidy = (html: string): string => collapseBlankLines(toWellFormedText(html)).trim();

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
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs, baseUrl) }),
      blockquote: (tagName, attribs) => ({ tagName, attribs: quotationAttributes(attribs, baseUrl) }),
      img: (tagName, attribs) => ({ tagName, attribs: imageAttributes(attribs, baseUrl) }),
    },
  });
  // Written only by the sanitiser: in text and attributes a `<` is a reference. Its own filter would copy all
  // that is written so far, for every picture.
  return clean.replaceAll('<img />', '');
}

/** What was removed leaves blank lines behind; those of code stay. */
function collapseBlankLines(html: string): string {
  if (!/\n\s*\n/.test(html)) return html;
  return html
    .split(/(<pre[\s>][\s\S]*?<\/pre>)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\n\s*\n/g, '\n')))
    .join('');
}
