import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSampleServer } from './sample-server.ts';

type SampleServer = Awaited<ReturnType<typeof startSampleServer>>;

describe('errors on a development server', () => {
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  const firstError = async (query: string, variables?: unknown) => {
    const { body } = await server.query(query, variables);
    return body.errors?.[0];
  };

  it('an expected failure keeps its message, code, hint and details', async () => {
    const error = await firstError('{ missing }');
    expect(error?.message).toBe('No entity is named 青诲. Did you mean 青海?');
    expect(error?.path).toEqual(['missing']);
    expect(error?.extensions).toMatchObject({ code: 'ENTITY_NOT_FOUND', suggestions: ['青海'] });
    expect(error?.extensions?.hint).toEqual(expect.any(String));
  });

  it('a fault reaches the client as an id only, and the log with that id and the stack', async () => {
    const { body } = await server.query('{ greeting broken }');
    const error = body.errors?.[0];
    expect(body.data).toEqual({ greeting: '你好', broken: null });
    expect(error?.extensions?.code).toBe('INTERNAL');
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(JSON.stringify(body)).not.toContain('/srv');
    const entry = server.logged.find(({ fields }) => fields.id === error?.extensions?.id);
    expect(entry?.level).toBe('error');
    expect((entry?.fields.error as Error | undefined)?.stack).toContain('SELECT secret');
  });

  it('a fault is logged once', async () => {
    const before = server.logged.filter(({ level }) => level === 'error').length;
    await server.query('{ broken }');
    expect(server.logged.filter(({ level }) => level === 'error').length).toBe(before + 1);
  });

  it('a null where the schema promised a value is a fault', async () => {
    expect((await firstError('{ hollow }'))?.extensions?.code).toBe('INTERNAL');
  });

  it('a value that an output type cannot hold is a fault, and is not repeated to the client', async () => {
    const error = await firstError('{ badColor }');
    expect(error?.extensions?.code).toBe('INTERNAL');
    expect(error?.message).not.toContain('secret');
  });

  it('an unknown field is a validation error that suggests the right name', async () => {
    const error = await firstError('{ greetin }');
    expect(error?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(error?.message).toContain('Did you mean "greeting"');
  });

  it('a variable of the wrong type is a bad argument', async () => {
    const error = await firstError('query ($n: Int!) { echo(number: $n) }', { n: 'three' });
    expect(error?.extensions?.code).toBe('BAD_ARGUMENT');
    expect(error?.message).toContain('"$n"');
  });

  it('a document that does not parse says where', async () => {
    const error = await firstError('{ greeting');
    expect(error?.extensions?.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(error?.message).toContain('Syntax Error');
  });

  it('an operation name that is not in the document is told apart', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: 'query A { greeting }', operationName: 'B' }),
    });
    const body = (await response.json()) as { errors: [{ extensions: { code: string } }] };
    expect(body.errors[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
  });
});

describe('errors on a production server', () => {
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer({ NODE_ENV: 'production' });
  });
  afterAll(() => server.close());

  it('a misspelt field is refused without a suggestion from the schema', async () => {
    const { body } = await server.query('{ greetin }');
    expect(body.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(body.errors?.[0]?.message).not.toContain('Did you mean');
  });

  it('a suggestion of our own about names in the content stays', async () => {
    const { body } = await server.query('{ missing }');
    expect(body.errors?.[0]?.message).toContain('Did you mean 青海?');
  });

  it('the schema cannot be asked for', async () => {
    const { body } = await server.query('{ __schema { queryType { name } } }');
    expect(body.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(body.data).toBeUndefined();
  });

  it('no response tells how many SQL statements it took', async () => {
    const { response } = await server.query('{ greeting }');
    expect(response.headers.get('server-timing')).toBeNull();
  });
});
