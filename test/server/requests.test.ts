import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSampleServer } from './sample-server.ts';

describe('requests', () => {
  let server: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  const post = (contentType: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.url, { method: 'POST', headers: { 'Content-Type': contentType, ...headers }, body });

  it('a form is refused, because a foreign page can send one without asking', async () => {
    const form = await post('application/x-www-form-urlencoded', 'query=%7Bgreeting%7D');
    expect(form.status).toBe(415);
    const multipart = await post('multipart/form-data; boundary=x', '--x--');
    expect(multipart.status).toBe(415);
    expect(await multipart.text()).not.toContain('你好');
  });

  it('a plain-text body is refused', async () => {
    expect((await post('text/plain', JSON.stringify({ query: '{ greeting }' }))).status).toBe(415);
  });

  it('a body over the limit is refused, with and without a length', async () => {
    const large = JSON.stringify({ query: `{ greeting } #${'x'.repeat(100_001)}` });
    expect((await post('application/json', large)).status).toBe(413);
    const chunked = await fetch(server.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it.each([
    ['a body that is not JSON', '{ greeting }'],
    ['an empty body', ''],
    ['a list of operations', '[{"query":"{ greeting }"}]'],
    ['a body without a query', '{}'],
    ['variables that are no object', '{"query":"{ greeting }","variables":"x"}'],
  ])('%s is the client’s error', async (_, body) => {
    const response = await post('application/json', body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code).toBe(
      'BAD_REQUEST',
    );
  });

  it('variables in the address that are not JSON are the client’s error', async () => {
    const response = await fetch(`${server.url}?query=%7Bgreeting%7D&variables=%7B`);
    expect(response.status).toBe(400);
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('a query in the address is answered', async () => {
    const response = await fetch(`${server.url}?query=%7Bgreeting%7D`, { headers: { Accept: 'application/json' } });
    expect(await response.json()).toEqual({ data: { greeting: '你好' } });
  });

  it('tells how many SQL statements a request took', async () => {
    const { response } = await server.query('{ greeting }');
    expect(response.headers.get('server-timing')).toBe('db;desc="3"');
  });

  it('tells it of answers too that are given before the graph is asked', async () => {
    const timingOf = async (init: RequestInit) => (await fetch(server.url, init)).headers.get('server-timing');
    expect(await timingOf({ method: 'OPTIONS' })).toBe('db;desc="0"');
    expect(await timingOf({ headers: { Accept: 'text/html' } })).toBe('db;desc="0"');
    const early = await startSampleServer({}, { isReady: () => false });
    try {
      const { response } = await early.query('{ greeting }');
      expect(response.status).toBe(503);
      expect(response.headers.get('server-timing')).toBe('db;desc="0"');
    } finally {
      await early.close();
    }
  });

  it('an address that is no path does not end the server', async () => {
    const { port } = new URL(server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), 'localhost', () =>
        socket.write('GET //[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      );
      let text = '';
      socket
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toContain('404');
    expect((await server.query('{ greeting }')).body.data).toEqual({ greeting: '你好' });
  });
});

describe('origins', () => {
  let server: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    server = await startSampleServer({ CORS_ORIGINS: 'https://news.example,http://localhost:*' });
  });
  afterAll(() => server.close());

  const ask = (origin: string, method = 'POST') =>
    fetch(server.url, {
      method,
      headers: { Origin: origin, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: '{"query":"{ greeting }"}' }),
    });

  it.each(['https://news.example', 'http://localhost:5173', 'http://localhost'])('%s is allowed', async (origin) => {
    const response = await ask(origin);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each([
    'https://evil.example',
    'https://news.example.evil.example',
    'http://news.example',
    'https://news.example:8443',
    'http://localhost.evil.example:80',
    'http://evil.example:5173',
    'null',
  ])('%s is not allowed, and is not repeated', async (origin) => {
    for (const method of ['POST', 'OPTIONS']) {
      const response = await ask(origin, method);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('credentials are never allowed', async () => {
    for (const method of ['POST', 'OPTIONS']) {
      const response = await ask('https://news.example', method);
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('a preflight from an allowed origin says what may be sent', async () => {
    const response = await ask('https://news.example', 'OPTIONS');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type');
  });

  it('production allows none unless they are listed', async () => {
    const closed = await startSampleServer({ NODE_ENV: 'production' });
    try {
      const response = await fetch(closed.url, { method: 'OPTIONS', headers: { Origin: 'http://localhost:3000' } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await closed.close();
    }
  });
});
