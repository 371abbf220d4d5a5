import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

const counts = ({ taken, unchanged, updated, moved, removed, quarantined, ignored }: IngestReport) => ({
  taken,
  unchanged,
  updated,
  moved,
  removed,
  quarantined,
  ignored,
});
const NOTHING = { taken: 0, unchanged: 0, updated: 0, moved: 0, removed: 0, quarantined: 0, ignored: 0 };
const TITLES = '{ articles(first: 100) { edges { node { id key path title } } } corpus { articleCount revision } }';

interface Listed {
  readonly articles: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly key: string; readonly path: string; readonly title: string };
    }[];
  };
  readonly corpus: { readonly articleCount: number; readonly revision: number };
}

const article = (title: string, body = `${title}的正文，写到了青海省。`) =>
  `---\ntitle: ${title}\ndate: 2023-05-01 10:00:00\n---\n\n${body}\n`;

describeOnEveryDatabase(
  'A run over a folder',
  (getDatabase) => {
    let graph: TestGraph;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    let folder: string;

    const write = async (path: string, text: string | Uint8Array) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    const list = async () => {
      const listed = await graph.query<Listed>(TITLES);
      return { ...listed.corpus, articles: listed.articles.edges.map(({ node }) => node) };
    };
    const writeTen = async () => {
      for (let i = 0; i < 10; i++) await write(`${i}.md`, article(`第${i}篇`));
    };

    beforeEach(async () => {
      home = await makeFolder();
      folder = join(home.path, 'archive');
      await mkdir(folder);
      graph = await openGraph(getDatabase().url);
    });
    afterEach(async () => {
      await graph?.close();
      await home?.remove();
    });

    it('done twice changes nothing, not even the revision', async () => {
      await writeTen();
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, taken: 10 });
      const before = await list();
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, unchanged: 10 });
      expect(await list()).toEqual(before);
      expect(before.articleCount).toBe(10);
    });

    it('updates what changed, takes what is new and removes what is gone', async () => {
      await writeTen();
      await graph.ingest([folder]);
      const before = await list();
      await write('3.md', article('第3篇', '换了正文，写到了云南省。'));
      await write('10.md', article('第10篇'));
      await rm(join(folder, '7.md'));
      expect(counts(await graph.ingest([folder]))).toEqual({
        ...NOTHING,
        taken: 1,
        updated: 1,
        removed: 1,
        unchanged: 8,
      });
      const after = await list();
      expect(after.articles.map((node) => node.title)).not.toContain('第7篇');
      expect(after.articleCount).toBe(10);
      const idOf = (all: typeof before) => all.articles.find((node) => node.path === '3.md')?.id;
      expect(idOf(after)).toBe(idOf(before));
      const { place } = await graph.query<{ place: { articleCount: number } }>(
        '{ place(by: { name: "云南" }) { articleCount } }',
      );
      expect(place.articleCount).toBe(1);
    });

    it('keeps the id of a file that moved', async () => {
      await writeTen();
      await graph.ingest([folder]);
      const before = (await list()).articles.find((node) => node.path === '4.md');
      await mkdir(join(folder, '2023/五月'), { recursive: true });
      await rename(join(folder, '4.md'), join(folder, '2023/五月/四.md'));
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, moved: 1, unchanged: 9 });
      const after = (await list()).articles.find((node) => node.path === '2023/五月/四.md');
      expect(after?.id).toBe(before?.id);
      expect((await list()).articleCount).toBe(10);
    });

    it('reads a moved file again when its name spoke for it', async () => {
      await write('2023-05-01-旧名.md', '没有标题的正文，写到了青海省。');
      await graph.ingest([folder]);
      await rename(join(folder, '2023-05-01-旧名.md'), join(folder, '2024-06-02-新名.md'));
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, moved: 1 });
      const { articles } = await graph.query<{ articles: { edges: { node: object }[] } }>(
        '{ articles { edges { node { title path publication { written } } } } }',
      );
      expect(articles.edges).toMatchObject([
        { node: { title: '新名', path: '2024-06-02-新名.md', publication: { written: '2024-06-02' } } },
      ]);
    });

    it('makes one article of the same document under two paths, until both are gone', async () => {
      await writeTen();
      await write('copy/again.md', article('第5篇'));
      expect((await graph.ingest([folder])).taken).toBe(11);
      expect((await list()).articleCount).toBe(10);
      await rm(join(folder, '5.md'));
      await graph.ingest([folder]);
      expect((await list()).articles.filter((node) => node.title === '第5篇')).toMatchObject([
        { path: 'copy/again.md' },
      ]);
      await rm(join(folder, 'copy/again.md'));
      await graph.ingest([folder]);
      expect((await list()).articleCount).toBe(9);
    });

    it('removes no more than a fifth unless it is told to', async () => {
      await writeTen();
      await graph.ingest([folder]);
      for (const i of [0, 1, 2]) await rm(join(folder, `${i}.md`));
      const held = await graph.ingest([folder]);
      expect(counts(held)).toEqual({ ...NOTHING, unchanged: 7 });
      expect(held.problems).toMatchObject([
        { code: 'REMOVAL_HELD_BACK', severity: 'WARNING', hint: expect.stringContaining('--prune') },
      ]);
      expect((await list()).articleCount).toBe(10);
      expect((await graph.ingest([folder], { prune: true })).removed).toBe(3);
      expect((await list()).articleCount).toBe(7);
    });

    it('removes nothing outside the path it was given', async () => {
      await write('dateline.json', '{ "key": "whole" }');
      for (let i = 0; i < 6; i++) {
        await write(`a/${i}.md`, article(`甲${i}`));
        await write(`b/${i}.md`, article(`乙${i}`));
      }
      expect((await graph.ingest([folder])).taken).toBe(12);
      await rm(join(folder, 'a/0.md'));
      await rm(join(folder, 'b'), { recursive: true });
      expect(counts(await graph.ingest([join(folder, 'a')]))).toEqual({ ...NOTHING, removed: 1, unchanged: 5 });
      expect((await list()).articleCount).toBe(11);
    });

    it('leaves drafts out and counts them, unless they are asked for', async () => {
      await write('ready.md', article('写好的'));
      await write('draft.md', article('草稿').replace('---\n\n', 'draft: true\n---\n\n'));
      await write('unpublished.md', article('未发布').replace('---\n\n', 'published: false\n---\n\n'));
      await write('_drafts/idea.md', article('想法'));
      await write('future.md', article('明天').replace('2023-05-01', '2199-05-01'));
      const report = await graph.ingest([folder]);
      expect(counts(report)).toEqual({ ...NOTHING, taken: 1, ignored: 4 });
      expect(report.ignoredBy).toEqual({ DRAFT: 3, FUTURE: 1 });
      expect((await graph.ingest([folder], { includeDrafts: true })).taken).toBe(4);
      expect((await list()).articleCount).toBe(5);
    });

    it('an article that becomes a draft goes', async () => {
      await writeTen();
      await graph.ingest([folder]);
      await write('2.md', article('第2篇').replace('---\n\n', 'draft: true\n---\n\n'));
      await graph.ingest([folder]);
      expect((await list()).articleCount).toBe(9);
    });

    it('puts a broken file aside with its line and reason, and takes the others', async () => {
      await write('good.md', article('好的'));
      await write('broken.md', '---\ntitle: 好\ntags: [未闭合\n---\n正文\n');
      await write('script.md', '---js\nmodule.exports = { title: process.exit(9) }\n---\n正文\n');
      await write(
        'picture.md',
        Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff, 0xfe, 0, 1, 2, 3]),
      );
      const report = await graph.ingest([folder]);
      expect(counts(report)).toEqual({ ...NOTHING, taken: 1, quarantined: 3 });
      const problems = new Map(report.problems.map((problem) => [problem.path, problem]));
      expect(problems.get('broken.md')).toMatchObject({
        code: 'FRONT_MATTER_INVALID',
        severity: 'ERROR',
        line: expect.any(Number),
      });
      expect(problems.get('script.md')).toMatchObject({ code: 'FRONT_MATTER_SCRIPT' });
      expect(problems.get('picture.md')).toMatchObject({ code: 'BINARY_FILE' });
      for (const problem of report.problems) {
        expect(problem.message.length).toBeGreaterThan(10);
        expect(problem.hint.length).toBeGreaterThan(10);
      }
      const { ingestRuns } = await graph.query<{
        ingestRuns: { edges: { node: { quarantined: number; problems: { totalCount: number } } }[] };
      }>(
        '{ ingestRuns(first: 1) { edges { node { quarantined problems { totalCount edges { node { code path line message hint } } } } } } }',
      );
      expect(ingestRuns.edges[0]?.node).toMatchObject({ quarantined: 3, problems: { totalCount: 3 } });
    });

    it('keeps the last good version of a file that breaks, and forgets it once the file is mended', async () => {
      await writeTen();
      await graph.ingest([folder]);
      const before = (await list()).articles.find((node) => node.path === '6.md');
      await write('6.md', '---\ntitle: [坏了\n---\n新的正文\n');
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, quarantined: 1, unchanged: 9 });
      expect((await list()).articles.find((node) => node.path === '6.md')).toEqual(before);
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, quarantined: 1, unchanged: 9 });
      await write('6.md', article('第6篇', '修好了。'));
      expect(counts(await graph.ingest([folder]))).toEqual({ ...NOTHING, updated: 1, unchanged: 9 });
    });

    it('says what it would do in a dry run, and writes nothing', async () => {
      await writeTen();
      const before = await list();
      expect(counts(await graph.ingest([folder], { dryRun: true }))).toEqual({ ...NOTHING, taken: 10 });
      expect(await list()).toEqual(before);
      const runs = await graph.query<{ ingestRuns: { totalCount: number } }>('{ ingestRuns { totalCount } }');
      expect(runs.ingestRuns.totalCount).toBe(0);
    });

    it('leaves the revision alone when all it finds is what it put aside or left out before', async () => {
      await write('bad.md', '---\ntitle: [坏\n---\n');
      await write('draft.md', article('草稿').replace('---\n\n', 'draft: true\n---\n\n'));
      const first = await graph.ingest([folder]);
      const { revision } = await list();
      expect(counts(await graph.ingest([folder]))).toEqual(counts(first));
      expect((await list()).revision).toBe(revision);
    });

    it('over an empty folder is an empty report', async () => {
      expect(counts(await graph.ingest([folder]))).toEqual(NOTHING);
    });

    it('refuses a path that does not exist before it touches anything', async () => {
      await expect(graph.ingest([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' });
    });

    it('counts every file once: the parts of the report add up', async () => {
      await writeTen();
      await write('notes.pdf', 'no article');
      await write('.hidden/x.md', article('看不见'));
      await write('bad.md', '---\ntitle: [坏\n---\n');
      const report = await graph.ingest([folder]);
      expect(report.files).toBe(
        report.taken + report.unchanged + report.updated + report.moved + report.quarantined + report.ignored,
      );
      expect(report.files).toBe(13);
    });

    it('finds the sources that a folder holds, and never stores where it lies', async () => {
      await copyFile(join(SEEDS, 'sina-finance/qinghai-bitcoin-mining.md'), join(folder, 'one.md'));
      await graph.ingest([folder]);
      const { sources } = await graph.query<{ sources: { key: string; name: string }[] }>('{ sources { key name } }');
      expect(sources).toEqual([{ key: 'archive', name: 'archive' }]);
      const everything =
        JSON.stringify(await getDatabase().query('SELECT * FROM "Document"')) +
        JSON.stringify(await getDatabase().query('SELECT * FROM "Source"'));
      expect(everything).not.toContain(home.path);
    });
  },
  { per: 'test' },
);

describeOnEveryDatabase('The account of a run', (getDatabase) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
  });
  afterAll(() => graph?.close());

  it('says FAILED, and why, when the run had to give up', async () => {
    const stop = new AbortController();
    await expect(
      graph.ingest([SEEDS], { signal: stop.signal, onProgress: () => stop.abort(new Error('Stopped by hand')) }),
    ).rejects.toThrow('Stopped by hand');
    const { ingestRuns } = await graph.query<{ ingestRuns: { edges: { node: object }[] } }>(
      '{ ingestRuns(first: 1) { edges { node { state message finishedAt } } } }',
    );
    expect(ingestRuns.edges[0]?.node).toMatchObject({
      state: 'FAILED',
      message: 'Stopped by hand',
      finishedAt: expect.any(String),
    });
  });

  it('is followed by one that finishes the job', async () => {
    const report = await graph.ingest([SEEDS]);
    expect(report.taken + report.unchanged).toBe(report.files);
    const { corpus } = await graph.query<{ corpus: { articleCount: number; lastIngestRun: object } }>(
      '{ corpus { articleCount lastIngestRun { state files } } }',
    );
    expect(corpus).toMatchObject({ articleCount: 26, lastIngestRun: { state: 'FINISHED' } });
  });
});
