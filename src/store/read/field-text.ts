import { name, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** Title and visible text of articles by internal id, in one statement. Index: Article primary key. */
export async function findFieldTexts(
  reader: Reader,
  ids: readonly number[],
): Promise<Map<number, { readonly title: string; readonly text: string }>> {
  const rows = await reader.run<{ id: number; title: string; text: string }>(
    sql`SELECT "id", "title", "text" FROM ${name('Article')} WHERE "id" IN (${reader.dialect.values(ids)})`,
    ['id', 'title', 'text'],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
