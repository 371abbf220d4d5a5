import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { SourceKindEnum } from './enums.ts';
import { type ArticleListArgs, articleListArguments } from './joined-articles.ts';
import { articleOrder } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { SourceRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';

builder.prismaObjectFields(SourceRef, (t) => ({
  key: t.exposeString('key', { description: 'Name by which filters and commands call it.' }),
  name: t.exposeString('name', { description: 'Name for people.' }),
  kind: t.field({
    type: SourceKindEnum,
    description: 'Where it lies.',
    select: { kind: true },
    resolve: (row) => row.kind as never,
  }),
  url: t.exposeString('url', {
    nullable: true,
    description: 'Where the feed was last fetched from; null for a folder.',
  }),
  timeZone: t.exposeString('timeZone', {
    description:
      'Zone assumed for dates written without one; a source that names none has Asia/Shanghai for its documents in Chinese and UTC for the others.',
  }),
  baseUrl: t.exposeString('baseUrl', { nullable: true, description: 'What relative addresses are resolved against.' }),
  language: t.exposeString('language', {
    nullable: true,
    description: 'BCP 47 tag of all its articles, when it has one.',
  }),
  articleCount: t.exposeInt('articleCount', { description: 'Articles whose text comes from it.' }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Its articles.',
    args: articleListArguments(),
    select: (args, _context, nested) => {
      const { orderBy } = args as unknown as ArticleListArgs;
      return {
        articleCount: true,
        articles: relatedPage(
          readPage(args, articleOrder(orderBy)),
          selectionOf(nested(true, ['edges', 'node'])),
        ) as never,
      };
    },
    resolve: (source, args, { reader }) =>
      connectionOf(
        selectedRows<object>(source, 'articles'),
        readPage(args, articleOrder((args as unknown as ArticleListArgs).orderBy)),
        {
          toEdge: (node, cursor) => ({ node, cursor }),
          reader,
          root: { kind: 'rows', model: 'Article', where: { sourceId: source.id } },
          total: source.articleCount,
          articles: { of: { sourceIds: [source.id] }, where: {} },
        },
      ),
  }),
}));
