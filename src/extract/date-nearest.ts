import { addDays, type CalendarDay, dayNumberOf, isRealDay, monthNumberOf, monthOfNumber } from './date-calendar.ts';
import type { DateReference } from './date-reference.ts';

/**
 * Which way a date without its year lies: told as news, expected (预计, 有望), or announced (将于, 拟, … 起施行).
 */
export type Outlook = 'NEWS' | 'EXPECTED' | 'ANNOUNCED';

/**
 * Years, months and weeks that a text leaves out, from the publication: whichever puts the date nearest to it.
 * News tells what has been, so a day after the publication is taken for twice as far as one before; of what is
 * expected it is the other way round, and what is announced lies ahead unless it is a matter of days.
 *
 * 12月28日 published on 3 January is last year's; 9月1日 published in June is this year's.
 */
export interface Nearness {
  readonly reference: DateReference;
  readonly outlook: Outlook;
}

/** How far a day is that lies so many days (or months) after the publication, before it when negative. */
export function weigh(distance: number, outlook: Outlook): number {
  const [past, future] = WEIGHTS[outlook];
  return distance > 0 ? distance * future : -distance * past;
}

const WEIGHTS = { NEWS: [1, 2], EXPECTED: [2, 1], ANNOUNCED: [100, 1] } as const satisfies Record<
  Outlook,
  readonly [past: number, future: number]
>;

/** Year of a month, or of a day of it; null when the publication is unknown. */
export function nearestYear(month: number, day: number | null, { reference, outlook }: Nearness): number | null {
  const { year } = reference;
  if (year === null || reference.month === null) return year;
  const years = [year, year - 1, year + 1].filter((one) => day === null || isRealDay(one, month, day));
  const today = dayIn(reference);
  const distanceOf = (one: number): number =>
    day === null || today === null
      ? monthNumberOf(one, month) - monthNumberOf(year, reference.month as number)
      : dayNumberOf({ year: one, month, day }) - dayNumberOf(today);
  return nearest(years, distanceOf, outlook);
}

/** Year of a span of months, `first` to `last`: no distance while it lasts. */
export function nearestYearOfSpan(first: number, last: number, { reference, outlook }: Nearness): number | null {
  const { year, month } = reference;
  if (year === null || month === null) return year;
  const now = monthNumberOf(year, month);
  const distanceOf = (one: number): number => {
    const [from, to] = [monthNumberOf(one, first) - now, monthNumberOf(one, last) - now];
    return Math.max(from, 0) + Math.min(to, 0);
  };
  return nearest([year, year - 1, year + 1], distanceOf, outlook);
}

/** Month of a day without one. */
export function nearestMonth(day: number, { reference, outlook }: Nearness): { year: number; month: number } | null {
  const today = dayIn(reference);
  if (today === null) return null;
  const now = monthNumberOf(today.year, today.month);
  const months = [now, now - 1, now + 1, now - 2, now + 2].filter((one) => {
    const { year, month } = monthOfNumber(one);
    return isRealDay(year, month, day);
  });
  const distanceOf = (one: number): number => dayNumberOf({ ...monthOfNumber(one), day }) - dayNumberOf(today);
  const best = nearest(months, distanceOf, outlook);
  return best === null ? null : monthOfNumber(best);
}

/** The last such weekday up to today, or the next one after it. */
export function nearestWeekday(weekday: number, { reference, outlook }: Nearness): CalendarDay | null {
  const today = dayIn(reference);
  if (today === null) return null;
  const todays = ((((dayNumberOf(today) + 3) % 7) + 7) % 7) + 1;
  const back = (todays - weekday + 7) % 7;
  return addDays(today, outlook !== 'NEWS' ? (back === 0 ? 0 : 7 - back) : -back);
}

/** The day of publication; null when only its month or year is known. */
export function dayIn({ year, month, day }: DateReference): CalendarDay | null {
  return year === null || month === null || day === null ? null : { year, month, day };
}

/** `candidates` in the order in which equals are preferred. */
function nearest(candidates: readonly number[], distanceOf: (one: number) => number, outlook: Outlook): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of candidates) {
    const weighed = weigh(distanceOf(one), outlook);
    if (weighed < least) [best, least] = [one, weighed];
  }
  return best;
}
