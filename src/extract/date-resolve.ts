import {
  addDays,
  type CalendarDay,
  dayNumberOf,
  isRealDay,
  monthNumberOf,
  monthOfNumber,
  weekdayOf,
} from './date-calendar.ts';
import type { DateExpression, Reference } from './date-expression.ts';
import { dayOfFestival } from './date-festival.ts';
import { dayIn, type Nearness, nearestMonth, nearestWeekday, nearestYear, nearestYearOfSpan } from './date-nearest.ts';
import { clockOf } from './date-time.ts';
import { type DatePoint, formatPoint, formatThird, formatWeek, pointOf } from './date-value.ts';

/** What a text has named before, and what may be read from around the expression. */
export interface DateSurroundings extends Nearness {
  /** The last date named with a month and a day; the year may be unknown. */
  readonly named: DatePoint | null;
  /** The same, if it stands in the same paragraph. */
  readonly near: DatePoint | null;
  /** A year or month written in the same sentence, with a year. */
  readonly sentence: { readonly year: number; readonly month: number | null } | null;
  /** The last year named. */
  readonly year: number | null;
  /** Zone that times are in; null when the text gives another that is not known. */
  readonly zone: string | null;
}

/** A value, and what later words refer back to; null where the words are no date after all. */
export type ResolvedDate = { readonly value: string | null; readonly point: DatePoint } | null;

/** The value of an expression (see {@link DatePoint}); a value of null when its surroundings do not tell it. */
export function resolveDate(expression: DateExpression, around: DateSurroundings): ResolvedDate {
  const first = resolveOne(expression, around);
  if (first === null || first.value === null) return first;
  if (expression.isOpen) return { ...first, value: `${first.value}/..` };
  if (expression.until === null) return first;
  const until = resolveOne(inherit(expression.until, expression, first.point), { ...around, named: first.point });
  if (until === null || until.value === null) return until;
  const [from = '', to = ''] = [first.value.split('/')[0], until.value.split('/').at(-1)];
  return from.replace('~', '') <= to ? { value: `${from}/${to}`, point: until.point } : null;
}

/** Parts that the end of a range does not name are those of its beginning, or follow on them. */
function inherit(until: DateExpression, first: DateExpression, { year, month, day }: DatePoint): DateExpression {
  const isWhole =
    until.year !== null || until.day?.from === 'PUBLICATION' || until.week !== null || until.fixed !== null;
  if (isWhole) return until;
  const at = (n: number | null): Reference | null => (n === null ? null : { from: 'WRITTEN', n });
  if (until.month === null && until.season === null && until.festival === null) {
    if (until.day === null)
      return { ...until, year: at(year), month: at(month), day: at(day), part: until.part ?? first.part };
    if (month === null) return until;
    const isNext = day !== null && until.day.n < day;
    const next = monthOfNumber(monthNumberOf(year ?? 0, month) + Number(isNext));
    return { ...until, year: year === null ? null : at(next.year), month: at(next.month) };
  }
  const isNext = month !== null && until.month !== null && until.month.n < month;
  return { ...until, year: year === null ? null : at(year + Number(isNext)) };
}

function resolveOne(expression: DateExpression, surroundings: DateSurroundings): ResolvedDate {
  const { fixed, festival, week, season, isVague } = expression;
  if (fixed !== null) return { value: isVague && !fixed.includes('/') ? `${fixed}~` : fixed, point: pointOf({}) };
  const year = yearOf(expression.year, surroundings);
  if (expression.year !== null && year === null && isLost(expression, expression.year)) return lost(expression.year);
  // 去年6月 is not in the year that the sentence has named, even where nobody knows which it is in.
  const around = expression.year !== null && year === null ? { ...surroundings, sentence: null } : surroundings;
  if (festival !== null) {
    const day = dayOfFestival(festival, year, around);
    return day === null ? UNKNOWN : timed(expression, pointOf({ ...day, isApproximate: isVague }), around);
  }
  if (week !== null) return resolveWeek(expression, week, around);
  if (season !== null) return resolveSeason(season, year, around);
  if (expression.day !== null) return resolveDay(expression, year, around);
  if (expression.month !== null) return resolveMonth(expression, year, around);
  if (year !== null || isVague) {
    const shown = year ?? around.reference.year;
    const point = pointOf({ year: shown, isApproximate: isVague });
    return shown === null ? UNKNOWN : { value: formatPoint(point), point };
  }
  return around.near === null ? UNKNOWN : timed(expression, { ...around.near, time: '' }, around);
}

const UNKNOWN = Object.freeze({ value: null, point: pointOf({}) });

/** 今年6月 in an article without a date is still some June. */
const isLost = ({ month, season }: DateExpression, { from }: Reference): boolean =>
  from === 'NAMED' || (month === null && season === null);

/** 当年 that follows no year is an idiom; 今年 in an article without a date is only not known. */
const lost = ({ from }: Reference): ResolvedDate => (from === 'NAMED' ? null : UNKNOWN);

function yearOf(reference: Reference | null, { reference: today, year }: DateSurroundings): number | null {
  if (reference === null) return null;
  if (reference.from === 'WRITTEN') return reference.n;
  const base = reference.from === 'NAMED' ? year : today.year;
  return base === null ? null : base + reference.n;
}

