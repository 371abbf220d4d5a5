import type { Database } from './database.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { openPostgresql } from './postgresql/open.ts';
import { openSqlite } from './sqlite/open.ts';

/**
 * Opens a database, making the file (and its folder) or the PostgreSQL schema when it is missing. It is
 * empty then: `migrate` makes the tables.
 *
 * `url`: `file:<path>` (relative to the working directory), or
 * `postgresql://user:password@host:port/database?schema=name` (`public` when not named).
 *
 * Throws DatelineError: CONFIG_INVALID (what the URL says), DATABASE_NOT_WRITABLE, DATABASE_UNREACHABLE,
 * DATABASE_NOT_OURS (it holds somebody else's tables). No message shows a password.
 */
export async function openDatabase(url: string): Promise<Database> {
  const location = parseDatabaseUrl(url);
  return location.provider === 'sqlite' ? openSqlite(location) : openPostgresql(location);
}
