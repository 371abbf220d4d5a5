import { name, type Sql, sql } from '../sql.ts';
import type { Compiler } from './compile.ts';

/** A table that joins articles to something, one row per article and id, and the ids meant. */
export interface JoinTerm {
  readonly table: string;
  readonly column: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly ids: readonly number[];
  /** Articles that the ids have at most, all together; unknown counts as few. */
  readonly size: number;
}

export const joinTo =
  (table: string, column: string, extra: JoinTerm['extra']) =>
  (ids: readonly number[], size = 0): JoinTerm => ({ table, column, extra, ids, size });

/** The article has one of the ids. Index: the table's primary key, or (articleId, …). */
export function hasAny(term: JoinTerm, article: string, compiler: Compiler): Sql {
  const alias = compiler.alias();
  return sql`EXISTS (SELECT 1 FROM ${name(term.table)} AS ${name(alias)} WHERE ${linksTo(term, alias, article, compiler)})`;
}

/**
 * The article has all of the ids. One condition, however many: with an EXISTS each, PostgreSQL's planner takes
 * minutes to order a hundred joins.
 */
export function hasAll(term: JoinTerm, article: string, compiler: Compiler): Sql[] {
  if (term.ids.length === 0) return [];
  if (term.ids.length === 1) return [hasAny(term, article, compiler)];
  const alias = compiler.alias();
  return [
    sql`(SELECT count(*) FROM ${name(term.table)} AS ${name(alias)} WHERE ${linksTo(term, alias, article, compiler)}) = ${term.ids.length}`,
  ];
}

/**
 * The rows of a term as something to walk: articleId, sortMs, articleKey, each article once.
 * Index: (<column>, sortMs, articleKey), from which one id comes in order.
 */
export function walkOf(
  term: JoinTerm,
  alias: string,
  compiler: Compiler,
): { readonly from: Sql; readonly where: Sql[] } {
  const { table, column, ids, extra } = term;
  if (ids.length === 1)
    return {
      from: sql`${name(table)} AS ${name(alias)}`,
      where: [compiler.where(table, alias, { [column]: ids[0], ...extra })],
    };
  const inner = compiler.alias();
  // Left to choose, SQLite reads the whole table in the order of its articles, so as to see each once. A CROSS JOIN
  // keeps its order: the ids come first, and the rows of each from the index.
  return {
    from: sql`(SELECT DISTINCT "articleId", "sortMs", "articleKey" FROM (${compiler.dialect.values(ids)}) AS "v" CROSS JOIN ${name(table)} AS ${name(inner)} WHERE ${name(inner, column)} = "v"."value" AND ${compiler.where(table, inner, extra)}) AS ${name(alias)}`,
    where: [],
  };
}

function linksTo(term: JoinTerm, alias: string, article: string, compiler: Compiler): Sql {
  const { column, ids, extra } = term;
  const which = { [column]: ids.length === 1 ? ids[0] : { in: ids }, ...extra };
  return sql`${name(alias, 'articleId')} = ${name(article, 'id')} AND ${compiler.where(term.table, alias, which)}`;
}
