import { addDays, type CalendarDay, dayNumberOf, dayOfNumber } from './date-calendar.ts';

/**
 * The Gregorian day of a day of the Chinese calendar, in the lunar year that begins in `year`; null when that
 * month has no such day. Leap months are not addressed. The table of a year is read off the runtime's own
 * calendar (CLDR `chinese`) the first time it is asked for, and kept.
 */
export function dayOfLunar(year: number, month: number, day: number): CalendarDay | null {
  return tableOf(year).get(month * 100 + day) ?? null;
}

/** The day before the lunar year that begins in `year`. */
export function newYearsEveOf(year: number): CalendarDay | null {
  const first = dayOfLunar(year, 1, 1);
  return first === null ? null : addDays(first, -1);
}

const tables = new Map<number, ReadonlyMap<number, CalendarDay>>();
/** A lunar year begins from 21 January to 21 February and has at most 385 days. */
const LONGEST = 430;
const MOST_TABLES = 64;
const MONTHS = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '腊月'];
let format: Intl.DateTimeFormat | undefined;

function tableOf(year: number): ReadonlyMap<number, CalendarDay> {
  const known = tables.get(year);
  if (known !== undefined) return known;
  format ??= new Intl.DateTimeFormat('zh-u-ca-chinese', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const table = new Map<number, CalendarDay>();
  const first = dayNumberOf({ year, month: 1, day: 20 });
  for (let number = first; number < first + LONGEST; number++) {
    const day = dayOfNumber(number);
    const parts = format.formatToParts(Date.UTC(day.year, day.month - 1, day.day));
    const partOf = (type: string): string => parts.find((part) => (part.type as string) === type)?.value ?? '';
    if (partOf('relatedYear') !== String(year)) continue;
    const month = MONTHS.indexOf(partOf('month')) + 1;
    if (month > 0) table.set(month * 100 + Number(partOf('day')), day);
  }
  if (tables.size >= MOST_TABLES) tables.clear();
  tables.set(year, table);
  return table;
}
