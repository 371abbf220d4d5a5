import type { Database, Provider, ScriptConnection } from './database.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { statementsOf } from './statements.ts';

export interface DatabaseParts {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /** Keeps the other writers of this thread waiting, where the provider needs it. */
  readonly writeAlone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly openScriptConnection: () => Promise<ScriptConnection>;
  readonly snapshot: Database['snapshot'];
}

/** Everything about a Database that the two providers have in common. */
export function databaseOf(parts: DatabaseParts): Database {
  const { provider, prisma, writeAlone, openScriptConnection, snapshot } = parts;
  const statements = statementsOf(provider, prisma);
  return {
    ...statements,
    execute: (sql, parameters) => writeAlone(() => statements.execute(sql, parameters)),
    prisma,
    transaction: (work) =>
      writeAlone(() =>
        prisma.$transaction(
          (client) => work({ ...statementsOf(provider, client), prisma: client }),
          TRANSACTION_LIMITS,
        ),
      ),
    openScriptConnection,
    snapshot,
    close: () => prisma.$disconnect(),
  };
}

const TRANSACTION_LIMITS = { maxWait: 60_000, timeout: 600_000 } as const;