function resolveWeek(
  expression: DateExpression,
  { weeks, weekday }: { weeks: number | null; weekday: number | null },
  around: DateSurroundings,
): ResolvedDate {
  const today = dayIn(around.reference);
  if (today === null) return UNKNOWN;
  if (weeks === null) {
    const day = nearestWeekday(weekday ?? 1, around);
    return day === null ? UNKNOWN : timed(expression, pointOf(day), around);
  }
  const monday = addDays(today, 1 - weekdayOf(today) + weeks * 7);
  if (weekday === null) return { value: formatWeek(monday), point: pointOf({}) };
  if (weekday > 7) {
    const [saturday, sunday] = [pointOf(addDays(monday, 5)), pointOf(addDays(monday, 6))];
    return { value: `${formatPoint(saturday)}/${formatPoint(sunday)}`, point: saturday };
  }
  return timed(expression, pointOf(addDays(monday, weekday - 1)), around);
}

function resolveSeason(season: Reference, year: number | null, around: DateSurroundings): ResolvedDate {
  if (season.from === 'PUBLICATION') {
    const { year: now, month } = around.reference;
    if (now === null || month === null) return UNKNOWN;
    const quarter = now * 4 + Math.floor((month - 1) / 3) + season.n;
    return seasonPoint(33 + (quarter % 4), Math.floor(quarter / 4));
  }
  const [first, last] =
    season.n < 40 ? [season.n * 3 - 98, season.n * 3 - 96] : [season.n * 6 - 239, season.n * 6 - 234];
  const nearest = year ?? around.sentence?.year ?? nearestYearOfSpan(first, last, around);
  return seasonPoint(season.n, nearest);
}

function seasonPoint(season: number, year: number | null): ResolvedDate {
  const point = pointOf({ year, season });
  return { value: formatPoint(point), point };
}

function resolveMonth(expression: DateExpression, year: number | null, around: DateSurroundings): ResolvedDate {
  const found = monthIn(expression, year, around);
  if (found === null) return expression.month?.from === 'NAMED' ? null : UNKNOWN;
  const point = pointOf({ ...found, isApproximate: expression.isVague });
  const value = expression.third === null ? formatPoint(point) : formatThird(found.year, found.month, expression.third);
  return { value, point };
}

function monthIn(
  { month }: DateExpression,
  year: number | null,
  around: DateSurroundings,
): { year: number | null; month: number } | null {
  if (month === null) return null;
  if (month.from === 'WRITTEN')
    return { year: year ?? inSentence(month.n, around) ?? nearestYear(month.n, null, around), month: month.n };
  const base = month.from === 'NAMED' ? around.named : around.reference;
  if (base === null || base.month === null) return null;
  const moved = monthOfNumber(monthNumberOf(base.year ?? 0, base.month) + month.n);
  return { year: base.year === null ? null : moved.year, month: moved.month };
}

/** 2019年3月开工，5月停工: the year goes on through the sentence, as long as the months do. */
function inSentence(month: number, { sentence }: DateSurroundings): number | null {
  return sentence !== null && (sentence.month === null || month >= sentence.month) ? sentence.year : null;
}

function resolveDay(expression: DateExpression, year: number | null, around: DateSurroundings): ResolvedDate {
  const day = expression.day as Reference;
  if (day.from !== 'WRITTEN') {
    const base = day.from === 'PUBLICATION' ? dayIn(around.reference) : wholeDay(around.named);
    if (base === null) return day.from === 'NAMED' ? null : UNKNOWN;
    return timed(expression, pointOf(addDays(base, day.n)), around);
  }
  const written = expression.month;
  const found =
    written === null
      ? monthOfDay(day.n, around)
      : written.from === 'WRITTEN'
        ? { year: year ?? inSentence(written.n, around) ?? nearestYear(written.n, day.n, around), month: written.n }
        : (monthIn(expression, year, around) ?? { year: null, month: null });
  if (!isRealDay(found.year, found.month, day.n)) return null;
  return timed(expression, pointOf({ ...found, day: day.n }), around);
}

/** The month last named in the paragraph if the days go on from there, else the one nearest to publication. */
function monthOfDay(day: number, around: DateSurroundings): { year: number | null; month: number | null } {
  const { near } = around;
  if (
    near !== null &&
    near.month !== null &&
    near.day !== null &&
    day >= near.day &&
    isRealDay(near.year, near.month, day)
  )
    return { year: near.year, month: near.month };
  return nearestMonth(day, around) ?? { year: null, month: null };
}

function wholeDay(point: DatePoint | null): CalendarDay | null {
  if (point === null || point.year === null || point.month === null || point.day === null) return null;
  return { year: point.year, month: point.month, day: point.day };
}

function timed(expression: DateExpression, point: DatePoint, { zone }: DateSurroundings): ResolvedDate {
  const { time, part } = expression;
  const day = wholeDay(point);
  if (time === null) return { value: formatPoint(point), point };
  if (day === null || Number.isNaN(dayNumberOf(day))) return { value: null, point };
  const timedPoint = { ...point, time: clockOf(time, { part, day, zone }) };
  return { value: formatPoint(timedPoint), point: timedPoint };
}
