import { currencyBefore, readCurrencyPrefix } from './amount-currency.ts';
import { type AmountUnit, LOCAL_CURRENCY, readUnit } from './amount-unit.ts';
import { type EvaluatedNumber, evaluateNumber, isBarePower, scanNumber } from './number.ts';
import { type Decimal, decimalOf, formatDecimal, isLess, timesTen } from './number-decimal.ts';

/** An amount found in simplified text with half-width digits. */
export interface FoundAmount {
  readonly start: number;
  readonly end: number;
  /**
   * Number, space, code of the unit (see {@link AmountUnit}): `120000000 CNY`, `3.5 %`, `5000 CNY/t`; a range
   * `300000000/500000000 CNY`, and somewhat more than a number `>200000000 CNY` (两亿多元). The words around it (约,
   * 逾, 以上) are no part of it. Exact: decimals are never rounded. Null when the number is none (数亿元).
   */
  readonly value: string | null;
}

/**
 * The amount that begins at `at`: money, a share or a physical quantity. Bare numbers, numbered things (3个问题), lengths
 * of time, years, telephone numbers and codes are none. `local` is the currency of 元.
 */
export function readAmount(text: string, at: number, local: string): FoundAmount | null {
  return readFraction(text, at) ?? readPrefixed(text, at) ?? readCounted(text, at, local);
}

interface Quantity {
  readonly number: EvaluatedNumber | null;
  readonly code: string;
  readonly power: number;
  readonly end: number;
}

function toAmount(
  start: number,
  { number, code, power, end }: Quantity,
  last: Quantity | null = null,
): FoundAmount | null {
  if (number === null) return { start, end, value: null };
  const low = timesTen(number.low, power);
  const high =
    last?.number == null
      ? number.high === null
        ? null
        : timesTen(number.high, power)
      : timesTen(last.number.low, last.power);
  if (high !== null && !isLess(low, high)) return null;
  const isMore = number.isMore || last?.number?.isMore === true;
  const shown = formatDecimal(low) + (high === null ? '' : `/${formatDecimal(high)}`);
  return { start, end: last?.end ?? end, value: `${isMore && high === null ? '>' : ''}${shown} ${code}` };
}

/** 百分之三, 千分之五; 百分之三至百分之五. */
function readFraction(text: string, at: number): FoundAmount | null {
  const first = readOneFraction(text, at);
  if (first === null) return null;
  const to = separatorEnd(text, first.end);
  const last = to === null ? null : readOneFraction(text, to);
  return (last === null ? null : toAmount(at, first, last)) ?? toAmount(at, first);
}

function readOneFraction(text: string, at: number): Quantity | null {
  const power = FRACTIONS.get(text.slice(at, at + 3));
  const span = power === undefined ? null : scanNumber(text, at + 3);
  if (power === undefined || span === null) return null;
  return { number: evaluateNumber(text.slice(span.start, span.end)), code: '%', power, end: span.end };
}

const FRACTIONS = new Map([
  ['百分之', 0],
  ['千分之', -1],
  ['万分之', -2],
]);

/** $1.2 billion, US$500m, ¥3亿, RMB 200. */
function readPrefixed(text: string, at: number): FoundAmount | null {
  const first = readOnePrefixed(text, at);
  if (first === null) return null;
  const to = separatorEnd(text, first.end);
  const last = to === null ? null : readOnePrefixed(text, to);
  return (last !== null && last.code === first.code ? toAmount(at, first, last) : null) ?? toAmount(at, first);
}

function readOnePrefixed(text: string, at: number): Quantity | null {
  const prefix = readCurrencyPrefix(text, at);
  const span = prefix === null ? null : scanNumber(text, prefix.end);
  if (prefix === null || span === null) return null;
  const multiplier = readMultiplier(text, span.end, true);
  const end = multiplier?.end ?? span.end;
  const number = evaluateNumber(text.slice(span.start, span.end));
  // ¥500元 says it twice, $500港元 says which dollar.
  const after = readUnit(text, end);
  const isDouble = after !== null && after.unit.kind === 'MONEY' && text[end] !== ' ';
  return {
    number,
    code: isDouble && after.unit.code !== LOCAL_CURRENCY ? after.unit.code : prefix.code,
    power: multiplier?.power ?? 0,
    end: isDouble ? after.end : end,
  };
}

function readMultiplier(
  text: string,
  at: number,
  isPrefixed: boolean,
): { readonly power: number; readonly end: number } | null {
  MULTIPLIER.lastIndex = at;
  const match = MULTIPLIER.exec(text);
  const word = match?.[1] ?? (isPrefixed ? match?.[2] : undefined);
  const power = word === undefined ? undefined : MULTIPLIERS[word.toLowerCase()];
  return match === null || power === undefined ? null : { power, end: at + match[0].length };
}

const MULTIPLIER = /[ -]?(thousand|million|billion|trillion|bn|tn|mn)(?![A-Za-z])|([kKmMbBtT])(?![A-Za-z\d])/y;
const MULTIPLIERS: Readonly<Record<string, number>> = {
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
  t: 12,
  tn: 12,
  trillion: 12,
};

interface Counted extends Quantity {
  readonly unit: AmountUnit;
}

