import type { PrismaLibSql } from '@prisma/adapter-libsql';
import type { ScriptConnection, ScriptTransaction, SqlParameter } from '../database.ts';
import { withPlainNumbers } from '../statements.ts';
import { bindForSqlite } from './bind.ts';

/** What Prisma's adapter makes its connections of; its type is not exported. */
type LibsqlClient = ReturnType<PrismaLibSql['createClient']>;

/**
 * Scripts on a libSQL connection outside Prisma, which would undo a transaction that spans two scripts.
 * `alone` keeps this thread's other writers out.
 */
export function openSqliteScripts(
  client: LibsqlClient,
  alone: <T>(work: () => Promise<T>) => Promise<T>,
): ScriptConnection {
  return {
    exclusively: (work) => alone(() => runExclusively(client, work)),
    close: async () => client.close(),
  };
}

async function runExclusively<T>(client: LibsqlClient, work: (script: ScriptTransaction) => Promise<T>): Promise<T> {
  // Has no effect inside a transaction, and the driver takes a new connection after each one.
  await client.execute('PRAGMA foreign_keys = OFF');
  const transaction = await client.transaction('write');
  const script: ScriptTransaction = {
    run: (text) => transaction.executeMultiple(text),
    async query<Row>(sql: string, parameters: readonly SqlParameter[] = []): Promise<Row[]> {
      const bound = bindForSqlite(sql, parameters);
      const { rows } = await transaction.execute({ sql: bound.sql, args: bound.parameters });
      return withPlainNumbers(rows.map((row) => ({ ...row }))) as Row[];
    },
  };
  try {
    const result = await work(script);
    await verifyReferences(script);
    await transaction.commit();
    return result;
  } finally {
    // Undoes what was not committed.
    transaction.close();
  }
}

async function verifyReferences(script: ScriptTransaction): Promise<void> {
  const [broken] = await script.query<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  if (broken !== undefined)
    throw new Error(`a row of ${broken.table} would point to a missing row of ${broken.parent}`);
}
