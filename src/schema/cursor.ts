import { DatelineError } from '../errors.ts';

/** Changes when the meaning of a cursor does: an older one is refused, never misread. */
const VERSION = 1;

/** Opaque position in a list ordered by `order`: the values its columns have in one row. */
export const encodeCursor = (order: string, values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([VERSION, order, ...values])).toString('base64url');

/** Throws BAD_CURSOR unless the cursor was made for this order. */
export function decodeCursor(cursor: string, order: string, columns: number): (string | number)[] {
  const parsed = tryParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed) || parsed[0] !== VERSION)
    throw new DatelineError('BAD_CURSOR', `Not a cursor of this graph: ${cursor.slice(0, 80)}`);
  const [, made, ...values] = parsed as [number, string, ...(string | number)[]];
  if (made !== order || values.length !== columns)
    throw new DatelineError('BAD_CURSOR', 'This cursor belongs to another list or another order');
  if (values.some((value) => typeof value !== 'string' && typeof value !== 'number'))
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
