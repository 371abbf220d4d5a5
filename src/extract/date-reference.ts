import { assumedZone, type Publication } from '../model/publication.ts';
import type { CalendarDay } from './date-calendar.ts';

/** What dates without a year, a month or a day are read against. */
export interface DateReference {
  /** The reader's day of publication; months and days that it does not say are null. */
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** IANA name, `+08:00` or `Z` of the clock the text goes by; null when nobody knows. */
  readonly zone: string | null;
}

export const NO_REFERENCE: DateReference = Object.freeze({ year: null, month: null, day: null, zone: null });

/**
 * The calendar and clock of a text. Feeds print instants in UTC whatever the place, so a publication in UTC is
 * moved to the zone where most who write in the language live: at 22:06 GMT it is the next day in China.
 */
export function referenceOf(publication: Publication, language: string): DateReference {
  const { ms, localDate, zone, precision } = publication;
  if (ms === null || localDate === null || precision === null) return NO_REFERENCE;
  const isUtc = zone === null || UTC.test(zone);
  const isInstant = precision === 'MINUTE' || precision === 'SECOND';
  const readingZone = isUtc ? assumedZone(null, language) : zone;
  const date = isUtc && isInstant ? dateIn(readingZone, ms) : localDate;
  const [year = Number.NaN, month = 1, day = 1] = date.split('-').map(Number);
  if (Number.isNaN(year)) return NO_REFERENCE;
  return {
    year,
    month: precision === 'YEAR' ? null : month,
    day: precision === 'YEAR' || precision === 'MONTH' ? null : day,
    zone: readingZone,
  };
}

/** `+08:00` or `Z`: how far a zone's clocks are from UTC at noon of a day; empty without a zone. */
export function offsetOn(day: CalendarDay, zone: string | null): string {
  if (zone === null) return '';
  if (/^(?:Z|[+-]\d{2}:\d{2})$/.test(zone)) return zone;
  const key = `${zone} ${day.year}-${day.month}-${day.day}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = formatter(zone).formatToParts(Date.UTC(day.year, day.month - 1, day.day, 12));
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    offset = name === 'GMT' ? 'Z' : name.slice('GMT'.length, 'GMT+08:00'.length);
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

const UTC = /^(?:Z|UTC|GMT|Etc\/.*|[+-]00:?00)$/i;
const MOST_OFFSETS = 4096;
const offsets = new Map<string, string>();
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let format = formatters.get(zone);
  if (format === undefined) {
    const calendar = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, timeZoneName: 'longOffset', ...calendar });
    formatters.set(zone, format);
  }
  return format;
}

function dateIn(zone: string, ms: number): string {
  const parts = formatter(zone).formatToParts(ms);
  return ['year', 'month', 'day'].map((type) => parts.find((part) => part.type === type)?.value ?? '').join('-');
}
