import { empty, join, raw, Sql, sqltag as sql } from '@prisma/client/runtime/client';
import type { SearchIndex } from './search-index.ts';

export { empty, join, raw, Sql, sql };

/** A quoted identifier. Only names from prisma/schema.prisma may reach it. */
export function name(...path: readonly string[]): Sql {
  return raw(path.map((part) => `"${part}"`).join('.'));
}

/** Keys (fixed names) and values as the arguments of a JSON object; none for an object without any. */
export const pairs = (entries: readonly (readonly [string, Sql])[]): Sql =>
  entries.length === 0 ? empty : join(entries.map(([key, value]) => sql`${raw(`'${key}'`)}, ${value}`));

/** What differs between the two databases in the SQL that store/ writes. */
export interface Dialect {
  /** How deep subqueries may nest, in the units of read/compile.ts; beyond that a second statement follows. */
  readonly nestingBudget: number;
  /** A JSON object from keys (fixed names, never input) and values. */
  object(entries: readonly (readonly [string, Sql])[]): Sql;
  /** All rows of a subquery with one JSON column `j`, in its order, as a JSON array. */
  array(rows: Sql): Sql;
  /** A JSON value taken from a subquery that gives JSON, nested into another. */
  nested(value: Sql): Sql;
  /** A stored boolean as a JSON boolean. */
  boolean(column: Sql): Sql;
  /** The text of a JSON value, as the last step of a statement. */
  text(json: Sql): Sql;
  /** `YYYY-MM-DD` of the day with this number, 0 for 1970-01-01. */
  dateOfDay(day: Sql): Sql;
  /** The Monday of the week that a date `YYYY-MM-DD` lies in, in the same form. */
  mondayOf(date: Sql): Sql;
  /** In a FROM, for each row before it: the column `value` of a subquery that may speak of that row. */
  each(rows: Sql): Sql;
  /** Rows of one column `value` from a list bound as one parameter. */
  values(list: readonly (string | number)[]): Sql;
  /** Rows with typed columns from objects bound as one parameter; used by every bulk write. */
  records(columns: readonly RecordColumn[], rows: readonly object[]): Sql;
  /** Finds articles by what they say. */
  readonly search: SearchIndex;
}

export interface RecordColumn {
  readonly name: string;
  readonly type: 'integer' | 'float' | 'text' | 'boolean';
}
