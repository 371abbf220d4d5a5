import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { assertFewIds, findKeyed, KEYED_TYPES, keyOfReference } from './keyed.ts';
import { queriesFor } from './node.ts';
import type { ArticleRef } from './refs.ts';
import { stitchingSdl, subgraphSdl } from './sdl.ts';

// Concrete types only: a key on an interface asks every subgraph to know all its implementations.
// References are resolved all together, below, so no type has a resolver of its own.
for (const { ref, keys } of KEYED_TYPES)
  builder.asEntity(ref as typeof ArticleRef, { key: keys.map((key) => builder.selection(key as never)) } as never);

builder.queryField('_sdl', (t) =>
  t.string({
    description:
      'SDL for schema stitching: `@merge` marks the plural look-ups, and what is only of federation is left out.',
    resolve: () => {
      throw new Error('Set when the schema is whole');
    },
  }),
);

/**
 * Gives federation's fields, and stitching's, resolvers of our own. Representations of one type are one look-up,
 * whichever keys they have; what is malformed, unknown or of another type is null in its place instead of failing
 * them all.
 */
export function joinGateways(schema: GraphQLSchema): GraphQLSchema {
  const fields = schema.getQueryType()?.getFields();
  const { _entities, _service, _sdl } = fields ?? {};
  const resolveService = _service?.resolve;
  if (!_entities || !_service || !_sdl || !resolveService) throw new Error('The schema is no subgraph');
  _entities.resolve = (_root, args: { readonly representations: readonly unknown[] }, context, info) =>
    resolveReferences(args.representations, context as GraphContext, info);
  // The plugin's own resolver gives a value that is at hand, and needs none of these.
  const { sdl } = resolveService({}, {}, {}, {} as GraphQLResolveInfo) as { readonly sdl: string };
  // Made when a gateway first asks: most programs that have the schema are never asked.
  _service.resolve = once(() => ({ sdl: subgraphSdl(sdl) }));
  _sdl.resolve = once(() => stitchingSdl(sdl));
  return schema;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function resolveReferences(
  representations: readonly unknown[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly (object | null)[]> {
  const references = representations.map(readReference);
  // Gateways ask for the same thing many times over.
  assertFewIds([...new Set(references.map((reference) => reference && `${reference.typename}:${reference.key}`))]);
  const queryOf = queriesFor(context, info);
  return await Promise.all(
    references.map(async (reference) => {
      if (reference === null) return null;
      const { typename, key } = reference;
      const row = await findKeyed(typename, key, context.reader, queryOf(typename));
      // By this the union `_Entity` tells its types apart.
      return row && Object.assign(row, { __typename: typename });
    }),
  );
}

function readReference(representation: unknown): { readonly typename: string; readonly key: string } | null {
  if (typeof representation !== 'object' || representation === null) return null;
  const reference = representation as Readonly<Record<string, unknown>>;
  const typename = reference.__typename;
  if (typeof typename !== 'string') return null;
  const key = keyOfReference(typename, reference);
  return key === null ? null : { typename, key };
}
