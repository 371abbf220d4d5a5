import type { Database } from '../database.ts';
import type { ExtractionVersions } from '../read/extraction-state.ts';
import { execute, isOneOf } from '../run.ts';
import { name, sql } from '../sql.ts';

/**
 * Notes that articles are as the gazetteer's version `to` would have them, which changed nothing that they could
 * have to do with. Only those that still are `from` what they were judged by. One revision.
 */
export async function noteGazetteer(
  database: Database,
  articleIds: readonly number[],
  { from, to }: { readonly from: ExtractionVersions; readonly to: string },
): Promise<void> {
  if (articleIds.length === 0) return;
  await database.transaction(async (transaction) => {
    await execute(transaction, sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1 WHERE "id" = 1`);
    await execute(
      transaction,
      sql`UPDATE ${name('Article')} SET "gazetteerVersion" = ${to} WHERE ${isOneOf(transaction, name('id'), articleIds)} AND "gazetteerVersion" = ${from.gazetteerVersion} AND "extractorVersion" = ${from.extractorVersion}`,
    );
  });
}
