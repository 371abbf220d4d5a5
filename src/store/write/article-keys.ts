import type { Statements } from '../database.ts';
import { execute, isOneOf } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows, recordsOf } from './bulk.ts';

export interface KeyedArticle {
  readonly id: number;
  readonly key: string;
}

/** Takes their keys from articles about to get others: keys may change places, and none may stand in another's way. */
export async function releaseKeys(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    statements,
    sql`UPDATE ${name('Article')} SET "key" = '~' || "id" WHERE ${isOneOf(statements, name('id'), ids)}`,
  );
}

/** Makes these the articles' current keys; the ones that some had before go on resolving. `known`: ids of those. */
export async function saveKeys(
  statements: Statements,
  articles: readonly KeyedArticle[],
  known: readonly number[],
): Promise<void> {
  if (known.length > 0)
    await execute(
      statements,
      sql`UPDATE ${name('ArticleKey')} SET "isCurrent" = ${false} WHERE ${isOneOf(statements, name('articleId'), known)}`,
    );
  await insertRows(
    statements,
    'ArticleKey',
    articles.map((article) => ({ key: article.key, articleId: article.id, isCurrent: true })),
    {
      onConflict: sql`("key") DO UPDATE SET "articleId" = excluded."articleId", "isCurrent" = excluded."isCurrent"`,
    },
  );
}

/** An article that became part of another leaves it its keys, so that they go on resolving. */
export async function bequeathKeys(statements: Statements, heirs: ReadonlyMap<number, number>): Promise<void> {
  if (heirs.size === 0) return;
  // The column names only carry the pairs: `id` is the heir.
  const pairs = [...heirs].map(([articleId, id]) => ({ articleId, id }));
  await execute(
    statements,
    sql`UPDATE ${name('ArticleKey')} SET "articleId" = s."id", "isCurrent" = ${false} FROM (${recordsOf(statements, 'Mention', pairs)}) AS s WHERE ${name('ArticleKey', 'articleId')} = s."articleId"`,
  );
}
