import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MODELS } from '../../src/store/model-map.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

/** What a run writes about itself. */
const OWN_REPORT = new Set(['IngestRun', 'Problem']);

describeOnEveryDatabase('A second run over what has not changed', (getDatabase) => {
  let graph: TestGraph;
  let home: Awaited<ReturnType<typeof makeFolder>>;
  beforeEach(async () => {
    home = await makeFolder();
    graph = await openGraph(getDatabase().url);
  });
  afterEach(async () => {
    await graph?.close();
    await home?.remove();
  });

  /** Every row of every table, internal ids and times included. */
  async function dumpRows(): Promise<Record<string, readonly unknown[]>> {
    const tables = [...MODELS.keys()].filter((model) => !OWN_REPORT.has(model));
    const rows = await Promise.all(
      tables.map(async (table) =>
        (await getDatabase().query(`SELECT * FROM "${table}"`)).map((row) => JSON.stringify(row)).sort(),
      ),
    );
    return Object.fromEntries(tables.map((table, index) => [table, rows[index] as readonly unknown[]]));
  }

  it('parses nothing, and writes nothing but its own report', async () => {
    await writeFile(join(home.path, 'a.md'), '---\ntitle: 甲\ndate: 2024-05-01\n---\n\n写到了青海省。\n');
    await writeFile(join(home.path, 'b.md'), '---\ntitle: 乙\ndraft: true\n---\n\n草稿。\n');
    const paths = [SEEDS, home.path];
    const first = await graph.ingest(paths);
    expect(first.taken).toBeGreaterThan(20);
    expect(first.phases.parseMs).toBeGreaterThan(0);
    const before = await dumpRows();
    expect(before.Article).toHaveLength(first.taken);
    const second = await graph.ingest(paths);
    expect(second).toMatchObject({ taken: 0, updated: 0, moved: 0, removed: 0, unchanged: first.taken });
    expect(second.phases).toMatchObject({ extractMs: 0, writeMs: 0 });
    expect(await dumpRows()).toEqual(before);
  });

  it('looks again at what was put aside or left out, and at all of it when the settings have changed', async () => {
    await writeFile(join(home.path, 'a.md'), '---\ntitle: 甲\ndate: 2024-05-01 10:00\n---\n\n写到了青海省。\n');
    const publishedAt = async () =>
      (
        await graph.query<{ articles: { edges: { node: { publishedAt: string } }[] } }>(
          '{ articles(where: { source: "zones" }) { edges { node { publishedAt } } } }',
        )
      ).articles.edges[0]?.node.publishedAt;
    await graph.ingest([home.path], { sourceKey: 'zones' });
    expect(await publishedAt()).toBe('2024-05-01T02:00:00Z');
    await writeFile(join(home.path, 'dateline.json'), '{ "key": "zones", "timeZone": "America/New_York" }');
    const changed = await graph.ingest([home.path]);
    expect(changed).toMatchObject({ files: 1, unchanged: 1 });
    expect(await publishedAt()).toBe('2024-05-01T14:00:00Z');
  });
});
