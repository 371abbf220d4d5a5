import type { DatePrecision } from '../model/publication.ts';
import type { WallTime } from './zone.ts';

/** A written date taken apart; its day may not exist. */
export interface DateForm {
  readonly wall: WallTime;
  /** `Z`, `±hh:mm` or an IANA name; null when none is written. */
  readonly zone: string | null;
  readonly precision: DatePrecision;
}

/** What forms that mean different things to different writers mean to this one. */
export interface DateHabits {
  /** Settles the abbreviation CST. */
  readonly timeZone: string;
  /** True for `3/4/2021` in April. */
  readonly isDayFirst: boolean;
}

/**
 * Recognises the ways articles write dates: RFC 5322, ISO 8601 and its relaxed cousins, `M/D/YYYY`,
 * `20210322`, `2021年10月01日 12:30`, English months, JavaScript's `toString`, and seconds or milliseconds
 * since 1970. A time alone (`12:30`) is no date.
 */
export function matchDate(written: string, habits: DateHabits): DateForm | null {
  const text = written
    .normalize('NFKC')
    .replace(/[()（）]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const form of FORMS) {
    const found = form(text, habits);
    if (found !== null) return found;
  }
  return null;
}

type Form = (text: string, habits: DateHabits) => DateForm | null;
type Groups = Readonly<Record<string, string | undefined>>;

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?:\s*(?<half>[AaPp]\.?[Mm]\.?))?`;
const ZONE = String.raw`(?<zone>Z|z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}|[A-Z][A-Za-z]+\/[A-Za-z_/]+)(?: [\p{L} ]+)?`;
const CLOCK = `(?:[T ,]+(?:at )?${TIME}(?:\\s*${ZONE})?)?`;
const WEEKDAY = String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?(?:, ?| ))?`;
const MONTH = String.raw`(?<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?`;
const CHINESE_WEEKDAY = '(?: ?(?:星期|周)[一二三四五六日天])?';
const NUMERAL = '[〇零一二三四五六七八九十]';

const pattern = (source: string, flags: string = 'u'): RegExp => new RegExp(`^${source}$`, flags);

const ISO = pattern(
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})${CHINESE_WEEKDAY}${CLOCK}`,
);
const ISO_MONTH = pattern(String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})`);
const ISO_YEAR = pattern(String.raw`(?<year>(?:19|20)\d{2})年?`);
const COMPACT = pattern(
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[T ]?(?<hour>\d{2}):?(?<minute>\d{2})(?::?(?<second>\d{2}))?(?:\s*${ZONE})?)?`,
);
const SLASHED = pattern(String.raw`(?<month>\d{1,2})(?<mark>[-/])(?<day>\d{1,2})\k<mark>(?<year>\d{4})${CLOCK}`);
const DOTTED = pattern(String.raw`(?<day>\d{1,2})\. ?(?<month>\d{1,2})\. ?(?<year>\d{4})${CLOCK}`);
const DAY_FIRST = pattern(
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH},?[ -](?<year>\d{4}|\d{2})${CLOCK}`,
  'iu',
);
const MONTH_FIRST = pattern(
  String.raw`${WEEKDAY}${MONTH} (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})${CLOCK}`,
  'iu',
);
const YEAR_LAST = pattern(
  String.raw`${WEEKDAY}${MONTH} (?<day>\d{1,2}) ${TIME}(?: (?<zone>[A-Z]{2,5}))? (?<year>\d{4})`,
  'iu',
);
const NAMED_MONTH = pattern(String.raw`${MONTH},? (?<year>\d{4})`, 'iu');
const CHINESE = pattern(
  String.raw`(?<year>\d{4}|${NUMERAL}{4}) ?年 ?(?<month>\d{1,2}|${NUMERAL}{1,3}) ?月(?: ?(?<day>\d{1,2}|${NUMERAL}{1,3}) ?[日号])?` +
    String.raw`${CHINESE_WEEKDAY}(?:[T ,]*(?<half>上午|中午|下午|晚上|凌晨|早上)? ?(?<hour>\d{1,2})[:时點点](?<minute>\d{1,2})(?:[:分](?<second>\d{1,2}))?[分秒]?(?:\s*${ZONE})?)?`,
);
/** Not `2021032212`, which is an hour of a day rather than a second of 2034. */
const EPOCH = /^(?:(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))\d{10}|\d{13})$/;

