import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { createErrorMask, useMaskedValidation } from './errors.ts';
import { useEventContexts } from './event-contexts.ts';
import { useOperationLimits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { useMetrics } from './metrics.ts';
import { useOneRevision } from './one-revision.ts';
import type { ServedContext, ServerLog, ServerSettings } from './settings.ts';
import { useStrictRequests } from './strict-requests.ts';
import { createStatementTiming } from './timing.ts';

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  /** A fresh context for one operation; `signal` aborts when its client goes away. */
  readonly contextFor: (request: { readonly signal: AbortSignal }) => ServedContext | Promise<ServedContext>;
  readonly settings: ServerSettings;
  readonly log: ServerLog;
  readonly metrics: Metrics;
  /** Further ones, that the whole server shares in. */
  readonly plugins: readonly Plugin[];
}

export const GRAPHQL_PATH = '/graphql';

/** GraphQL over HTTP at {@link GRAPHQL_PATH}: limits, masked errors and counts around one schema. */
export function createGraphqlListener(options: GraphqlOptions): RequestListener {
  const { settings, log, metrics } = options;
  const timing = createStatementTiming();
  const maskError = createErrorMask({
    log,
    showSuggestions: settings.introspection,
    createFaultId: () => randomUUID(),
  });
  return createYoga({
    schema: options.schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: async ({ request }) => {
      const context = await options.contextFor({ signal: request.signal });
      timing.remember(request, context);
      return context;
    },
    maskedErrors: { maskError },
    // Faults are logged where they are masked, under their id; Yoga would log the masked ones once more.
    logging: { debug: () => {}, info: () => {}, warn: (...parts) => log.warn(parts.join(' ')), error: () => {} },
    maxRequestBodySize: settings.maxBodyBytes,
    multipart: false,
    batching: false,
    // These three are answered before Yoga sees the request (server.ts).
    cors: false,
    graphiql: false,
    landingPage: false,
    plugins: [
      useStrictRequests(),
      useOperationLimits(settings),
      useMaskedValidation(maskError),
      useMetrics(metrics),
      useOneRevision(metrics),
      useEventContexts(metrics),
      ...options.plugins,
      ...(settings.environment === 'production' ? [] : [timing.plugin]),
    ],
  });
}
