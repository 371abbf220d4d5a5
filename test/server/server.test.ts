import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/server/metrics.ts';
import { readSampleOperations } from '../../src/server/operations.ts';
import { begun, startSampleServer } from './sample-server.ts';

describe('health', () => {
  it('is live before it is ready, and ready once told so', async () => {
    let isReady = false;
    const server = await startSampleServer({}, { isReady: () => isReady });
    try {
      expect((await fetch(`${server.origin}/health/live`)).status).toBe(200);
      expect((await fetch(`${server.origin}/health/ready`)).status).toBe(503);
      const early = await server.query('{ greeting }');
      expect(early.response.status).toBe(503);
      expect(early.body.errors?.[0]?.extensions?.code).toBe('NOT_READY');
      isReady = true;
      expect((await server.query('{ greeting }')).body.data).toEqual({ greeting: '你好' });
      expect((await fetch(`${server.origin}/health/ready`)).status).toBe(200);
      expect((await fetch(`${server.origin}/health/other`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

describe('listening', () => {
  it('a taken port is told as PORT_TAKEN with the address', async () => {
    const other = createTcpServer();
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
    const port = String((other.address() as { port: number }).port);
    await expect(startSampleServer({ PORT: port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`localhost:${port}`),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('a HOST that is no address of this machine is a wrong setting', async () => {
    await expect(startSampleServer({ HOST: '192.0.2.1' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('closing lets a running request finish', async () => {
    const server = await startSampleServer();
    const isUnderWay = once(begun, 'slow');
    const running = server.query('{ slow }');
    await isUnderWay;
    await server.close();
    expect((await running).body.data).toEqual({ slow: 'done' });
    await expect(fetch(server.url)).rejects.toThrow();
  });
});

describe('the front page and the query editor', () => {
  it('a browser at / is sent to the editor', async () => {
    const server = await startSampleServer();
    try {
      const response = await fetch(`${server.origin}/`, { redirect: 'manual' });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe('/graphql');
    } finally {
      await server.close();
    }
  });

  it('the editor holds the sample operations and loads nothing from elsewhere', async () => {
    const samples = [{ name: 'hello', query: '# Says hello.\nquery Hello { greeting }\n', variables: '{"a":1}' }];
    const server = await startSampleServer({}, { samples });
    try {
      const response = await fetch(server.url, { headers: { Accept: 'text/html' } });
      const html = await response.text();
      expect(html).toContain('# Says hello.\\nquery Hello { greeting }');
      expect(html).not.toMatch(/<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?:https?:)?\/\//i);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toMatch(/https?:|\*/);
    } finally {
      await server.close();
    }
  });

  it('a sample that holds the end of a script does not end the page’s', async () => {
    const query = '# </script><script>alert(1)</script> <!-- <script>\n{ greeting }\n';
    const samples = [
      { name: 'hostile', query, variables: '{"a":"</SCRIPT>"}' },
      { name: 'usual', query: '{ list }\n', variables: null },
    ];
    const server = await startSampleServer({}, { samples });
    try {
      const html = await (await fetch(server.url, { headers: { Accept: 'text/html' } })).text();
      const plain = await startSampleServer({}, { samples: [] });
      const ends = /<\/script/gi;
      const usual = await (await fetch(plain.url, { headers: { Accept: 'text/html' } })).text();
      await plain.close();
      expect(html.match(ends)?.length).toBe(usual.match(ends)?.length);
      expect(html).not.toContain('<!-- <script>');
      // What the script gets is what the file says.
      const options = /renderYogaGraphiQL\(\s*window\.document\.querySelector\('#root'\),\s*(\{.*\}),\s*\);/.exec(
        html,
      )?.[1];
      expect(JSON.parse(options ?? 'null')).toMatchObject({
        defaultTabs: samples.map(({ query, variables }) => ({ query, variables })),
      });
    } finally {
      await server.close();
    }
  });

  it('production has no editor unless it is asked for', async () => {
    const closed = await startSampleServer({ NODE_ENV: 'production' });
    const opened = await startSampleServer({ NODE_ENV: 'production', GRAPHIQL: 'on' });
    try {
      const headers = { Accept: 'text/html' };
      expect((await fetch(closed.url, { headers })).status).not.toBe(200);
      expect((await fetch(`${closed.origin}/`, { redirect: 'manual' })).status).toBe(200);
      expect((await fetch(opened.url, { headers })).headers.get('content-type')).toContain('text/html');
    } finally {
      await Promise.all([closed.close(), opened.close()]);
    }
  });
});

describe('sample operations', () => {
  it('are the .graphql files of a folder by name, with their variables', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-operations-'));
    try {
      await writeFile(join(folder, '02-b.graphql'), '# b\n{ b }\n');
      await writeFile(join(folder, '01-a.graphql'), '# a\nquery ($n: Int) { a(n: $n) }\n');
      await writeFile(join(folder, '01-a.variables.json'), '{ "n": 1 }\n');
      await writeFile(join(folder, 'notes.md'), 'not an operation');
      expect(await readSampleOperations(folder)).toEqual([
        { name: '01-a', query: '# a\nquery ($n: Int) { a(n: $n) }\n', variables: '{ "n": 1 }' },
        { name: '02-b', query: '# b\n{ b }\n', variables: null },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are none when there is no such folder', async () => {
    expect(await readSampleOperations(join(tmpdir(), 'dateline-no-such-folder'))).toEqual([]);
  });
});

describe('metrics', () => {
  it('count operations by name and errors by code', async () => {
    const server = await startSampleServer();
    try {
      await server.query('query Hello { greeting }');
      await server.query('query Hello { greeting }');
      await server.query('query Lost { missing }');
      await server.query('{ nothing }');
      const text = await (await fetch(`${server.origin}/metrics`)).text();
      expect(text).toContain('dateline_operations_total{operation="Hello"} 2');
      expect(text).toContain('dateline_operations_total{operation="Lost"} 1');
      expect(text).toContain('dateline_operations_total{operation="(anonymous)"} 1');
      expect(text).toContain('dateline_errors_total{code="ENTITY_NOT_FOUND"} 1');
      expect(text).toContain('dateline_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
      expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    } finally {
      await server.close();
    }
  });

  it('keep a bounded number of names, whatever clients invent', () => {
    const metrics = createMetrics();
    for (let index = 0; index < 1_000; index += 1) metrics.countOperation(`Op${index}`, 0.001, []);
    const rows = metrics
      .print()
      .split('\n')
      .filter((line) => line.startsWith('dateline_operations_total{'));
    expect(rows.length).toBeLessThanOrEqual(201);
    expect(rows.some((row) => row.includes('(other)'))).toBe(true);
  });

  it('escape what would end a label', () => {
    const metrics = createMetrics();
    metrics.countOperation('a"\\\nb', 0, []);
    expect(metrics.print()).toContain('operation="a\\"\\\\\\nb"');
  });
});
