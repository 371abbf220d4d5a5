import type { Selection, Where } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { ArticleOrderEnum } from './enums.ts';
import { type ArticleOrderName, joinedArticleOrder } from './order.ts';
import { type Connection, connectionOf, type Edge, type ListOf, type PageArgs, readPage, relatedPage } from './page.ts';

/** Arguments of every list of articles under something. */
export const articleListArguments = () => ({
  ...pageArguments(),
  ...builder.args((t) => ({
    orderBy: t.field({
      type: ArticleOrderEnum,
      required: true,
      defaultValue: 'PUBLISHED_DESC',
      description: 'Order of the list.',
    }),
  })),
});

export type ArticleListArgs = PageArgs & { readonly orderBy: ArticleOrderName };

/** A row of a table that joins articles to something, as a selection reads it. */
export interface JoinedRow {
  readonly article: object;
  readonly sortMs: number;
  readonly articleKey: string;
}

/**
 * The page of a joining table that holds a list of articles. `node`: what is selected of each article; `columns`: what
 * of the table's rows.
 */
export const joinedPage = (args: ArticleListArgs, node: unknown, where: Where, columns: Selection = {}) =>
  relatedPage(
    readPage(args, joinedArticleOrder(args.orderBy, { hasSalience: columns.salience === true })),
    { ...columns, article: node as Selection as never },
    where,
  ) as never;

export const joinedConnection = <Row extends JoinedRow, E extends Edge<object>>(
  rows: readonly Row[],
  args: ArticleListArgs,
  list: ListOf<Row, E>,
): Connection<E> => {
  const hasSalience = list.root.kind === 'rows' && list.root.model === 'ArticleEntity';
  return connectionOf(rows, readPage(args, joinedArticleOrder(args.orderBy, { hasSalience })), list);
};

/** The edge of a list that has no data of its own. */
export const toArticleEdge = (row: JoinedRow, cursor: string): Edge<object> => ({ node: row.article, cursor });
