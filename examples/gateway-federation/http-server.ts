import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';

/** Serves a graph to this machine only, and gives its address. Port 0 takes a free one. */
export async function serveGraph(schema: GraphQLSchema, port: number, plugins: Plugin[] = []): Promise<string> {
  const server = createServer(createYoga({ schema, plugins, logging: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** A port from the environment, or else this one. */
export function readPort(variable: string, otherwise: number): number {
  const port = Number(process.env[variable] ?? otherwise);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${variable} is no port: give 0 to 65535.`);
  return port;
}

/** Data of one query, or an error that says which service did not answer and what to do. */
export async function ask<Data>(url: string, query: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query }),
  }).catch(() => {
    throw new Error(`Nothing answers at ${url}: start it first (npm start for Dateline), or set its address.`);
  });
  const body = (await response.json()) as { data?: Data; errors?: unknown };
  if (!body.data) throw new Error(`${url} refused ${query}: ${JSON.stringify(body.errors)}`);
  return body.data;
}
