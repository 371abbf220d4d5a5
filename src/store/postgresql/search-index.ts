import { joinGrams, type SearchEntry } from '../../model/search-entry.ts';
import { MAX_QUERY_LENGTH } from '../../model/text-query.ts';
import type { SearchIndex } from '../search-index.ts';
import { name, sql } from '../sql.ts';

/**
 * Lexemes made by us, without places: `tsvector` keeps none behind the 16,383rd word, and at most 256 of one lexeme
 * (PostgreSQL, "Limitations" of text search). A gram has letters and digits only, so that it needs no escaping.
 */
export const postgresqlSearchIndex: SearchIndex = {
  articleId: name('SearchGram', 'articleId'),
  having: (grams) => ({
    from: name('SearchGram'),
    where: sql`${name('SearchGram', 'grams')} @@ CAST(${grams.map(({ gram, isPrefix }) => `'${gram}'${isPrefix ? ':*' : ''}`).join(' & ')} AS tsquery)`,
  }),
  insert: (articles) => {
    const rows = articles.flatMap(({ articleId, ...entry }) =>
      partsOf(entry).map((grams, index) => [articleId, index, grams]),
    );
    return sql`INSERT INTO ${name('SearchGram')} ("articleId", "part", "grams") SELECT ("r" ->> 0)::integer, ("r" ->> 1)::integer, array_to_tsvector(string_to_array("r" ->> 2, ' ')) FROM json_array_elements(${JSON.stringify(rows)}::json) AS "e"("r")`;
  },
  remove: (ids) => sql`DELETE FROM ${name('SearchGram')} WHERE ${name('articleId')} IN (${ids})`,
  contains: (text, form) => sql`strpos(${text}, ${form}) > 0`,
};

/** The grams of an article in pieces small enough for a `tsvector`, which holds 1 MB; any term lies within one of them. */
function partsOf({ title, text, grams }: SearchEntry): string[] {
  if (text.length <= PART_LENGTH) return [grams];
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += PART_LENGTH) {
    const isInsidePair = text.charCodeAt(from) >= 0xdc00 && text.charCodeAt(from) <= 0xdfff;
    const piece = text.slice(isInsidePair ? from - 1 : from, from + PART_LENGTH + MAX_QUERY_LENGTH);
    parts.push(joinGrams(from === 0 ? [title, piece] : [piece]));
  }
  return parts;
}

/** In UTF-16 units. A gram takes at most 12 bytes. */
const PART_LENGTH = 50_000;
