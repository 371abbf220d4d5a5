import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import {
  type ArticleListArgs,
  articleListArguments,
  type JoinedRow,
  joinedConnection,
  joinedPage,
  toArticleEdge,
} from './joined-articles.ts';
import { ImageRef, LinkRef } from './refs.ts';
import { selectedRows } from './selected.ts';

builder.prismaObjectFields(ImageRef, (t) => ({
  url: t.exposeString('url', { description: 'Its address.' }),
  alt: t.exposeString('alt', { nullable: true, description: 'Text that stands for it.' }),
  caption: t.exposeString('caption', { nullable: true, description: 'Text printed with it.' }),
  width: t.exposeInt('width', { nullable: true, description: 'Pixels, when stated.' }),
  height: t.exposeInt('height', { nullable: true, description: 'Pixels, when stated.' }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles that show it.',
    args: articleListArguments(),
    select: (args, _context, nested) => ({
      articleCount: true,
      articles: joinedPage(args as never, nested(true, ['edges', 'node']), {}),
    }),
    resolve: (image, args, { reader }) =>
      joinedConnection(selectedRows<JoinedRow>(image, 'articles'), args as unknown as ArticleListArgs, {
        reader,
        root: { kind: 'rows', model: 'ArticleImage', where: { imageId: image.id } },
        toEdge: toArticleEdge,
        total: image.articleCount,
        articles: { of: { imageIds: [image.id] }, where: {} },
      }),
  }),
}));

builder.prismaObjectFields(LinkRef, (t) => ({
  url: t.exposeString('url', { description: 'Where it leads.' }),
  text: t.exposeString('text', { description: 'The words that are linked.' }),
}));
