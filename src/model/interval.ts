/** Spans of the calendar. A WEEK begins on Monday (ISO 8601), a QUARTER in January, April, July and October. */
export const INTERVALS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type Interval = (typeof INTERVALS)[number];

/** The first day of the interval in which a day lies. Dates are `YYYY-MM-DD`, of years with four digits. */
export function startOf(date: string, interval: Interval): string {
  switch (interval) {
    case 'DAY':
      return date;
    case 'WEEK':
      return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
    case 'MONTH':
      return `${date.slice(0, 7)}-01`;
    case 'QUARTER':
      return `${date.slice(0, 5)}${String(Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'YEAR':
      return `${date.slice(0, 4)}-01-01`;
  }
}

/** The first day of the next interval. */
export function startOfNext(start: string, interval: Interval): string {
  if (interval === 'DAY' || interval === 'WEEK') return addDays(start, interval === 'DAY' ? 1 : 7);
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  const months = { MONTH: 1, QUARTER: 3, YEAR: 12 }[interval];
  return dateOf(Date.UTC(year, month - 1 + months, 1));
}

/** First days of the intervals from the one of `first` to the one of `last`; undefined when there are more than `most`. */
export function startsBetween(
  first: string,
  last: string,
  { interval, most }: { readonly interval: Interval; readonly most: number },
): readonly string[] | undefined {
  const starts: string[] = [];
  for (let at = startOf(first, interval); at <= last; at = startOfNext(at, interval)) {
    if (starts.length === most) return undefined;
    starts.push(at);
  }
  return starts;
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const addDays = (date: string, days: number): string => dateOf(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
