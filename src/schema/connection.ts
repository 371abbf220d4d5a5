import type { FieldMap, InterfaceRef, ObjectFieldBuilder, ObjectRef } from '@pothos/core';
import { builder, type GraphTypes } from './builder.ts';
import { ArticleFacetsRef } from './facets.ts';
import type { Connection, Edge } from './page.ts';
import { PageInfoRef } from './page-info.ts';
import {
  ArticleRef,
  ArticleRevisionRef,
  AuthorRef,
  CategoryRef,
  EntityRef,
  IngestRunRef,
  MentionRef,
  ProblemRef,
} from './refs.ts';

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>;
type NodeRef<N> = ObjectRef<Types, N> | InterfaceRef<Types, N>;

/** One connection type per node type and kind of edge data, shared by every field that has it. */
export function defineConnection<N, E extends Edge<N> = Edge<N>>(
  name: string,
  node: NodeRef<N>,
  options: {
    readonly items: string;
    readonly edgeFields?: (t: ObjectFieldBuilder<Types, E>) => FieldMap;
    readonly connectionFields?: (t: ObjectFieldBuilder<Types, Connection<E>>) => FieldMap;
  },
) {
  const edge = builder.objectRef<E>(`${name}Edge`);
  edge.implement({
    description: `One of ${options.items}, with its place in the list.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Opaque position of this item: pass it as `after` or `before`.',
        resolve: (edge) => edge.cursor,
      }),
      node: t.field({
        type: node as ObjectRef<Types, N>,
        description: 'The item.',
        resolve: (edge) => edge.node as never,
      }),
      ...(options.edgeFields?.(t as never) as object),
    }),
  });
  const connection = builder.objectRef<Connection<E>>(`${name}Connection`);
  connection.implement({
    description: `A page of ${options.items}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of this page, in order.',
        resolve: (page) => page.edges as never,
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Whether and where the list goes on.',
        resolve: (page) => page.pageInfo,
      }),
      totalCount: t.int({
        description: 'Items of the whole list under the same conditions; counted only when asked for.',
        resolve: (page) => page.totalCount(),
      }),
      ...(options.connectionFields?.(t as never) as object),
    }),
  });
  return connection;
}

/** A connection whose items are articles: what they have in common can be counted. */
export const defineArticleConnection = <E extends Edge<object> = Edge<object>>(
  name: string,
  options: { readonly items: string; readonly edgeFields?: (t: ObjectFieldBuilder<Types, E>) => FieldMap },
) =>
  defineConnection<object, E>(name, ArticleRef as never as NodeRef<object>, {
    ...options,
    connectionFields: (t) => ({
      facets: t.field({
        type: ArticleFacetsRef,
        description:
          'The whole list counted by what its articles have in common, under the same conditions; only when asked for.',
        resolve: ({ articles }) => {
          if (!articles) throw new Error(`A ${name}Connection was made without its articles`);
          return articles;
        },
      }),
    }),
  });

export const ArticleConnection = defineArticleConnection('Article', { items: 'articles' });
export const CategoryConnection = defineConnection('Category', CategoryRef as never as NodeRef<object>, {
  items: 'categories',
});
export const AuthorConnection = defineConnection('Author', AuthorRef as never as NodeRef<object>, { items: 'authors' });
export const EntityConnection = defineConnection('Entity', EntityRef as never as NodeRef<object>, {
  items: 'entities',
});
export const MentionConnection = defineConnection('Mention', MentionRef as never as NodeRef<object>, {
  items: 'mentions',
});
export const ArticleRevisionConnection = defineConnection(
  'ArticleRevision',
  ArticleRevisionRef as never as NodeRef<object>,
  { items: 'versions of an article' },
);
export const IngestRunConnection = defineConnection('IngestRun', IngestRunRef as never as NodeRef<object>, {
  items: 'ingest runs',
});
export const ProblemConnection = defineConnection('Problem', ProblemRef as never as NodeRef<object>, {
  items: 'problems',
});

/** The arguments every connection has. Described here, since the plugin's own leave them bare. */
export const pageArguments = () =>
  builder.args((t) => ({
    first: t.int({ description: 'How many from the start, or after `after`: 0 to 100; 20 when nothing is said.' }),
    after: t.string({ description: 'Start after the item with this cursor.' }),
    last: t.int({ description: 'How many from the end, or before `before`: 0 to 100.' }),
    before: t.string({ description: 'End before the item with this cursor.' }),
  }));
