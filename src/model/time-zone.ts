/** Clocks of a zone are `offsetMs` ahead of UTC from this instant on, until the next span begins. */
export interface OffsetSpan {
  /** UTC milliseconds; -Infinity for the first span. */
  readonly fromMs: number;
  readonly offsetMs: number;
}

/** Whether `zone` is `Z`, an offset (`+08:00`), or a name of the IANA time zone database. */
export function isTimeZone(zone: string): boolean {
  if (fixedOffsetMs(zone) !== null) return !IMPOSSIBLE_OFFSET.test(zone);
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clocks of a zone showed between two instants: at least one span, oldest first, and none as long as the one
 * before. Every day is looked at, once for each zone and year: changes that undo each other within a day are not seen.
 * Outside 1850 to 2100, zones are taken to be as at those ends.
 */
export function offsetSpans(zone: string, fromMs: number, toMs: number): readonly OffsetSpan[] {
  const fixed = fixedOffsetMs(zone);
  if (fixed !== null) return [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs: fixed }];
  const first = clampYear(new Date(fromMs).getUTCFullYear());
  const last = clampYear(new Date(toMs).getUTCFullYear());
  const spans: OffsetSpan[] = [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs: offsetAt(Date.UTC(first, 0, 1), zone) }];
  for (let year = first; year <= last; year++) spans.push(...changesIn(year, zone));
  return spans;
}

/** The instant at which a day of the calendar begins: the first whose clocks show it, or a later day where it is skipped. */
export function startOfDay(date: string, spans: readonly OffsetSpan[]): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  for (const [index, { fromMs, offsetMs }] of spans.entries()) {
    const instant = Math.max(midnight - offsetMs, fromMs);
    if (instant < (spans[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) return instant;
  }
  throw new Error('There is no last span');
}

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1850;
const LAST_YEAR = 2100;
const clampYear = (year: number): number => Math.min(Math.max(year, FIRST_YEAR), LAST_YEAR);

/** Milliseconds that `Z` or `±hh:mm` is ahead of UTC; null for the name of a zone. */
export function fixedOffsetMs(zone: string): number | null {
  if (zone === 'Z' || zone === 'UTC') return 0;
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

const IMPOSSIBLE_OFFSET = /^[+-](?:2[4-9]|[3-9]\d|\d\d:[6-9])/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone that nobody knows. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Milliseconds that the clocks of `timeZone` (an IANA name) are ahead of UTC at the instant `ms`. */
export function offsetAt(ms: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number;
  return (
    Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second')) -
    Math.floor(ms / 1000) * 1000
  );
}

const changes = new Map<string, readonly OffsetSpan[]>();

function changesIn(year: number, zone: string): readonly OffsetSpan[] {
  const key = `${year} ${zone}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  const found: OffsetSpan[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  let before = offsetAt(Date.UTC(year, 0, 1), zone);
  for (let ms = Date.UTC(year, 0, 2); ms <= end; ms += DAY_MS) {
    const offsetMs = offsetAt(ms, zone);
    if (offsetMs !== before) found.push({ fromMs: changeBetween(ms - DAY_MS, ms, zone), offsetMs });
    before = offsetMs;
  }
  changes.set(key, found);
  return found;
}

/** The first instant, to the second, at which clocks show what they show at `toMs`. */
function changeBetween(fromMs: number, toMs: number, zone: string): number {
  const after = offsetAt(toMs, zone);
  let [low, high] = [fromMs / 1000, toMs / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000, zone) === after) high = middle;
    else low = middle;
  }
  return high * 1000;
}
