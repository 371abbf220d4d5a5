import type {
  BodyFormat,
  JsonObject,
  ParsedDocument,
  ParseResult,
  SourceFile,
  SourceSettings,
} from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { cutExcerpt, toWellFormedText } from '../model/text.ts';
import { creditsOfValue, frontMatterCredits, mergeCredits, printedCredits } from './byline.ts';
import { readCategories, readTags } from './categories.ts';
import { cleanTree } from './clean.ts';
import { decodeBytes } from './encoding.ts';
import { fieldOf, isFalse, isTrue, scalarsOf, stringField } from './field.ts';
import { failure, quarantined, warning } from './finding.ts';
import { readFrontMatter } from './front-matter.ts';
import { loadPage, type Page } from './html.ts';
import { readCanonicalUrl, readGuid } from './identity.ts';
import { readImages } from './images.ts';
import { canonicalLanguage, detectLanguage } from './language.ts';
import { readLinks } from './links.ts';
import { isHtmlBody, renderMarkdown, stripModuleLines } from './markdown.ts';
import { findPublication } from './publication.ts';
import { sanitiseHtml } from './sanitise.ts';
import { visibleText } from './text.ts';
import { takeTitle } from './title.ts';

/**
 * One file to one document. Pure: `now` only tells what lies in the future. Never throws for what a file
 * contains: what cannot be read is quarantined with a reason, what is no article ignored with one.
 */
export function parseDocument(file: SourceFile, settings: SourceSettings, now: Date): ParseResult {
  try {
    return parseFile(file, settings, now);
  } catch (fault) {
    // Left are faults of depth (a hundred thousand nested elements) and our own.
    const reason =
      fault instanceof RangeError ? 'it is nested too deeply' : `of a fault in the parser (${String(fault)})`;
    return quarantined(failure('PARSE_FAILED', null, `The file could not be parsed because ${reason}.`));
  }
}

function parseFile(file: SourceFile, settings: SourceSettings, now: Date): ParseResult {
  const decoded = decodeBytes(file.bytes);
  if (decoded.kind === 'BINARY') return quarantined(decoded.problem);
  if (decoded.text.trim() === '') return { kind: 'IGNORED', reason: 'EMPTY' };
  const read = readFrontMatter(decoded.text);
  if (read.kind === 'FAILED') return quarantined(read.problem);
  const extension = extensionOf(file.path);
  if (extension === 'txt' && read.format === 'NONE') return { kind: 'IGNORED', reason: 'NOT_AN_ARTICLE' };

  const frontMatter = read.data;
  const bodyFormat: BodyFormat = HTML_EXTENSIONS.has(extension) || isHtmlBody(read.body) ? 'HTML' : 'MARKDOWN';
  const page = loadBody(read.body, bodyFormat, extension);
  const removed = cleanTree(page);
  const heading = takeTitle(page, { frontMatter, pageTitle: page.facts.title, path: file.path });
  const lines = page.root.toArray().map((node) => visibleText(node, { joinsWideLines: bodyFormat === 'MARKDOWN' }));
  const text = toWellFormedText(lines.join('\n'));
  const isTitled = heading.provenance === 'FRONT_MATTER' || heading.provenance === 'HEADING';
  if (!isTitled && text === '' && !hasMeaning(frontMatter)) return { kind: 'IGNORED', reason: 'EMPTY' };

  const clues = { frontMatter, metaDate: page.facts.published, text, path: file.path };
  const { publication, problems: dateProblems } = findPublication(clues, settings);
  const { baseUrl } = settings;
  const document: ParsedDocument = {
    frontMatterFormat: read.format,
    bodyFormat,
    encoding: decoded.encoding,
    frontMatter,
    title: heading.title,
    titleProvenance: heading.provenance,
    canonicalUrl: readCanonicalUrl(frontMatter, page.facts.canonicalUrl),
    guid: readGuid(frontMatter),
    language: languageOf(frontMatter, page, settings) ?? detectLanguage(`${heading.title}\n${text}`),
    publication,
    categories: readCategories(frontMatter, read.format, settings.categoryLists),
    tags: readTags(frontMatter),
    credits: creditsOf(frontMatter, page, text, removed.credits),
    images: readImages(frontMatter, page, { baseUrl, excluded: removed.imageSources }),
    links: readLinks(page, baseUrl),
    text,
    html: sanitiseHtml(
      page.root
        .toArray()
        .map((node) => page.$(node).html() ?? '')
        .join('\n'),
      baseUrl,
    ),
    excerpt: cutExcerpt(text),
    draft: draftOf(frontMatter, file.path, publication.ms, now),
    problems: [
      ...decoded.problems,
      ...read.problems,
      ...(page.isFlattened ? [markupSimplified()] : []),
      ...(isTitled ? [] : [titleMissing(heading.title)]),
      ...dateProblems,
    ],
  };
  return { kind: 'PARSED', document };
}

const HTML_EXTENSIONS: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml']);
/** Keys that make an article of a file with neither title nor text. */
const MEANINGFUL_KEYS = [
  'date',
  'categories',
  'category',
  'tags',
  'author',
  'authors',
  'image',
  'thumbnail',
  'headimg',
  'cover',
  'link',
  'url',
];

const extensionOf = (path: string): string => (/\.([^./]+)$/.exec(path)?.[1] ?? '').toLowerCase();

const hasMeaning = (frontMatter: JsonObject): boolean => scalarsOf(fieldOf(frontMatter, ...MEANINGFUL_KEYS)).length > 0;

function loadBody(body: string, format: BodyFormat, extension: string): Page {
  if (format === 'HTML') return loadPage(body);
  return loadPage(renderMarkdown(extension === 'mdx' ? stripModuleLines(body) : body));
}

function creditsOf(
  frontMatter: JsonObject,
  page: Page,
  text: string,
  footer: ParsedDocument['credits'],
): ParsedDocument['credits'] {
  const given = frontMatterCredits(frontMatter);
  const declared = given.some(({ role }) => role === 'AUTHOR')
    ? []
    : page.facts.authors.flatMap((name) => creditsOfValue('AUTHOR', name));
  return mergeCredits([...given, ...declared, ...printedCredits(text), ...footer]);
}

function languageOf(frontMatter: JsonObject, page: Page, settings: SourceSettings): string | null {
  const declared = stringField(frontMatter, 'lang', 'language', 'locale') ?? settings.language ?? page.facts.language;
  return declared === null ? null : canonicalLanguage(declared);
}

function draftOf(frontMatter: JsonObject, path: string, ms: number | null, now: Date): ParsedDocument['draft'] {
  const isDraft =
    isTrue(fieldOf(frontMatter, 'draft')) ||
    isFalse(fieldOf(frontMatter, 'published')) ||
    /(?:^|\/)_drafts\//.test(path);
  if (isDraft) return 'DRAFT';
  return ms !== null && ms > now.getTime() ? 'FUTURE' : null;
}

const titleMissing = (title: string): ProblemWithoutPath =>
  warning('TITLE_MISSING', null, `The document has no title; “${title}” stands in for it.`);

const markupSimplified = (): ProblemWithoutPath =>
  warning(
    'MARKUP_SIMPLIFIED',
    null,
    'The markup is nested too deeply or repeats itself too often; only its text was taken.',
  );
