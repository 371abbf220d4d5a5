import type { Statements } from '../database.ts';
import { query } from '../run.ts';
import { name, sql } from '../sql.ts';

/** A source of files as earlier runs left it. */
export interface KnownSource {
  readonly key: string;
  /** SHA-256 of the absolute real folder it was last read from; null when unknown, or more than one. */
  readonly location: string | null;
}

/** Every source that is a folder, by key. There are few: the table is read whole. */
export const loadKnownSources = (statements: Statements): Promise<KnownSource[]> =>
  query<KnownSource>(
    statements,
    sql`SELECT "key", "location" FROM ${name('Source')} WHERE "kind" = ${'DIRECTORY'} ORDER BY "key"`,
  );
