import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { DatelineError, ERROR_CATALOGUE, type ErrorCode } from '../errors.ts';
import type { StoreFault } from '../store/fault.ts';
import { applyCors } from './cors.ts';
import { createDrain, type Drain } from './drain.ts';
import { createGraphiqlPage, isPageRequest } from './graphiql.ts';
import { answerHealth, type Health } from './health.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { SampleOperation } from './operations.ts';
import { createReadiness } from './readiness.ts';
import { createResponseCache, type ResponseCache } from './response-cache.ts';
import type { ServedContext, ServerLog, ServerSettings } from './settings.ts';
import { NO_STATEMENTS, TIMING_HEADER } from './timing.ts';
import { createGraphqlListener, GRAPHQL_PATH } from './yoga.ts';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  /** A fresh context for one operation; `signal` aborts when its client goes away. */
  readonly contextFor: (request: { readonly signal: AbortSignal }) => ServedContext | Promise<ServedContext>;
  /** The committed revision of the content; without it no answers are kept. */
  readonly readRevision?: () => Promise<number>;
  readonly settings: ServerSettings;
  readonly log: ServerLog;
  /** False until migrations and the first content check are done; until then the graph answers 503. */
  readonly isReady: () => boolean;
  /** What keeps the store from being read; asked at most once a second. While it finds something the graph answers 503. */
  readonly findFault?: () => Promise<StoreFault | null>;
  /** The tabs the query editor opens with. */
  readonly samples?: readonly SampleOperation[];
}

export interface Server {
  /** For embedding in another HTTP server: answers every path of ours, 404 elsewhere. */
  readonly listener: RequestListener;
  /**
   * Starts to listen; gives the address of the endpoint, e.g. `http://localhost:4000/graphql`.
   *
   * @throws DatelineError PORT_TAKEN, or CONFIG_INVALID when HOST is no address of this machine.
   */
  listen(): Promise<string>;
  /**
   * Stops listening, answers what comes on connections that are open and closes each after its answer; after
   * `shutdownTimeoutMs` ends the rest. What `contextFor` gives must work until this resolves.
   */
  close(): Promise<void>;
}

export function createServer(options: ServerOptions): Server {
  const { settings } = options;
  const drain = createDrain();
  const listener = createListener(options, drain);
  // The interval is read only here; its default of 30 s would let slow headers hold a socket that long.
  const http = createHttpServer(
    {
      headersTimeout: settings.headersTimeoutMs,
      requestTimeout: Math.max(settings.requestTimeoutMs, settings.headersTimeoutMs),
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  drain.watch(http);
  return {
    listener,
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, settings)));
        http.listen(settings.port, settings.host, () => {
          http.removeAllListeners('error');
          http.on('error', (error) => options.log.error('HTTP server', { error }));
          resolve(addressOf(http.address(), settings));
        });
      }),
    close: () => drain.stop(http, settings.shutdownTimeoutMs),
  };
}

function createListener(options: ServerOptions, drain: Drain): RequestListener {
  const { settings, log } = options;
  const metrics = createMetrics();
  const cache = openCache(options, metrics);
  const graphql = createGraphqlListener({ ...options, metrics, plugins: cache === null ? [] : [cache.plugin] });
  const sendGraphiql = settings.graphiql ? createGraphiqlPage(options.samples ?? []) : undefined;
  const findFault = options.findFault ?? (async () => null);
  const readiness = createReadiness({ findFault, log, now: () => performance.now() });

  async function findHealth(): Promise<Health> {
    if (drain.isStopping()) return { status: 'stopping' };
    if (!options.isReady()) return { status: 'starting' };
    const reason = await readiness.check();
    return reason === null ? { status: 'ready' } : { status: 'unavailable', reason };
  }

  async function answerGraph(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!options.isReady()) return sendNotReady(response, 'The server is starting.');
    const reason = await readiness.admit();
    if (reason !== null) return sendNotReady(response, reason);
    if (await cache?.answer(request, response)) return;
    return graphql(request, response);
  }

  return (request, response) => {
    drain.track(response);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === GRAPHQL_PATH) {
      if (settings.environment !== 'production') response.setHeader(TIMING_HEADER, NO_STATEMENTS);
      if (applyCors(request, response, settings.corsOrigins)) return;
      if (sendGraphiql !== undefined && isPageRequest(request)) return sendGraphiql(request, response);
      return void answerGraph(request, response);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 404, 'Not found');
    if (path === '/') return sendFront(response, settings.graphiql);
    if (path === '/metrics') return sendText(response, 200, metrics.print(), METRICS_TYPE);
    if (path.startsWith('/health/')) return void answerHealth(path, response, findHealth);
    return sendText(response, 404, `Not found. The graph is at ${GRAPHQL_PATH}.`);
  };
}

function openCache({ readRevision, settings }: ServerOptions, metrics: Metrics): ResponseCache | null {
  const { responseCacheBytes: maxBytes } = settings;
  return readRevision === undefined || maxBytes === 0 ? null : createResponseCache({ readRevision, maxBytes, metrics });
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

function sendFront(response: ServerResponse, hasGraphiql: boolean): void {
  if (hasGraphiql) response.writeHead(302, { Location: GRAPHQL_PATH }).end();
  else sendText(response, 200, `Dateline. The graph is at ${GRAPHQL_PATH}.`);
}

function sendNotReady(response: ServerResponse, reason: string): void {
  const code = 'NOT_READY' satisfies ErrorCode;
  const error = { message: reason, extensions: { code, hint: ERROR_CATALOGUE[code].hint } };
  response.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '1' });
  response.end(`${JSON.stringify({ errors: [error] })}\n`);
}

function sendText(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(`${text.trimEnd()}\n`);
}

function explainListenError(error: NodeJS.ErrnoException, settings: ServerSettings): Error {
  const where = `${settings.host}:${settings.port}`;
  if (error.code === 'EADDRINUSE')
    return new DatelineError('PORT_TAKEN', `Another program is listening on ${where}`, { cause: error });
  if (error.code === 'EACCES')
    return new DatelineError('PORT_TAKEN', `This user may not listen on ${where}`, { cause: error });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return new DatelineError('CONFIG_INVALID', `HOST is ${settings.host}, which is no address of this machine`, {
      cause: error,
    });
  return error;
}

function addressOf(address: ReturnType<ReturnType<typeof createHttpServer>['address']>, settings: ServerSettings) {
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  // A wildcard is where one listens, not where one goes.
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${GRAPHQL_PATH}`;
}
