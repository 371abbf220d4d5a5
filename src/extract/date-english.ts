import {
  type DateExpression,
  type DatePiece,
  expressionOf,
  fromPublication,
  RANK,
  written,
} from './date-expression.ts';

/** The English date that begins at `at`: June 11, 2021; 11 June; last year; on Monday; in 2021. Null when none does. */
export function readEnglishDate(text: string, at: number): DateExpression | null {
  if (WORD_CHARACTER.test(text.charAt(at - 1))) return null;
  const isDigit = /\d/.test(text.charAt(at));
  if (isDigit && !ENGLISH_BEHIND.test(text.slice(at, at + 12))) return null;
  for (const { pattern, piece } of isDigit ? DIGIT_FORMS : WORD_FORMS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const read = match === null ? null : piece(match, text);
    if (match !== null && read !== null) return expressionOf([read], at, at + match[0].length);
  }
  return null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|Jun(?:e|\\.)?|Jul(?:y|\\.)?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';
const YEAR = '((?:1[5-9]|20)\\d{2})(?![\\d,.]\\d|[\\d%])';
const DAY = '([0-3]?\\d)(?:st|nd|rd|th)?(?![\\d:%]|[,.]\\d)';
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const QUARTERS = ['first', 'second', 'third', 'fourth'];
const WORD_CHARACTER = /[\p{Script=Latin}\d.$€£¥#/-]/u;

const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
const shiftOf = (word: string | undefined): number => (word === 'last' ? -1 : word === 'next' ? 1 : 0);

interface EnglishForm {
  readonly pattern: RegExp;
  readonly piece: (match: RegExpExecArray, text: string) => DatePiece | null;
}

const FORMS: readonly EnglishForm[] = [
  {
    pattern: new RegExp(`${MONTH} ${DAY}(?:,? ${YEAR})?(?!\\w)`, 'y'),
    piece: ([, month, day, year]) => dayPiece(year, month, day),
  },
  {
    pattern: new RegExp(`${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?(?!\\w)`, 'y'),
    piece: ([, day, month, year]) => dayPiece(year, month, day),
  },
  {
    pattern: new RegExp(`${MONTH},? (?:of )?${YEAR}(?!\\w)`, 'y'),
    piece: ([, month, year]) => ({ rank: RANK.MONTH, year: written(Number(year)), month: written(monthOf(month)) }),
  },
  {
    pattern: new RegExp(`${MONTH}(?![\\w-]| [A-Z])`, 'y'),
    piece: (match, text) =>
      /\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Uu]ntil|[Ee]arly|[Ll]ate|[Bb]y|[Ff]rom|[Dd]uring) $/.test(
        text.slice(Math.max(0, match.index - 8), match.index),
      )
        ? { rank: RANK.MONTH, month: written(monthOf(match[1])) }
        : null,
  },
  {
    pattern: new RegExp(`(?:(last|next|this) )?(${WEEKDAYS.join('|')})(?!\\w)`, 'y'),
    piece: ([, word, name]) => {
      const weekday = WEEKDAYS.indexOf(name ?? '') + 1;
      return { rank: RANK.DAY, week: { weeks: word === 'next' ? 1 : null, weekday } };
    },
  },
  {
    pattern: new RegExp(`(?:Q([1-4])|(${QUARTERS.join('|')}) quarter) (?:of )?${YEAR}(?!\\w)`, 'y'),
    piece: ([, digit, word, year]) => ({
      rank: RANK.YEAR_PART,
      year: written(Number(year)),
      season: written(33 + (digit === undefined ? QUARTERS.indexOf(word ?? '') : Number(digit) - 1)),
    }),
  },
  {
    pattern: /(last|this|next) (year|month|week|quarter)(?!\w)/y,
    piece: ([, word, unit]) => periodPiece(unit ?? '', shiftOf(word)),
  },
  {
    pattern: /(yesterday|today|tomorrow|tonight)(?!\w)/iy,
    piece: ([, word]) => {
      const n = { yesterday: -1, tomorrow: 1 }[(word ?? '').toLowerCase()] ?? 0;
      return { rank: RANK.DAY, day: fromPublication(n) };
    },
  },
  {
    pattern: new RegExp(`${YEAR}(?![\\w-]|/\\d)`, 'y'),
    piece: (match, text) =>
      /\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|year|[Ff]iscal) $/.test(
        text.slice(Math.max(0, match.index - 8), match.index),
      ) &&
      !/^ (?:people|units|words|lines|miles|meters|feet|jobs|dollars|points|shares|cases|users|times|more|of)\b/.test(
        text.slice(YEAR_LENGTH + match.index, YEAR_LENGTH + match.index + 10),
      )
        ? { rank: RANK.YEAR, year: written(Number(match[1])) }
        : null,
  },
];

const DIGIT_FORMS = FORMS.filter(({ pattern }) => pattern.source.startsWith(DAY) || pattern.source.startsWith(YEAR));
const WORD_FORMS = FORMS.filter((form) => !DIGIT_FORMS.includes(form));
/** A day before a month, or a year by itself. */
const ENGLISH_BEHIND = /^(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z]|(?:1[5-9]|20)\d{2}(?!\d))/;

const YEAR_LENGTH = 4;

function dayPiece(year: string | undefined, month: string | undefined, day: string | undefined): DatePiece {
  const date = { month: written(monthOf(month)), day: written(Number(day)) };
  return { rank: RANK.DAY, ...date, ...(year === undefined ? {} : { year: written(Number(year)) }) };
}

function periodPiece(unit: string, n: number): DatePiece {
  switch (unit) {
    case 'year':
      return { rank: RANK.YEAR, year: fromPublication(n) };
    case 'month':
      return { rank: RANK.MONTH, month: fromPublication(n) };
    case 'quarter':
      return { rank: RANK.YEAR_PART, season: fromPublication(n) };
    default:
      return { rank: RANK.YEAR_PART, week: { weeks: n, weekday: null } };
  }
}
