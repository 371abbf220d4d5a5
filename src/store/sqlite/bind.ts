import type { SqlParameter } from '../database.ts';

/**
 * Makes SQLite understand what PostgreSQL does by itself.
 *
 * To SQLite `$2` is a *name*, numbered by first appearance, so `$2 … $1` would bind the wrong way round;
 * `?2` is a position. And the libSQL driver binds every JavaScript number as REAL, which shows wherever no
 * column's affinity mends it (`json_object('n', ?1)` gives 5.0), so whole numbers go as bigint.
 */
export function bindForSqlite(
  sql: string,
  parameters: readonly SqlParameter[],
): { sql: string; parameters: SqlParameter[] } {
  return { sql: withPositions(sql), parameters: parameters.map(asInteger) };
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

const asInteger = (value: SqlParameter): SqlParameter =>
  typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
