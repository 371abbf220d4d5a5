import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { ArticleOrderEnum } from './enums.ts';
import { type ArticleOrderName, joinedArticleOrder } from './order.ts';
import { type Connection, connectionOf, type Edge, type PageArgs, readPage, relatedPage } from './page.ts';
import type { Selection, Where } from '../store/read/selection.ts';

/** Arguments of every list of articles under something. */
export const articleListArguments = () => ({
  ...pageArguments(),
  ...builder.args((t) => ({
    orderBy: t.field({ type: ArticleOrderEnum, required: true, defaultValue: 'PUBLISHED_DESC', description: 'Order of the list.' } as never),
  })),
});

export type ArticleListArgs = PageArgs & { readonly orderBy: ArticleOrderName };

/** A row of a table that joins articles to something, as a selection reads it. */
export interface JoinedRow {
  readonly article: object;
  readonly sortMs: number;
  readonly articleKey: string;
}

/** The page of a joining table that holds a list of articles. `node`: what is selected of each article. */
export const joinedPage = (args: ArticleListArgs, node: unknown, where: Where, columns: Selection = {}) =>
  relatedPage(readPage(args, joinedArticleOrder(args.orderBy)), { ...columns, article: node as Selection as never }, where) as never;

export function joinedConnection<Row extends JoinedRow, E extends Edge<object> = Edge<object>>(
  rows: unknown,
  args: ArticleListArgs,
  options: { readonly totalCount: () => number | Promise<number>; readonly toEdge?: (row: Row, cursor: string) => E },
): Connection<E> {
  const toEdge = options.toEdge ?? ((row: Row, cursor: string) => ({ node: row.article, cursor }) as unknown as E);
  return connectionOf(rows as Row[], readPage(args, joinedArticleOrder(args.orderBy)), { toEdge, totalCount: options.totalCount });
}

