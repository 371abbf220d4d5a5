import { type DatePiece, RANK, written } from './date-expression.ts';
import type { SmallNumber } from './number-small.ts';

interface ReadPeriod {
  readonly piece: DatePiece;
  readonly end: number;
}

/** Periods that a number begins: 20世纪90年代, 90年代. */
export function readPeriod(text: string, number: SmallNumber): ReadPeriod | null {
  return readCentury(text, number) ?? readDecade(text, number);
}

/** Periods that begin with a word: 上世纪90年代, 公元前221年, 民国三十八年, 农历正月初一, 十四五期间. */
export function readNamedPeriod(text: string, at: number): ReadPeriod | null {
  const century = /^(?:(上)个?|(本))世纪/.exec(text.slice(at, at + 4));
  if (century !== null) {
    // Everything that calls the twentieth century the last one was written in the twenty-first.
    const which = century[1] === undefined ? 20 : 19;
    return withDecade(text, at + century[0].length, which);
  }
  const plan = readPlan(text, at);
  if (plan !== null) return plan;
  LUNAR.lastIndex = at;
  const lunar = LUNAR.exec(text);
  if (lunar !== null) return readLunar(lunar);
  ERA.lastIndex = at;
  const era = ERA.exec(text);
  if (era === null) return null;
  const [whole, name, count] = era as unknown as [string, string, string];
  const n = count === '元' ? 1 : toNumber(count);
  if (n === null || n === 0) return null;
  const end = at + whole.length;
  // ISO 8601 counts a year 0, which is 1 BC.
  if (name === '公元前') return { piece: { rank: RANK.YEAR, fixed: n === 1 ? '0000' : `-${pad(n - 1)}` }, end };
  const year = n + (ERAS.get(name) as number);
  return { piece: { rank: RANK.YEAR, year: written(year) }, end };
}

/** First characters of the words above. */
export const PERIOD_WORDS = '上本公民令平昭宣光同咸道嘉乾雍康万崇洪永农阴夏正腊';

/** Year before the first of an era. A lunar year is named by the Gregorian one that holds most of it. */
const ERAS = new Map<string, number>([
  ['公元', 0],
  ['民国', 1911],
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['宣统', 1908],
  ['光绪', 1874],
  ['同治', 1861],
  ['咸丰', 1850],
  ['道光', 1820],
  ['嘉庆', 1795],
  ['乾隆', 1735],
  ['雍正', 1722],
  ['康熙', 1661],
  ['万历', 1572],
  ['崇祯', 1627],
  ['洪武', 1367],
  ['永乐', 1402],
]);
const ERA = new RegExp(
  `(公元前|${[...ERAS.keys()].join('|')}) ?(\\d{1,4}|元|[〇零一二三四五六七八九十百]{1,6}) ?年(?!代|间)`,
  'y',
);

/** 农历八月十五, 正月初一, 腊月廿三. */
const LUNAR =
  /(?:(?:农历|阴历|夏历) ?([正冬腊]|十[一二]?|[一二三四五六七八九])月|([正腊])月(?=[初十廿二三]))(初[一二三四五六七八九十]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)/y;

function readLunar(match: RegExpExecArray): ReadPeriod | null {
  const name = match[1] ?? match[2] ?? '';
  const month = name === '正' ? 1 : name === '冬' ? 11 : name === '腊' ? 12 : toNumber(name);
  const day = toNumber((match[3] as string).replace('初', '').replace('廿', '二十'));
  if (month === null || day === null) return null;
  const piece = { rank: RANK.YEAR_PART, festival: { calendar: 'LUNAR', month, day } } as const;
  return { piece, end: match.index + match[0].length };
}

/** 十四五 in quotation marks, or with a word that makes it a time. */
function readPlan(text: string, at: number): ReadPeriod | null {
  PLAN.lastIndex = at;
  const match = PLAN.exec(text);
  if (match === null) return null;
  const [whole, count, mark, word] = match as unknown as [string, string, string, string | undefined];
  const isQuoted = mark !== '' && QUOTES.has(text[at - 1] ?? '');
  if (word === undefined && !isQuoted) return null;
  const first = PLAN_YEARS[PLANS.indexOf(count)];
  if (first === undefined) return null;
  const end = at + whole.length - (word === undefined ? mark.length : 0);
  return { piece: { rank: RANK.TIME, fixed: `${first}/${first + (first === 1963 ? 2 : 4)}` }, end };
}

const PLAN = /(十?[一二三四五六七八九十]?)五([”"’」』]?)(期间|时期|以来|初期|末期|末)?/y;
const QUOTES = new Set(['“', '"', '‘', '「', '『']);
const PLANS = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
];
/** First years of the five-year plans of China. */
const PLAN_YEARS = [1953, 1958, 1966, 1971, 1976, 1981, 1986, 1991, 1996, 2001, 2006, 2011, 2016, 2021, 2026, 2031];

function readCentury(text: string, { n, end }: SmallNumber): ReadPeriod | null {
  const unit = /^ ?世纪/.exec(text.slice(end, end + 3));
  if (unit === null || n < 1 || n > 22) return null;
  return withDecade(text, end + unit[0].length, n - 1);
}

function withDecade(text: string, at: number, century: number): ReadPeriod {
  const decade = /^ ?(\d0|[二三四五六七八九]?十) ?年代/.exec(text.slice(at, at + 6));
  const tens = decade === null ? null : toNumber(decade[1] as string);
  if (decade !== null && tens !== null)
    return { piece: { rank: RANK.YEAR, fixed: `${pad(century * 10 + tens / 10, 3)}X` }, end: at + decade[0].length };
  return { piece: { rank: RANK.YEAR, fixed: `${pad(century, 2)}XX` }, end: at };
}

/** 1990年代, and 90年代, which is the last one of that name. */
function readDecade(text: string, { n, end, length }: SmallNumber): ReadPeriod | null {
  const unit = /^ ?年代/.exec(text.slice(end, end + 3));
  if (unit === null || n % 10 !== 0 || n < 10) return null;
  const year = n >= 1000 ? n : n < 100 && length < 4 ? n + (n >= 30 ? 1900 : 2000) : null;
  return year === null ? null : { piece: { rank: RANK.YEAR, fixed: `${year / 10}X` }, end: end + unit[0].length };
}

const pad = (n: number, length = 4): string => String(n).padStart(length, '0');

/** Whole numbers up to 9999, in digits or in Chinese with their places. */
function toNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  let sum = 0;
  let digit: number | null = null;
  for (const character of text) {
    const place = character === '百' ? 100 : character === '十' ? 10 : null;
    if (place !== null) {
      sum += (digit ?? 1) * place;
      digit = null;
      continue;
    }
    const value = '零一二三四五六七八九'.indexOf(character === '〇' ? '零' : character);
    if (value < 0) return null;
    digit = digit === null || !/[十百]/.test(text) ? (digit ?? 0) * 10 + value : value;
  }
  return sum + (digit ?? 0);
}
