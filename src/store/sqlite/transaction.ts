import type { Statements } from '../database.ts';
import { type DriverAdapter, statementsOfDriver } from '../driver-statements.ts';

export interface SqliteTransactions {
  /** One transaction; whoever calls sees to it that there is only one at a time. */
  run<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

/**
 * Transactions on a connection that is kept for nothing else, so that what it has read of the file stays warm from
 * one batch to the next. (The driver's own transactions each take a new connection.)
 *
 * After any failure the next one gets a new connection: the driver does not reset a statement that met a busy
 * database, and SQLite does not commit while there is one.
 */
export function openSqliteTransactions(connect: () => Promise<DriverAdapter>): SqliteTransactions {
  let current: DriverAdapter | null = null;
  const dispose = async () => {
    const adapter = current;
    current = null;
    await adapter?.dispose();
  };
  return {
    dispose,
    async run(work) {
      current ??= await open(connect);
      const adapter = current;
      try {
        await run(adapter, 'BEGIN IMMEDIATE');
        const result = await work(statementsOfDriver('sqlite', adapter));
        await run(adapter, 'COMMIT');
        return result;
      } catch (error) {
        // A full disk undoes it before it is told to.
        await run(adapter, 'ROLLBACK').catch(() => {});
        await dispose();
        throw error;
      }
    },
  };
}

async function open(connect: () => Promise<DriverAdapter>): Promise<DriverAdapter> {
  const adapter = await connect();
  for (const setting of SETTINGS) await run(adapter, `PRAGMA ${setting}`);
  return adapter;
}

/**
 * In KiB, and in pages: a batch touches many indexes, and should neither read nor checkpoint each page anew. With
 * `NORMAL` only checkpoints wait for the disk: what a power cut takes of the last batches the next run takes again,
 * and a process that dies loses nothing (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
const SETTINGS = ['cache_size = -131072', 'wal_autocheckpoint = 32000', 'synchronous = NORMAL'];

const run = (adapter: DriverAdapter, sql: string): Promise<number> =>
  adapter.executeRaw({ sql, args: [], argTypes: [] });
