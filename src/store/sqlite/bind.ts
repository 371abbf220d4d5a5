import type { SqlParameter } from '../database.ts';

/**
 * Makes SQLite understand what PostgreSQL does by itself.
 *
 * To SQLite `$2` is a *name*, numbered by first appearance, so `$2 … $1` would bind the wrong way round;
 * `?2` is a position. For the values see {@link parameterForSqlite}.
 */
export function bindForSqlite(
  sql: string,
  parameters: readonly SqlParameter[],
): { sql: string; parameters: SqlParameter[] } {
  return { sql: withPositions(sql), parameters: parameters.map(parameterForSqlite) };
}

/**
 * The libSQL driver binds every JavaScript number as REAL, which shows wherever no column's affinity mends it
 * (`json_object('n', ?1)` gives 5.0), so whole numbers go as bigint. It binds no booleans, of which SQLite has none.
 */
export function parameterForSqlite(value: SqlParameter): SqlParameter {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** Plain `?` where the order allows it: SQLite looks numbered ones up in a list, one after the other. */
function withPositions(sql: string): string {
  let last = 0;
  let isInOrder = true;
  const plain = sql.replace(/\$(\d+)/g, (_, position: string) => {
    if (Number(position) !== ++last) isInOrder = false;
    return '?';
  });
  return isInOrder ? plain : sql.replace(/\$(\d+)/g, '?$1');
}
