import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSampleServer } from './sample-server.ts';

interface BadRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the address, after the `?`. */
  readonly query?: string;
}

const json = (query: string, variables?: unknown): BadRequest => ({ body: JSON.stringify({ query, variables }) });
const LEAVES = `{ ${'leaf { '.repeat(30)}name${' }'.repeat(31)}`;

/** Every way to fail, with the code and the HTTP status it is told with. */
const BAD_REQUESTS: readonly (readonly [string, BadRequest, string, number])[] = [
  ['a document that does not parse', json('{ greeting'), 'GRAPHQL_PARSE_FAILED', 200],
  ['an unknown field', json('{ greetin }'), 'GRAPHQL_VALIDATION_FAILED', 200],
  ['introspection', json('{ __schema { types { name } } }'), 'GRAPHQL_VALIDATION_FAILED', 200],
  ['a literal of the wrong type', json('{ echo(number: "x") }'), 'GRAPHQL_VALIDATION_FAILED', 200],
  ['a variable of the wrong type', json('query ($n: Int!) { echo(number: $n) }', { n: 'x' }), 'BAD_ARGUMENT', 400],
  ['a missing variable', json('query ($n: Int!) { echo(number: $n) }'), 'BAD_ARGUMENT', 400],
  [
    'a scalar that stumbles over a variable',
    json('query ($v: Brittle) { brittle(value: $v) }', { v: 1 }),
    'INTERNAL',
    500,
  ],
  ['a scalar that stumbles over a literal', json('{ brittle(value: 1) }'), 'INTERNAL', 500],
  ['too deep an operation', json(LEAVES), 'LIMIT_EXCEEDED', 200],
  [
    'too many aliases',
    json(`{ ${[...'abcdefghijklmnopqrstuvwxyz'].map((a) => `${a}: greeting`).join(' ')} }`),
    'LIMIT_EXCEEDED',
    200,
  ],
  ['too long a document', json(`{ ${'greeting '.repeat(2_000)} }`), 'LIMIT_EXCEEDED', 200],
  ['an expected failure', json('{ missing }'), 'ENTITY_NOT_FOUND', 200],
  ['an expected failure with a cause', json('{ caused }'), 'BAD_CURSOR', 200],
  ['a failure of the surroundings', json('{ sealed }'), 'INTERNAL', 200],
  ['a fault', json('{ broken }'), 'INTERNAL', 200],
  ['a null where none may be', json('{ hollow }'), 'INTERNAL', 200],
  ['a result that its type cannot hold', json('{ badColor }'), 'INTERNAL', 200],
  [
    'a missing operation',
    { body: '{"query":"query A { greeting }","operationName":"B"}' },
    'OPERATION_RESOLUTION_FAILURE',
    400,
  ],
  ['a body that is not JSON', { body: '{ greeting }' }, 'BAD_REQUEST', 400],
  ['no body', { body: '' }, 'BAD_REQUEST', 400],
  ['a list of operations', { body: '[{"query":"{ greeting }"}]' }, 'BAD_REQUEST', 400],
  ['variables that are no object', { body: '{"query":"{ greeting }","variables":"x"}' }, 'BAD_REQUEST', 400],
  [
    'variables in the address that are not JSON',
    { method: 'GET', query: 'query=%7Bgreeting%7D&variables=%7B' },
    'BAD_REQUEST',
    400,
  ],
  ['too large a body', json(`{ greeting } #${'x'.repeat(100_001)}`), 'REQUEST_ENTITY_TOO_LARGE', 413],
  ['plain text', { headers: { 'Content-Type': 'text/plain' }, body: '{"query":"{ greeting }"}' }, 'BAD_REQUEST', 415],
  ['a body without a type', { headers: { 'Content-Type': '' }, body: '{"query":"{ greeting }"}' }, 'BAD_REQUEST', 415],
  [
    'a form',
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'query=%7Bgreeting%7D' },
    'BAD_REQUEST',
    415,
  ],
  ['files', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' }, body: '--x--' }, 'BAD_REQUEST', 415],
  ['a method of no use', { method: 'PUT', body: '{"query":"{ greeting }"}' }, 'BAD_REQUEST', 405],
  [
    'an answer in no format of ours',
    { headers: { Accept: 'image/png' }, body: '{"query":"{ greeting }"}' },
    'BAD_REQUEST',
    406,
  ],
];

const INSIDES =
  /secret|SELECT|\/srv|\bat \S+ \(|node_modules|\.[jt]s\b|file:|"(?:stack|stacktrace|originalError|cause)"/;

const ask = (url: string, { method = 'POST', headers, body, query }: BadRequest) =>
  fetch(query === undefined ? url : `${url}?${query}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    // Bytes, so that fetch adds no type of its own.
    ...(body !== undefined && { body: new TextEncoder().encode(body) }),
  });

describe.each(['production', 'development'])('a bad request in %s', (environment) => {
  let server: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    server = await startSampleServer({ NODE_ENV: environment, INTROSPECTION: 'off' });
  });
  afterAll(() => server.close());

  it.each(BAD_REQUESTS)('%s is told with its code, and nothing of the insides', async (_, request, code, status) => {
    const response = await ask(server.url, request);
    const text = await response.text();
    expect(text).not.toMatch(INSIDES);
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.message).toEqual(expect.stringMatching(/\S/));
    expect({ code: errors[0]?.extensions.code, status: response.status }).toEqual({ code, status });
  });

  it.each(BAD_REQUESTS)('%s has a Server-Timing header outside production alone', async (_, request) => {
    const timing = (await ask(server.url, request)).headers.get('server-timing');
    if (environment === 'production') expect(timing).toBeNull();
    else expect(timing).toMatch(/^db;desc="[03]"$/);
  });
});

describe('a context that cannot be made', () => {
  it('is a fault, and tells nothing of the insides', async () => {
    const contextFor = () => Promise.reject(new Error('SELECT secret FROM /srv/private'));
    const server = await startSampleServer({ NODE_ENV: 'production' }, { contextFor });
    try {
      const response = await ask(server.url, json('{ greeting }'));
      const text = await response.text();
      expect(response.status).toBe(500);
      expect(text).toContain('INTERNAL');
      expect(text).not.toMatch(INSIDES);
    } finally {
      await server.close();
    }
  });
});
