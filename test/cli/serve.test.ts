import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOptions, startCommand } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-serve-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the server in a folder, asks it one query, tells it to stop. */
async function serveOnce(query: string, options: CommandOptions) {
  const server = startCommand(['serve', '--port', '0'], options);
  try {
    const line = await server.firstLine();
    const url = line.replace(/^.* (?=http)/, '');
    const ready = await fetch(new URL('/health/ready', url));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const body = (await response.json()) as { data: { articles: { totalCount: number } }; errors?: unknown };
    server.child.kill('SIGTERM');
    return { line, ready: ready.status, timing: response.headers.get('server-timing'), body, ...(await server.ended) };
  } finally {
    server.child.kill('SIGKILL');
  }
}

const COUNT = '{ articles(first: 1) { totalCount } }';

describe('the server', () => {
  it('fills an empty default database with the samples, prints its address, and ends with 0 when told to', async () => {
    const outcome = await serveOnce(COUNT, { folder });
    expect(outcome.line).toMatch(/^Dateline is ready at http:\/\/localhost:\d+\/graphql$/);
    expect(outcome.ready).toBe(200);
    expect(outcome.body.errors).toBeUndefined();
    expect(outcome.body.data.articles.totalCount).toBeGreaterThan(0);
    expect(outcome.timing).toMatch(/^db;desc="\d+"$/);
    expect(outcome.stdout).toBe(`${outcome.line}\n`);
    expect(outcome.exitCode).toBe(0);
  });

  it('does not add the samples to a database that somebody named', async () => {
    const environment = { DATABASE_URL: `file:${join(folder, 'named.db')}` };
    expect((await serveOnce(COUNT, { folder, environment })).body.data.articles.totalCount).toBe(0);
  });

  it('does not add the samples when told not to', async () => {
    const empty = await mkdtemp(join(folder, 'unseeded-'));
    const outcome = await serveOnce(COUNT, { folder: empty, environment: { DATELINE_SEED: 'off' } });
    expect(outcome.body.data.articles.totalCount).toBe(0);
  });

  it('ends with 0 for a Ctrl+C under npm, which reaches it twice', async () => {
    const environment = { DATABASE_URL: `file:${join(folder, 'twice.db')}` };
    const server = startCommand(['serve', '--port', '0'], { folder, environment });
    await server.firstLine();
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect((await server.ended).exitCode).toBe(0);
  });

  it('is live but not ready when its database file is deleted, and logs that once', async () => {
    const file = join(folder, 'deleted.db');
    const environment = { DATABASE_URL: `file:${file}` };
    const server = startCommand(['serve', '--port', '0'], { folder, environment });
    try {
      const url = await server.address();
      const ask = (path: string) => fetch(new URL(path, url));
      expect((await ask('/health/ready')).status).toBe(200);
      await rm(file);
      await expect.poll(async () => (await ask('/health/ready')).status, { timeout: 10_000 }).toBe(503);
      const ready = await (await ask('/health/ready')).text();
      expect(JSON.parse(ready)).toMatchObject({ status: 'unavailable', reason: expect.stringContaining('removed') });
      const graph = await ask(`/graphql?query=${encodeURIComponent(COUNT)}`);
      const answer = await graph.text();
      expect(graph.status).toBe(503);
      expect(answer).toContain('NOT_READY');
      expect(ready + answer).not.toContain('deleted.db');
      expect((await ask('/health/live')).status).toBe(200);
      server.child.kill('SIGTERM');
      const { exitCode, stderr } = await server.ended;
      expect(exitCode).toBe(0);
      expect(stderr.match(/Not ready/g)).toHaveLength(1);
    } finally {
      server.child.kill('SIGKILL');
    }
  });

  it('logs JSON lines on stderr where nobody watches', async () => {
    const environment = { DATABASE_URL: `file:${join(folder, 'logged.db')}` };
    const { stderr } = await serveOnce(COUNT, { folder, environment });
    const entries = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; message: string });
    expect(entries.map(({ message }) => message)).toContain('Stopping');
  });
});
