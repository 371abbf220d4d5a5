import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema, printSdl } from '../../src/schema/schema.ts';
import { type TestDatabase, testDatabases } from '../support/databases.ts';
import { makeFolder, openGraph, ROOT, SEEDS, type TestGraph } from '../support/graph.ts';
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
async function fill(
  kind: ReturnType<typeof testDatabases>[number],
  copies: readonly string[],
  seed: number,
): Promise<Filled> {
  const database = await kind.open();
  const graph = await openGraph(database.url);
  const files = [...(await listArticles(SEEDS)), ...copies];
  expect(files.length).toBeGreaterThan(20);
  for (const file of new Random(seed).shuffle(files)) await graph.ingest([file]);
  return { name: kind.name, graph, database };
}

/** Every sample again in another feed, each with a line of its own, so that there are stories. */
async function writeCopies(folder: string): Promise<string[]> {
  const feed = join(folder, 'wire');
  await mkdir(feed);
  const copies: string[] = [];
  for (const path of (await listArticles(SEEDS)).filter((path) => path.endsWith('.md'))) {
    const copy = join(feed, basename(path));
    await writeFile(copy, Buffer.concat([await readFile(path), Buffer.from(`\n\n${basename(path)} 转载\n`)]));
    copies.push(copy);
  }
  return copies;
}

/** What tells of the runs themselves and their order, not of the documents. */
const HISTORY = new Set(['lastIngestRun', 'changes']);

const withoutRuns = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (HISTORY.has(key) ? undefined : value)));

describe('The same documents in shuffled order', () => {
  const filled: Filled[] = [];
  let folder: Awaited<ReturnType<typeof makeFolder>>;

  beforeAll(async () => {
    folder = await makeFolder();
    const copies = await writeCopies(folder.path);
    for (const kind of testDatabases()) {
      if (kind.skipped === null) filled.push(await fill(kind, copies, 7), await fill(kind, copies, 99));
      else console.warn(`SKIP: ${kind.name} (${kind.skipped}): answers are compared without it`);
    }
  }, 180_000);
  afterAll(async () => {
    for (const { graph, database } of filled) {
      await graph.close();
      await database.close();
    }
    await folder.remove();
  });

  it('give the same ids', async () => {
    const ids = await Promise.all(
      filled.map(({ graph }) =>
        graph.query(`{
          articles(first: 100) { edges { cursor node { id key categories { id } author { id } images { id } source { id } storyScore story { id key original { id } articles(first: 10) { totalCount edges { cursor score node { id } } } } mentions(first: 100) { edges { node { id } } } } } }
          distinct: articles(first: 100, where: { distinctStories: true }) { totalCount edges { cursor } }
          entities(first: 100) { edges { cursor node { id key storyCount } } }
          authors(first: 100) { edges { cursor node { id } } }
        }`),
      ),
    );
    expect(JSON.stringify(ids[0])).toContain('"score":0.9');
    for (const answer of ids.slice(1)) expect(answer).toEqual(ids[0]);
  });

  it('give the same answer, order included, to every sample operation', async () => {
    const operations = (await readdir(OPERATIONS)).filter((file) => file.endsWith('.graphql'));
    expect(operations.length).toBeGreaterThan(8);
    for (const file of operations) {
      const source = await readFile(join(OPERATIONS, file), 'utf8');
      // Has no answer, but events: see the tests of the server.
      if (/^subscription/m.test(source)) continue;
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
