import type { Database, Provider, ScriptConnection, Transaction } from './database.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { isCommitted, nameOfTransaction } from './postgresql/transaction-fate.ts';
import { repeatWhileTroubled } from './retry.ts';
import { statementsOf } from './statements.ts';

export interface DatabaseParts {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /** Keeps the other writers of this thread waiting, where the provider needs it. */
  readonly writeAlone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly openScriptConnection: () => Promise<ScriptConnection>;
}

/** Everything about a Database that the two providers have in common. */
export function databaseOf(parts: DatabaseParts): Database {
  const { provider, prisma, writeAlone, openScriptConnection } = parts;
  const statements = statementsOf(provider, prisma);
  return {
    ...statements,
    query: (sql, parameters) =>
      provider === 'sqlite'
        ? repeatWhileTroubled({ provider, on: ['BUSY'] }, () => statements.query(sql, parameters))
        : statements.query(sql, parameters),
    execute: (sql, parameters) =>
      provider === 'sqlite' && CHANGES_ROWS.test(sql)
        ? commitOnce(parts, (transaction) => transaction.execute(sql, parameters))
        : repeatWhileTroubled({ provider }, () => writeAlone(() => statements.execute(sql, parameters))),
    prisma,
    transaction: (work) => commitOnce(parts, work),
    openScriptConnection,
    close: () => prisma.$disconnect(),
  };
}

/**
 * On SQLite such a statement gets a transaction, and with it a connection, of its own. The driver does not reset a
 * statement that met a busy database, and SQLite does not commit the next one of its connection until it is: the
 * lock would be held until the garbage is collected, and this very process wait for it.
 */
const CHANGES_ROWS = /^\s*(?:INSERT|UPDATE|DELETE|WITH)\b/i;

/**
 * A transaction that is repeated until it is committed, and not once more: when the answer to COMMIT is lost, the
 * database is asked what became of it. (SQLite answers in this process: there a COMMIT that failed is undone.)
 */
function commitOnce<T>(
  { provider, prisma, writeAlone }: DatabaseParts,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const statements = statementsOf(provider, prisma);
  let unanswered: { readonly result: T; readonly name: string } | null = null;
  return repeatWhileTroubled({ provider }, async () => {
    if (unanswered !== null && (await isCommitted(statements, unanswered.name))) return unanswered.result;
    unanswered = null;
    return await writeAlone(() =>
      prisma.$transaction(async (client) => {
        const transaction = { ...statementsOf(provider, client), prisma: client };
        const result = await work(transaction);
        if (provider === 'postgresql') unanswered = { result, name: await nameOfTransaction(transaction) };
        return result;
      }, TRANSACTION_LIMITS),
    );
  });
}

const TRANSACTION_LIMITS = { maxWait: 60_000, timeout: 600_000 } as const;
