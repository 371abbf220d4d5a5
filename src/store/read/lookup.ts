import { empty, name, type Sql, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** A row and how many articles it has. */
export interface CountedId {
  readonly id: number;
  readonly articleCount: number;
}

/** Rows by a text column, in one statement; absent where nothing matches. Index: that of the column. */
export async function findIds(
  reader: Reader,
  model: 'Category' | 'Author' | 'Source' | 'Tag',
  column: 'key' | 'foldedName',
  values: readonly string[],
): Promise<Map<string, CountedId[]>> {
  const rows = await reader.run<CountedId & { value: string }>(
    sql`SELECT ${name(column)} AS "value", "id", "articleCount" FROM ${name(model)} WHERE ${name(column)} IN (${reader.dialect.values(values)}) ORDER BY "key"`,
    ['value', 'id', 'articleCount'],
  );
  const found = new Map<string, CountedId[]>();
  for (const { value, ...row } of rows) found.set(value, [...(found.get(value) ?? []), row]);
  return found;
}

/**
 * Language tags that articles have, in byte order, in one statement. Each is one look-up of the next greater one in
 * Article(language, sortMs, key), however many articles there are.
 */
export async function findLanguages(reader: Reader): Promise<string[]> {
  const next = (bound: Sql) => sql`(SELECT min("language") FROM ${name('Article')}${bound})`;
  const rows = await reader.run<{ language: string }>(
    sql`WITH RECURSIVE "l"("language") AS (SELECT ${next(empty)} UNION ALL SELECT ${next(sql` WHERE "language" > "l"."language"`)} FROM "l" WHERE "l"."language" IS NOT NULL) SELECT "language" FROM "l" WHERE "language" IS NOT NULL`,
    ['language'],
  );
  return rows.map((row) => row.language);
}
