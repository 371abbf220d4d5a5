import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
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
  TopicRef,
} from './refs.ts';

// Concrete types only: a key on an interface asks every subgraph to know all its implementations.
const KEYED_TYPES = [
  ArticleRef,
  CategoryRef,
  AuthorRef,
  ImageRef,
  SourceRef,
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
