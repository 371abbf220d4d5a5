import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { TestDatabase } from './databases.ts';

/** Whether {@link isBeingWritten} can tell on this machine. */
export const canSeeWriters = (): boolean => existsSync('/proc/locks');

/**
 * Whether some transaction, of any process, holds the lock that every writer of content takes first. On SQLite that
 * is byte 120 of the `-shm` file (https://www.sqlite.org/walformat.html, "WAL locks"), read from Linux's list of
 * locks, so that looking does not take it.
 */
export async function isBeingWritten({ url, provider, query }: TestDatabase): Promise<boolean> {
  if (provider === 'sqlite') {
    const shared = await stat(`${url.slice('file:'.length)}-shm`).catch(() => null);
    if (shared === null) return false;
    const locks = await readFile('/proc/locks', 'utf8');
    return locks.split('\n').some((line) => line.endsWith(`:${shared.ino} 120 120`) && line.includes(' WRITE '));
  }
  const schema = new URL(url).searchParams.get('schema');
  const rows = await query(
    `SELECT 1 AS "held" FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = 'Corpus' AND l.mode = 'RowExclusiveLock' AND l.granted LIMIT 1`,
    [schema],
  );
  return rows.length > 0;
}