const FORMS: readonly Form[] = [
  (text) => (EPOCH.test(text) ? epochForm(Number(text) * (text.length === 10 ? 1000 : 1)) : null),
  ...[ISO, CHINESE, COMPACT, DAY_FIRST, MONTH_FIRST, YEAR_LAST, DOTTED, NAMED_MONTH, ISO_MONTH, ISO_YEAR].map(
    (regex): Form =>
      (text, { timeZone }) => {
        const groups = regex.exec(text)?.groups;
        return groups === undefined ? null : formOf(groups, timeZone);
      },
  ),
  (text, { timeZone, isDayFirst }) => {
    const groups = SLASHED.exec(text)?.groups;
    if (groups === undefined) return null;
    // Above 12 it can only be the day, whatever the habit.
    const isSwapped = Number(groups.month) > 12 || (isDayFirst && Number(groups.day) <= 12);
    return formOf(isSwapped ? { ...groups, month: groups.day, day: groups.month } : groups, timeZone);
  },
];

function formOf(groups: Groups, assumedZone: string): DateForm | null {
  const zone = groups.zone === undefined ? null : zoneOf(groups.zone, assumedZone);
  if (groups.zone !== undefined && zone === null) return null;
  const wall: WallTime = {
    year: yearOf(groups.year as string),
    month:
      groups.name === undefined ? numberOf(groups.month, 1) : MONTHS.indexOf(groups.name.slice(0, 3).toLowerCase()) + 1,
    day: numberOf(groups.day, 1),
    hour: hourOf(numberOf(groups.hour, 0), groups.half),
    minute: numberOf(groups.minute, 0),
    second: numberOf(groups.second, 0),
    millisecond: groups.fraction === undefined ? 0 : Math.floor(Number(`0.${groups.fraction}`) * 1000),
  };
  return { wall, zone, precision: precisionOf(groups) };
}

function precisionOf(groups: Groups): DatePrecision {
  if (groups.second !== undefined) return 'SECOND';
  if (groups.hour !== undefined) return 'MINUTE';
  if (groups.day !== undefined) return 'DAY';
  return groups.month === undefined && groups.name === undefined ? 'YEAR' : 'MONTH';
}

function epochForm(ms: number): DateForm {
  const at = new Date(ms);
  const wall: WallTime = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    millisecond: at.getUTCMilliseconds(),
  };
  return { wall, zone: 'Z', precision: 'SECOND' };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DIGITS = '〇一二三四五六七八九';

function numberOf(written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise;
  if (/^\d+$/.test(written)) return Number(written);
  const [tens, ones] = written.includes('十') ? written.split('十') : ['', written];
  const digit = (text: string | undefined): number =>
    text === undefined || text === '' ? 0 : DIGITS.indexOf(text.replace('零', '〇'));
  return written.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + digit(ones) : digit(ones);
}

function yearOf(written: string): number {
  if (!/^\d/.test(written))
    return Number([...written].map((character) => DIGITS.indexOf(character.replace('零', '〇'))).join(''));
  const year = Number(written);
  // RFC 5322, section 4.3: two digits from 50 are of the last century.
  return written.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (/^[pP]|下午|晚上/.test(half)) return hour < 12 ? hour + 12 : hour;
  return /^[aA]|凌晨/.test(half) && hour === 12 ? 0 : hour;
}

const ZONE_NAMES: Readonly<Record<string, string>> = {
  Z: 'Z',
  GMT: 'Z',
  UTC: 'Z',
  UT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  BST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  MSK: '+03:00',
  HKT: '+08:00',
  SGT: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  WET: 'Z',
  WEST: '+01:00',
  EET: '+02:00',
  EEST: '+03:00',
  SAST: '+02:00',
  IST: '+05:30',
  ICT: '+07:00',
  WIB: '+07:00',
  BJT: '+08:00',
  MYT: '+08:00',
  PHT: '+08:00',
  AWST: '+08:00',
  ACST: '+09:30',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  HST: '-10:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  AST: '-04:00',
  ADT: '-03:00',
  BRT: '-03:00',
};

function zoneOf(written: string, assumedZone: string): string | null {
  const name = written.toUpperCase();
  if (name === 'CST')
    return /^America\//.test(assumedZone) ? '-06:00' : assumedZone.startsWith('Asia/') ? '+08:00' : '-06:00';
  const known = ZONE_NAMES[name];
  if (known !== undefined) return known;
  // RFC 5322, section 4.3: the military letters were defined wrongly, and mean no more than -0000.
  if (/^[A-Z]$/.test(name)) return 'Z';
  const offset = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (offset !== null) {
    const [, sign, hours, minutes] = offset as unknown as [string, string, string, string | undefined];
    if (Number(hours) > 14 || Number(minutes ?? 0) > 59) return null;
    return `${sign}${hours.padStart(2, '0')}:${minutes ?? '00'}`;
  }
  return written.includes('/') && Intl.supportedValuesOf('timeZone').includes(written) ? written : null;
}
