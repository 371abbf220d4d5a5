import { type Agent, type Dispatcher, request } from 'undici';
import type { Problem } from '../model/problem.ts';
import { ACCEPTED_ENCODINGS, readBody } from './feed-body.ts';
import { problemOfFault, tooLarge } from './feed-fault.ts';
import type { FeedOptions } from './feed-limits.ts';
import { FEED_PATH, showUrl } from './feed-problem.ts';
import { FeedRoute } from './feed-route.ts';
import { problemOfStatus } from './feed-status.ts';
import { createGuardedAgent, isPublicAddress } from './public-address.ts';
import type { FeedReadResult, FeedValidators } from './source.ts';

/**
 * One conditional GET, redirects followed. Whatever the server does, it ends within the limits, and every
 * connection is closed.
 *
 * @throws the reason of `options.signal` when that ends it.
 */
export async function fetchFeed(url: string, options: FeedOptions): Promise<FeedReadResult> {
  const { limits, signal } = options;
  signal?.throwIfAborted();
  const timer = AbortSignal.timeout(limits.timeoutMs);
  const ends = signal === undefined ? timer : AbortSignal.any([timer, signal]);
  const agent = createAgent(options);
  const route = new FeedRoute(url, limits.maxRedirects);
  try {
    return await follow(route, (at) => send(at, { agent, signal: ends, options }), options);
  } catch (fault) {
    signal?.throwIfAborted();
    const problem = problemOfFault(fault, { url: route.at, limits, isOutOfTime: timer.aborted });
    if (problem === null) throw fault;
    return { kind: 'PROBLEM', problem };
  } finally {
    await agent.destroy();
  }
}

type Send = (url: string) => Promise<Dispatcher.ResponseData>;

async function follow(route: FeedRoute, send: Send, options: FeedOptions): Promise<FeedReadResult> {
  for (;;) {
    const response = await send(route.at);
    const location = REDIRECTS.has(response.statusCode) ? headerOf(response, 'location') : null;
    if (location === null) return await readAnswer(response, route, options);
    discard(response);
    const problem = route.goOn(location, PERMANENT_REDIRECTS.has(response.statusCode));
    if (problem !== null) return { kind: 'PROBLEM', problem };
  }
}

async function readAnswer(
  response: Dispatcher.ResponseData,
  route: FeedRoute,
  { limits, validators }: FeedOptions,
): Promise<FeedReadResult> {
  const { statusCode } = response;
  const problems: readonly Problem[] = route.warnings;
  if (statusCode === 304 && isConditional(validators)) {
    discard(response);
    return { kind: 'NOT_MODIFIED', problems };
  }
  if (statusCode < 200 || statusCode > 299 || statusCode === 204) {
    discard(response);
    return { kind: 'PROBLEM', problem: problemOfStatus(route.at, statusCode, headerOf(response, 'retry-after')) };
  }
  if (Number(headerOf(response, 'content-length') ?? 0) > limits.maxBytes) {
    discard(response);
    return { kind: 'PROBLEM', problem: tooLarge(showUrl(route.at), limits.maxBytes) };
  }
  const bytes = await readBody(response.body, headerOf(response, 'content-encoding'), limits.maxBytes);
  const charset = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(headerOf(response, 'content-type') ?? '')?.[1] ?? null;
  return {
    kind: 'READ',
    file: { path: FEED_PATH, bytes, charset },
    validators: { etag: validatorOf(response, 'etag'), lastModified: validatorOf(response, 'last-modified') },
    problems,
  };
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT_REDIRECTS: ReadonlySet<number> = new Set([301, 308]);

function createAgent({ limits, isAllowed }: FeedOptions): Agent {
  const { idleTimeoutMs } = limits;
  const allowAny = () => true;
  return createGuardedAgent(
    { headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs },
    {
      isAllowed: isAllowed ?? (limits.allowPrivateAddresses ? allowAny : isPublicAddress),
      connectTimeoutMs: idleTimeoutMs,
    },
  );
}

interface Sending {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly options: FeedOptions;
}

const send = (url: string, { agent, signal, options }: Sending): Promise<Dispatcher.ResponseData> =>
  request(url, {
    dispatcher: agent,
    signal,
    headers: {
      'user-agent': `Dateline/${options.version} (feed reader)`,
      accept: ACCEPTED_TYPES,
      'accept-encoding': ACCEPTED_ENCODINGS,
      ...conditionsOf(options.validators),
    },
  });

const ACCEPTED_TYPES =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1';

const isConditional = (validators: FeedValidators | null | undefined): boolean =>
  Object.keys(conditionsOf(validators)).length > 0;

const conditionsOf = (validators: FeedValidators | null | undefined): Record<string, string> => ({
  ...(validators?.etag == null ? {} : { 'if-none-match': validators.etag }),
  ...(validators?.lastModified == null ? {} : { 'if-modified-since': validators.lastModified }),
});

const headerOf = ({ headers }: Dispatcher.ResponseData, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

/** One that could not be sent back as it came is none. */
function validatorOf(response: Dispatcher.ResponseData, name: string): string | null {
  const value = headerOf(response, name)?.trim() ?? '';
  return /^[\x20-\x7e]{1,1000}$/.test(value) ? value : null;
}

/** What nobody reads is not waited for either; that it ends so is no fault. */
function discard({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {});
  body.destroy();
}
