import { type DocumentNode, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import { assertFewIds } from './article-queries.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { tryDecodeGlobalId } from './global-id.ts';
import { findNode } from './node.ts';
import {
  ArticleRef,
  AuthorRef,
  CategoryRef,
  ImageRef,
  OrganizationRef,
  PersonRef,
  PlaceRef,
  PolicyDocumentRef,
  SourceRef,
  StoryRef,
  TopicRef,
} from './refs.ts';

// Concrete types only: a key on an interface asks every subgraph to know all its implementations.
const KEYED_TYPES = [
  ArticleRef,
  CategoryRef,
  AuthorRef,
  ImageRef,
  SourceRef,
  StoryRef,
  PlaceRef,
  OrganizationRef,
  PersonRef,
  PolicyDocumentRef,
  TopicRef,
];

for (const ref of KEYED_TYPES)
  builder.asEntity(
    ref as typeof ArticleRef,
    {
      key: builder.selection<{ id: string }>('id'),
      resolveReference: (reference: { id: string }, context: GraphContext, info: Parameters<typeof findNode>[2]) =>
        findNode(reference.id, context, info) as never,
    } as never,
  );

/** Types with a key, by name. */
const KEYED_NAMES: ReadonlySet<unknown> = new Set(KEYED_TYPES.map((ref) => ref.name));

/**
 * Makes federation's two fields good citizens: a reference that is malformed, unknown, or whose id is of another
 * type gives null in its place instead of failing them all; and the SDL for composition leaves `node` and `nodes`
 * out, since two subgraphs may not both resolve them.
 */
export function tameFederation(schema: GraphQLSchema): GraphQLSchema {
  const fields = schema.getQueryType()?.getFields();
  const entities = fields?._entities;
  const service = fields?._service;
  const resolveEntities = entities?.resolve;
  const resolveService = service?.resolve;
  if (!entities || !service || !resolveEntities || !resolveService) throw new Error('The schema is no subgraph');
  entities.resolve = async (root, args: { readonly representations: readonly unknown[] }, context, info) => {
    assertFewIds(args.representations);
    const wellFormed = args.representations.filter(isReference);
    const found = (await resolveEntities(root, { representations: wellFormed }, context, info)) as readonly unknown[];
    const byReference = new Map<unknown, unknown>(wellFormed.map((reference, index) => [reference, found[index]]));
    return args.representations.map((reference) => byReference.get(reference) ?? null);
  };
  service.resolve = async (root, args, context, info) => {
    const { sdl } = (await resolveService(root, args, context, info)) as { readonly sdl: string };
    return { sdl: print(withoutNodeFields(parse(sdl))) };
  };
  return schema;
}

function isReference(reference: unknown): boolean {
  const { __typename, id } = (reference ?? {}) as { readonly __typename?: unknown; readonly id?: unknown };
  if (typeof id !== 'string' || !KEYED_NAMES.has(__typename)) return false;
  return tryDecodeGlobalId(id)?.typename === __typename;
}

function withoutNodeFields(document: DocumentNode): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type) => (type.name.value === 'Query' ? undefined : false),
    [Kind.FIELD_DEFINITION]: (field) =>
      field.name.value === 'node' || field.name.value === 'nodes' ? null : undefined,
  });
}
