import { readAmount } from './amount.ts';
import { CURRENCY_OPENINGS, localCurrency } from './amount-currency.ts';
import { createDateReader, DATE_OPENINGS } from './date.ts';
import { type DateReference, referenceOf } from './date-reference.ts';
import type { ExtractInput } from './extractor.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rule.ts';

/**
 * The dates and amounts of the fields of one article, in one pass over each: a number is a date's before it is an
 * amount's. Only characters that either may begin with are looked at twice.
 */
export function findDatesAndAmounts(
  fields: readonly FieldText[],
  { publication, language }: Pick<ExtractInput, 'publication' | 'language'>,
): readonly (readonly Finding[])[] {
  const reference = referenceOf(publication, language);
  return fields.map((field) => scan(halfWidth(field.folded), reference, localCurrency(language)));
}

function scan(text: string, reference: DateReference, local: string): readonly Finding[] {
  const dates = createDateReader(text, reference);
  const findings: Finding[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = KINDS[text.charCodeAt(at)] as number;
    if (kind === NEITHER) {
      at++;
      continue;
    }
    const date = (kind & DATE) === 0 ? null : dates.at(at);
    if (date !== null) {
      const rule = date.value === null ? RULES.dateOpen : date.isWritten ? RULES.dateWritten : RULES.dateRelative;
      findings.push({ start: at, end: date.end, type: 'DATE', target: NO_TARGET, rule, value: date.value });
      at = date.end;
      continue;
    }
    const amount = (kind & AMOUNT) === 0 ? null : readAmount(text, at, local);
    if (amount !== null) {
      const { start, end, value } = amount;
      findings.push({ start, end, type: 'AMOUNT', target: NO_TARGET, rule: RULES.amountWritten, value });
      at = end;
      continue;
    }
    at = (kind & DIGIT) === 0 ? at + 1 : endOfDigits(text, at);
  }
  return findings;
}

const NO_TARGET = { kind: 'NONE' } as const;

const NEITHER = 0;
const DATE = 1;
const AMOUNT = 2;
const DIGIT = 4;

/** What each UTF-16 unit may begin. */
const KINDS = new Uint8Array(0x10000);
const mark = (characters: Iterable<string>, kind: number): void => {
  for (const character of characters)
    KINDS[character.charCodeAt(0)] = (KINDS[character.charCodeAt(0)] as number) | kind;
};
mark('0123456789', DATE | AMOUNT | DIGIT);
mark(DATE_OPENINGS, DATE);
mark(`〇零一二两三四五六七八九十百千万亿数几${CURRENCY_OPENINGS}`, AMOUNT);

/** A number that was neither is passed over as a whole: its tail would be read as another. */
function endOfDigits(text: string, at: number): number {
  let end = at + 1;
  for (let code = text.charCodeAt(end); (code >= 0x30 && code <= 0x39) || code === 0x2e; code = text.charCodeAt(++end));
  return end;
}

/** Full-width figures, letters and signs of numbers as half-width ones, length for length; 15·8 as 15.8. */
function halfWidth(text: string): string {
  return WIDE.test(text) ? text.replace(ALL_WIDE, (character) => HALVES.get(character) ?? halfOf(character)) : text;
}

const halfOf = (character: string): string => String.fromCharCode(character.charCodeAt(0) - 0xfee0);
const HALVES = new Map([
  ['￥', '¥'],
  ['·', '.'],
]);
const WIDE = /[０-９Ａ-Ｚａ-ｚ％＄－．／：～￥]|(?<=[\d０-９])·(?=[\d０-９])/;
const ALL_WIDE = new RegExp(WIDE, 'g');
