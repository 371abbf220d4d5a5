import type { Statements } from '../database.ts';
import { execute } from '../run.ts';
import { name, sql } from '../sql.ts';

/** Where a feed was fetched from, and the validators of the answer. */
export interface FeedState {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * Notes which answer of a feed is in the graph. Only to be called when its items are: with validators of an answer
 * that was never taken in, the next run would be told that there is nothing new. A source that has no row yet,
 * because its feed was empty, has nothing to note. Index: Source(key).
 */
export async function saveFeedState(
  statements: Statements,
  sourceKey: string,
  { url, etag, lastModified }: FeedState,
): Promise<void> {
  await execute(
    statements,
    sql`UPDATE ${name('Source')} SET "url" = ${url}, "etag" = ${etag}, "lastModified" = ${lastModified} WHERE "key" = ${sourceKey}`,
  );
}
