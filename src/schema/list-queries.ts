import { foldName } from '../model/fold.ts';
import { categoryKeyOf } from '../model/identity.ts';
import type { ModelName } from '../store/model-map.ts';
import type { Query, Where } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { AuthorConnection, CategoryConnection, IngestRunConnection, pageArguments } from './connection.ts';
import type { GraphContext } from './context.ts';
import { AuthorKindEnum } from './enums.ts';
import { keyOfGlobalId } from './global-id.ts';
import { nodeQuery } from './node-query.ts';
import { COUNT_ORDER, RUN_ORDER } from './order.ts';
import { connectionOf, type ListOrder, type PageArgs, pageQuery, readPage } from './page.ts';
import { AuthorRef, CategoryRef, SourceRef } from './refs.ts';

const CategoryBy = builder.inputType('CategoryBy', {
  description: 'One category, by exactly one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its global id.' }),
    path: t.stringList({ description: 'Names from the root to itself.' }),
  }),
});

const AuthorBy = builder.inputType('AuthorBy', {
  description: 'One author, by exactly one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its global id.' }),
    key: t.string({ description: 'Its key.' }),
    name: t.string({
      description: 'Its name; the one with most articles, should a person and an organisation share it.',
    }),
  }),
});

builder.queryFields((t) => ({
  category: t.prismaField({
    type: CategoryRef,
    nullable: true,
    description: 'One category; null when there is none.',
    args: { by: t.arg({ type: CategoryBy, required: true, description: 'Which.' }) },
    resolve: (query, _root, { by }, { reader }) =>
      reader.unique(
        'Category',
        { key: by.id == null ? categoryKeyOf(by.path as string[]) : keyOfGlobalId(by.id, 'Category') },
        query as Query,
      ),
  }),
  categories: t.field({
    type: CategoryConnection,
    description: 'Categories, those with most articles first.',
    args: {
      ...pageArguments(),
      rootsOnly: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Only those that nothing contains.',
      }),
    },
    resolve: (_root, args, context, info) =>
      listRows(
        'Category',
        { args, order: COUNT_ORDER, where: args.rootsOnly ? { parentId: null } : {} },
        context,
        info,
      ),
  }),
  author: t.prismaField({
    type: AuthorRef,
    nullable: true,
    description: 'One author; null when there is none.',
    args: { by: t.arg({ type: AuthorBy, required: true, description: 'Which.' }) },
    resolve: async (query, _root, { by }, { reader }) => {
      if (by.name == null)
        return await reader.unique(
          'Author',
          { key: by.id == null ? (by.key as string) : keyOfGlobalId(by.id, 'Author') },
          query as Query,
        );
      const rows = await reader.list<'Author'>({
        root: {
          kind: 'rows',
          model: 'Author',
          where: { foldedName: foldName(by.name) },
          orderBy: [{ articleCount: 'desc' }, { key: 'desc' }],
        },
        take: 1,
        query: query as Query,
      });
      return rows[0] ?? null;
    },
  }),
  authors: t.field({
    type: AuthorConnection,
    description: 'Authors, those with most articles first.',
    args: {
      ...pageArguments(),
      kind: t.arg({ type: AuthorKindEnum, description: 'Only persons, or only organisations.' }),
    },
    resolve: (_root, args, context, info) =>
      listRows('Author', { args, order: COUNT_ORDER, where: args.kind ? { kind: args.kind } : {} }, context, info),
  }),
  sources: t.prismaField({
    type: [SourceRef],
    description: 'Every archive and feed, by key.',
    resolve: (query, _root, _args, { reader }) =>
      reader.list<'Source'>({
        root: { kind: 'rows', model: 'Source', orderBy: { key: 'asc' } },
        query: query as Query,
      }),
  }),
  ingestRuns: t.field({
    type: IngestRunConnection,
    description: 'Runs over archives, newest first.',
    args: pageArguments(),
    resolve: (_root, args, context, info) =>
      listRows('IngestRun', { args, order: RUN_ORDER, where: {} }, context, info),
  }),
}));

async function listRows(
  model: ModelName,
  list: { readonly args: PageArgs; readonly order: ListOrder; readonly where: Where },
  context: GraphContext,
  info: Parameters<typeof nodeQuery>[1],
) {
  const page = readPage(list.args, list.order);
  const { take, ...root } = pageQuery(page, list.where);
  const rows = await context.reader.list<typeof model>({
    root: { kind: 'rows', model, ...root },
    take,
    query: nodeQuery(context, info, page),
  });
  return connectionOf(rows, page, {
    toEdge: (node, cursor) => ({ node, cursor }),
    reader: context.reader,
    root: { kind: 'rows', model, where: list.where },
  });
}
