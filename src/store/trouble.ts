import { DatelineError } from '../errors.ts';
import type { Provider } from './database.ts';

/**
 * What can befall a statement through no fault of its own.
 *
 * `BUSY`: another writer was at work; nothing was done. `CONFLICT`: the database undid the transaction in favour
 * of another. `LOST`: the connection went; whether the last statement was carried out is not known. `FULL`: there
 * is no room to write.
 */
export type Trouble = 'BUSY' | 'CONFLICT' | 'LOST' | 'FULL';

/**
 * Tells what befell a statement, from what the drivers throw; null for everything else, which a repetition would
 * only meet again.
 */
export function troubleOf(provider: Provider, error: unknown): Trouble | null {
  for (const found of causesOf(error)) {
    const trouble = provider === 'sqlite' ? ofSqlite(found) : ofPostgresql(found);
    if (trouble !== null) return trouble;
  }
  return null;
}

/** Where a code may stand: Prisma wraps the driver's error, and some pass through it as they are. */
interface Facets {
  readonly kind?: unknown;
  readonly code?: unknown;
  readonly rawCode?: unknown;
  readonly originalCode?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

/** An error and all that it wraps. What was judged already ({@link DatelineError}) is not judged again. */
function causesOf(error: unknown): Facets[] {
  const causes: Facets[] = [];
  const visit = (found: unknown): void => {
    if (typeof found !== 'object' || found === null || causes.includes(found)) return;
    if (found instanceof DatelineError && found.code !== 'MIGRATION_FAILED') return;
    causes.push(found);
    visit((found as Facets).meta?.driverAdapterError);
    visit((found as Facets).cause);
  };
  visit(error);
  return causes;
}

function ofSqlite({ rawCode, originalCode }: Facets): Trouble | null {
  const code = Number(rawCode ?? originalCode);
  return SQLITE_TROUBLES[code] ?? SQLITE_TROUBLES[code & PRIMARY_CODE] ?? null;
}

/** The low byte of an extended result code is the plain one: https://www.sqlite.org/rescode.html */
const PRIMARY_CODE = 0xff;

/** By (extended) result code. */
const SQLITE_TROUBLES: Readonly<Record<number, Trouble>> = {
  // SQLITE_BUSY, and with it BUSY_SNAPSHOT (517): the transaction read what another has changed since.
  5: 'BUSY',
  // SQLITE_FULL.
  13: 'FULL',
  // SQLITE_IOERR_WRITE: also a quota or a limit on the size of files, which SQLite does not tell from a broken disk.
  778: 'FULL',
  // SQLITE_IOERR_SHMSIZE: the file beside the database that its users share cannot grow.
  4874: 'FULL',
};

function ofPostgresql({ kind, code, originalCode, message }: Facets): Trouble | null {
  const state = String(originalCode ?? code ?? '');
  return (
    POSTGRESQL_TROUBLES[state] ??
    (CONNECTION_EXCEPTION.test(state) ? 'LOST' : null) ??
    (LOST_KINDS.has(String(kind)) || LOST_MESSAGES.has(String(message)) ? 'LOST' : null)
  );
}

/** By SQLSTATE (PostgreSQL, appendix A) or, where the socket failed and the adapter has no kind for it, system error. */
const POSTGRESQL_TROUBLES: Readonly<Record<string, Trouble>> = {
  // serialization_failure, deadlock_detected, lock_not_available
  '40001': 'CONFLICT',
  '40P01': 'CONFLICT',
  '55P03': 'BUSY',
  // too_many_connections
  '53300': 'LOST',
  // disk_full
  '53100': 'FULL',
  // admin_shutdown (pg_terminate_backend as well), crash_shutdown, cannot_connect_now (it is starting up)
  '57P01': 'LOST',
  '57P02': 'LOST',
  '57P03': 'LOST',
  ECONNRESET: 'LOST',
  ECONNREFUSED: 'LOST',
  ECONNABORTED: 'LOST',
  EPIPE: 'LOST',
  ETIMEDOUT: 'LOST',
  EHOSTUNREACH: 'LOST',
  ENETUNREACH: 'LOST',
  EAI_AGAIN: 'LOST',
};

/** Class 08 of the SQLSTATEs. */
const CONNECTION_EXCEPTION = /^08...$/;

/** Kinds of the adapter's errors that come without a code. */
const LOST_KINDS: ReadonlySet<string> = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);

/** The `pg` driver tells of a connection that went by plain errors without a code. */
const LOST_MESSAGES: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
]);
