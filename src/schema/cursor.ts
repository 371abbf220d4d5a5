import { DatelineError } from '../errors.ts';

/** What cursors are made of: columns that lists are ordered by, above all; and what each may hold. */
const COLUMNS = {
  sortMs: Number.isSafeInteger,
  startedMs: Number.isSafeInteger,
  changedMs: Number.isSafeInteger,
  salience: Number.isFinite,
  titleStart: isText,
  position: isInt32,
  revision: isInt32,
  articleCount: isInt32,
  score: Number.isSafeInteger,
  key: isText,
  articleKey: isText,
  databaseId: isText,
} as const satisfies Record<string, (value: unknown) => boolean>;

export type OrderColumn = keyof typeof COLUMNS;

/** Changes when the meaning of a cursor does: an older one is refused, never misread. */
const VERSION = 1;

/** Opaque position in a list ordered by `order`: the values its columns have in one row. */
export const encodeCursor = (order: string, values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([VERSION, order, ...values])).toString('base64url');

/** Throws BAD_CURSOR unless the cursor was made for this order and could have been made by it. */
export function decodeCursor(cursor: string, order: string, columns: readonly OrderColumn[]): (string | number)[] {
  const parsed = tryParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed) || parsed[0] !== VERSION)
    throw new DatelineError('BAD_CURSOR', `Not a cursor of this graph: ${cursor.slice(0, 80)}`);
  const [, made, ...values] = parsed as [number, string, ...(string | number)[]];
  if (made !== order) throw new DatelineError('BAD_CURSOR', 'This cursor belongs to another list or another order');
  if (values.length !== columns.length || !columns.every((column, index) => COLUMNS[column](values[index])))
    throw new DatelineError('BAD_CURSOR', 'This cursor is damaged');
  return values;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isInt32(value: unknown): boolean {
  return Number.isInteger(value) && value === (Number(value) | 0);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
