import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, ROOT, SEEDS, type TestGraph } from '../support/graph.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('The README', () => {
  let graph: TestGraph;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-readme-'));
    graph = await openGraph(`file:${join(folder, 'readme.db')}`);
    await graph.ingest([SEEDS]);
  });
  afterAll(async () => {
    await graph?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows queries that find something', async () => {
    const blocks = [...README.matchAll(/```graphql\n([\s\S]*?)```/g)].map((match) => match[1] as string);
    const bodies = [...README.matchAll(/-d '(\{"query".*\})'/g)].map((match) => JSON.parse(match[1] as string).query);
    expect(blocks.length).toBeGreaterThan(0);
    expect(bodies.length).toBeGreaterThan(0);
    for (const query of [...blocks, ...bodies]) {
      const { place } = await graph.query<{ place: { articles: { totalCount: number } } }>(query);
      expect(place.articles.totalCount).toBeGreaterThan(1);
    }
  });

  it('links only to what is there', () => {
    const links = [...README.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1] as string);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
  });

  it('lists every sample operation', () => {
    const operations = readdirSync(join(ROOT, 'examples/operations')).filter((file) => file.endsWith('.graphql'));
    expect(operations.filter((file) => !README.includes(`examples/operations/${file}`))).toEqual([]);
  });

  it('names every script and room that there is, and none that is not', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...README.matchAll(/npm (?:run )?([a-z:]+)/g)].map((match) => match[1] as string);
    expect(named.filter((script) => !['ci', 'install'].includes(script) && !(script in scripts))).toEqual([]);
    const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.filter(({ name }) => !README.includes(`](src/${name})`)).map(({ name }) => name)).toEqual([]);
  });
});
