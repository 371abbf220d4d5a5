import { type Dialect, join, name, pairs, raw, sql } from '../sql.ts';
import { sqliteSearchIndex } from './search-index.ts';

/** SQLite's JSON1. A subquery loses the JSON subtype, hence `json(…)` around every nested value. */
export const sqliteDialect: Dialect = {
  // The parser's stack holds 100 entries; selections of 12 units still parsed, one of 14 no more.
  nestingBudget: 10,
  object: (entries) => sql`json_object(${pairs(entries)})`,
  array: (rows) => sql`(SELECT json_group_array(json("j")) FROM (${rows}))`,
  nested: (value) => sql`json(${value})`,
  boolean: (column) => sql`json(CASE WHEN ${column} THEN 'true' ELSE 'false' END)`,
  text: (json) => json,
  dateOfDay: (day) => sql`date((${day}) * 86400, 'unixepoch')`,
  mondayOf: (date) => sql`date(${date}, 'weekday 0', '-6 days')`,
  each: (rows) => sql`json_each((SELECT json_group_array("value") FROM (${rows})))`,
  values: (list) => sql`SELECT "value" FROM json_each(${JSON.stringify(list)})`,
  records: (columns, rows) =>
    sql`SELECT ${join(columns.map((column) => sql`"value" ->> ${raw(`'${column.name}'`)} AS ${name(column.name)}`))} FROM json_each(${JSON.stringify(rows)})`,
  search: sqliteSearchIndex,
};
