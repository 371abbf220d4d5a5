import { expect, it } from 'vitest';
import { INTERVALS, startOf, startOfNext, startsBetween } from '../../src/model/interval.ts';
import { isTimeZone, offsetSpans, startOfDay } from '../../src/model/time-zone.ts';
import { Random } from '../support/random.ts';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Urumqi',
  'UTC',
  '+05:45',
  'Z',
];

/** As the platform itself says. */
function dateIn(zone: string, ms: number): string {
  const named = zone === 'Z' ? 'UTC' : zone;
  if (named.startsWith('+')) return new Date(ms + (5 * 60 + 45) * 60_000).toISOString().slice(0, 10);
  const format = formats.get(named) ?? new Intl.DateTimeFormat('en-CA', { timeZone: named, dateStyle: 'short' });
  formats.set(named, format);
  return format.format(ms);
}

const formats = new Map<string, Intl.DateTimeFormat>();

it.each(ZONES)('clocks of %s show the day that the platform says, at any instant', (zone) => {
  const random = new Random(5);
  const [from, to] = [Date.UTC(1971, 0, 1), Date.UTC(2031, 0, 1)];
  const spans = offsetSpans(zone, from, to);
  for (let turn = 0; turn < 3000; turn++) {
    const nearChange = random.chance(0.5) && spans.length > 1 ? random.pick(spans.slice(1)).fromMs : null;
    const ms =
      nearChange === null
        ? from + Math.floor(random.next() * (to - from))
        : nearChange + random.below(7200) * 1000 - 3_600_000;
    const span = spans.findLast((one) => one.fromMs <= ms);
    expect(new Date(ms + (span?.offsetMs ?? Number.NaN)).toISOString().slice(0, 10)).toBe(dateIn(zone, ms));
  }
});

it.each(ZONES)('a day of %s begins at the first instant that shows it', (zone) => {
  const random = new Random(6);
  const spans = offsetSpans(zone, Date.UTC(2000, 0, 1), Date.UTC(2030, 0, 1));
  for (let turn = 0; turn < 500; turn++) {
    const date = new Date(Date.UTC(2001, 0, 1 + random.below(10_000))).toISOString().slice(0, 10);
    const ms = startOfDay(date, spans);
    // Samoa had no 30 December 2011.
    if (!(zone === 'Pacific/Apia' && date === '2011-12-30')) expect(dateIn(zone, ms)).toBe(date);
    expect(dateIn(zone, ms - 1000) < date).toBe(true);
  }
});

it('a midnight that clocks skip, a day that a zone skips, and a half hour of summer are told', () => {
  const start = (zone: string, date: string) =>
    new Date(startOfDay(date, offsetSpans(zone, Date.parse(date) - 3e9, Date.parse(date) + 3e9))).toISOString();
  expect(start('America/Sao_Paulo', '2018-11-04')).toBe('2018-11-04T03:00:00.000Z');
  expect(start('Pacific/Apia', '2011-12-30')).toBe(start('Pacific/Apia', '2011-12-31'));
  expect(start('Australia/Lord_Howe', '2021-01-01')).toBe('2020-12-31T13:00:00.000Z');
  expect(start('Australia/Lord_Howe', '2021-07-01')).toBe('2021-06-30T13:30:00.000Z');
  expect(start('Asia/Shanghai', '1988-07-01')).toBe('1988-06-30T15:00:00.000Z');
});

it.each(['Asia/Nowhere', '+25:00', '', '八点'])('%j is no time zone', (zone) => {
  expect(isTimeZone(zone)).toBe(false);
});

it.each(INTERVALS)('every day lies in exactly one %s', (interval) => {
  for (let day = 0; day < 1500; day++) {
    const date = new Date(Date.UTC(2019, 11, 1 + day)).toISOString().slice(0, 10);
    const start = startOf(date, interval);
    const next = startOfNext(start, interval);
    expect(start <= date && date < next).toBe(true);
    expect(startOf(next, interval)).toBe(next);
    expect(startOf(start, interval)).toBe(start);
  }
});

it('intervals are listed without a gap, and no more than asked for', () => {
  expect(startsBetween('2019-12-30', '2020-01-13', { interval: 'WEEK', most: 3 })).toEqual([
    '2019-12-30',
    '2020-01-06',
    '2020-01-13',
  ]);
  expect(startsBetween('2019-11-30', '2020-05-01', { interval: 'QUARTER', most: 3 })).toEqual([
    '2019-10-01',
    '2020-01-01',
    '2020-04-01',
  ]);
  expect(startsBetween('2019-12-30', '2020-01-13', { interval: 'WEEK', most: 2 })).toBeUndefined();
});
