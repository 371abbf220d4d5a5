import type { PrismaPg } from '@prisma/adapter-pg';
import type { Statements } from '../database.ts';
import { statementsOfDriver } from './driver-statements.ts';

/** One transaction on a connection of the adapter's pool. */
export async function runPostgresqlTransaction<T>(
  adapter: Awaited<ReturnType<PrismaPg['connect']>>,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const transaction = await adapter.startTransaction();
  const end = (sql: string) => transaction.executeRaw({ sql, args: [], argTypes: [] });
  try {
    const result = await work(statementsOfDriver(transaction));
    await end('COMMIT');
    await transaction.commit();
    return result;
  } catch (error) {
    // Fails only when the connection is gone, and the transaction with it.
    await end('ROLLBACK').catch(() => {});
    await transaction.rollback();
    throw error;
  }
}
