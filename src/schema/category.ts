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
import { CategoryRef } from './refs.ts';
import { selectedRows } from './selected.ts';

builder.prismaObjectFields(CategoryRef, (t) => ({
  key: t.exposeString('key', { description: 'Its path, with `/` between names.' }),
  name: t.exposeString('name', { description: 'Its own name, the last of its path.' }),
  path: t.stringList({
    description: 'Names from the root to itself.',
    select: { path: true },
    resolve: (category) => JSON.parse(category.path) as string[],
  }),
  articleCount: t.exposeInt('articleCount', { description: 'Articles filed here or below.' }),
  parent: t.relation('parent', { nullable: true, description: 'The category that contains it.' }),
  ancestors: t.field({
    type: [CategoryRef],
    description: 'Categories that contain it, nearest first.',
    select: (_args, _context, nested) => ({
      ancestors: { orderBy: [{ distance: 'asc' as const }], select: { ancestor: nested() } },
    }),
    resolve: (category) => selectedRows<{ readonly ancestor: never }>(category, 'ancestors').map((row) => row.ancestor),
  }),
  children: t.field({
    type: [CategoryRef],
    description: 'Categories directly below it, by key.',
    select: (_args, _context, nested) => ({ children: nested({ orderBy: [{ key: 'asc' }] }) }),
    resolve: (category) => selectedRows<never>(category, 'children'),
  }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles filed here.',
    args: {
      ...articleListArguments(),
      includeDescendants: t.arg.boolean({
        required: true,
        defaultValue: true,
        description: 'Those filed below it too.',
      }),
    },
    select: (args, _context, nested) => ({
      articleCount: true,
      articles: joinedPage(args as never, nested(true, ['edges', 'node']), directOnly(args)),
    }),
    resolve: (category, args, { reader }) =>
      joinedConnection(selectedRows<JoinedRow>(category, 'articles'), args as unknown as ArticleListArgs, {
        reader,
        root: { kind: 'rows', model: 'ArticleCategory', where: { categoryId: category.id, ...directOnly(args) } },
        toEdge: toArticleEdge,
        total: args.includeDescendants ? category.articleCount : undefined,
        articles: { of: { categoryIds: [category.id], includeSubcategories: args.includeDescendants }, where: {} },
      }),
  }),
}));

const directOnly = ({ includeDescendants }: { readonly includeDescendants: boolean }) =>
  includeDescendants ? {} : { isDirect: true };
