import { fixedOffsetMs, offsetAt } from '../model/time-zone.ts';

/** A calendar date and wall-clock time, without a zone. `month` and `day` count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** True when the date exists and the clock can show the time. */
export function isRealWallTime(wall: WallTime): boolean {
  const { year, month, day, hour, minute, second } = wall;
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
    return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** UTC milliseconds as if the wall time were UTC. */
export const utcMsOf = ({ year, month, day, hour, minute, second, millisecond }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second, millisecond);

/**
 * The instant at which clocks in `timeZone` (IANA name, `Z` or `±hh:mm`) show `wall`. Of a time shown twice,
 * when clocks go back, the earlier; a time skipped, when they go forward, is read as if they had not yet.
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const asUtc = utcMsOf(wall);
  const fixed = fixedOffsetMs(timeZone);
  if (fixed !== null) return asUtc - fixed;
  const steady = steadyOffsetMs(wall.year, timeZone);
  if (steady !== null) return asUtc - steady;
  const before = offsetAt(asUtc - DAY_MS, timeZone);
  const candidate = asUtc - before;
  if (offsetAt(candidate, timeZone) === before) return candidate;
  const after = offsetAt(asUtc + DAY_MS, timeZone);
  return offsetAt(asUtc - after, timeZone) === after ? asUtc - after : candidate;
}

/** `YYYY-MM-DD` of the wall time. */
export const dateOf = ({ year, month, day }: WallTime): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const DAY_MS = 86_400_000;

/** By zone and year; null in years with a change. */
const steadyOffsets = new Map<string, number | null>();

/**
 * How far `timeZone` is ahead of UTC all through the year and the days around it; null when clocks are changed in it.
 * Every day is looked at, once: most zones of most years have no change, and an archive has thousands of dates in few years.
 */
function steadyOffsetMs(year: number, timeZone: string): number | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const key = `${year} ${timeZone}`;
  const known = steadyOffsets.get(key);
  if (known !== undefined) return known;
  const end = Date.UTC(year + 1, 0, 3);
  let steady: number | null = offsetAt(Date.UTC(year - 1, 11, 29), timeZone);
  for (let ms = Date.UTC(year - 1, 11, 30); steady !== null && ms <= end; ms += DAY_MS)
    if (offsetAt(ms, timeZone) !== steady) steady = null;
  steadyOffsets.set(key, steady);
  return steady;
}

/** Of what is dated on the web. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2040;
