import { toStorableText } from '../../model/text.ts';
import { type Dialect, join, name, pairs, raw, sql } from '../sql.ts';
import { postgresqlSearchIndex } from './search-index.ts';

const TYPES = { integer: 'bigint', float: 'double precision', text: 'text COLLATE "C"', boolean: 'boolean' } as const;

export const postgresqlDialect: Dialect = {
  // The same as SQLite's, so that both databases are asked the same statements; its own limits lie far beyond.
  nestingBudget: 10,
  object: (entries) => sql`json_build_object(${pairs(entries)})`,
  array: (rows) => sql`(SELECT coalesce(json_agg("j"), '[]'::json) FROM (${rows}) AS "r")`,
  nested: (value) => value,
  boolean: (column) => column,
  text: (json) => sql`(${json})::text`,
  dateOfDay: (day) => sql`to_char(date '1970-01-01' + (${day})::integer, 'YYYY-MM-DD') COLLATE "C"`,
  mondayOf: (date) => sql`to_char(date_trunc('week', (${date})::date::timestamp), 'YYYY-MM-DD') COLLATE "C"`,
  each: (rows) => sql`LATERAL (${rows})`,
  values: (list) =>
    typeof list[0] === 'number'
      ? sql`SELECT "value"::bigint AS "value" FROM json_array_elements_text(${JSON.stringify(list)}::json) AS "e"("value")`
      : sql`SELECT "value" COLLATE "C" AS "value" FROM json_array_elements_text(${JSON.stringify((list as readonly string[]).map(toStorableText))}::json) AS "e"("value")`,
  records: (columns, rows) =>
    sql`SELECT ${join(columns.map((column) => name(column.name)))} FROM json_to_recordset(${JSON.stringify(rows)}::json) AS "r"(${join(columns.map((column) => sql`${name(column.name)} ${raw(TYPES[column.type])}`))})`,
  search: postgresqlSearchIndex,
};
