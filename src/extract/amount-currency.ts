/** A currency written before its number. */
export interface CurrencyPrefix {
  /** ISO 4217. */
  readonly code: string;
  readonly end: number;
}

/** `$`, `US$`, `HK$`, `€`, `RMB` at `at`, with the space behind it; null when none stands there before a digit. */
export function readCurrencyPrefix(text: string, at: number): CurrencyPrefix | null {
  PREFIX.lastIndex = at;
  const match = PREFIX.exec(text);
  if (match === null || (/[A-Z]/.test(match[1]?.charAt(0) ?? '') && /[A-Za-z\d]/.test(text.charAt(at - 1))))
    return null;
  return { code: CODES[match[1] as string] as string, end: at + match[0].length };
}

/** First characters of those. */
export const CURRENCY_OPENINGS = '$€£¥₩₹₽UHNACSRCEGJKT';

/** What 元 means where a text in `language` (BCP 47) is written. */
export function localCurrency(language: string): string {
  const region = /-([A-Z]{2})$/i.exec(language)?.[1]?.toUpperCase();
  return region === 'HK' ? 'HKD' : region === 'TW' ? 'TWD' : region === 'MO' ? 'MOP' : 'CNY';
}

/** The currency that a word before an amount in 元 gives it: 港币5000万元; null when none does. */
export function currencyBefore(text: string, at: number): string | null {
  const word = /(港币|港元|美金|美元|欧元|日元|新台币|台币|澳元|人民币)[约逾近超]? ?$/.exec(
    text.slice(Math.max(0, at - 6), at),
  )?.[1];
  return word === undefined ? null : (WORDS[word] ?? null);
}

const CODES: Readonly<Record<string, string>> = {
  US$: 'USD',
  'U.S.$': 'USD',
  $: 'USD',
  HK$: 'HKD',
  NT$: 'TWD',
  AU$: 'AUD',
  A$: 'AUD',
  CA$: 'CAD',
  C$: 'CAD',
  S$: 'SGD',
  NZ$: 'NZD',
  R$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  // Also the sign of the yen; in Chinese and English news from China it is the yuan.
  '¥': 'CNY',
  '₩': 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  RMB: 'CNY',
  ...Object.fromEntries(
    ['CNY', 'USD', 'HKD', 'EUR', 'GBP', 'JPY', 'TWD', 'KRW', 'AUD', 'CAD', 'SGD', 'CHF'].map((code) => [code, code]),
  ),
};
const PREFIX = new RegExp(
  `(${Object.keys(CODES)
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[$.]/g, '\\$&'))
    .join('|')}) ?(?=\\d)`,
  'y',
);
const WORDS: Readonly<Record<string, string>> = {
  港币: 'HKD',
  港元: 'HKD',
  美金: 'USD',
  美元: 'USD',
  欧元: 'EUR',
  日元: 'JPY',
  新台币: 'TWD',
  台币: 'TWD',
  澳元: 'AUD',
  人民币: 'CNY',
};
