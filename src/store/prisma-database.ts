import type { Database, Provider, ScriptConnection, Statements } from './database.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
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
  const { provider, prisma, runTransaction, writeAlone, openScriptConnection, snapshot } = parts;
  const statements = statementsOf(provider, prisma);
  return {
    ...statements,
    execute: (sql, parameters) => writeAlone(() => statements.execute(sql, parameters)),
    prisma,
    transaction: (work) => writeAlone(() => runTransaction(work)),
    openScriptConnection,
    snapshot,
    close: async () => {
      await prisma.$disconnect();
      await parts.disposeTransactions();
    },
  };
}
