import type { Statements } from '../database.ts';
import type { Prisma, PrismaClient } from '../generated/sqlite/client.ts';
import { statementsOf } from '../statements.ts';

/** A transaction that sees the database as it was at its first statement (PostgreSQL, "Repeatable Read Isolation Level"). */
export async function readPostgresqlSnapshot<T>(
  prisma: PrismaClient,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  return await prisma.$transaction(
    async (client) => {
      await client.$executeRawUnsafe('SET TRANSACTION READ ONLY');
      return await work(oneByOne(statementsOf('postgresql', client)));
    },
    // The client's type is SQLite's, which has no other levels than Serializable.
    { ...SNAPSHOT_LIMITS, isolationLevel: 'RepeatableRead' as Prisma.TransactionIsolationLevel },
  );
}

/** How long it may wait for a connection, and last. */
const SNAPSHOT_LIMITS = { maxWait: 10_000, timeout: 60_000 } as const;

/** A connection runs one statement at a time; the driver's own queue for more is deprecated. */
function oneByOne({ provider, query, execute }: Statements): Statements {
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  return {
    provider,
    query: (sql, parameters) => next(() => query(sql, parameters)),
    execute: (sql, parameters) => next(() => execute(sql, parameters)),
  };
}
