import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Metrics } from './metrics.ts';
import type { ServedContext } from './settings.ts';
import { describeStatements, TIMING_HEADER } from './timing.ts';

export interface ResponseCacheOptions {
  /** The revision of the content that is committed now. */
  readonly readRevision: () => Promise<number>;
  /** Memory for answers, in bytes of their text. The least recently used go first. */
  readonly maxBytes: number;
  readonly metrics: Pick<Metrics, 'countCached' | 'countOperation' | 'nameOperation'>;
}

export interface ResponseCache {
  /** Answers a request that was answered before; false when that is for the graph to do, and its body is then in hand. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Keeps what the graph answers. */
  readonly plugin: Plugin;
}

/**
 * Answers a request that was answered before at the same revision of the content with the same text. The
 * revision is read for every request, in one statement, so what any process has committed is in the very next
 * answer. Kept is only what was answered without errors and depends on nothing but the revision.
 *
 * For GET, such an answer has an `ETag`, and 304 is the answer to whoever has it still (RFC 9110, 13.1.2).
 */
export function createResponseCache({ readRevision, maxBytes, metrics }: ResponseCacheOptions): ResponseCache {
  const answers = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.byteLength + key.length,
  });
  const asked = new WeakMap<IncomingMessage, Asked>();
  let latest = -1;

  /** Of the newest revision only: older ones are not asked for again. */
  function keep({ key, revision }: Asked, answer: Answer): void {
    if (revision < latest) return;
    if (revision > latest) answers.clear();
    latest = revision;
    answers.set(key, answer);
  }

  return {
    async answer(request, response) {
      const started = performance.now();
      const question = await readQuestion(request);
      if (question === null) return false;
      const revision = await readRevision();
      const key = createHash('sha256').update(`${revision}\n`).update(question).digest('base64url');
      if (hasTag(request, key)) {
        metrics.countCached('not_modified');
        response.writeHead(304, tagged(key)).end();
        return true;
      }
      const answer = answers.get(key);
      metrics.countCached(answer === undefined ? 'miss' : 'hit');
      if (answer === undefined) {
        asked.set(request, { key, revision });
        return false;
      }
      if (response.hasHeader(TIMING_HEADER)) response.setHeader(TIMING_HEADER, describeStatements(1));
      response.writeHead(200, {
        'Content-Type': answer.contentType,
        'Content-Length': answer.body.byteLength,
        ...(request.method === 'GET' && tagged(key)),
      });
      response.end(answer.body);
      metrics.countOperation(answer.operationName, (performance.now() - started) / 1000, []);
      return true;
    },
    plugin: {
      onExecutionResult({ request, result, context }) {
        const own = asked.get(requestOf(context));
        if (own === undefined || !isLasting(result, context as ServedContext)) return;
        own.operationName = metrics.nameOperation(request);
        // Written out once, for the client and for the cache.
        (result as Written).stringify = (plain) => {
          own.text = JSON.stringify(plain);
          return own.text;
        };
      },
      onResponse({ request, response, serverContext }) {
        const own = asked.get(requestOf(serverContext));
        const contentType = response.headers.get('content-type');
        if (own?.text === undefined || response.status !== 200 || contentType === null) return;
        keep(own, { body: Buffer.from(own.text), contentType, operationName: own.operationName ?? null });
        if (request.method !== 'GET') return;
        for (const [name, value] of Object.entries(tagged(own.key))) response.headers.set(name, value);
      },
    },
  };
}

interface Answer {
  readonly body: Buffer;
  readonly contentType: string;
  readonly operationName: string | null;
}

/** A request on its way through the graph. */
interface Asked {
  readonly key: string;
  readonly revision: number;
  operationName?: string | null;
  /** Its answer, once it is known and may be kept. */
  text?: string;
}

interface Written extends ExecutionResult {
  stringify?: (result: ExecutionResult) => string;
}

/** Longer ones are rare, and would be copied once more on their way to the graph. */
const MAX_QUESTION_BYTES = 16_384;

/**
 * All of a request that its answer depends on; null for one that is not looked up. Reads the body of a POST, and
 * leaves it in `request.body` for the graph.
 */
async function readQuestion(request: IncomingMessage & { body?: Buffer }): Promise<Buffer | null> {
  const { method, url, headers } = request;
  const head = Buffer.from(JSON.stringify([method, url, headers['content-type'], headers.accept]));
  if (method === 'GET') return head;
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (method !== 'POST' || !(length > 0 && length <= MAX_QUESTION_BYTES)) return null;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  request.body = Buffer.concat(parts);
  return Buffer.concat([head, request.body]);
}

/** The request as Node has it, which Yoga's handler of Node requests puts into every context. */
const requestOf = (context: unknown): IncomingMessage => (context as { readonly req: IncomingMessage }).req;

const tagOf = (key: string): string => `"${key}"`;
const tagged = (key: string) => ({ ETag: tagOf(key), 'Cache-Control': 'no-cache' });

const hasTag = ({ method, headers }: IncomingMessage, key: string): boolean =>
  method === 'GET' &&
  (headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === tagOf(key));

/** One whole answer without errors that any later one at this revision would be like. */
function isLasting(result: unknown, { reader }: ServedContext): boolean {
  if (typeof result !== 'object' || result === null || !('data' in result) || 'errors' in result) return false;
  return reader !== undefined && 'isOfRevision' in reader && reader.isOfRevision;
}
