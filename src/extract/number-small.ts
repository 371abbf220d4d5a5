/** A whole number of at most four places as a date writes it. */
export interface SmallNumber {
  readonly n: number;
  readonly end: number;
  /** Characters written. */
  readonly length: number;
  readonly isHan: boolean;
}

/** The number at `at`: `11`, 十一, 二十三, 二〇二一; null where none of at most four places stands. */
export function readSmallNumber(text: string, at: number): SmallNumber | null {
  const code = text.charCodeAt(at);
  if (code >= ZERO && code <= NINE) return readDigits(text, at);
  return HAN_DIGITS.has(text[at] as string) || text[at] === '十' || text[at] === '廿' ? readHan(text, at) : null;
}

/** Value of a Chinese digit; undefined for any other character. */
export const hanDigitOf = (character: string): number | undefined => HAN_DIGITS.get(character);

const ZERO = 0x30;
const NINE = 0x39;
const HAN_DIGITS = new Map<string, number>([
  ...[...'〇一二三四五六七八九'].map((character, i) => [character, i] as const),
  ['零', 0],
  ['○', 0],
  ['两', 2],
]);

function readDigits(text: string, at: number): SmallNumber | null {
  let n = 0;
  let end = at;
  for (let code = text.charCodeAt(end); code >= ZERO && code <= NINE; code = text.charCodeAt(++end)) {
    if (end - at === 4) return null;
    n = n * 10 + code - ZERO;
  }
  return { n, end, length: end - at, isHan: false };
}

function readHan(text: string, at: number): SmallNumber | null {
  let end = at;
  while (end - at < 5 && (HAN_DIGITS.has(text[end] as string) || text[end] === '十' || text[end] === '廿')) end++;
  const surface = text.slice(at, end);
  const ten = /[十廿]/.exec(surface);
  const digits = [...surface].map((character) => HAN_DIGITS.get(character) ?? 0);
  if (ten === null) {
    if (end - at > 4) return null;
    return { n: digits.reduce((sum, digit) => sum * 10 + digit, 0), end, length: end - at, isHan: true };
  }
  const [before, after] = [surface.slice(0, ten.index), surface.slice(ten.index + 1)];
  if (before.length > 1 || after.length > 1 || after === '十' || (ten[0] === '廿' && before !== '')) return null;
  const tens = ten[0] === '廿' ? 2 : before === '' ? 1 : (digits[0] as number);
  return { n: tens * 10 + (after === '' ? 0 : (digits.at(-1) as number)), end, length: end - at, isHan: true };
}
