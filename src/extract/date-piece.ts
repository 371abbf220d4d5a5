import { readClock } from './date-clock.ts';
import { type DatePiece, RANK, written } from './date-expression.ts';
import { readNamedPeriod, readPeriod } from './date-period.ts';
import { dateWordForms, dateWordMatcher, dateWords } from './date-word.ts';
import { readSmallNumber, type SmallNumber } from './number-small.ts';

export interface ReadPiece {
  readonly piece: DatePiece;
  readonly end: number;
}

/** What stands at `at` of simplified text with half-width digits and is part of a date; null when nothing does. */
export function readPiece(text: string, at: number): ReadPiece | null {
  const number = readSmallNumber(text, at);
  return (
    (number === null ? null : (readPeriod(text, number) ?? readWhole(text, at) ?? readNumbered(text, number))) ??
    readNamedPeriod(text, at) ??
    readWord(text, at) ??
    readSpecial(text, at)
  );
}

function readWord(text: string, at: number): ReadPiece | null {
  const [end, id] = dateWordMatcher.at(text, at);
  if (end === undefined || id === undefined) return null;
  const form = dateWordForms[id] as string;
  if (form.length === 1 && NO_SINGLE.test(text.slice(at, at + 2))) return null;
  return { piece: dateWords.get(form) as DatePiece, end };
}

/** 晚报, 早盘, 6月初一: the single characters are then no part of a date. */
const NO_SINGLE = /^(?:[早晚夜][报会盘餐宴些高于期安年班市场市茶读]|初[一二三四五六七八九十]|[末底][端部])/;

/** 2021-06-11, 2021/6/11, 2021.06.11, each also with a time; 2021-06. */
function readWhole(text: string, at: number): ReadPiece | null {
  WHOLE.lastIndex = at;
  const match = WHOLE.exec(text);
  if (match === null) return null;
  const [, year, , month, day, hour, minute, second, offset] = match;
  const days = Number(day);
  if (Number(month) < 1 || Number(month) > 12 || days < 1 || days > 31) return null;
  const piece = { year: written(Number(year)), month: written(Number(month)), day: written(days) };
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59)
    return {
      piece: { rank: RANK.DAY, ...piece },
      end: at + match[0].length - (hour === undefined ? 0 : timeLength(match[0])),
    };
  const time = {
    hour: Number(hour),
    minute: Number(minute),
    second: second === undefined ? null : Number(second),
    offset: offset === undefined ? null : offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2'),
  };
  return { piece: { rank: RANK.TIME, ...piece, time }, end: at + match[0].length };
}

const WHOLE =
  /([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-]|[/.]\d)(?:(?:T| {1,2})(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?(?![\d:]))?/y;
const timeLength = (whole: string): number => whole.length - whole.search(/[T ]/);

/** A number with 年, 月, 日, a quarter, an hour; or two with a dash between them. */
function readNumbered(text: string, first: SmallNumber): ReadPiece | null {
  if (first.length === 4 && /^Q[1-4](?!\w)/.test(text.slice(first.end, first.end + 3)))
    return { piece: { rank: RANK.YEAR, year: written(first.n) }, end: first.end };
  let unitAt = skipSpace(text, first.end);
  let last: SmallNumber | null = null;
  SEPARATOR.lastIndex = first.end;
  if (SEPARATOR.test(text)) {
    last = readSmallNumber(text, SEPARATOR.lastIndex);
    if (last === null) return null;
    unitAt = skipSpace(text, last.end);
  }
  const read = readUnit(text, unitAt, last ?? first);
  if (read === null) return last === null ? readClock(text, first) : null;
  if (last === null) return read;
  const opening = readUnit(text, unitAt, first);
  return opening === null || opening.piece.isWeak
    ? null
    : { piece: { ...opening.piece, to: read.piece }, end: read.end };
}

const SEPARATOR = / ?(?:至|到|-|–|—{1,2}|~|～|―|─) ?/y;
const skipSpace = (text: string, at: number): number => (text[at] === ' ' ? at + 1 : at);

function readUnit(text: string, at: number, { n, length, isHan }: SmallNumber): ReadPiece | null {
  switch (text[at]) {
    case '年':
      return readYear(text, at, { n, length });
    case '月': {
      if (n < 1 || n > 12 || NO_MONTH.test(text.slice(at + 1, at + 4))) return null;
      return { piece: { rank: RANK.MONTH, month: written(n) }, end: text[at + 1] === '份' ? at + 2 : at + 1 };
    }
    case '日':
    case '号': {
      if (n < 1 || n > 31) return null;
      // 三日 is a length of time as often as a day.
      const isWeak = text[at] === '号' || (isHan && n < 11);
      return { piece: { rank: RANK.DAY, day: written(n), isWeak }, end: at + 1 };
    }
    case '季':
      if (n < 1 || n > 4 || text[at + 1] !== '度') return null;
      return { piece: { rank: RANK.YEAR_PART, season: written(32 + n) }, end: at + 2 };
    default:
      return null;
  }
}

/** 月球, 月薪; 12月龄, 3月期: what follows makes another word of it. */
const NO_MONTH = /^(?:[球饼亮薪租供均嫂龄刊票卡期光]|革命|天乐|度(?!过|假))/;

function readYear(text: string, at: number, { n, length }: Pick<SmallNumber, 'n' | 'length'>): ReadPiece | null {
  const end = /^(?:度(?!过|假|量)|份)/.test(text.slice(at + 1, at + 3)) ? at + 2 : at + 1;
  if (length === 4) {
    const isLength = n % 100 === 0 && LENGTH_OF_TIME.test(text.slice(at + 1, at + 5));
    return n < 1000 || n > 2199 || isLength ? null : { piece: { rank: RANK.YEAR, year: written(n) }, end };
  }
  // 20年 is a length of time; 20年3月 is a year of two digits.
  if (length !== 2 || !TWO_DIGIT_YEAR.test(text.slice(at + 1, at + 6))) return null;
  return { piece: { rank: RANK.YEAR, year: written(n + (n > 50 ? 1900 : 2000)) }, end };
}

const LENGTH_OF_TIME = /^(?:来|多|的?历史|以?前(?!后)|间|之久|未|一遇)/;
const TWO_DIGIT_YEAR = /^ ?(?:\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月(?!薪|龄)/;

/** 前5个月, 第三季度, Q3: what neither begins with a number nor is a word. */
function readSpecial(text: string, at: number): ReadPiece | null {
  if (text[at] === '第') {
    const number = readSmallNumber(text, at + 1);
    const read = number === null ? null : readUnit(text, skipSpace(text, number.end), number);
    return read?.piece.season === undefined ? null : read;
  }
  if (text[at] === '前') {
    const number = readSmallNumber(text, at + 1);
    if (number === null || number.n < 2 || number.n > 11) return null;
    const quarters = /^(?:个季度|季度)/.exec(text.slice(number.end, number.end + 3));
    const unit = quarters ?? /^(?:个月|月)(?!份)/.exec(text.slice(number.end, number.end + 3));
    const months = quarters === null ? number.n : number.n * 3;
    if (unit === null || months > 11) return null;
    const piece = { rank: RANK.YEAR_PART, month: written(1), to: { rank: RANK.YEAR_PART, month: written(months) } };
    return { piece: { ...piece, isWeak: quarters === null }, end: number.end + unit[0].length };
  }
  if (text[at] === 'Q' && /^Q[1-4](?![0-9A-Za-z])/.test(text.slice(at, at + 3)))
    return { piece: { rank: RANK.YEAR_PART, season: written(32 + Number(text[at + 1])) }, end: at + 2 };
  return null;
}
