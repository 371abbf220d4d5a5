import { setTimeout as sleep } from 'node:timers/promises';

/** An extractor behind HTTP, as it is configured. */
export interface RemoteSettings {
  readonly url: string;
  /** Sent as a bearer token; null for none. */
  readonly token: string | null;
  /** For one answer. */
  readonly timeoutMs: number;
  /** How often a request that failed is sent again. */
  readonly retries: number;
  /** Requests at a time. */
  readonly concurrency: number;
  /** Articles in one request. */
  readonly batchSize: number;
  /** Above 0 what it finds stands against surer findings of the built-in rules; below 0 it gives way to them. */
  readonly priority: number;
}

/** The service gave no answer that could be read: it is down, slow, or not what it should be. */
export class RemoteUnavailable extends Error {
  override readonly name = 'RemoteUnavailable';
}

/** The address without what may be secret in it. */
export function shownAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/**
 * Sends one request and gives the JSON of its answer; after trouble that may pass (no connection, no answer in time,
 * 429, 5xx) it is sent again, each time after twice as long, or as long as `Retry-After` says.
 *
 * @throws RemoteUnavailable when that does not help, or the answer is a refusal or no JSON; the signal's reason.
 */
export async function requestJson(
  settings: RemoteSettings,
  body: object | null,
  signal?: AbortSignal,
): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    const answer = await send(settings, body, signal);
    if (answer.kind === 'JSON') return answer.value;
    if (!answer.mayPass || tries >= settings.retries) throw new RemoteUnavailable(answer.reason);
    await sleep(Math.min(answer.waitMs ?? FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS), undefined, { signal });
  }
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** Several times the mentions of the longest articles there are. */
const LARGEST_ANSWER_BYTES = 64_000_000;

type Answer =
  | { readonly kind: 'JSON'; readonly value: unknown }
  | { readonly kind: 'FAILED'; readonly reason: string; readonly mayPass: boolean; readonly waitMs?: number };

async function send(
  { url, token, timeoutMs }: RemoteSettings,
  body: object | null,
  signal?: AbortSignal,
): Promise<Answer> {
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      const waitMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000;
      return {
        kind: 'FAILED',
        reason: `it answered with status ${response.status}`,
        mayPass: response.status === 429 || response.status >= 500,
        ...(waitMs >= 0 ? { waitMs } : {}),
      };
    }
    const text = await readText(response);
    if (text === null) return { kind: 'FAILED', reason: 'its answer is too large', mayPass: false };
    return parse(text);
  } catch (error) {
    signal?.throwIfAborted();
    const reason = limit.aborted
      ? `it did not answer within ${timeoutMs} ms`
      : `it cannot be reached (${causeOf(error)})`;
    return { kind: 'FAILED', reason, mayPass: true };
  }
}

async function readText(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > LARGEST_ANSWER_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): Answer {
  try {
    return { kind: 'JSON', value: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'FAILED', reason: 'its answer is no JSON', mayPass: false };
  }
}

/** `fetch failed` says nothing; what lies under it does. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { readonly code?: string }).code;
  return code ?? (cause instanceof Error ? cause.message : String(cause));
}
