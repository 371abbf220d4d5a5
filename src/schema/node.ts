import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { decodeGlobalId, tryDecodeGlobalId } from './global-id.ts';
import { assertFewIds, findKeyed, isKeyedType } from './keyed.ts';

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Anything by its global id; null when it is gone. A malformed id is an error.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, context, info) => {
      const { typename, key } = decodeGlobalId(id);
      if (!isKeyedType(typename)) return null;
      return (await findKeyed(typename, key, context.reader, queriesFor(context, info)(typename))) as never;
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: 'Things by their global ids: as many as asked for, in that order, null where there is none.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 1,000 ids.' }) },
    resolve: async (_root, { ids }, context, info) => {
      assertFewIds(ids);
      const queryOf = queriesFor(context, info);
      const found = ids.map((id) => {
        const decoded = tryDecodeGlobalId(id);
        if (!decoded || !isKeyedType(decoded.typename)) return null;
        return findKeyed(decoded.typename, decoded.key, context.reader, queryOf(decoded.typename));
      });
      return (await Promise.all(found)) as never;
    },
  }),
}));

/** What a field of an abstract type selects of each concrete one: worked out once a type, however many rows. */
export function queriesFor(context: GraphContext, info: GraphQLResolveInfo): (typename: string) => Query {
  const known = new Map<string, Query>();
  return (typename) => {
    const query = known.get(typename) ?? (queryFromInfo({ context, info, typeName: typename }) as Query);
    known.set(typename, query);
    return query;
  };
}
