import type { SearchEntry } from '../model/search-entry.ts';
import type { TermGrams } from '../model/search-gram.ts';
import type { Sql } from './sql.ts';

export interface IndexedArticle extends SearchEntry {
  readonly articleId: number;
}

/** What differs between the two databases where articles are found by grams (model/search-gram.ts). */
export interface SearchIndex {
  /** `FROM … WHERE …` of the articles that have all these grams; {@link articleId} is their id. Index: SearchGram. */
  having(grams: TermGrams['grams']): { readonly from: Sql; readonly where: Sql };
  readonly articleId: Sql;
  /** One statement for all of them; none may be in the index. */
  insert(articles: readonly IndexedArticle[]): Sql;
  /** One statement; ids that are not in the index do not matter. `ids`: rows of one column `value`. */
  remove(ids: Sql): Sql;
  /** Whether a text has a form in it. */
  contains(text: Sql, form: string): Sql;
}
