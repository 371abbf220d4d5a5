import { composeServices } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { type DocumentNode, getOperationAST, print } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { readPort, serveGraph } from './http-server.ts';
import { findSubgraphs, writeSupergraph } from './subgraphs.ts';

// Composes the supergraph from the running subgraphs, and serves it through @apollo/gateway in this process:
// `npm run federation:apollo`.
const { supergraphSdl, errors } = composeServices([...(await findSubgraphs())]);
if (errors?.length || !supergraphSdl) throw new Error(errors?.map((error) => error.message).join('\n'));
await writeSupergraph('apollo.graphql', supergraphSdl);
const gateway = new ApolloGateway({ supergraphSdl });
const { schema, executor } = await gateway.load();

type RequestContext = Parameters<typeof executor>[0];

/** Has the gateway execute what Yoga parsed and validated. */
const usePlanner: Plugin = {
  onExecute({ setExecuteFn }) {
    setExecuteFn(({ document, operationName, variableValues, contextValue }) => {
      const source = print(document as DocumentNode);
      return executor({
        request: { query: source, operationName, variables: variableValues as Record<string, unknown> },
        document,
        operationName: operationName ?? null,
        operation: getOperationAST(document, operationName),
        source,
        // The plan of an operation is kept by this.
        queryHash: source,
        schema,
        context: contextValue,
        metrics: {},
        logger: console,
      } as unknown as RequestContext);
    });
  },
};

const url = await serveGraph(schema, readPort('PORT', 4200), [usePlanner]);
console.log(`The gateway is ready at ${url}`);
