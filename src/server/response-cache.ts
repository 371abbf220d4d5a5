import { createHash } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Metrics } from './metrics.ts';
import type { ServedContext } from './settings.ts';

export interface ResponseCacheOptions {
  /** The revision of the content that is committed now. */
  readonly readRevision: () => Promise<number>;
  /** Memory for answers, in bytes of their text. The least recently used go first. */
  readonly maxBytes: number;
  readonly metrics: Pick<Metrics, 'countCached' | 'nameOperation'>;
}

/**
 * Answers an operation that was answered before at the same revision of the content with the same text. The
 * revision is read for every request, in one statement, so what any process has committed is in the very next
 * answer. Kept is only what was answered without errors and depends on nothing but the revision.
 *
 * For GET, such an answer has an `ETag`, and 304 is the answer to whoever has it still (RFC 9110, 13.1.2).
 */
export function useResponseCache({ readRevision, maxBytes, metrics }: ResponseCacheOptions): Plugin {
  const answers = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ text }, key) => Buffer.byteLength(text) + key.length,
  });
  const asked = new WeakMap<Request, Asked>();
  let latest = -1;

  /** Of the newest revision only: older ones are not asked for again. */
  function keep(key: string, revision: number, answer: Answer): void {
    if (revision < latest) return;
    if (revision > latest) answers.clear();
    latest = revision;
    answers.set(key, answer);
  }

  return {
    async onParams({ request, params, setResult }) {
      if (typeof params.query !== 'string') return;
      const revision = await readRevision();
      const key = keyOf(params, revision);
      const known = hasTag(request, key);
      asked.set(request, { key, revision, state: known ? 'NOT_MODIFIED' : 'OPEN' });
      const answer = known ? NOTHING : answers.get(key);
      metrics.countCached(known ? 'not_modified' : answer === undefined ? 'miss' : 'hit');
      if (answer === undefined) return;
      if (!known) asked.set(request, { key, revision, state: 'CACHED' });
      if (answer.operationName !== null) metrics.nameOperation(request, answer.operationName);
      setResult(asResult(answer.text));
    },
    onExecutionResult({ request, result, context }) {
      const own = asked.get(request);
      if (own?.state !== 'OPEN' || !isLasting(result, context as ServedContext)) return;
      asked.set(request, { ...own, state: 'CACHED' });
      const operationName = metrics.nameOperation(request);
      // Written out once, for the client and for the cache.
      (result as Written).stringify = (plain) => {
        const text = JSON.stringify(plain);
        keep(own.key, own.revision, { text, operationName });
        return text;
      };
    },
    onResponse({ request, response, setResponse, fetchAPI }) {
      const own = asked.get(request);
      if (own === undefined || own.state === 'OPEN' || request.method !== 'GET') return;
      const headers = { ETag: tagOf(own.key), 'Cache-Control': 'no-cache' };
      if (own.state === 'NOT_MODIFIED') return setResponse(new fetchAPI.Response(null, { status: 304, headers }));
      if (response.status !== 200) return;
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    },
  };
}

interface Answer {
  readonly text: string;
  readonly operationName: string | null;
}

interface Asked {
  readonly key: string;
  readonly revision: number;
  /** `CACHED`: what is answered is, or is being, kept. */
  readonly state: 'OPEN' | 'CACHED' | 'NOT_MODIFIED';
}

interface Written extends ExecutionResult {
  stringify?: (result: ExecutionResult) => string;
}

const NOTHING: Answer = { text: '', operationName: null };

const asResult = (text: string): Written => ({ data: null, stringify: () => text });

const keyOf = ({ query, operationName, variables, extensions }: GraphQLParams, revision: number): string =>
  createHash('sha256')
    .update(JSON.stringify([revision, query, operationName ?? null, variables ?? null, extensions ?? null]))
    .digest('base64url');

const tagOf = (key: string): string => `"${key}"`;

const hasTag = (request: Request, key: string): boolean =>
  request.method === 'GET' &&
  (request.headers.get('if-none-match') ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === tagOf(key));

/** One whole answer without errors that any later one at this revision would be like. */
function isLasting(result: unknown, { reader }: ServedContext): boolean {
  if (typeof result !== 'object' || result === null || !('data' in result) || 'errors' in result) return false;
  return reader !== undefined && 'isOfRevision' in reader && reader.isOfRevision;
}
