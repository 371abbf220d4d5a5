import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatelineError } from '../errors.ts';
import { digestOf } from '../model/ids.ts';
import type { Database, Provider, ScriptConnection, ScriptTransaction } from './database.ts';
import { MIGRATIONS_TABLE as POSTGRESQL_TABLE } from './postgresql/migrations-table.ts';
import { MIGRATIONS_TABLE as SQLITE_TABLE } from './sqlite/migrations-table.ts';

export interface MigrationReport {
  /** Names of the migrations this call applied, oldest first; empty when the database was up to date. */
  readonly applied: readonly string[];
}

/** The migrations that come with the program: one folder a provider, one folder a migration. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * Brings a database to the schema of this program. Safe to call at every start and from several processes
 * at once: each migration is one transaction under a lock, and what is left to do is read under that lock.
 * Records what it did as Prisma's own tools do (`_prisma_migrations`), so that they understand the database.
 *
 * `directory` holds `<provider>/<name>/migration.sql`; names sort by time.
 *
 * Throws DatelineError MIGRATION_FAILED (a script failed; a migration that was applied has been edited or is
 * unknown to this program) or DATABASE_NOT_OURS (every recorded migration is somebody else's). A migration
 * that failed left nothing behind, and the next call tries it again.
 */
export async function migrate(database: Database, directory: string = MIGRATIONS_DIRECTORY): Promise<MigrationReport> {
  const migrations = await readMigrations(join(directory, database.provider));
  const applied: string[] = [];
  const connection = await database.openScriptConnection();
  try {
    for (;;) {
      const name = await applyNext(connection, database.provider, migrations);
      if (name === null) return { applied };
      applied.push(name);
    }
  } finally {
    await connection.close();
  }
}

interface Migration {
  readonly name: string;
  readonly script: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
}

interface MigrationRow {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: number;
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) throw failed(`there are no migrations in ${directory}`);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(directory, name, 'migration.sql'));
      return { name, script: bytes.toString('utf8'), checksum: digestOf(bytes) };
    }),
  );
}

/** Applies the first migration that is missing; null when none is. */
async function applyNext(
  connection: ScriptConnection,
  provider: Provider,
  migrations: readonly Migration[],
): Promise<string | null> {
  let current: Migration | undefined;
  try {
    return await connection.exclusively(async (script) => {
      await script.run(TABLES[provider]);
      const rows = await script.query<MigrationRow>(APPLIED);
      verifyHistory(rows, migrations);
      const isApplied = new Set(rows.map((row) => row.name));
      current = migrations.find(({ name }) => !isApplied.has(name));
      if (current === undefined) return null;
      await apply(script, provider, current);
      return current.name;
    });
  } catch (error) {
    if (error instanceof DatelineError) throw error;
    const subject =
      current === undefined ? 'the record of migrations cannot be read' : `${current.name} could not be applied`;
    throw failed(`${subject}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

async function apply(
  script: ScriptTransaction,
  provider: Provider,
  { name, checksum, script: sql }: Migration,
): Promise<void> {
  // The record goes first, so that a script that ends its own transaction cannot go unrecorded.
  await script.query(RECORD[provider], [crypto.randomUUID(), checksum, name]);
  await script.run(sql);
}

/** What was applied must be what this program would have applied, in the same order. */
function verifyHistory(rows: readonly MigrationRow[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  if (rows.length > 0 && rows.every((row) => !known.has(row.name)))
    throw new DatelineError(
      'DATABASE_NOT_OURS',
      `The database was made by another program: its migrations begin with ${rows[0]?.name}.`,
    );
  for (const row of rows) {
    const migration = known.get(row.name);
    if (migration === undefined)
      throw failed(`the database is newer than this program: it has the migration ${row.name}`);
    if (migration.checksum !== row.checksum) throw failed(`${row.name} has been edited since it was applied`);
    if (!row.isFinished) throw failed(`${row.name} was begun by another tool and not finished`);
  }
}

const TABLES = { sqlite: SQLITE_TABLE, postgresql: POSTGRESQL_TABLE } as const satisfies Record<Provider, string>;

const APPLIED = `
  SELECT migration_name AS name, checksum, CASE WHEN finished_at IS NULL THEN 0 ELSE 1 END AS "isFinished"
  FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`;

const RECORD = {
  // Milliseconds, as Prisma writes them on SQLite.
  sqlite: `
    INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
    VALUES ($1, $2, $3, CAST(1000 * unixepoch('subsec') AS INTEGER), CAST(1000 * unixepoch('subsec') AS INTEGER), 1)`,
  postgresql: `
    INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
    VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
} as const satisfies Record<Provider, string>;

const failed = (reason: string, cause?: unknown): DatelineError =>
  new DatelineError('MIGRATION_FAILED', `The database was not migrated: ${reason}.`, { cause });
