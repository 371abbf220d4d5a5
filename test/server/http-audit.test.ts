import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSampleServer } from './sample-server.ts';

/** The audits of https://graphql.github.io/graphql-over-http, every MUST, SHOULD and MAY. */
describe.each(['development', 'production'])('GraphQL over HTTP (%s)', (environment) => {
  let server: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    // Four of the audits ask for a type by a variable.
    server = await startSampleServer({ NODE_ENV: environment, INTROSPECTION: 'on' });
  });
  afterAll(() => server.close());

  it.each(serverAudits({ url: () => server.url, fetchFn: fetch }))('$name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});
