import type { PrismaLibSql } from '@prisma/adapter-libsql';
import type { SqlParameter, Statements } from '../database.ts';
import { withPlainNumbers } from '../statements.ts';
import { bindForSqlite } from './bind.ts';

type LibsqlClient = ReturnType<PrismaLibSql['createClient']>;

/**
 * In WAL mode a deferred transaction sees the file as it was at its first statement, and neither waits for the
 * writer nor holds it up. `client` has one connection, and is closed with it.
 */
export async function readSqliteSnapshot<T>(
  client: LibsqlClient,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  try {
    // Not `client.transaction`: that leaves its connection open until it is collected.
    await client.execute('BEGIN DEFERRED');
    await client.execute('PRAGMA query_only = ON');
    const result = await work(statementsOn(client));
    await client.execute('COMMIT');
    return result;
  } finally {
    // Ends a transaction that was not committed.
    client.close();
  }
}

function statementsOn(client: LibsqlClient): Statements {
  const run = (sql: string, parameters: readonly SqlParameter[] = []) => {
    const bound = bindForSqlite(sql, parameters);
    return client.execute({ sql: bound.sql, args: bound.parameters });
  };
  return {
    provider: 'sqlite',
    query: async <Row>(sql: string, parameters?: readonly SqlParameter[]) =>
      withPlainNumbers((await run(sql, parameters)).rows.map((row) => ({ ...row }))) as Row[],
    execute: async (sql, parameters) => (await run(sql, parameters)).rowsAffected,
  };
}
