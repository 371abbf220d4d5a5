/** Where a number in a date counts from: written out, or from the publication or the date last named in the text. */
export interface Reference {
  readonly from: 'WRITTEN' | 'PUBLICATION' | 'NAMED';
  /** The year, month or day itself when written, else how many of them later. */
  readonly n: number;
}

export interface TimeOfDay {
  /** 0 to 24, as on a clock of 24 hours. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number | null;
  /** `Z` or `+08:00` when written with the time. */
  readonly offset: string | null;
}

/** A day of the year by name: fixed in the solar or in the Chinese calendar, or the day before a lunar year. */
export type Festival =
  | { readonly calendar: 'SOLAR' | 'LUNAR'; readonly month: number; readonly day: number }
  | { readonly calendar: 'NEW_YEARS_EVE' | 'CLEAR_AND_BRIGHT' };

/** A date as words say it, before it is known when they were written. Offsets in one field. */
export interface DateExpression {
  readonly start: number;
  readonly end: number;
  readonly year: Reference | null;
  readonly month: Reference | null;
  readonly day: Reference | null;
  /** `weeks` from the publication's, null for a bare weekday; `weekday` 1 to 7, null for a whole week, 67 for its end. */
  readonly week: { readonly weeks: number | null; readonly weekday: number | null } | null;
  /** Quarter (33 to 36) or half (40, 41) of a year, by the codes of EDTF level 2. */
  readonly season: Reference | null;
  /** 上旬, 中旬, 下旬: 1 to 3. */
  readonly third: number | null;
  /** 初, 中, 底, 期间: without sharp bounds. */
  readonly isVague: boolean;
  readonly festival: Festival | null;
  readonly time: TimeOfDay | null;
  /** 上午, 晚: what an hour after it is counted from. */
  readonly part: DayPart | null;
  /** A decade, a century, a five-year plan: its value needs no publication. */
  readonly fixed: string | null;
  /** The end of a range; what it leaves out is as at its beginning. */
  readonly until: DateExpression | null;
  /** 至今: a range without an end. */
  readonly isOpen: boolean;
}

export type DayPart = 'MORNING' | 'NOON' | 'AFTERNOON' | 'NIGHT';

/** What one word or number adds to an expression. `rank` orders them: a date names the larger first. */
export type DatePiece = Partial<Omit<DateExpression, 'start' | 'end' | 'until' | 'isOpen'>> & {
  readonly rank: number;
  /** The same kind of piece, for the end of a range written inside one word (1-5月). */
  readonly to?: DatePiece;
  /** Only the first of an expression: 今天, 上周. */
  readonly isOpening?: boolean;
  /** Too weak by itself to be a date: 上午, 中旬, 3点. */
  readonly isWeak?: boolean;
};

/** Ranks of pieces. */
export const RANK = { YEAR: 1, YEAR_PART: 2, MONTH: 3, DAY: 4, WITHIN: 5, PART: 6, TIME: 7 } as const;

export const written = (n: number): Reference => ({ from: 'WRITTEN', n });
export const fromPublication = (n: number): Reference => ({ from: 'PUBLICATION', n });
export const fromNamed = (n: number): Reference => ({ from: 'NAMED', n });

const BLANK = {
  year: null,
  month: null,
  day: null,
  week: null,
  season: null,
  third: null,
  isVague: false,
  festival: null,
  time: null,
  part: null,
  fixed: null,
  until: null,
  isOpen: false,
} as const;

/** An expression from the pieces that stand in `start` to `end`. */
export function expressionOf(pieces: readonly DatePiece[], start: number, end: number): DateExpression {
  const merged: DateExpression = { ...BLANK, start, end };
  for (const { rank: _rank, to: _to, isOpening: _opening, isWeak: _weak, ...facts } of pieces)
    Object.assign(merged, facts);
  const to = pieces.at(-1)?.to;
  return to === undefined ? merged : { ...merged, until: expressionOf([to], start, end) };
}
