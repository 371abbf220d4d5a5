import type { DateProvenance, Publication } from '../model/publication.ts';
import { type DateHabits, matchDate } from './date-form.ts';
import { dateOf, instantOf, isRealWallTime } from './zone.ts';

/**
 * Reads a publication in any of the written forms of date-form.ts. One without a zone is taken to be in the
 * writer's. What cannot be read, names a day that does not exist, or is the zero of a clock that was never set
 * keeps its text and has no instant.
 */
export function parsePublication(written: string, habits: DateHabits, provenance: DateProvenance): Publication {
  const unreadable: Publication = {
    ms: null,
    written,
    localDate: null,
    zone: null,
    zoneInferred: false,
    precision: null,
    provenance,
  };
  const form = matchDate(written, habits);
  if (form === null || !isRealWallTime(form.wall)) return unreadable;
  const zone = form.zone ?? habits.timeZone;
  const ms = instantOf(form.wall, zone);
  if (ms === 0 && form.zone !== null) return unreadable;
  return {
    ms,
    written,
    localDate: dateOf(form.wall),
    zone,
    zoneInferred: form.zone === null,
    precision: form.precision,
    provenance,
  };
}

/** The date at the head of a file's name, or in its folders (`2021/03/02/title.md`), as written; null when there is none. */
export function dateInPath(path: string): string | null {
  const segments = path.split('/');
  const name = (segments.at(-1) ?? '').replace(/\.[^.]*$/, '').trim();
  const inName = NAME_DATE.exec(name)?.[1];
  if (inName !== undefined && isReadable(inName)) return inName;
  const inFolders = FOLDER_DATE.exec(path)?.[1];
  return inFolders !== undefined && isReadable(inFolders) ? inFolders : null;
}

const NAME_DATE = /^(\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8}|\d{4}年\d{1,2}月\d{1,2}日)(?![\d年月日])/u;
const FOLDER_DATE = /(?:^|\/)(\d{4}\/\d{1,2}\/\d{1,2})(?=\/|$)/;

function isReadable(written: string): boolean {
  const form = matchDate(written.replaceAll('_', '-'), { timeZone: 'UTC', isDayFirst: false });
  return form !== null && isRealWallTime(form.wall) && form.wall.year >= 1900 && form.wall.year < 2200;
}