function readCounted(text: string, at: number, local: string): FoundAmount | null {
  if (GLUED.test(text.slice(Math.max(0, at - 2), at))) return null;
  const number = readLooseNumber(text, at);
  if (number === null) return null;
  const first = readWithUnit(text, number, { at, local });
  const to = separatorEnd(text, first?.end ?? number.end);
  const second = to === null ? null : readLooseNumber(text, to);
  if (first !== null) {
    const last = second === null || to === null ? null : readWithUnit(text, second, { at: to, local });
    return (
      (last !== null && last.code === first.code ? toAmount(at, first, last) : null) ??
      withSign(text, toAmount(at, first))
    );
  }
  if (second === null || to === null) return null;
  const last = readWithUnit(text, second, { at: to, local });
  const low = evaluateNumber(text.slice(at, number.end));
  if (last === null || last.number === null || low === null || isBarePower(text.slice(at, number.end))) return null;
  return toAmount(
    at,
    { ...last, number: { ...low, low: scaledLike(low.low, last, text.slice(to, second.end)) } },
    last,
  );
}

/** In 100-200万元 the first number is counted in 万 as well. */
function scaledLike(low: Decimal, last: Counted, surface: string): Decimal {
  const powers = /[十百千万亿]+$/.exec(surface)?.[0] ?? '';
  if (powers === '' || last.number === null) return low;
  const figures = evaluateNumber(surface.slice(0, -powers.length))?.low ?? null;
  const unit = evaluateNumber(powers)?.low ?? decimalOf(1);
  if (figures === null || !isLess(low, figures)) return low;
  return { digits: low.digits * unit.digits, exponent: low.exponent + unit.exponent };
}

const GLUED = /(?:[\d.A-Za-z_#〇零一二三四五六七八九十百千万亿两]|[第每].?|[\dA-Za-z][-/:]|\d,)$/;

interface LooseNumber {
  readonly end: number;
}

/** A number, with 多 or 余 in it or behind it: 100多万, 两亿多. */
function readLooseNumber(text: string, at: number): LooseNumber | null {
  const span = scanNumber(text, at);
  if (span === null) return null;
  let end = span.end;
  if (/[多余]/.test(text.charAt(end))) for (end++; /[万亿]/.test(text.charAt(end)); ) end++;
  return { end };
}

function readWithUnit(
  text: string,
  { end }: LooseNumber,
  { at, local }: { readonly at: number; readonly local: string },
): Counted | null {
  const surface = text.slice(at, end);
  const multiplier = readMultiplier(text, end, false);
  const isTrillion = text[end] === '兆' && text[end + 1] === '元';
  const unitAt = multiplier?.end ?? (isTrillion ? end + 1 : end);
  const found = readPowerUnit(text, end) ?? readUnit(text, unitAt);
  if (found === null) return null;
  const { unit } = found;
  const isBare = isBarePower(surface);
  if (
    isBare &&
    !(
      /[万亿]/.test(surface) &&
      (surface.length > 1 || (unit.kind === 'MONEY' && APPROACHING.test(text.charAt(at - 1))))
    )
  )
    return null;
  if (unit.isStrict && !/\d|[十百千万亿]/.test(surface)) return null;
  if (unit.power === 1 && (surface.length > 1 || !/[一二两三四五六七八九\d]/.test(surface))) return null;
  if (found.end - unitAt === 1 && unit.code === 'm3' && !/[万亿]/.test(surface)) return null;
  const money = unit.code === LOCAL_CURRENCY ? (currencyBefore(text, at) ?? local) : unit.code;
  const per = unit.kind === 'MONEY' ? readPer(text, found.end) : null;
  return {
    unit,
    number: evaluateNumber(surface),
    code: per === null ? money : `${money}/${per.code}`,
    power: unit.power + (multiplier?.power ?? (isTrillion ? 12 : 0)),
    end: per?.end ?? found.end,
  };
}

const APPROACHING = /[上近超逾过达约]/;

/** 万度 and 亿度 take the power of ten that the number has swallowed. */
function readPowerUnit(text: string, end: number): ReturnType<typeof readUnit> {
  if (text[end] !== '度' || !/[万亿]/.test(text.charAt(end - 1))) return null;
  const found = readUnit(text, end - 1);
  return found === null ? null : { ...found, unit: { ...found.unit, power: 0 } };
}

/** 元/吨. */
function readPer(text: string, at: number): { readonly code: string; readonly end: number } | null {
  if (text[at] !== '/') return null;
  const found = readUnit(text, at + 1);
  if (found !== null && found.unit.kind === 'QUANTITY') return { code: found.unit.code, end: found.end };
  return text[at + 1] === '度' ? { code: 'kW.h', end: at + 2 } : null;
}

/** A minus belongs to a share or a temperature when it can join nothing. */
function withSign(text: string, amount: FoundAmount | null): FoundAmount | null {
  if (amount?.value == null || !/^[\d.]+ (?:%|pp|bp|Cel)$/.test(amount.value)) return amount;
  if (!/(?:^|[^\w%\d元])[-−]$/.test(text.slice(Math.max(0, amount.start - 2), amount.start))) return amount;
  return { ...amount, start: amount.start - 1, value: `-${amount.value}` };
}

function separatorEnd(text: string, at: number): number | null {
  SEPARATOR.lastIndex = at;
  return SEPARATOR.test(text) ? SEPARATOR.lastIndex : null;
}

const SEPARATOR = / ?(?:至|到|-|–|—{1,2}|~|～|―|─) ?| to (?=[\d$€£¥A-Z])/y;
