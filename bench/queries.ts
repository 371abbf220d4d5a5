/**
 * Queries over HTTP: how they compare with hand-written SQL behind node:http on the same database, in one run.
 *
 *   npm run bench:queries                          20,000 articles; SQLite, and PostgreSQL at TEST_POSTGRES_URL
 *   npm run bench:queries -- --articles 2000       fewer
 *   npm run bench:queries -- --seconds 2           a shorter look at each
 *
 * Each question is put to each server by ten connections, in turns, three times; the best of each counts, and the
 * answers are first compared with each other. Only the ratios mean something.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { generateArchive } from './generate-archive.ts';
import { measureProcess } from './measured-process.ts';
import { type Question, questions } from './questions.ts';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const FLOOR = fileURLToPath(new URL('./floor-server.mjs', import.meta.url));
const CONNECTIONS = 10;
const ROUNDS = 3;

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '20000' }, seconds: { type: 'string', default: '5' } },
});
const home = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
const children: ChildProcess[] = [];
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(home, { recursive: true, force: true });
});

const archive = join(home, 'archive');
generateArchive(archive, Number(values.articles), { isShort: true });
await bench('SQLite', `file:${join(home, 'bench.db')}`);
const postgres = process.env.TEST_POSTGRES_URL;
if (postgres === undefined) console.log('\nPostgreSQL is left out: TEST_POSTGRES_URL names none.');
else await benchPostgres(postgres);
process.exit(0);

async function benchPostgres(server: string): Promise<void> {
  const { default: pg } = await import('pg');
  const schema = `bench_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`CREATE SCHEMA "${schema}"`);
  try {
    await bench('PostgreSQL', `${server}?schema=${schema}`);
  } finally {
    await client.query(`DROP SCHEMA "${schema}" CASCADE`);
    await client.end();
  }
}

async function bench(name: string, databaseUrl: string): Promise<void> {
  const environment = {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
    DATELINE_SEED: 'off',
    PORT: '0',
    HOST: '127.0.0.1',
  };
  await measureProcess([PROGRAM, 'ingest', archive, '--json'], environment);
  const serve = (cacheBytes: string) => start([PROGRAM, 'serve'], { ...environment, RESPONSE_CACHE_BYTES: cacheBytes });
  const floor = await start([FLOOR, databaseUrl]);
  const plain = await serve('0');
  const cached = await serve('50000000');
  console.log(`\n${name}, ${values.articles} articles; requests/s as a share of the floor's`);
  console.log(`${'question'.padEnd(12)}${'floor /s'.padStart(10)}${'no cache'.padStart(10)}${'cached'.padStart(10)}`);
  for (const question of await questions(plain.url)) {
    await compareAnswers(question, floor.url, plain.url);
    const best = { floor: 0, plain: 0, cached: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.floor = Math.max(best.floor, await rate(floor.url, question.floor));
      best.plain = Math.max(best.plain, await rate(plain.url, question.graph));
      best.cached = Math.max(best.cached, await rate(cached.url, question.graph));
    }
    const share = (part: number) => (part / best.floor).toFixed(2).padStart(10);
    console.log(
      `${question.name.padEnd(12)}${best.floor.toFixed(0).padStart(10)}${share(best.plain)}${share(best.cached)}`,
    );
  }
  for (const { child } of [floor, plain, cached]) {
    child.kill();
    await once(child, 'exit');
  }
}

/** Starts a server and waits for the line that tells its address. */
async function start(command: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`${command.join(' ')} ended before it was ready`);
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return await response.json();
}

async function compareAnswers({ name, floor, graph }: Question, floorUrl: string, graphUrl: string): Promise<void> {
  const [expected, found] = [await post(floorUrl, floor), await post(graphUrl, graph)];
  if (!isDeepStrictEqual(found, expected))
    throw new Error(
      `The answers to “${name}” differ:\n${JSON.stringify(expected).slice(0, 600)}\n${JSON.stringify(found).slice(0, 600)}`,
    );
}

/** Requests per second. */
async function rate(url: string, body: object): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    connections: CONNECTIONS,
    duration: Number(values.seconds),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} refused ${result.non2xx + result.errors} requests`);
  return result.requests.average;
}
