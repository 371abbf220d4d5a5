import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Query } from '../store/read/selection.ts';
import type { GraphContext } from './context.ts';
import type { Page } from './page.ts';

/**
 * What to read of the nodes of a connection, with the columns its cursors are made of. Salience is no column of an
 * article: the list that is ordered by it adds it.
 */
export function nodeQuery(context: GraphContext, info: GraphQLResolveInfo, page: Page): Query {
  const { select } = queryFromInfo({ context, info, path: ['edges', 'node'], select: {} }) as Query;
  const columns = page.order.columns.filter((column) => column !== 'salience');
  return { select: { ...select, ...Object.fromEntries(columns.map((column) => [column, true])) } };
}
