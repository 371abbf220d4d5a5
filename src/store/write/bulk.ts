import type { SqlParameter, Statements } from '../database.ts';
import { modelShape } from '../model-map.ts';
import { dialectOf, execute, query } from '../run.ts';
import { empty, join, name, type RecordColumn, raw, type Sql, sql } from '../sql.ts';

const RECORD_TYPES = { Int: 'integer', BigInt: 'integer', Float: 'float', String: 'text', Boolean: 'boolean' } as const;

/**
 * Inserts all rows in one statement, bound as one JSON parameter (measured twenty times faster than one
 * placeholder a value). Every row has the columns of the first.
 *
 * `onConflict`: what follows `ON CONFLICT`; without it a duplicate is an error.
 */
export async function insertRows<Returned = never>(
  statements: Statements,
  model: string,
  rows: readonly object[],
  options: { readonly onConflict?: Sql; readonly returning?: readonly string[] } = {},
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const columns = recordColumns(model, rows[0] as object);
  const names = join(columns.map((column) => name(column.name)));
  const { conflict, returning } = clausesOf(options);
  // `WHERE 1 = 1` keeps SQLite from reading ON CONFLICT as a join's ON.
  const statement = sql`INSERT INTO ${name(model)} (${names}) SELECT * FROM (${dialectOf(statements).records(columns, rows)}) AS "s" WHERE 1 = 1${conflict}${returning}`;
  if (options.returning) return await query<Returned>(statements, statement);
  await execute(statements, statement);
  return [];
}

/**
 * The same for rows that hold long texts: bound value by value, since escaping them into JSON and out of it again
 * takes longer than all the rest. A few rows a statement, which is as fast as many. `onConflict` binds nothing here.
 */
export async function insertWideRows<Returned = never>(
  statements: Statements,
  model: string,
  rows: readonly object[],
  options: { readonly onConflict?: Sql; readonly returning?: readonly string[] } = {},
): Promise<Returned[]> {
  const returned: Returned[] = [];
  for (let from = 0; from < rows.length; from += WIDE_ROWS) {
    const some = rows.slice(from, from + WIDE_ROWS);
    const columns = recordColumns(model, some[0] as object).map((column) => column.name);
    const names = join(columns.map((column) => name(column)));
    const values = raw(placeholders(some.length, columns.length));
    const { conflict, returning } = clausesOf(options);
    const { text } = sql`INSERT INTO ${name(model)} (${names}) VALUES ${values}${conflict}${returning}`;
    const parameters = some.flatMap((row) => columns.map((column) => (row as Record<string, SqlParameter>)[column]));
    if (options.returning) returned.push(...(await statements.query<Returned>(text, parameters as SqlParameter[])));
    else await statements.execute(text, parameters as SqlParameter[]);
  }
  return returned;
}

/** `($1,$2),($3,$4)`: composed value by value, a statement of some hundred values takes as long as binding them. */
function placeholders(rows: number, columns: number): string {
  let position = 0;
  const row = () => `(${Array.from({ length: columns }, () => `$${++position}`).join(',')})`;
  return Array.from({ length: rows }, row).join(',');
}

/** Times the columns of a table well below the 999 values that any SQLite binds. */
const WIDE_ROWS = 25;

const clausesOf = (options: { readonly onConflict?: Sql; readonly returning?: readonly string[] }) => ({
  conflict: options.onConflict ? sql` ON CONFLICT ${options.onConflict}` : empty,
  returning: options.returning ? sql` RETURNING ${join(options.returning.map((column) => name(column)))}` : empty,
});

/** Updates rows by `id` in one statement; every row has the columns of the first, `id` among them. */
export async function updateRows(
  statements: Statements,
  model: string,
  rows: readonly { readonly id: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = recordColumns(model, rows[0] as object);
  const assignments = columns
    .filter((column) => column.name !== 'id')
    .map((column) => sql`${name(column.name)} = ${name('s', column.name)}`);
  await execute(
    statements,
    sql`UPDATE ${name(model)} SET ${join(assignments)} FROM (${dialectOf(statements).records(columns, rows)}) AS "s" WHERE ${name(model, 'id')} = "s"."id"`,
  );
}

/** Adds to counters of rows by `id` in one statement. */
export async function addToCounters(
  statements: Statements,
  model: string,
  counters: readonly string[],
  deltas: ReadonlyMap<number, readonly number[]>,
): Promise<void> {
  const rows = [...deltas]
    .filter(([, values]) => values.some((value) => value !== 0))
    .map(([id, values]) => ({ id, ...Object.fromEntries(counters.map((counter, index) => [counter, values[index]])) }));
  if (rows.length === 0) return;
  const columns = recordColumns(model, rows[0] as object);
  const assignments = counters.map(
    (counter) => sql`${name(counter)} = ${name(model, counter)} + ${name('s', counter)}`,
  );
  await execute(
    statements,
    sql`UPDATE ${name(model)} SET ${join(assignments)} FROM (${dialectOf(statements).records(columns, rows)}) AS "s" WHERE ${name(model, 'id')} = "s"."id"`,
  );
}

/** Rows of `model`'s columns bound as one parameter, to select from. Every row has the columns of the first. */
export const recordsOf = (statements: Statements, model: string, rows: readonly object[]): Sql =>
  dialectOf(statements).records(recordColumns(model, rows[0] as object), rows);

function recordColumns(model: string, row: object): RecordColumn[] {
  const { columns } = modelShape(model);
  return Object.keys(row).map((column) => {
    const type = columns.get(column);
    if (!type) throw new Error(`No column ${column} in model ${model}`);
    return { name: column, type: RECORD_TYPES[type] };
  });
}
