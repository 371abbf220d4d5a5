import type { Database, Provider, ScriptConnection, Statements } from './database.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { isCommitted, nameOfTransaction } from './postgresql/transaction-fate.ts';
import { repeatWhileTroubled } from './retry.ts';
import { statementsOf } from './statements.ts';

export interface DatabaseParts {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /** One attempt at a transaction. */
  readonly runTransaction: <T>(work: (statements: Statements) => Promise<T>) => Promise<T>;
  /** Keeps the other writers of this thread waiting, where the provider needs it. */
  readonly writeAlone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly openScriptConnection: () => Promise<ScriptConnection>;
  /** Closes what {@link runTransaction} works on. */
  readonly disposeTransactions: () => Promise<void>;
  readonly snapshot: Database['snapshot'];
}

/** Everything about a Database that the two providers have in common. */
export function databaseOf(parts: DatabaseParts): Database {
  const { provider, prisma, writeAlone, openScriptConnection, snapshot } = parts;
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
    snapshot,
    close: async () => {
      await prisma.$disconnect();
      await parts.disposeTransactions();
    },
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
  { provider, prisma, runTransaction, writeAlone }: DatabaseParts,
  work: (transaction: Statements) => Promise<T>,
): Promise<T> {
  const statements = statementsOf(provider, prisma);
  let unanswered: { readonly result: T; readonly name: string } | null = null;
  return repeatWhileTroubled({ provider }, async () => {
    if (unanswered !== null && (await isCommitted(statements, unanswered.name))) return unanswered.result;
    unanswered = null;
    return await writeAlone(() =>
      runTransaction(async (transaction) => {
        const result = await work(transaction);
        if (provider === 'postgresql') unanswered = { result, name: await nameOfTransaction(transaction) };
        return result;
      }),
    );
  });
}
