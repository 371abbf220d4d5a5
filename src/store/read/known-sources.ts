import type { Statements } from '../database.ts';
import { query } from '../run.ts';
import { name, sql } from '../sql.ts';

/** A source as earlier runs left it. */
export interface KnownSource {
  readonly key: string;
  /** SHA-256 of the absolute real folder it was last read from; null for a feed, when unknown, or more than one. */
  readonly location: string | null;
  /** Where the feed was last fetched from; null for a folder. */
  readonly url: string | null;
  /** Validators of the feed's last answer that was taken in. */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Every source, by key. There are few: the table is read whole. */
export const loadKnownSources = (statements: Statements): Promise<KnownSource[]> =>
  query<KnownSource>(
    statements,
    sql`SELECT "key", "location", "url", "etag", "lastModified" FROM ${name('Source')} ORDER BY "key"`,
  );
