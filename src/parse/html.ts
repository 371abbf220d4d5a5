import { load } from 'cheerio';
import { loadBounded } from './bounded-tree.ts';
import { isHtmlDocument, type RenderedMarkdown } from './markdown.ts';
import { flattenMarkup } from './plain.ts';
import { type BodyTree, detachAll, type PageNode } from './tree.ts';

/** What a page's head says of the article; all null for a piece of a page. */
export interface PageFacts {
  readonly title: string | null;
  readonly canonicalUrl: string | null;
  /** As written. */
  readonly published: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
}

export interface Page extends BodyTree {
  readonly facts: PageFacts;
  /** The markup was beyond parsing, and the page is its text alone. */
  readonly isFlattened: boolean;
}

/** Parses HTML, a whole page or a piece; of a page only the article's own part is the root. */
export function loadPage(html: string): Page {
  const isWhole = isHtmlDocument(html);
  const $ = loadBounded(html, isWhole ? 'PAGE' : 'PIECE');
  if ($ === null) {
    const flat = load(flattenMarkup(html), null, false);
    return { $: flat, root: rootOf(flat), facts: NO_FACTS, isFlattened: true };
  }
  if (!isWhole) {
    const published = /<time\b/i.test(html) ? timeIn($) : null;
    return { $, root: rootOf($), facts: { ...NO_FACTS, published }, isFlattened: false };
  }
  const facts = factsOf($);
  return { $, root: articleRoot($), facts, isFlattened: false };
}

/** What Markdown without HTML became: nothing in it needs the care that HTML in the wild does. */
export function loadRendered({ html, isWellFormed }: RenderedMarkdown): Page {
  if (!isWellFormed) return loadPage(html);
  const $ = load(html, { xml: { xmlMode: false, encodeEntities: 'utf8' } }, false);
  return { $, root: rootOf($), facts: NO_FACTS, isFlattened: false };
}

const rootOf = ($: BodyTree['$']): BodyTree['root'] => $.root() as unknown as BodyTree['root'];

const NO_FACTS: PageFacts = { title: null, canonicalUrl: null, published: null, authors: [], language: null };

const CONTENT_ROOTS = [
  'article',
  '[itemprop=articleBody]',
  'main',
  '[role=main]',
  '#artibody',
  '#content',
  '.article-content',
];

/** Parts of a page around the article; inside it a header may hold the title and the byline. */
const SITE_PARTS =
  'nav, aside, footer, form, dialog, [role=navigation], [role=banner], [role=contentinfo], [role=search]';

function articleRoot($: BodyTree['$']): BodyTree['root'] {
  const body = $('body');
  const whole = body.text().length;
  for (const selector of CONTENT_ROOTS) {
    const found = $(selector);
    if (found.length !== 1 || found.text().trim().length < whole * 0.2) continue;
    detachAll(found.find('nav, aside, form').toArray());
    return found as unknown as BodyTree['root'];
  }
  detachAll(body.find(SITE_PARTS).toArray());
  const headers = body.children('header').filter((_, header) => $(header).find('h1').length === 0);
  detachAll(headers.toArray());
  return body as unknown as BodyTree['root'];
}

function factsOf($: BodyTree['$']): PageFacts {
  const meta = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const found = $('meta').filter((_, element) => {
        const { attribs } = element as PageNode & { attribs: Record<string, string> };
        return (attribs.name ?? attribs.property ?? attribs.itemprop ?? '').toLowerCase() === name;
      });
      const content = found.first().attr('content')?.trim();
      if (content !== undefined && content !== '') return content;
    }
    return null;
  };
  const linked = /"datePublished"\s*:\s*"([^"]+)"/.exec($('script[type="application/ld+json"]').text())?.[1] ?? null;
  const author = meta('author', 'article:author');
  return {
    title: meta('og:title') ?? textOrNull($('head title').first().text()),
    canonicalUrl: $('link[rel=canonical]').attr('href') ?? meta('og:url'),
    published:
      meta('article:published_time', 'datepublished', 'pubdate', 'publishdate', 'dc.date', 'dcterms.date', 'date') ??
      linked ??
      timeIn($),
    authors: author === null || /^https?:/.test(author) ? [] : [author],
    language: $('html').attr('lang') ?? null,
  };
}

const timeIn = ($: BodyTree['$']): string | null =>
  textOrNull($('time[pubdate], time[itemprop=datePublished], time[datetime]').first().attr('datetime') ?? '');

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
