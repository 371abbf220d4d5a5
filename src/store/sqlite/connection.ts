import Libsql from 'libsql';
import type { SqlParameter, Statements } from '../database.ts';
import { withPlainNumbers } from '../statements.ts';
import { bindForSqlite, parameterForSqlite } from './bind.ts';

/** A connection on which statements stay prepared. */
export interface SqliteConnection {
  readonly statements: Statements;
  /** Runs a statement without parameters or rows, such as BEGIN. */
  run(sql: string): void;
  close(): void;
}

/**
 * The driver itself, without Prisma's adapter and the client that it uses in between: those prepare each statement
 * anew and describe its columns for every answer, and turn each row into three others, which was an eighth of the
 * time of a batch.
 *
 * Throws the driver's SqliteError, with SQLite's result code in `rawCode`.
 */
export function connectToSqlite(path: string, busyTimeoutMs: number): SqliteConnection {
  const database = new Libsql(path, { timeout: busyTimeoutMs });
  const prepared = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql) ?? prepareStatement(database, sql);
    // Last used, last to go.
    prepared.delete(sql);
    prepared.set(sql, known);
    if (prepared.size > MAX_PREPARED) prepared.delete(prepared.keys().next().value as string);
    return known;
  };
  return {
    statements: {
      provider: 'sqlite',
      async query<Row>(sql: string, parameters: readonly SqlParameter[] = []) {
        const { statement, booleans } = prepare(sql);
        const rows = statement.all(parameters.map(parameterForSqlite)) as Record<string, unknown>[];
        for (const column of booleans)
          for (const row of rows) if (row[column] !== null) row[column] = row[column] === 1n;
        return withPlainNumbers(rows) as Row[];
      },
      async execute(sql, parameters = []) {
        return prepare(sql).statement.run(parameters.map(parameterForSqlite)).changes;
      },
    },
    run: (sql) => {
      database.exec(sql);
    },
    close: () => {
      prepared.clear();
      database.close();
    },
  };
}

/** A batch sends about fifty. */
const MAX_PREPARED = 200;

interface Prepared {
  readonly statement: Libsql.Statement;
  /** Names of columns that are declared as such: SQLite has no booleans. */
  readonly booleans: readonly string[];
}

function prepareStatement(database: Libsql.Database, sql: string): Prepared {
  const statement = database.prepare(bindForSqlite(sql, []).sql);
  statement.safeIntegers(true);
  const columns = statement.columns();
  return { statement, booleans: columns.filter(({ type }) => type === 'BOOLEAN').map(({ name }) => name) };
}
