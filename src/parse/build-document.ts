import type {
  BodyFormat,
  FrontMatterFormat,
  JsonObject,
  ParsedDocument,
  ParseResult,
  SourceSettings,
} from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { cutExcerpt, toWellFormedText } from '../model/text.ts';
import { creditsOfValue, frontMatterCredits, mergeCredits, printedCredits } from './byline.ts';
import { readCategories, readTags } from './categories.ts';
import { cleanTree } from './clean.ts';
import { fieldOf, isFalse, isTrue, scalarsOf, stringField } from './field.ts';
import { warning } from './finding.ts';
import { loadPage, loadRendered, type Page } from './html.ts';
import { readCanonicalUrl, readGuid } from './identity.ts';
import { readImages } from './images.ts';
import { canonicalLanguage, detectLanguage } from './language.ts';
import { readLinks } from './links.ts';
import { renderMarkdown } from './markdown.ts';
import { mappingOf } from './preset.ts';
import { findPublication } from './publication.ts';
import { safeHtmlOf } from './sanitise.ts';
import { visibleText } from './text.ts';
import { takeTitle } from './title.ts';

/** What someone wrote: facts about it and a body, wherever the two were found. */
export interface WrittenDocument {
  /** A feed is a file of many documents, so nothing in its name is said of any of them. */
  readonly origin: 'FILE' | 'FEED';
  readonly path: string;
  readonly frontMatter: JsonObject;
  readonly frontMatterFormat: FrontMatterFormat;
  readonly body: string;
  readonly bodyFormat: BodyFormat;
  /** WHATWG label. */
  readonly encoding: string;
  /** What relative addresses in it are resolved against. */
  readonly baseUrl: string | null;
  /** What a feed says of all its items. */
  readonly feedLanguage?: string | null;
  /** Warnings met so far. */
  readonly problems: readonly ProblemWithoutPath[];
}

/** The document, or why there is none. May throw a RangeError for a body nested too deeply. */
export function buildDocument(written: WrittenDocument, settings: SourceSettings, now: Date): ParseResult {
  const { origin, path, frontMatter, frontMatterFormat, body, bodyFormat } = written;
  const speakingPath = origin === 'FILE' ? path : '';
  const mapping = mappingOf({ frontMatter, format: frontMatterFormat, path: speakingPath }, settings);
  const { keys } = mapping;
  const page = bodyFormat === 'HTML' ? loadPage(body) : loadRendered(renderMarkdown(body));
  const removed = cleanTree(page);
  const heading = takeTitle(page, { frontMatter, keys: keys.title, pageTitle: page.facts.title, path: speakingPath });
  const lines = page.root.toArray().map((node) => visibleText(node, { joinsWideLines: bodyFormat === 'MARKDOWN' }));
  const text = toWellFormedText(lines.join('\n'));
  const isTitled = heading.provenance === 'FRONT_MATTER' || heading.provenance === 'HEADING';
  const hasFacts = origin === 'FILE' && hasMeaning(frontMatter);
  if (!isTitled && text === '' && !hasFacts) return { kind: 'IGNORED', reason: 'EMPTY' };
  const title = heading.provenance === 'NONE' && text !== '' ? cutExcerpt(text, STAND_IN_LENGTH) : heading.title;

  const readable = readableText(isTitled ? `${title}\n${text}` : text, frontMatter);
  const language = languageOf({ written, page, keys: keys.language }, settings, readable);
  const clues = { frontMatter, metaDate: page.facts.published, text, path: speakingPath, origin };
  const { timeZone } = settings;
  const { slashedDates } = settings.frontMatter;
  const habits = { keys: keys.date, timeZone, language, slashedDates };
  const { publication, problems: dateProblems } = findPublication(clues, habits);
  const canonicalUrl = readCanonicalUrl(frontMatter, keys.canonicalUrl, page.facts.canonicalUrl);
  const baseUrl = written.baseUrl ?? canonicalUrl;
  const document: ParsedDocument = {
    frontMatterFormat,
    bodyFormat,
    encoding: written.encoding,
    frontMatter,
    title,
    titleProvenance: heading.provenance,
    canonicalUrl,
    guid: readGuid(frontMatter, keys.guid),
    language,
    publication,
    categories: readCategories(frontMatter, mapping),
    tags: readTags(frontMatter, mapping),
    credits: creditsOf({ written, page, keys: keys.author }, text, removed.credits),
    images: readImages(frontMatter, page, { keys: keys.image, baseUrl, excluded: removed.imageSources }),
    links: readLinks(page, baseUrl),
    text,
    html: safeHtmlOf(page, baseUrl),
    excerpt: cutExcerpt(text),
    draft: draftOf(frontMatter, path, publication.ms, now),
    problems: [
      ...written.problems,
      ...(page.isFlattened ? [markupSimplified()] : []),
      // A feed's items need no title; a file without one is rather an oversight.
      ...(isTitled || origin === 'FEED' ? [] : [titleMissing(title)]),
      ...dateProblems,
    ],
  };
  return { kind: 'PARSED', document };
}

/** UTF-16 units of the first words that stand in for a title: about what a headline has. */
const STAND_IN_LENGTH = 60;
const WIDE = /^(?:zh|ja|ko)\b/;
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

const hasMeaning = (frontMatter: JsonObject): boolean => scalarsOf(fieldOf(frontMatter, ...MEANINGFUL_KEYS)).length > 0;

interface FieldClues {
  readonly written: WrittenDocument;
  readonly page: Page;
  readonly keys: readonly string[];
}

function creditsOf(
  { written, page, keys }: FieldClues,
  text: string,
  footer: ParsedDocument['credits'],
): ParsedDocument['credits'] {
  const given = frontMatterCredits(written.frontMatter, keys);
  const declared = given.some(({ role }) => role === 'AUTHOR')
    ? []
    : page.facts.authors.flatMap((name) => creditsOfValue('AUTHOR', name));
  return mergeCredits([...given, ...declared, ...printedCredits(text), ...footer]);
}

function languageOf({ written, page, keys }: FieldClues, settings: SourceSettings, text: string): string {
  const { frontMatter, feedLanguage = null } = written;
  const declared = stringField(frontMatter, ...keys) ?? settings.language ?? page.facts.language;
  const own = declared === null ? null : canonicalLanguage(declared);
  if (own !== null) return own;
  const detected = detectLanguage(text);
  const ofFeed = feedLanguage === null ? null : canonicalLanguage(feedLanguage);
  // Publishing programs write `en-US` into the feeds of whoever never changed it.
  return ofFeed === null || (WIDE.test(detected) && !WIDE.test(ofFeed)) ? detected : ofFeed;
}

/** A document with neither title nor text is in the language of its front matter. */
const readableText = (text: string, frontMatter: JsonObject): string =>
  text.trim() === '' ? Object.values(frontMatter).flatMap(scalarsOf).join('\n') : text;

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
