import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provider } from '../../src/store/database.ts';
import { MIGRATIONS_DIRECTORY } from '../../src/store/migrate.ts';

/** A copy of the program's migrations that a test may add to. */
export interface MigrationsCopy {
  readonly directory: string;
  /** Adds a migration, or writes one again. Names of our own migrations begin with the year, so `9…` sorts last. */
  write(provider: Provider, name: string, script: string): Promise<void>;
  delete(): Promise<void>;
}

export async function copyMigrations(): Promise<MigrationsCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'dateline-migrations-'));
  await cp(MIGRATIONS_DIRECTORY, directory, { recursive: true });
  return {
    directory,
    async write(provider, name, script) {
      await mkdir(join(directory, provider, name), { recursive: true });
      await writeFile(join(directory, provider, name, 'migration.sql'), script);
    },
    delete: () => rm(directory, { recursive: true, force: true }),
  };
}
