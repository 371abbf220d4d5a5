import { load } from 'cheerio';
import { isHtmlDocument, type RenderedMarkdown } from './markdown.ts';
import type { BodyTree, PageNode } from './tree.ts';

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
}

/**
 * Parses HTML, a whole page or a piece; of a page only the article's own part is the root.
 *
 * @throws RangeError when elements are nested deeper than {@link MAX_DEPTH}.
 */
export function loadPage(html: string): Page {
  if (!isHtmlDocument(html)) {
    const $ = load(`<${WRAPPER}><${WRAPPER}>${html}</${WRAPPER}></${WRAPPER}>`, null, false);
    requireShallow($);
    const root = $.root().children().first() as unknown as BodyTree['root'];
    return { $, root, facts: { ...NO_FACTS, published: /<time\b/i.test(html) ? timeIn($) : null } };
  }
  const $ = load(html);
  requireShallow($);
  const facts = factsOf($);
  return { $, root: articleRoot($), facts };
}

/** Far deeper than any page is, and far from where walking through it takes the square of the depth, or overflows. */
const MAX_DEPTH = 2_000;

function requireShallow($: BodyTree['$']): void {
  let level: readonly PageNode[] = $.root().toArray();
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new RangeError('it is nested too deeply');
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
}

/**
 * Stands between the root and its content, by a name that no end tag has: to look something up takes the square of
 * the number of the root's children, and there may be hundreds of thousands.
 */
const WRAPPER = 'dateline-piece';

/** What Markdown without HTML became: nothing in it needs the care that HTML in the wild does. */
export function loadRendered({ html, isWellFormed }: RenderedMarkdown): Page {
  if (!isWellFormed) return loadPage(html);
  const $ = load(html, { xml: { xmlMode: false, encodeEntities: 'utf8' } }, false);
  return { $, root: $.root() as unknown as BodyTree['root'], facts: NO_FACTS };
}

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
  const body = wrapContent($('body') as unknown as BodyTree['root']);
  const whole = body.text().length;
  for (const selector of CONTENT_ROOTS) {
    const found = $(selector);
    if (found.length !== 1 || found.text().trim().length < whole * 0.2) continue;
    const root = wrapContent(found as unknown as BodyTree['root']);
    root.find('nav, aside, form').remove();
    return root;
  }
  body.find(SITE_PARTS).remove();
  body
    .children(WRAPPER)
    .children('header')
    .filter((_, header) => $(header).find('h1').length === 0)
    .remove();
  return body;
}

const wrapContent = (root: BodyTree['root']): BodyTree['root'] => root.wrapInner(`<${WRAPPER}></${WRAPPER}>`);

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
