import type { Statements } from '../database.ts';
import { dialectOf, execute, isOneOf } from '../run.ts';
import type { IndexedArticle } from '../search-index.ts';
import { name, sql } from '../sql.ts';
import { insertWideRows } from './bulk.ts';

/** Makes articles findable by what their titles and texts say; those that were in the index must be out of it. */
export async function indexArticles(statements: Statements, articles: readonly IndexedArticle[]): Promise<void> {
  if (articles.length === 0) return;
  await insertWideRows(
    statements,
    'SearchText',
    articles.map(({ articleId, title, text }) => ({ articleId, title, text })),
  );
  await execute(statements, dialectOf(statements).search.insert(articles));
}

/** Takes articles out of the index: SQLite's cannot follow the rows that go. */
export async function unindexArticles(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    statements,
    sql`DELETE FROM ${name('SearchText')} WHERE ${isOneOf(statements, name('articleId'), ids)}`,
  );
  const { search, values } = dialectOf(statements);
  await execute(statements, search.remove(values(ids)));
}
