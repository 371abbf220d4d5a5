import { type DatePiece, RANK } from './date-expression.ts';
import type { SmallNumber } from './number-small.ts';

/** 9时30分, 14点, 21:00 after the number of the hour; null when no time is meant. Seconds may follow minutes. */
export function readClock(text: string, hour: SmallNumber): { readonly piece: DatePiece; readonly end: number } | null {
  if (hour.n > 24 || hour.length > 2 + Number(hour.isHan)) return null;
  CLOCK.lastIndex = hour.end;
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [whole, colonMinute, colonSecond, unit, writtenMinute, half, writtenSecond] = match;
  const minute = half === undefined ? Number(colonMinute ?? hanMinute(writtenMinute)) : 30;
  const second = colonSecond ?? writtenSecond;
  if (minute > 59 || (second !== undefined && Number(second) > 59) || (hour.n === 24 && minute > 0)) return null;
  if (unit !== undefined && NO_HOUR.test(text.slice(hour.end, hour.end + 4))) return null;
  // 3点 may be the third point, 9时 the length of a day's work, 3:20 a score: only minutes or a date make them times.
  const isWeak = unit === undefined || (writtenMinute === undefined && half === undefined && !/[许整]$/.test(whole));
  const time = { hour: hour.n, minute, second: second === undefined ? null : Number(second), offset: null };
  return { piece: { rank: RANK.TIME, time, isWeak }, end: hour.end + whole.length };
}

const CLOCK =
  /:(\d{2})(?::(\d{2}))?(?![\d:.]|\/)|(时|点)钟?(?:(?:([0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])分(?!之|钟前|制|别|析|布))|(半)(?!年|数|场))?(?:([0-5]?\d)秒)?(?:许|整)?/y;

/** 时间, 时代, 点球, 点多: no hours. */
const NO_HOUR =
  /^(?:时[间代期速长限效常点差空事值段机而不节]|点(?:[球赞击名评亮滴燃头多数位]|[\d一二三四五六七八九]+(?!分|\d*分)))/;

function hanMinute(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const digits = '零一二三四五六七八九';
  const [tens = '', ones = ''] = text.startsWith('零')
    ? ['零', text.slice(1)]
    : [text.replace(/十.*/, ''), text.replace(/.*十/, '')];
  const tensDigit = text.startsWith('零') ? 0 : tens === '' ? 1 : digits.indexOf(tens);
  return tensDigit * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}
