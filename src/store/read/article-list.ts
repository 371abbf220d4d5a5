import { type Sql, sql } from '../sql.ts';
import { articleRoot, onOrder, orderColumns } from './article-root.ts';
import { type Compiler, limitOf, ROOT, whereOf } from './compile.ts';
import { afterPosition } from './keyset.ts';
import type { ReadPlan, Root } from './plan.ts';

export type ArticlesPlan = ReadPlan & { readonly root: Extract<Root, { readonly kind: 'articles' }> };

export const isOfArticles = (plan: ReadPlan): plan is ArticlesPlan => plan.root.kind === 'articles';

/** Rows of one JSON column `j`: the articles of a plan in its order. Index: see `articleRoot`. */
export function articleList(plan: ArticlesPlan, compiler: Compiler, as: (json: Sql) => Sql): Sql {
  const { root, direction = 'desc', beyond, take, query } = plan;
  const ordering = root.order ?? 'sortMs';
  const articles = articleRoot(root.filter, compiler, ordering === 'salience' ? 'SALIENCE' : 'NEWEST');
  const { article, salience } = articles;
  const first = orderColumns(articles).get(ordering);
  if (first === undefined) throw new Error(`No order by ${ordering} under this filter`);
  const conditions = beyond
    ? [...articles.conditions, onOrder(articles, afterPosition(beyond, direction), compiler)]
    : articles.conditions;
  const further = ordering === 'salience' && salience ? [['salience', salience] as const] : [];
  const object = compiler.object('Article', article, query, { ...ROOT, further });
  const way = direction === 'asc' ? sql`ASC` : sql`DESC`;
  return sql`SELECT ${as(object)} AS "j" FROM ${articles.from}${whereOf(conditions)} ORDER BY ${first} ${way}, ${articles.key} ${way}${limitOf(take)}`;
}
