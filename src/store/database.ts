import type { PrismaClient } from './generated/sqlite/client.ts';

export type Provider = 'sqlite' | 'postgresql';

/** What a statement may bind. Lists and objects are passed as JSON text (`json_each($1)`, `json_array_elements($1::json)`). */
export type SqlParameter = string | number | bigint | boolean | null;

/**
 * Raw SQL, the same way on both databases.
 *
 * Placeholders are `$1`, `$2`, … in any order and as often as wanted; nothing else in the text may be a `$`
 * followed by a digit. Whole numbers are bound as integers (the libSQL driver alone would bind 5 as 5.0).
 *
 * Integers of every width, and PostgreSQL's NUMERIC, come back as `number`; one that a number cannot hold
 * throws RangeError. Columns declared BOOLEAN come back as `boolean`, a boolean *expression* is 0 or 1 on
 * SQLite. JSON made by SQL is text on SQLite: end it with `::text` on PostgreSQL to get the same.
 */
export interface Statements {
  readonly provider: Provider;
  /** Rows, as objects keyed by column name. */
  query<T>(sql: string, parameters?: readonly SqlParameter[]): Promise<T[]>;
  /** Runs one statement and gives the number of rows it touched. */
  execute(sql: string, parameters?: readonly SqlParameter[]): Promise<number>;
}

/** Reading several statements' worth from one state of the database. */
export interface Snapshots {
  /**
   * Runs `work` with statements that all see what the first of them sees, whatever is committed meanwhile. On
   * a connection of its own: it waits for no transaction, and no transaction waits for it. Nothing can be
   * written in it.
   */
  snapshot<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
}

/**
 * An open database. On SQLite a Database is one connection: everything asked of it waits while one of its
 * transactions is open, and a transaction that asks the Database instead of the statements it is given waits
 * for itself. Whoever reads while writing opens two.
 *
 * Write through `transaction` or `execute`: they queue with the other writers, wait for those of other
 * processes, and outlive a lost connection; for minutes if need be. A write through `prisma` outside a
 * transaction does not, and fails after a quarter of a second if one is open elsewhere.
 *
 * All three throw DatelineError DATABASE_BUSY, DATABASE_UNREACHABLE or DISK_FULL when that does not help (see
 * `repeatWhileTroubled`). A reading `query` of PostgreSQL alone is not repeated: who waits for an answer decides.
 * `execute` is repeated when the connection went before its answer came: twice must do what once does.
 */
export interface Database extends Statements, Snapshots {
  /** Of the SQLite client's type for both providers: the two are generated from one schema. */
  readonly prisma: PrismaClient;
  /**
   * Commits what `work` did when it returns, undoes all of it when it throws. On SQLite it keeps other writers
   * waiting from its beginning to its end.
   *
   * `work` is done again, on a fresh connection, after trouble that passes: it must start from nothing each
   * time. What it did is committed once, also when the answer to COMMIT was lost.
   */
  transaction<T>(work: (transaction: Statements) => Promise<T>): Promise<T>;
  /** A connection of its own that runs whole scripts; for migrations. */
  openScriptConnection(): Promise<ScriptConnection>;
  close(): Promise<void>;
}

/** Runs scripts of many statements, in transactions that nothing else of this process shares. */
export interface ScriptConnection {
  /**
   * Runs `work` in a transaction that excludes every other one begun here, in this process or another.
   * Undone when `work` throws or the process dies. References are not enforced within, only verified at the
   * end (SQLite): redefining a table would otherwise delete the rows that point to it.
   */
  exclusively<T>(work: (script: ScriptTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ScriptTransaction {
  /** Any number of statements, separated by `;`. */
  run(script: string): Promise<void>;
  /** Rows of one statement; placeholders as in {@link Statements}. Booleans and instants as the driver gives them. */
  query<T>(sql: string, parameters?: readonly SqlParameter[]): Promise<T[]>;
}
