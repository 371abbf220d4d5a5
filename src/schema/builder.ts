import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import type { Json } from '../model/document.ts';
import type PrismaTypes from '../store/generated/pothos.ts';
import { getDatamodel } from '../store/generated/pothos.ts';
import type { GraphContext } from './context.ts';
import { fallbackClient } from './fallback-client.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';

export interface GraphTypes {
  Context: GraphContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Directives: { merge: { locations: 'FIELD_DEFINITION'; args: { keyField?: string } } };
  Scalars: {
    ID: { Input: string; Output: string };
    /** Milliseconds since 1970 inside; ISO 8601 outside. */
    DateTime: { Input: number; Output: number | bigint };
    JSON: { Input: Json; Output: Json };
  };
}

/**
 * The schema is code-first: each type's file adds to this builder, and `schema.ts` imports them all.
 *
 * Lists and look-ups hand the store a read plan whose selection the Prisma plugin derives from the GraphQL
 * selection. No resolver holds a database: the reader comes with the request.
 */
export const builder = new SchemaBuilder<GraphTypes>({
  plugins: [RelayPlugin, PrismaPlugin, DataloaderPlugin, DirectivesPlugin, FederationPlugin],
  defaultFieldNullability: false,
  prisma: {
    client: (context) => fallbackClient(context.reader) as never,
    dmmf: getDatamodel(),
    exposeDescriptions: false,
  },
  relay: {
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: (globalId) => {
      const { typename, key } = decodeGlobalId(globalId);
      return { typename, id: key };
    },
    // Their own versions, lenient about malformed ids, are in node.ts.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'Anything that has a global id and can be fetched by it.' },
    idFieldOptions: { description: 'Global id: opaque, permanent, unique among all types.' },
    cursorType: 'String',
    clientMutationId: 'omit',
  },
});

builder.queryType({ description: 'Where every query starts.' });
