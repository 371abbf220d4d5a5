import { dayNumberOf } from './date-calendar.ts';
import { readEnglishDate } from './date-english.ts';
import type { DateExpression } from './date-expression.ts';
import { readDate } from './date-grammar.ts';
import { dayIn } from './date-nearest.ts';
import { PERIOD_WORDS } from './date-period.ts';
import type { DateReference } from './date-reference.ts';
import { type ResolvedDate, resolveDate } from './date-resolve.ts';
import { DateThread } from './date-thread.ts';
import { dateWordForms } from './date-word.ts';

/** A date found in simplified text with half-width digits. */
export interface FoundDate {
  readonly start: number;
  readonly end: number;
  /** As described at `DatePoint`; null when nothing tells it. */
  readonly value: string | null;
  /** By a number or a calendar name, not by 今天 or 当日. */
  readonly isWritten: boolean;
}

/**
 * Reads dates along one text. A date is a point or a period of the calendar: what recurs (每月5日), what only lasts
 * (三天) and what is near in an unknown way (近日, 日前) is none. `resolve` is to be called in the order of the text.
 */
export interface DateReader {
  /** The date that begins at `at`, or null. */
  at(at: number): FoundDate | null;
}

export function createDateReader(text: string, reference: DateReference): DateReader {
  const thread = new DateThread(text, reference);
  // What is no date as a whole (2月30日) holds none either.
  let refusedUntil = 0;
  return {
    at(at) {
      if (at < refusedUntil) return null;
      const code = text.charCodeAt(at);
      const isLetter = isLatinLetter(code);
      const expression =
        (isLetter ? readEnglishDate(text, at) : null) ??
        (isLetter && text[at] !== 'Q' ? null : readDate(text, at)) ??
        (isDigit(code) ? readEnglishDate(text, at) : null);
      if (expression === null) return null;
      const resolved = resolveDate(expression, thread.around(expression));
      if (resolved === null) {
        refusedUntil = expression.end;
        return null;
      }
      adoptDateline(thread, expression, resolved);
      thread.note(expression, resolved);
      return { start: at, end: expression.end, value: resolved.value, isWritten: isWritten(expression) };
    },
  };
}

/** Characters that a date may begin with, beside digits. */
export const DATE_OPENINGS: ReadonlySet<string> = new Set([
  ...'一二三四五六七八九十〇零○廿第前QJFMASONDTWyte今l',
  ...PERIOD_WORDS,
  ...dateWordForms.map((form) => form.charAt(0)),
]);

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLatinLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

const isWritten = ({ year, month, day, week, fixed, festival }: DateExpression): boolean =>
  fixed !== null ||
  festival !== null ||
  [year, month, day].some((one) => one?.from === 'WRITTEN') ||
  week?.weeks === null;

const DATELINE_REACH = 300;
const DATELINE = /^(?:(?:专|综合|英文)?[电讯]|消息[，：])/;
const DATELINE_DAYS = 7;

/** 新华社北京6月10日电: whoever filed it meant 今天 by their day, not by the day it was published. */
function adoptDateline(thread: DateThread, { end, until }: DateExpression, resolved: NonNullable<ResolvedDate>): void {
  if (end > DATELINE_REACH || until !== null || !DATELINE.test(thread.text.slice(end, end + 4))) return;
  const { year, month, day } = resolved.point;
  if (year === null || month === null || day === null) return;
  const today = dayIn(thread.reference);
  const filed = { year, month, day };
  if (today === null || Math.abs(dayNumberOf(today) - dayNumberOf(filed)) <= DATELINE_DAYS)
    thread.reference = { ...thread.reference, ...filed };
}
