import { type CalendarDay, lastDayOf, weekNameOf } from './date-calendar.ts';

/**
 * A date as far as it is known. What a larger part leaves unknown is null: a day and month without a year.
 *
 * Written as the `value` of a mention in ISO 8601, where that has no form in EDTF (ISO 8601-2:2019, levels 1 and 2):
 *
 * | value | is |
 * | --- | --- |
 * | `2021`, `2021-06`, `2021-06-11` | a year, a month, a day |
 * | `2021-06-11T09:30+08:00` | a time of day; without an offset when the zone is unknown |
 * | `2021-W23` | a week from Monday to Sunday |
 * | `2021-33` … `2021-36`, `2021-40`, `2021-41` | a quarter, a half of a year |
 * | `199X`, `20XX` | a decade, a century |
 * | `XXXX-06-11`, `XXXX-XX-11` | a day whose year, or month, nothing tells |
 * | `2021-06~`, `2021~`, `2021-02-12~` | some part of it, or about it: 6月底, 年初, 春节期间 |
 * | `2021-06-11/2021-06-13`, `2019/..` | from one to another, both included; without an end |
 * | `-0220` | 221 BC (ISO 8601 counts a year 0) |
 */
export interface DatePoint {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** EDTF code of a quarter or half; `month` and `day` are then null. */
  readonly season: number | null;
  readonly isApproximate: boolean;
  /** `T09:30+08:00`, or empty. */
  readonly time: string;
}

export const pointOf = (facts: Partial<DatePoint>): DatePoint => ({
  year: null,
  month: null,
  day: null,
  season: null,
  isApproximate: false,
  time: '',
  ...facts,
});

export function formatPoint({ year, month, day, season, isApproximate, time }: DatePoint): string {
  const parts = [year === null ? 'XXXX' : pad(year, 4)];
  if (season !== null) parts.push(pad(season, 2));
  else if (month !== null || day !== null) parts.push(month === null ? 'XX' : pad(month, 2));
  if (day !== null) parts.push(pad(day, 2));
  return parts.join('-') + (isApproximate ? '~' : time);
}

/** First and last day of 上旬, 中旬 or 下旬 (1 to 3) of a month. */
export function formatThird(year: number | null, month: number | null, third: number): string {
  const last = third < 3 ? third * 10 : lastDayOf(year ?? A_COMMON_YEAR, month ?? 1);
  const on = (day: number): string => formatPoint(pointOf({ year, month, day }));
  return `${on(third * 10 - 9)}/${on(last)}`;
}

export const formatWeek = (day: CalendarDay): string => weekNameOf(day);

const A_COMMON_YEAR = 2001;
const pad = (n: number, length: number): string => String(n).padStart(length, '0');
