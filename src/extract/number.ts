import { add, type Decimal, decimalOf, isZero, parseDecimal, timesTen } from './number-decimal.ts';
import { hanDigitOf } from './number-small.ts';

/** Where a number stands; read by {@link evaluateNumber} only when it turns out to count something. */
export interface NumberSpan {
  readonly start: number;
  readonly end: number;
}

/** A number, or the two ends of one given loosely (三四百万). */
export interface EvaluatedNumber {
  readonly low: Decimal;
  readonly high: Decimal | null;
  /** 两亿多, 一百余: somewhat more. */
  readonly isMore: boolean;
}

/**
 * The longest run at `at` that is written like a number: `1,200.5`, `1.2万亿`, `3亿5000万`, 一千二百万, 三点五亿, 数百万.
 * Null when it does not begin with a digit, 数, 几 or a power of ten, and when it is too long.
 */
export function scanNumber(text: string, at: number): NumberSpan | null {
  let end = scanDigits(text, at);
  if (end === at && !isHanNumeral(text, at) && !VAGUE.has(text[at] as string)) return null;
  if (end === at && VAGUE.has(text[at] as string)) {
    end = at + 1;
    if (!POWERS.has(text[end] as string)) return null;
  }
  for (;;) {
    const digits = scanDigits(text, end);
    // Figures continue a number only behind a power of ten: 3亿5000万.
    if (digits > end && (end === at || POWERS.has(text[end - 1] as string))) end = digits;
    else if (isHanNumeral(text, end) && !startsUnit(text, end)) end++;
    else if (text[end] === '点' && isHanDigit(text, end - 1) && isHanDigit(text, end + 1)) end++;
    else if (text[end] === '几' && text[end - 1] === '十') end++;
    else break;
  }
  return end === at || end - at > LONGEST ? null : { start: at, end };
}

/** Value of a scanned number; null when it is none (万千) or cannot be told (数百万). `more`: 多 or 余 follows. */
export function evaluateNumber(surface: string): EvaluatedNumber | null {
  const isMore = /[多余几]/.test(surface);
  const plain = surface.replace(/[多余]/g, '').replace(/(?<=十)几/, '');
  if (/^[数几]/.test(plain)) return null;
  const loose = LOOSE.exec(plain);
  if (loose !== null) {
    const [pair = '', a = '', b = ''] = loose;
    const [first, second] = [hanDigitOf(a) ?? 0, hanDigitOf(b) ?? 0];
    if (second === first + 1 || (first === 3 && second === 5)) {
      const [low, high] = [a, b].map((digit) => sumOf(plain.replace(pair, digit + pair.slice(2))));
      return low == null || high == null ? null : { low, high, isMore };
    }
  }
  const low = sumOf(plain);
  return low === null ? null : { low, high: null, isMore };
}

/** 万 and 亿 also stand for their power of ten alone: 万元, 上亿元. */
export const isBarePower = (surface: string): boolean => [...surface].every((character) => POWERS.has(character));

/** Longer runs of figures are codes. */
const LONGEST = 40;

const POWERS = new Map<string, number>([
  ['十', 1],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['亿', 8],
]);
const VAGUE = new Set(['数', '几']);
const LOOSE = /([一二两三四五六七八九])([二三四五六七八九])(?=$|[十百千万亿])/;

const isHanDigit = (text: string, at: number): boolean => hanDigitOf(text.charAt(at)) !== undefined;
const isHanNumeral = (text: string, at: number): boolean => isHanDigit(text, at) || POWERS.has(text.charAt(at));
/** 千瓦, 千米, 千克, 百分点 and 万元 begin with a numeral that may be the unit's. */
const startsUnit = (text: string, at: number): boolean =>
  (text[at] === '千' && /[瓦米克伏卡帕]/.test(text.charAt(at + 1))) || (text[at] === '百' && text[at + 1] === '分');

function scanDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text, end)) end++;
  if (end === at) return at;
  if (end - at <= 3)
    while (
      text[end] === ',' &&
      isDigit(text, end + 1) &&
      isDigit(text, end + 2) &&
      isDigit(text, end + 3) &&
      !isDigit(text, end + 4)
    )
      end += 4;
  if (text[end] === '.' && isDigit(text, end + 1)) {
    end++;
    while (isDigit(text, end)) end++;
  }
  return end;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** Parts in falling powers; 万 and 亿 multiply all that stands before them, but for what an earlier 亿 closed. */
function sumOf(plain: string): Decimal | null {
  let closed = decimalOf(0);
  let section = decimalOf(0);
  let current: Decimal | null = null;
  let lastPower = 0;
  for (const [token] of plain.matchAll(TOKEN)) {
    const power = POWERS.get(token);
    if (power === undefined) {
      const value = /^\d/.test(token) ? parseDecimal(token.replaceAll(',', '')) : hanDecimal(token);
      if (current !== null || value === null) return null;
      current = value;
      continue;
    }
    if (power < 4) {
      section = add(section, timesTen(current ?? decimalOf(1), power));
    } else {
      const before: Decimal = add(section, current ?? decimalOf(0));
      const whole = isZero(before) && lastPower === 0 ? decimalOf(1) : before;
      if (power === 8) {
        closed = isZero(closed) ? timesTen(whole, 8) : add(closed, timesTen(whole, 8));
        section = decimalOf(0);
      } else section = timesTen(whole, 4);
    }
    current = null;
    lastPower = power;
  }
  // 两万五 is 25 000: a last digit counts tenths of the power before it.
  const isTenths = current !== null && lastPower >= 2 && /[百千万亿][一二三四五六七八九]$/.test(plain);
  const rest = current ?? decimalOf(0);
  return add(add(closed, section), isTenths ? timesTen(rest, lastPower - 1) : rest);
}

const TOKEN = /\d[\d,]*(?:\.\d+)?|[十百千万亿]|[〇零○一二两三四五六七八九]+(?:点[〇零○一二三四五六七八九]+)?/g;

function hanDecimal(token: string): Decimal | null {
  const digits = [...token].map((character) => (character === '点' ? '.' : String(hanDigitOf(character)))).join('');
  return parseDecimal(digits);
}
