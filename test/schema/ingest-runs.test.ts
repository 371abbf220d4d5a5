import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, NOW, openGraph, type TestGraph } from '../support/graph.ts';

const BROKEN = 130;

const RUN = /* GraphQL */ `
  query ($after: String) {
    ingestRuns(first: 1) {
      edges {
        node {
          state sourceKeys startedAt finishedAt message
          files documents taken unchanged updated moved removed quarantined ignored ignoredBy
          reextracted mentionsGained mentionsLost
          problems(first: 100, after: $after) {
            totalCount
            edges { node { code severity path line message hint source { key } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
`;

interface Run {
  readonly state: string;
  readonly sourceKeys: readonly string[];
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly message: string | null;
  readonly problems: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly source: { readonly key: string } | null } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describeOnEveryDatabase('The account of a run', (getDatabase) => {
  let graph: TestGraph;
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let path: string;
  beforeAll(async () => {
    folder = await makeFolder();
    path = join(folder.path, 'archive');
    await mkdir(path);
    const write = (name: string, text: string) => writeFile(join(path, name), text);
    for (let index = 0; index < 4; index++)
      await write(`good-${index}.md`, `---\ntitle: 第${index}篇\n---\n\n正文${index}。\n`);
    for (let index = 0; index < BROKEN; index++)
      await write(`broken-${index}.md`, '---\ntitle: [没有结束\n---\n\n正文。\n');
    await write('draft.md', '---\ntitle: 草稿\ndraft: true\n---\n\n正文。\n');
    await write('empty.md', '');
    await write('undated.md', '---\ntitle: 日期不对\ndate: 没有这一天\n---\n\n正文。\n');
    graph = await openGraph(getDatabase().url);
  });
  afterAll(async () => {
    await graph?.close();
    await folder?.remove();
  });

  const readRun = async (after: string | null = null): Promise<Run> =>
    (await graph.query<{ ingestRuns: { edges: { node: Run }[] } }>(RUN, { after })).ingestRuns.edges[0]?.node as Run;

  /** The latest run, with its problems from all pages, as a report has them. */
  async function readReport() {
    const { problems, ...run } = await readRun();
    const found: object[] = [];
    for (let page = problems; ; page = (await readRun(page.pageInfo.endCursor)).problems) {
      found.push(...page.edges.map(({ node: { source, ...problem } }) => ({ ...problem, sourceKey: source?.key })));
      if (!page.pageInfo.hasNextPage) return { run, total: problems.totalCount, problems: found };
    }
  }

  test('is all that the run reported: every count, and every problem with its file, line, reason and hint', async () => {
    const report: IngestReport = await graph.ingest([path]);
    // Where the time went is told to whoever ran it, and not kept.
    const { seconds, phases: _, problems, ...counts } = report;
    expect(counts).toMatchObject({ taken: 5, quarantined: BROKEN, ignored: 2, ignoredBy: { DRAFT: 1, EMPTY: 1 } });
    expect(problems.filter((problem) => problem.severity === 'WARNING').length).toBeGreaterThan(0);
    expect(problems.filter((problem) => problem.line !== null).length).toBeGreaterThan(0);
    const read = await readReport();
    expect(read.run).toMatchObject({ ...counts, state: 'FINISHED', sourceKeys: ['archive'], message: null });
    expect(read.problems).toEqual(problems);
    expect(read.total).toBe(problems.length);
    const lasted = Date.parse(read.run.finishedAt as string) - Date.parse(read.run.startedAt);
    expect(Date.parse(read.run.startedAt)).toBeGreaterThanOrEqual(NOW.getTime());
    expect(Math.abs(lasted / 1000 - seconds)).toBeLessThan(5);
  });

  test('says why, when the run gave up', async () => {
    await writeFile(join(path, 'good-0.md'), '---\ntitle: 第0篇\n---\n\n另一个正文。\n');
    const signal = AbortSignal.abort(new Error('somebody pulled the plug'));
    await expect(graph.ingest([path], { signal })).rejects.toThrow('somebody pulled the plug');
    const { run } = await readReport();
    expect(run).toMatchObject({ state: 'FAILED', message: expect.stringContaining('somebody pulled the plug') });
    expect(run.finishedAt).not.toBeNull();
  });
});
