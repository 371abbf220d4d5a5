import type { Statements } from '../database.ts';
import type { SqliteConnection } from './connection.ts';

export interface SqliteTransactions {
  /** One transaction; whoever calls sees to it that there is only one at a time. */
  run<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

/**
 * Transactions on a connection that is kept for nothing else, so that what it has read of the file stays warm from
 * one batch to the next, and its statements prepared.
 *
 * After any failure the next one gets a new connection: the driver does not reset a statement that met a busy
 * database, and SQLite does not commit while there is one.
 */
export function openSqliteTransactions(connect: () => SqliteConnection): SqliteTransactions {
  let current: SqliteConnection | null = null;
  const dispose = async () => {
    const connection = current;
    current = null;
    connection?.close();
  };
  return {
    dispose,
    async run(work) {
      current ??= open(connect);
      const connection = current;
      try {
        connection.run('BEGIN IMMEDIATE');
        const result = await work(connection.statements);
        connection.run('COMMIT');
        return result;
      } catch (error) {
        rollBack(connection);
        await dispose();
        throw error;
      }
    },
  };
}

function open(connect: () => SqliteConnection): SqliteConnection {
  const connection = connect();
  for (const setting of SETTINGS) connection.run(`PRAGMA ${setting}`);
  return connection;
}

function rollBack(connection: SqliteConnection): void {
  try {
    connection.run('ROLLBACK');
  } catch {
    // A full disk undid it before it was told to.
  }
}

/**
 * In KiB, and in pages (250 MB of log, which is a few batches): a batch touches many indexes, and should neither read
 * nor checkpoint each page anew. With `NORMAL` only checkpoints wait for the disk: what a power cut takes of the last
 * batches the next run takes again, and a process that dies loses nothing
 * (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
const SETTINGS = ['cache_size = -131072', 'wal_autocheckpoint = 64000', 'synchronous = NORMAL'];
