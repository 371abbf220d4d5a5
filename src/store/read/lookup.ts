import { name, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/**
 * Internal id of an article by any public key it has or had; those asked for in one tick share a statement.
 * Index: ArticleKey primary key.
 */
export const findArticleId = (reader: Reader, key: string): Promise<number | undefined> =>
  reader.shared('article by key', key, (keys) => findArticleIds(reader, keys));

async function findArticleIds(reader: Reader, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await reader.run<{ key: string; articleId: number }>(
    sql`SELECT "key", "articleId" FROM ${name('ArticleKey')} WHERE "key" IN (${reader.dialect.values(keys)})`,
    ['key', 'articleId'],
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
    ['value', 'id'],
  );
  const found = new Map<string, number[]>();
  for (const row of rows) found.set(row.value, [...(found.get(row.value) ?? []), row.id]);
  return found;
}
