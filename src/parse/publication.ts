import type { Json, JsonObject, SourceSettings } from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { type Publication, UNDATED } from '../model/publication.ts';
import { dateInPath, parsePublication } from './dates.ts';
import { fieldOf } from './field.ts';
import { warning } from './finding.ts';

export interface DateClues {
  readonly frontMatter: JsonObject;
  /** What the page's head or a `<time>` says, as written. */
  readonly metaDate: string | null;
  /** Visible text, for a line such as 发布时间：2021-06-11 10:00. */
  readonly text: string;
  readonly path: string;
  /** Whether the fields are a file's own front matter or were made of a feed's item. */
  readonly origin: 'FILE' | 'FEED';
}

/**
 * The first clue that is there wins, read or not: front matter, meta, printed line, file name. An unreadable
 * one is a warning, never another date put in its place.
 */
export function findPublication(
  clues: DateClues,
  settings: Pick<SourceSettings, 'timeZone'>,
): { readonly publication: Publication; readonly problems: readonly ProblemWithoutPath[] } {
  const publication = publicationOf(clues, settings);
  if (publication.written === null || publication.ms !== null) return { publication, problems: [] };
  const message = `The publication date “${publication.written}” cannot be read as a date.`;
  return { publication, problems: [warning('DATE_INVALID', null, message)] };
}

const DATE_KEYS = [
  'date',
  'pubDate',
  'published',
  'published_at',
  'publishedAt',
  'publishDate',
  'publish_date',
  'datePublished',
  'date_published',
  'published_time',
  'publish_time',
  'posted',
  'created',
  'created_at',
  'createdAt',
  'create_time',
  'time',
  '日期',
  '发布时间',
  'ms.date',
];
const ADDRESS_KEYS = ['path', 'permalink', 'slug', 'url', 'aliases'];

function publicationOf(
  { frontMatter, metaDate, text, path, origin }: DateClues,
  settings: Pick<SourceSettings, 'timeZone'>,
): Publication {
  const written = DATE_KEYS.map((key) => dateScalar(fieldOf(frontMatter, key))).find((value) => value !== null) ?? null;
  if (written !== null) return parsePublication(written, settings, origin === 'FEED' ? 'FEED' : 'FRONT_MATTER');
  if (metaDate !== null) return parsePublication(metaDate, settings, 'META');
  const printed = printedDate(text);
  if (printed !== null) {
    const publication = parsePublication(printed, settings, 'BYLINE');
    if (publication.ms !== null) return publication;
  }
  const inAddress = ADDRESS_KEYS.map((key) => fieldOf(frontMatter, key)).find(
    (value) => typeof value === 'string' && dateInPath(value) !== null,
  );
  if (typeof inAddress === 'string') return parsePublication(dateInPath(inAddress) ?? '', settings, 'FRONT_MATTER');
  const inPath = dateInPath(path);
  if (inPath === null) return UNDATED;
  return { ...parsePublication(inPath.replaceAll('_', '-'), settings, 'FILE_NAME'), written: inPath };
}

/** `published: false` says whether, not when. */
function dateScalar(value: Json | undefined): string | null {
  if (typeof value !== 'string' || /^\s*(?:true|false|yes|no|)\s*$/i.test(value)) return null;
  return value;
}

const HEAD_LINES = 5;
const PRINTED =
  /^(?:(?:发布|发表|更新|刊发)(?:时间|日期|于)|时间|日期|Published(?: on)?|Posted(?: on)?)\s*[：:]?\s*(.{6,40})$/iu;
const PRINTED_ALONE = /^(\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:\d{2}(?::\d{2})?)(?:\s|$)/u;

function printedDate(text: string): string | null {
  for (const line of text.split('\n', HEAD_LINES)) {
    const written = (PRINTED.exec(line) ?? PRINTED_ALONE.exec(line))?.[1];
    if (written !== undefined) return written.trim();
  }
  return null;
}
