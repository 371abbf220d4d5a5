import type { GraphQLResolveInfo } from 'graphql';
import type { ArticleFilter } from '../store/read/article-root.ts';
import type { ArticleSet } from './article-set.ts';
import type { GraphContext } from './context.ts';
import type { ArticleListArgs } from './joined-articles.ts';
import { nodeQuery } from './node-query.ts';
import { articleOrder, orderingOf } from './order.ts';
import { type Connection, connectionOf, type Edge, readPage } from './page.ts';

/** A page of the articles of a set. Pages of one request with the same selection share a statement. */
export async function listArticles(
  { of, where }: Omit<ArticleSet, 'reader'>,
  listArgs: object,
  { context, info }: { readonly context: GraphContext; readonly info: GraphQLResolveInfo },
): Promise<Connection<Edge<object>>> {
  const { reader } = context;
  const args = listArgs as ArticleListArgs;
  const filter = { ...of, ...where };
  const options = { hasSalience: isOfOneEntity(filter) };
  const page = readPage(args, articleOrder(args.orderBy, options));
  const root = { kind: 'articles', filter, order: orderingOf(args.orderBy, options) } as const;
  const rows = await reader.listTogether({
    root,
    direction: page.direction,
    ...(page.position ? { beyond: page.position } : {}),
    take: page.size + 1,
    query: nodeQuery(context, info, page),
  });
  return connectionOf(rows, page, {
    reader,
    root,
    toEdge: (node, cursor) => ({ node, cursor }),
    articles: { of, where },
  });
}

const isOfOneEntity = ({ mentionsAll = [], mentionsAny = [], countingFor = [] }: ArticleFilter): boolean =>
  mentionsAll.length + mentionsAny.length + countingFor.length === 1;
