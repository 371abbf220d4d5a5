import type { SearchIndex } from '../search-index.ts';
import { name, sql } from '../sql.ts';

/**
 * FTS5 without the text itself and without places (https://www.sqlite.org/fts5.html, "Contentless-Delete Tables"). A
 * gram has letters and digits only, so that it needs no escaping within quotation marks.
 */
export const sqliteSearchIndex: SearchIndex = {
  articleId: name('SearchGram', 'rowid'),
  having: (grams) => ({
    from: name('SearchGram'),
    where: sql`${name('SearchGram')} MATCH ${grams.map(({ gram, isPrefix }) => `"${gram}"${isPrefix ? '*' : ''}`).join(' AND ')}`,
  }),
  insert: (articles) => {
    const rows = articles.map(({ articleId, grams }) => [articleId, grams]);
    return sql`INSERT INTO ${name('SearchGram')} ("rowid", "grams") SELECT "value" ->> 0, "value" ->> 1 FROM json_each(${JSON.stringify(rows)})`;
  },
  remove: (ids) => sql`DELETE FROM ${name('SearchGram')} WHERE "rowid" IN (${ids})`,
  contains: (text, form) => sql`instr(${text}, ${form}) > 0`,
};
