import type { Statements } from '../database.ts';
import { type DriverAdapter, statementsOfDriver } from '../driver-statements.ts';

/**
 * One transaction on a connection that is kept for nothing else, so that what it has read of the file stays warm
 * from one batch to the next. (The driver's own transactions each take a new connection.) Whoever calls sees to it
 * that there is only one at a time.
 */
export async function runSqliteTransaction<T>(
  adapter: DriverAdapter,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const end = (sql: string) => adapter.executeRaw({ sql, args: [], argTypes: [] });
  await end('BEGIN IMMEDIATE');
  try {
    const result = await work(statementsOfDriver('sqlite', adapter));
    await end('COMMIT');
    return result;
  } catch (error) {
    // A full disk undoes it before it is told to.
    await end('ROLLBACK').catch(() => {});
    throw error;
  }
}
