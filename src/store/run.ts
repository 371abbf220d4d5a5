import type { SqlParameter, Statements } from './database.ts';
import { DIALECTS } from './dialect.ts';
import { type Sql, sql } from './sql.ts';

/** Runs a composed statement and gives its rows. */
export async function query<T>(statements: Statements, statement: Sql): Promise<T[]> {
  return await statements.query<T>(statement.text, statement.values as SqlParameter[]);
}

/** Runs a composed statement and gives the number of rows it touched. */
export async function execute(statements: Statements, statement: Sql): Promise<number> {
  return await statements.execute(statement.text, statement.values as SqlParameter[]);
}

export const dialectOf = (statements: Statements) => DIALECTS[statements.provider];

/** `column IN (…)` with the list bound as one parameter. */
export const isOneOf = (statements: Statements, column: Sql, list: readonly (string | number)[]): Sql =>
  list.length === 0 ? sql`1 = 0` : sql`${column} IN (${dialectOf(statements).values(list)})`;
