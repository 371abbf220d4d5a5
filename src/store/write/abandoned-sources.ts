import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';

/** Removes sources that a run claimed without ever taking anything of theirs, unless one is at it now. */
export async function dropAbandonedSources(transaction: Statements): Promise<void> {
  const running = await query<{ sourceKeys: string }>(
    transaction,
    sql`SELECT "sourceKeys" FROM ${name('IngestRun')} WHERE "state" = ${'RUNNING'}`,
  );
  const claimed = running.flatMap((run) => JSON.parse(run.sourceKeys) as string[]);
  await execute(
    transaction,
    sql`DELETE FROM ${name('Source')} WHERE "articleCount" = 0 AND NOT (${isOneOf(transaction, name('Source', 'key'), claimed)}) AND NOT EXISTS (SELECT 1 FROM ${name('Document')} d WHERE d."sourceId" = ${name('Source', 'id')})`,
  );
}
