/** A day of the proleptic Gregorian calendar. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01. */
export function dayNumberOf({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

export function dayOfNumber(number: number): CalendarDay {
  const date = new Date(number * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const addDays = (day: CalendarDay, count: number): CalendarDay => dayOfNumber(dayNumberOf(day) + count);

/** Months since year 0, for counting in months. */
export const monthNumberOf = (year: number, month: number): number => year * 12 + month - 1;

export const monthOfNumber = (number: number): { readonly year: number; readonly month: number } => ({
  year: Math.floor(number / 12),
  month: (((number % 12) + 12) % 12) + 1,
});

export const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True for a day that the calendar has; a day of February without a year may be the 29th. */
export function isRealDay(year: number | null, month: number | null, day: number): boolean {
  if (day < 1 || day > 31) return false;
  return month === null || day <= lastDayOf(year ?? A_LEAP_YEAR, month);
}

/** Monday 1 to Sunday 7 (ISO 8601). */
export const weekdayOf = (day: CalendarDay): number => ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1;

/** `2021-W23`: weeks begin on Monday and belong to the year of their Thursday (ISO 8601). */
export function weekNameOf(day: CalendarDay): string {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const week = Math.floor((dayNumberOf(thursday) - dayNumberOf({ ...thursday, month: 1, day: 1 })) / 7) + 1;
  return `${thursday.year}-W${String(week).padStart(2, '0')}`;
}

const DAY_MS = 86_400_000;
const A_LEAP_YEAR = 2000;
