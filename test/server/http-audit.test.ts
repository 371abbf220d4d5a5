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

  // Only names are read before the server is there.
  const audits = () => serverAudits({ url: () => server.url, fetchFn: fetch });
  it.each(serverAudits({ url: '' }).map(({ id, name }) => [name, id] as const))('%s', async (_, id) => {
    const result = await audits()
      .find((audit) => audit.id === id)
      ?.fn();
    expect(result).toMatchObject({ status: 'ok' });
  });
});
