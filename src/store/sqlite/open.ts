import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { DatelineError } from '../../errors.ts';
import type { Database } from '../database.ts';
import type { SqliteLocation } from '../database-url.ts';
import { PrismaClient } from '../generated/sqlite/client.ts';
import { databaseOf } from '../prisma-database.ts';
import { troubleOf } from '../trouble.ts';
import { connectToSqlite } from './connection.ts';
import { openSqliteScripts } from './script.ts';
import { readSqliteSnapshot } from './snapshot.ts';
import { openSqliteTransactions } from './transaction.ts';
import { writeAlone } from './write-alone.ts';

/** Opens (or makes) a SQLite file. See `openDatabase` for what it throws. */
export async function openSqlite({ path }: SqliteLocation): Promise<Database> {
  const config = { url: pathToFileURL(path).href, timeout: BUSY_TIMEOUT_MS };
  const adapter = new PrismaLibSql(config);
  await prepareFile(adapter, { ...config, timeout: FIRST_TIMEOUT_MS }, path);
  const transactions = openSqliteTransactions(() => connectToSqlite(path, BUSY_TIMEOUT_MS));
  const alone = <T>(work: () => Promise<T>): Promise<T> => writeAlone(path, work);
  return databaseOf({
    provider: 'sqlite',
    prisma: new PrismaClient({ adapter }),
    runTransaction: transactions.run,
    disposeTransactions: transactions.dispose,
    writeAlone: alone,
    openScriptConnection: async () =>
      openSqliteScripts(adapter.createClient({ ...config, timeout: LOCK_TIMEOUT_MS }), alone),
    snapshot: (work) => readSqliteSnapshot(adapter.createClient(config), work),
  });
}

/**
 * How long a statement waits for another process's write before it is repeated (see retry.ts), in milliseconds.
 * Short, because the driver waits without giving the thread back: a server would answer nobody meanwhile.
 */
const BUSY_TIMEOUT_MS = 250;

/** The same while the file is opened, when nobody is waiting for an answer yet. */
const FIRST_TIMEOUT_MS = 5000;

/** The same for a process that finds another one migrating the file. */
const LOCK_TIMEOUT_MS = 120_000;

/**
 * Makes sure that the file can be written and is ours, and puts it in WAL mode (kept in the file), so that
 * readers and the one writer do not wait for each other.
 */
async function prepareFile(
  adapter: PrismaLibSql,
  config: { url: string; timeout: number },
  path: string,
): Promise<void> {
  try {
    await makeFolder(dirname(path));
    const client = adapter.createClient(config);
    try {
      const { rows } = await client.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      );
      const tables = rows.map((row) => String(row.name));
      if (tables.length > 0 && !tables.includes('_prisma_migrations'))
        throw notOurs(path, `it has the table ${tables[0]}`);
      await retryWhileBusy(async () => {
        const mode = await client.execute('PRAGMA journal_mode');
        if (mode.rows[0]?.journal_mode !== 'wal') await client.execute('PRAGMA journal_mode = WAL');
      });
      await retryWhileBusy(() => client.executeMultiple('BEGIN IMMEDIATE; ROLLBACK'));
    } finally {
      client.close();
    }
  } catch (error) {
    throw asDatelineError(error, path);
  }
}

/** Node's own recursive mkdir never returns where a folder cannot be made, as in /proc (Node 20). */
async function makeFolder(path: string): Promise<void> {
  const make = async (): Promise<void> => {
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  };
  try {
    await make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  }
}

/** Switching to WAL fails at once, whatever the busy timeout, when two processes do it together. */
async function retryWhileBusy(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === BUSY_ATTEMPTS) throw error;
      await sleep(50);
    }
  }
}

const BUSY_ATTEMPTS = 100;

const isBusy = (error: unknown): boolean => /SQLITE_BUSY|database is locked/.test(String(error));

function asDatelineError(error: unknown, path: string): unknown {
  if (error instanceof DatelineError) return error;
  if (troubleOf('sqlite', error) === 'FULL')
    return new DatelineError('DISK_FULL', `There is no room for the database ${path}.`, { cause: error });
  const reason = String(error);
  if (reason.includes('SQLITE_NOTADB')) return notOurs(path, 'it is not a SQLite file');
  // The driver reports a failed open without a code, with SQLite's result code 14 (SQLITE_CANTOPEN) in its text.
  if (isFileSystemError(error) || /SQLITE_(CANTOPEN|READONLY)|Unable to open connection to local database/.test(reason))
    return new DatelineError('DATABASE_NOT_WRITABLE', `The database ${path} cannot be written.`, { cause: error });
  return error;
}

const notOurs = (path: string, reason: string): DatelineError =>
  new DatelineError('DATABASE_NOT_OURS', `The database ${path} was not made by Dateline: ${reason}.`);

const isFileSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
