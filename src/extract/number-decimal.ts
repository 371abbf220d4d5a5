/** An exact decimal: `digits` × 10^`exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const decimalOf = (n: number | bigint): Decimal => ({ digits: BigInt(n), exponent: 0 });

/** From digits with at most one point. */
export function parseDecimal(text: string): Decimal {
  const point = text.indexOf('.');
  if (point < 0) return { digits: BigInt(text), exponent: 0 };
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), exponent: point + 1 - text.length };
}

export const timesTen = ({ digits, exponent }: Decimal, power: number): Decimal => ({
  digits,
  exponent: exponent + power,
});

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent: own }: Decimal): bigint => digits * 10n ** BigInt(own - exponent);
  return { digits: scaled(a) + scaled(b), exponent };
}

export const isZero = ({ digits }: Decimal): boolean => digits === 0n;

export const isLess = (a: Decimal, b: Decimal): boolean => add(a, { ...b, digits: -b.digits }).digits < 0n;

/** Without exponent, and without zeros that say nothing: `120000000`, `0.035`. */
export function formatDecimal({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const plain = (digits < 0n ? -digits : digits).toString();
  if (exponent >= 0) return digits === 0n ? '0' : sign + plain + '0'.repeat(exponent);
  const padded = plain.padStart(1 - exponent, '0');
  const point = padded.length + exponent;
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`.replace(/\.?0+$/, '');
}
