import { SEARCH_VERSION, toSearchEntry } from '../../model/search-entry.ts';
import type { Database, Statements } from '../database.ts';
import { dialectOf, execute, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { aliasRows } from './alias-rows.ts';
import { updateRows } from './bulk.ts';
import { indexArticles } from './search-rows.ts';
import { waitForTurn } from './turn.ts';

/**
 * Makes the search index what this program would have made of the articles and names there are: that of a database
 * which is older than search, or was indexed by another reading of texts. Costs one look at a row when it is.
 *
 * Done a few rows a transaction, so that nobody waits long: articles that come meanwhile are indexed as they come,
 * and whoever stops in between goes on from there. Gives the number of articles that were indexed.
 */
export async function rebuildSearchIndex(database: Database): Promise<number> {
  if ((await versionOf(database)) === SEARCH_VERSION) return 0;
  await database.transaction(async (transaction) => {
    await waitForTurn(transaction);
    const version = await versionOf(transaction);
    if (version !== '' && version !== SEARCH_VERSION) await clearIndex(transaction);
  });
  let indexed = 0;
  for (let count = -1; count !== 0; indexed += count) count = await database.transaction(indexSome);
  for (let last = 0; last >= 0; ) last = await database.transaction((transaction) => readSomeNames(transaction, last));
  await execute(
    database,
    sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + CASE WHEN "articleCount" > 0 THEN 1 ELSE 0 END, "searchVersion" = ${SEARCH_VERSION} WHERE "id" = 1 AND "searchVersion" <> ${SEARCH_VERSION}`,
  );
  return indexed;
}

const ROWS_AT_ONCE = 250;

async function versionOf(statements: Statements): Promise<string> {
  const [row] = await query<{ searchVersion: string }>(
    statements,
    sql`SELECT "searchVersion" FROM ${name('Corpus')} WHERE "id" = 1`,
  );
  return row?.searchVersion ?? SEARCH_VERSION;
}

/** From now on the index is one of no version, which is filled up. */
async function clearIndex(statements: Statements): Promise<void> {
  const all = sql`SELECT "articleId" AS "value" FROM ${name('SearchText')}`;
  await execute(statements, dialectOf(statements).search.remove(all));
  await execute(statements, sql`DELETE FROM ${name('SearchText')}`);
  await execute(statements, sql`UPDATE ${name('Alias')} SET "pinyin" = NULL, "initials" = NULL`);
  await execute(statements, sql`UPDATE ${name('Corpus')} SET "searchVersion" = '' WHERE "id" = 1`);
}

/** Index: Article and SearchText primary keys. */
async function indexSome(statements: Statements): Promise<number> {
  await waitForTurn(statements);
  const articles = await query<{ articleId: number; title: string; text: string }>(
    statements,
    sql`SELECT a."id" AS "articleId", a."title", a."text" FROM ${name('Article')} a WHERE NOT EXISTS (SELECT 1 FROM ${name('SearchText')} x WHERE x."articleId" = a."id") ORDER BY a."id" LIMIT ${ROWS_AT_ONCE}`,
  );
  await indexArticles(
    statements,
    articles.map((article) => ({ articleId: article.articleId, ...toSearchEntry(article) })),
  );
  return articles.length;
}

/** Names behind a row. Gives the last one it read, -1 when there was none. Index: Alias primary key. */
async function readSomeNames(statements: Statements, after: number): Promise<number> {
  await waitForTurn(statements);
  const aliases = await query<{ id: number; entityId: number; form: string; kind: string; type: string }>(
    statements,
    sql`SELECT l."id", l."entityId", l."form", l."kind", e."type" FROM ${name('Alias')} l JOIN ${name('Entity')} e ON e."id" = l."entityId" WHERE l."id" > ${after} ORDER BY l."id" LIMIT ${8 * ROWS_AT_ONCE}`,
  );
  const rows = await aliasRows(aliases.map((alias) => ({ ...alias, isPerson: alias.type === 'PERSON' })));
  await updateRows(
    statements,
    'Alias',
    rows.map(({ pinyin, initials }, index) => ({ id: aliases[index]?.id as number, pinyin, initials })),
  );
  return aliases.at(-1)?.id ?? -1;
}
