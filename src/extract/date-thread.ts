import type { DateExpression } from './date-expression.ts';
import type { DateReference } from './date-reference.ts';
import type { DateSurroundings, ResolvedDate } from './date-resolve.ts';
import type { DatePoint } from './date-value.ts';

/** What a text has named so far, for the dates that refer back to it. */
export class DateThread {
  readonly text: string;
  /** The publication, or the dateline's day. */
  reference: DateReference;
  #day: { readonly point: DatePoint; readonly at: number } | null = null;
  #written: { readonly year: number; readonly month: number | null; readonly at: number } | null = null;
  #year: number | null = null;

  constructor(text: string, reference: DateReference) {
    this.text = text;
    this.reference = reference;
  }

  around({ start, end }: DateExpression): DateSurroundings {
    const day = this.#day;
    const written = this.#written;
    const isSameSentence = written !== null && this.#isWithin(written.at, start, SENTENCE_END);
    const { text, reference } = this;
    const before = text.slice(Math.max(0, start - FUTURE_REACH), start);
    return {
      reference,
      // Asked only where a year or a month is missing.
      get outlook() {
        if (ANNOUNCED_BEFORE.test(before) || ANNOUNCED_AFTER.test(text.slice(end, end + FUTURE_REACH)))
          return 'ANNOUNCED';
        return EXPECTED_BEFORE.test(before) ? 'EXPECTED' : 'NEWS';
      },
      named: day?.point ?? null,
      near: day !== null && this.#isWithin(day.at, start, PARAGRAPH_END) ? day.point : null,
      // A year by itself goes on only to what stands right behind it (2008年，5月12日).
      sentence: isSameSentence && (written.month !== null || start - written.at <= 1) ? written : null,
      year: this.#year,
      zone: zoneIn(before, reference.zone),
    };
  }

  note({ year, end }: DateExpression, resolved: NonNullable<ResolvedDate>): void {
    const { point } = resolved;
    if (point.year !== null) this.#year = point.year;
    if (point.month !== null && point.day !== null && !point.isApproximate) this.#day = { point, at: end };
    if (year !== null && point.year !== null) this.#written = { year: point.year, month: point.month, at: end };
    else if (this.#written !== null && point.year === this.#written.year && point.month !== null)
      this.#written = { year: point.year, month: point.month, at: end };
  }

  #isWithin(from: number, to: number, end: RegExp): boolean {
    return to - from <= MOST_BETWEEN && !end.test(this.text.slice(from, to));
  }
}

const MOST_BETWEEN = 400;
const PARAGRAPH_END = /\n/;
const SENTENCE_END = /[。！？!?；;\n]/;

const FUTURE_REACH = 10;
const ANNOUNCED_BEFORE =
  /(?<![原曾])(?:将(?:于|在|自|从|到|至|会|持续|延|推迟)|拟|定于|暂定)[^，,。；;、！？\n]{0,5}$|\b(?:will|scheduled)\b[^.,;]{0,6}$/;
const EXPECTED_BEFORE =
  /(?:预计|预期|计划|有望|力争|争取|将)[^，,。；;、！？\n]{0,5}$|\b(?:due|expected)\b[^.,;]{0,6}$/;
const ANNOUNCED_AFTER =
  /^[^，,。；;、！？\n]{0,3}(?:将(?:于|在|会|迎|举|召|开|正|全|启|实|进|发|公)|拟|起(?:施行|实施|执行|生效|正式))/;

/** Beijing's clock wherever the text was published; another place's, which no table here tells. */
function zoneIn(before: string, zone: string | null): string | null {
  if (/北京时间[，,]?$/.test(before)) return '+08:00';
  return /(?:当地|美东|美国东部|伦敦|东京|莫斯科|纽约|巴黎|格林尼治|欧洲中部)时间[，,]?$/.test(before) ? null : zone;
}
