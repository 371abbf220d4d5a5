import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openDatabase } from '../../src/store/client.ts';
import type { Database, Provider } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';

export interface TestDatabase extends Database {
  /** Opens the same database again with `openDatabase`, in this process or another. */
  readonly url: string;
}

export interface DatabaseKind {
  readonly name: string;
  readonly provider: Provider;
  /** Why suites for it are skipped; null when it is here. */
  readonly skipped: string | null;
  /** A database nobody else uses, migrated unless told otherwise. `close` also deletes it. */
  open(options?: { readonly migrated?: boolean }): Promise<TestDatabase>;
}

/** Every kind of database that the program runs on. */
export const testDatabases = (): readonly DatabaseKind[] => [SQLITE, POSTGRESQL];

/**
 * Runs a suite once on each kind of database, visibly skipped on those that are not here.
 *
 * `getDatabase` works inside tests and hooks. One fresh, migrated database serves the whole suite, so that a
 * `beforeAll` may fill it; with `{ per: 'test' }` each test gets its own.
 */
export function describeOnEveryDatabase(
  name: string,
  suite: (getDatabase: () => TestDatabase, kind: DatabaseKind) => void,
  { per = 'suite' }: { readonly per?: 'suite' | 'test' } = {},
): void {
  for (const kind of testDatabases()) {
    if (kind.skipped !== null) {
      describe.skip(`${name} (${kind.name}: ${kind.skipped})`, () => suite(() => notOpen(kind), kind));
      continue;
    }
    describe(`${name} (${kind.name})`, () => {
      let database: TestDatabase | undefined;
      const open = async (): Promise<void> => {
        database = await kind.open();
      };
      const close = async (): Promise<void> => {
        await database?.close();
        database = undefined;
      };
      if (per === 'suite') {
        beforeAll(open);
        afterAll(close);
      } else {
        beforeEach(open);
        afterEach(close);
      }
      suite(() => database ?? notOpen(kind), kind);
    });
  }
}

function notOpen(kind: DatabaseKind): never {
  throw new Error(`the ${kind.name} database is open only inside tests and hooks`);
}

const SQLITE: DatabaseKind = {
  name: 'SQLite',
  provider: 'sqlite',
  skipped: null,
  async open({ migrated = true } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
    const url = `file:${join(folder, 'test.db')}`;
    const database = await openMigrated(url, migrated);
    const close = async (): Promise<void> => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { ...database, url, close };
  },
};

const postgresUrl = process.env.TEST_POSTGRES_URL ?? '';

const POSTGRESQL: DatabaseKind = {
  name: 'PostgreSQL',
  provider: 'postgresql',
  skipped: postgresUrl === '' ? 'skipped, TEST_POSTGRES_URL is not set' : null,
  async open({ migrated = true } = {}) {
    const schema = `test_${randomUUID().replaceAll('-', '')}`;
    const address = new URL(postgresUrl);
    address.searchParams.set('schema', schema);
    const url = address.href;
    const database = await openMigrated(url, migrated);
    const close = async (): Promise<void> => {
      await database.execute(`DROP SCHEMA "${schema}" CASCADE`);
      await database.close();
    };
    return { ...database, url, close };
  },
};

async function openMigrated(url: string, migrated: boolean): Promise<Database> {
  const database = await openDatabase(url);
  if (migrated) await migrate(database);
  return database;
}
