import { name, type Sql, sql } from '../sql.ts';
import { type ArticleFilter, articleRoot } from './article-root.ts';
import { type Compiler, whereOf } from './compile.ts';

/** What is counted of an article, by the name it has in a set. */
const COLUMNS = {
  articleId: (article) => name(article, 'id'),
  articleKey: (article) => name(article, 'key'),
  storyId: (article) => name(article, 'storyId'),
  sourceId: (article) => name(article, 'sourceId'),
  language: (article) => name(article, 'language'),
  sortMs: (article) => name(article, 'sortMs'),
  publishedDate: (article) => name(article, 'publishedDate'),
  precision: (article) => name(article, 'precision'),
} as const satisfies Record<string, (article: string) => Sql>;

export type SetColumn = keyof typeof COLUMNS;

/**
 * The articles under a filter, each once and in no order, as a subquery that everything counted of them is computed
 * from. Index: the one that `articleRoot` walks.
 */
export function articleSet(filter: ArticleFilter, columns: readonly SetColumn[], compiler: Compiler): Sql {
  const root = articleRoot(filter, compiler, 'WHOLE');
  const selected = columns.map((column) => sql`${COLUMNS[column](root.article)} AS ${name(column)}`);
  return sql`SELECT ${joined(selected)} FROM ${root.from}${whereOf(root.conditions)}`;
}

/**
 * How many stories the grouped rows are of, each article being in one row: near-copies count once, and an article
 * without a story for itself. Only what has a story is compared.
 */
export const STORIES = sql`count(*) - count("storyId") + count(DISTINCT "storyId")`;

const joined = (parts: readonly Sql[]): Sql => parts.reduce((before, part) => sql`${before}, ${part}`);
