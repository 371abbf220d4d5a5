import { brandWithType } from '@pothos/core';
import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Query } from '../store/read/selection.ts';
import { assertFewIds, findArticle } from './article-queries.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { findEntity } from './entity-queries.ts';
import { decodeGlobalId, tryDecodeGlobalId } from './global-id.ts';
import { ENTITY_TYPE_NAMES } from './refs.ts';

/** Types whose row has the id's key as its unique `key`. */
const PLAIN = new Set(['Category', 'Author', 'Image', 'Source', 'Story', 'IngestRun'] as const);
type Plain = typeof PLAIN extends Set<infer Name> ? Name : never;
const ENTITIES: ReadonlySet<string> = new Set(Object.values(ENTITY_TYPE_NAMES));

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Anything by its global id; null when it is gone. A malformed id is an error.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, context, info) => {
      decodeGlobalId(id);
      return findNode(id, context, info) as never;
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: 'Things by their global ids: as many as asked for, in that order, null where there is none.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 1,000 ids.' }) },
    resolve: (_root, { ids }, context, info) => {
      assertFewIds(ids);
      return Promise.all(ids.map((id) => findNode(id, context, info))) as never;
    },
  }),
}));

/** The row behind a global id, branded with its type; null for an id of nothing. */
export async function findNode(id: string, context: GraphContext, info: GraphQLResolveInfo): Promise<object | null> {
  const decoded = tryDecodeGlobalId(id);
  if (!decoded) return null;
  const { typename, key } = decoded;
  const query = () => queryFromInfo({ context, info, typeName: typename }) as Query;
  if (ENTITIES.has(typename)) return await findEntity(context.reader, id, typename, query());
  const row =
    typename === 'Article'
      ? await findArticle(context.reader, key, query())
      : PLAIN.has(typename as Plain)
        ? await context.reader.unique(typename as Plain, { key }, query())
        : null;
  if (row) brandWithType(row, typename as never);
  return row;
}
