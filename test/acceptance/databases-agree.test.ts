import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema, printSdl } from '../../src/schema/schema.ts';
import { type TestDatabase, testDatabases } from '../support/databases.ts';
import { openGraph, ROOT, SEEDS, type TestGraph } from '../support/graph.ts';
import { Random } from '../support/random.ts';

const OPERATIONS = join(ROOT, 'examples/operations');

interface Filled {
  readonly name: string;
  readonly graph: TestGraph;
  readonly database: TestDatabase;
}

async function listArticles(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.name !== 'dateline.json')
    .map((file) => join(file.parentPath, file.name))
    .sort();
}

/** Files one run at a time, each database in an order of its own. */
async function fill(kind: ReturnType<typeof testDatabases>[number], seed: number): Promise<Filled> {
  const database = await kind.open();
  const graph = await openGraph(database.url);
  const files = await listArticles(SEEDS);
  expect(files.length).toBeGreaterThan(20);
  for (const file of new Random(seed).shuffle(files)) await graph.ingest([file]);
  return { name: kind.name, graph, database };
}

/** What tells of the runs themselves and their order, not of the documents. */
const HISTORY = new Set(['lastIngestRun', 'changes']);

const withoutRuns = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (HISTORY.has(key) ? undefined : value)));

describe('The same documents in shuffled order', () => {
  const filled: Filled[] = [];

  beforeAll(async () => {
    for (const kind of testDatabases()) {
      if (kind.skipped === null) filled.push(await fill(kind, 7), await fill(kind, 99));
      else console.warn(`SKIP: ${kind.name} (${kind.skipped}): answers are compared without it`);
    }
  }, 180_000);
  afterAll(async () => {
    for (const { graph, database } of filled) {
      await graph.close();
      await database.close();
    }
  });

  it('give the same ids', async () => {
    const ids = await Promise.all(
      filled.map(({ graph }) =>
        graph.query(`{
          articles(first: 100) { edges { cursor node { id key categories { id } author { id } images { id } source { id } mentions(first: 100) { edges { node { id } } } } } }
          entities(first: 100) { edges { cursor node { id key } } }
          authors(first: 100) { edges { cursor node { id } } }
        }`),
      ),
    );
    for (const answer of ids.slice(1)) expect(answer).toEqual(ids[0]);
  });

  it('give the same answer, order included, to every sample operation', async () => {
    const operations = (await readdir(OPERATIONS)).filter((file) => file.endsWith('.graphql'));
    expect(operations.length).toBeGreaterThan(8);
    for (const file of operations) {
      const source = await readFile(join(OPERATIONS, file), 'utf8');
      const whole = await Promise.all(filled.map(({ graph }) => graph.query(source)));
      expect(JSON.stringify(whole[0]).length).toBeGreaterThan(100);
      const answers = whole.map(withoutRuns);
      for (const [index, answer] of answers.entries())
        expect([file, filled[index]?.name, answer]).toEqual([file, filled[index]?.name, answers[0]]);
    }
  });

  it('leave the SDL alone: it is the one in schema.graphql on every database', async () => {
    expect(printSdl(createSchema())).toBe(await readFile(join(ROOT, 'schema.graphql'), 'utf8'));
  });
});
