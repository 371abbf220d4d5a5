import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One GraphQL request that went through, and how many SQL statements its answer says it took. */
export interface Recorded {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly statements: number | null;
}

export interface HttpRecorder {
  /** Stands for the address behind it. */
  readonly url: string;
  /** What went through since the last time it was asked. */
  take(): readonly Recorded[];
  close(): Promise<void>;
}

/** Stands before a GraphQL server, hands everything on unchanged, and notes it. */
export async function recordHttp(target: string): Promise<HttpRecorder> {
  let recorded: Recorded[] = [];
  const server = createServer(async (request, response) => {
    try {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? '', accept: request.headers.accept ?? '*/*' },
        body,
      });
      const { query, variables } = JSON.parse(body.toString()) as Recorded;
      const timing = /db;desc="(\d+)"/.exec(answer.headers.get('server-timing') ?? '')?.[1];
      recorded.push({ query, variables: variables ?? {}, statements: timing === undefined ? null : Number(timing) });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    take() {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
