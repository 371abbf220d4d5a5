import type { FrontMatterSettings, Json, JsonObject } from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { assumedZone, type Publication, UNDATED } from '../model/publication.ts';
import type { DateHabits } from './date-form.ts';
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

/** How the document's writer is taken to write dates. */
export interface DateSettings {
  /** Keys of the front matter, the first that holds something wins. */
  readonly keys: readonly string[];
  /** What the source says; null leaves it to the language. */
  readonly timeZone: string | null;
  /** BCP 47. */
  readonly language: string;
  readonly slashedDates: FrontMatterSettings['slashedDates'];
}

/**
 * The first clue that is there wins, read or not: front matter, meta, printed line, file name. An unreadable
 * one is a warning, never another date put in its place.
 */
export function findPublication(
  clues: DateClues,
  settings: DateSettings,
): { readonly publication: Publication; readonly problems: readonly ProblemWithoutPath[] } {
  const publication = publicationOf(clues, settings);
  if (publication.written === null || publication.ms !== null) return { publication, problems: [] };
  const message = `The publication date “${publication.written}” cannot be read as a date.`;
  return { publication, problems: [warning('DATE_INVALID', null, message)] };
}

const ADDRESS_KEYS = ['path', 'permalink', 'slug', 'url', 'aliases'];

function publicationOf({ frontMatter, metaDate, text, path, origin }: DateClues, settings: DateSettings): Publication {
  const habits: DateHabits = {
    timeZone: assumedZone(settings.timeZone, settings.language),
    isDayFirst: isDayFirst(frontMatter, settings.slashedDates),
  };
  const written = firstScalar(frontMatter, settings.keys);
  if (written !== null) return parsePublication(written, habits, origin === 'FEED' ? 'FEED' : 'FRONT_MATTER');
  if (metaDate !== null) return parsePublication(metaDate, habits, 'META');
  const printed = printedDate(text);
  if (printed !== null) {
    const publication = parsePublication(printed, habits, 'BYLINE');
    if (publication.ms !== null) return publication;
  }
  const inAddress = ADDRESS_KEYS.map((key) => fieldOf(frontMatter, key)).find(
    (value) => typeof value === 'string' && dateInPath(value) !== null,
  );
  if (typeof inAddress === 'string') return parsePublication(dateInPath(inAddress) ?? '', habits, 'FRONT_MATTER');
  const inPath = dateInPath(path);
  if (inPath === null) return UNDATED;
  return { ...parsePublication(inPath.replaceAll('_', '-'), habits, 'FILE_NAME'), written: inPath };
}

function firstScalar(frontMatter: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = dateScalar(fieldOf(frontMatter, key));
    if (value !== null) return value;
  }
  return null;
}

/** Another date beside it (`updated: 25/12/2020`) shows what a writer puts first. */
function isDayFirst(frontMatter: JsonObject, slashedDates: DateSettings['slashedDates']): boolean {
  if (slashedDates !== 'AUTO') return slashedDates === 'DAY_FIRST';
  return Object.values(frontMatter).some(
    (value) => typeof value === 'string' && Number(SLASHED_START.exec(value)?.[1] ?? 0) > 12,
  );
}

const SLASHED_START = /^\s*(\d{1,2})[-/]\d{1,2}[-/]\d{4}(?!\d)/;

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
