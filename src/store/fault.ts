import { stat } from 'node:fs/promises';
import type { Database } from './database.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { query } from './run.ts';
import { name, sql } from './sql.ts';

/** Why a store that was opened cannot be relied on any more. */
export interface StoreFault {
  /** A sentence fit for anybody: no path, address or SQL. */
  readonly reason: string;
  /** What was thrown, for the log. */
  readonly cause?: unknown;
}

/**
 * Gives the function that looks for a fault of this database: one row read by its primary key, and on SQLite
 * whether the path still leads to the file that is open. (An open file can be read after it was deleted or
 * replaced: what is read then is what nobody can change or see any more.)
 *
 * Call it before the file can have been replaced, right after opening.
 */
export async function createFaultCheck(
  database: Database,
  databaseUrl: string,
): Promise<() => Promise<StoreFault | null>> {
  const location = parseDatabaseUrl(databaseUrl);
  const identifyFile = async () => (location.provider === 'sqlite' ? identify(location.path) : '');
  const opened = await identifyFile();
  return async () => {
    try {
      const rows = await query(database, sql`SELECT "revision" FROM ${name('Corpus')} WHERE "id" = 1`);
      if (rows.length === 0) return { reason: 'The database was emptied. Restart the server.' };
    } catch (cause) {
      return { reason: 'The database does not answer.', cause };
    }
    const found = await identifyFile().catch(() => null);
    return found === opened ? null : { reason: 'The database file was removed or replaced. Restart the server.' };
  };
}

/** Names a file whatever it is called: device and inode. */
async function identify(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev}:${ino}`;
}
