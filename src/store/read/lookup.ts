import { name, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/**
 * Internal ids of articles by any public key they have or had, in one statement. Keys that resolve to
 * nothing are absent. Index: ArticleKey primary key.
 */
export async function findArticleIds(reader: Reader, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await reader.run<{ key: string; articleId: number }>(
    sql`SELECT "key", "articleId" FROM ${name('ArticleKey')} WHERE "key" IN (${reader.dialect.values(keys)})`,
  );
  return new Map(rows.map((row) => [row.key, row.articleId]));
}

/** Internal ids by a unique text column, in one statement; absent where nothing matches. */
export async function findIds(
  reader: Reader,
  model: 'Category' | 'Author' | 'Source' | 'Tag',
  column: 'key' | 'foldedName',
  values: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await reader.run<{ value: string; id: number }>(
    sql`SELECT ${name(column)} AS "value", "id" FROM ${name(model)} WHERE ${name(column)} IN (${reader.dialect.values(values)}) ORDER BY "key"`,
  );
  const found = new Map<string, number[]>();
  for (const row of rows) found.set(row.value, [...(found.get(row.value) ?? []), row.id]);
  return found;
}
