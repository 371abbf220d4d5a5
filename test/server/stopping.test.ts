import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startSampleServer } from './sample-server.ts';

const SLOW = '/graphql?query=%7Bslow%7D';
const GREETING = '/graphql?query=%7Bgreeting%7D';

/** A connection whose every byte the test decides on. */
async function openSocket(origin: string): Promise<Socket> {
  const { port } = new URL(origin);
  const socket = connect(Number(port), 'localhost').setEncoding('utf8');
  await once(socket, 'connect');
  return socket;
}

/** What the server sends on it until it closes it. */
function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket
      .on('data', (chunk) => (text += chunk))
      .on('close', () => resolve(text))
      .on('error', reject);
  });
}

describe('a stopping server', () => {
  it('tells a client that it answers last to come back on a new connection', async () => {
    const server = await startSampleServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answered = new Promise<string | undefined>((resolve, reject) => {
      get(`${server.origin}${SLOW}`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response.headers.connection));
      }).on('error', reject);
    });
    // The request is under way once a later one has been answered.
    await server.query('{ greeting }');
    const closed = server.close();
    expect(await answered).toBe('close');
    await closed;
    agent.destroy();
  });

  it('still answers a request that was on its way, and closes its connection', async () => {
    const server = await startSampleServer();
    const socket = await openSocket(server.origin);
    const text = readToEnd(socket);
    socket.write(`GET ${GREETING} HTTP/1.1\r\nHost: x\r\n`);
    await server.query('{ greeting }');
    const closed = server.close();
    socket.write('Accept: application/json\r\n\r\n');
    expect(await text).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nConnection: close\r\n[\s\S]*你好/i);
    await closed;
  });

  it('is live and not ready for whoever asks on a connection that is open', async () => {
    const server = await startSampleServer();
    const sockets = await Promise.all([openSocket(server.origin), openSocket(server.origin)]);
    const texts = sockets.map(readToEnd);
    for (const socket of sockets) socket.write('GET /health/');
    await server.query('{ greeting }');
    const closed = server.close();
    for (const [index, socket] of sockets.entries())
      socket.write(`${index === 0 ? 'live' : 'ready'} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const [live, ready] = await Promise.all(texts);
    expect(live).toMatch(/^HTTP\/1\.1 200 /);
    expect(ready).toMatch(/^HTTP\/1\.1 503 [\s\S]*"stopping"/);
    await closed;
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const server = await startSampleServer({ SHUTDOWN_TIMEOUT_MS: '600000' });
    const socket = await openSocket(server.origin);
    const text = readToEnd(socket);
    await server.query('{ greeting }');
    await server.close();
    expect(await text).toBe('');
  });
});
