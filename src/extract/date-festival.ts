import { addDays, type CalendarDay, dayNumberOf } from './date-calendar.ts';
import type { Festival } from './date-expression.ts';
import { dayOfLunar, newYearsEveOf } from './date-lunar.ts';
import { dayIn, type Nearness, weigh } from './date-nearest.ts';

/**
 * The day of a festival in a year, or the one nearest to the publication; null when neither is known. Lunar days
 * belong to the lunar year that begins in `year`, but New Year's Eve to the year it precedes.
 */
export function dayOfFestival(festival: Festival, year: number | null, nearness: Nearness): CalendarDay | null {
  if (year !== null) return dayInYear(festival, year);
  const today = dayIn(nearness.reference);
  if (today === null) return null;
  let best: CalendarDay | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of [today.year, today.year - 1, today.year + 1]) {
    const day = dayInYear(festival, one);
    if (day === null) continue;
    const weighed = weigh(dayNumberOf(day) - dayNumberOf(today), nearness.outlook);
    if (weighed < least) [best, least] = [day, weighed];
  }
  return best;
}

function dayInYear(festival: Festival, year: number): CalendarDay | null {
  switch (festival.calendar) {
    case 'SOLAR':
      return { year, month: festival.month, day: festival.day };
    case 'LUNAR':
      return dayOfLunar(year, festival.month, festival.day);
    case 'NEW_YEARS_EVE':
      return newYearsEveOf(year);
    case 'CLEAR_AND_BRIGHT':
      return clearAndBright(year);
  }
}

/** 清明 by the rule for 1901 to 2099: D = ⌊0.2422 Y + C⌋ − ⌊Y / 4⌋, with C for the century and Y its last two digits. */
function clearAndBright(year: number): CalendarDay | null {
  if (year < 1901 || year > 2099) return null;
  const last = year % 100;
  const start = year < 2000 ? 5.59 : 4.81;
  return addDays({ year, month: 4, day: Math.floor(0.2422 * last + start) - Math.floor(last / 4) }, 0);
}
