import { gramsOfTerm } from '../../model/search-gram.ts';
import type { TextQuery } from '../../model/text-query.ts';
import type { SearchIndex } from '../search-index.ts';
import { join, name, type Sql, sql } from '../sql.ts';

/**
 * A SELECT of the internal ids of the articles that a query finds, as `id`; one may come twice.
 *
 * Every term is a look-up of its grams in the index; where those alone cannot tell, the candidates' search texts
 * decide. So no more texts are read than have all grams of a term. Index: SearchGram, SearchText primary key.
 */
export function matchingIds(query: TextQuery, search: SearchIndex): Sql {
  if (query.kind === 'TERM') return idsOfTerm(query.form, search);
  const select = (part: TextQuery) => sql`SELECT "id" FROM (${matchingIds(part, search)}) AS "m"`;
  const found = join(query.of.map(select), query.kind === 'ANY' ? ' UNION ' : ' INTERSECT ');
  const without = query.kind === 'ALL' ? query.without : [];
  return without.length === 0 ? found : join([found, ...without.map(select)], ' EXCEPT ');
}

function idsOfTerm(form: string, search: SearchIndex): Sql {
  const { grams, isExact } = gramsOfTerm(form);
  const { from, where } = search.having(grams);
  if (isExact) return sql`SELECT ${search.articleId} AS "id" FROM ${from} WHERE ${where}`;
  const text = (column: string) => search.contains(name('SearchText', column), form);
  return sql`SELECT ${search.articleId} AS "id" FROM ${from} JOIN ${name('SearchText')} ON ${name('SearchText', 'articleId')} = ${search.articleId} WHERE ${where} AND (${text('title')} OR ${text('text')})`;
}
