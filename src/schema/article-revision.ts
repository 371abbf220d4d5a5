import { builder } from './builder.ts';
import { ArticleRevisionConnection, pageArguments } from './connection.ts';
import { ArticleRevisionKindEnum } from './enums.ts';
import { REVISION_ORDER } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { ArticleRef, ArticleRevisionRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';

builder.prismaObjectFields(ArticleRevisionRef, (t) => ({
  revision: t.exposeInt('revision', { description: "The content's revision that it came with." }),
  at: t.expose('changedMs', { type: 'DateTime', description: 'When it was written.' }),
  kind: t.field({
    type: ArticleRevisionKindEnum,
    description: 'What happened.',
    select: { kind: true },
    resolve: (row) => row.kind as never,
  }),
  fields: t.stringList({
    description: 'Names of what it altered, such as `title` and `text`; empty when the article was new.',
    select: { fields: true },
    resolve: (row) => JSON.parse(row.fields) as string[],
  }),
  textDigest: t.exposeString('textDigest', {
    description: 'SHA-256 of the visible text as it was then: the same digest, the same text.',
  }),
}));

builder.prismaObjectField(ArticleRef, 'revisions', (t) =>
  t.field({
    type: ArticleRevisionConnection,
    description: 'Its history, the latest first.',
    args: pageArguments(),
    select: (args, _context, nested) => ({
      revisions: relatedPage(readPage(args, REVISION_ORDER), selectionOf(nested(true, ['edges', 'node']))) as never,
    }),
    resolve: (article, args, { reader }) =>
      connectionOf(selectedRows<object>(article, 'revisions'), readPage(args, REVISION_ORDER), {
        toEdge: (node, cursor) => ({ node, cursor }),
        reader,
        root: { kind: 'rows', model: 'ArticleRevision', where: { articleId: article.id } },
      }),
  }),
);
