import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';

const article = (title: string, extra = '') =>
  `---\ntitle: ${title}\ndate: 2023-05-01 10:00:00\n${extra}---\n\n${title}的正文，写到了青海省。\n`;

const codes = ({ problems }: IngestReport) => problems.map(({ code }) => code);

describeOnEveryDatabase(
  'The sources of a run',
  (getDatabase) => {
    let graph: TestGraph;
    let home: Awaited<ReturnType<typeof makeFolder>>;

    const at = (path: string) => join(home.path, path);
    const write = async (path: string, text: string) => {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    };
    const writeMany = async (folder: string, number: number, title = folder) => {
      for (let i = 0; i < number; i++) await write(`${folder}/${i}.md`, article(`${title} 第${i}篇`));
    };
    const ingest = (paths: readonly string[], options: Parameters<TestGraph['ingest']>[1] = {}) =>
      graph.ingest(paths.map(at), options);
    /** Source → number of its articles. */
    const sources = async (): Promise<Record<string, number>> => {
      const rows = await getDatabase().query<{ key: string; articleCount: number }>(
        'SELECT "key", "articleCount" FROM "Source" ORDER BY "key"',
      );
      return Object.fromEntries(rows.map((row) => [row.key, row.articleCount]));
    };

    beforeEach(async () => {
      home = await makeFolder();
      graph = await openGraph(getDatabase().url);
    });
    afterEach(async () => {
      await graph?.close();
      await home?.remove();
    });

    it('called alike stay apart, run after run', async () => {
      await writeMany('2023/news', 2);
      await writeMany('2024/news', 20);
      expect(await ingest(['2023/news', '2024/news'])).toMatchObject({ files: 22, taken: 22 });
      expect(await sources()).toEqual({ '2023-news': 2, '2024-news': 20 });
      expect(await ingest(['2024/news', '2023/news'])).toMatchObject({ files: 22, unchanged: 22, removed: 0 });
      expect(await ingest(['2024/news'])).toMatchObject({ files: 20, unchanged: 20, removed: 0 });
      expect(await sources()).toEqual({ '2023-news': 2, '2024-news': 20 });
    });

    it('that claim one key on purpose are refused before anything is written', async () => {
      await writeMany('a', 1);
      await writeMany('b', 1);
      await expect(ingest(['a', 'b'], { sourceKey: 'both' })).rejects.toMatchObject({ code: 'SOURCE_CONFLICT' });
      await expect(ingest(['a'], { sourceKey: '../both' })).rejects.toMatchObject({ code: 'USAGE' });
      expect(await sources()).toEqual({});
      expect(await getDatabase().query('SELECT "id" FROM "IngestRun"')).toEqual([]);
    });

    it('count each file once when a path is given twice or within another', async () => {
      await writeMany('four', 3);
      await writeMany('four/deep', 2);
      expect(await ingest(['four', 'four', 'four/deep'])).toMatchObject({ files: 5, taken: 5 });
      expect(await sources()).toEqual({ four: 5 });
    });

    it('have the parts of their folder that are given alone later', async () => {
      await writeMany('sub', 2);
      await writeMany('sub/deep', 2);
      await ingest(['sub']);
      expect(await ingest(['sub/deep'])).toMatchObject({ files: 2, unchanged: 2, removed: 0, problems: [] });
      expect(await sources()).toEqual({ sub: 4 });
    });

    it('that take files of the one around them say so, until that one has left them', async () => {
      await writeMany('sub', 2);
      await writeMany('sub/deep', 3);
      await ingest(['sub']);
      expect((await ingest(['sub/deep'], { sourceKey: 'mine' })).problems).toMatchObject([
        {
          code: 'SOURCE_OVERLAP',
          severity: 'WARNING',
          sourceKey: 'mine',
          message: expect.stringMatching(/^3 .*“sub”/),
          hint: expect.stringContaining('Ingest the folder of “sub”'),
        },
      ]);
      expect(await sources()).toEqual({ mine: 3, sub: 5 });
      expect(await ingest(['sub'])).toMatchObject({ unchanged: 5, removed: 3, problems: [] });
      expect(codes(await ingest(['sub/deep'], { sourceKey: 'mine' }))).toEqual([]);
      expect(await sources()).toEqual({ mine: 3, sub: 2 });
    });

    it('that are one folder under two keys say so, until one is let go', async () => {
      await writeMany('sub', 3);
      await ingest(['sub']);
      const [problem] = (await ingest(['sub'], { sourceKey: 'mine' })).problems;
      expect(problem).toMatchObject({
        code: 'SOURCE_OVERLAP',
        hint: expect.stringContaining('<an empty folder> --source sub --prune'),
      });
      await mkdir(at('empty'));
      expect(await ingest(['empty'], { sourceKey: 'sub', prune: true })).toMatchObject({ removed: 3 });
      expect(await ingest(['sub'])).toMatchObject({ unchanged: 3, problems: [] });
      expect(await sources()).toEqual({ mine: 3 });
    });

    it('remove nothing that another folder of the same name lacks, until they are told to', async () => {
      await writeMany('2023/news', 20);
      await writeMany('2024/news', 20);
      await write('2024/news/more.md', article('又一篇'));
      await rm(at('2024/news/7.md'));
      await ingest(['2023/news']);
      const report = await ingest(['2024/news']);
      expect(report).toMatchObject({ files: 20, taken: 1, updated: 19, removed: 0 });
      expect(report.problems).toMatchObject([
        {
          code: 'REMOVAL_HELD_BACK',
          message: expect.stringContaining('another folder'),
          hint: expect.stringContaining('--prune'),
        },
      ]);
      // The source holds files of both now, so the first folder may not remove those of the second either.
      const back = await ingest(['2023/news']);
      expect(back).toMatchObject({ removed: 0, problems: [{ code: 'REMOVAL_HELD_BACK' }] });
      expect(await sources()).toEqual({ news: 21 });
      expect(await ingest(['2023/news'], { prune: true })).toMatchObject({ unchanged: 20, removed: 1, problems: [] });
      await rm(at('2023/news/0.md'));
      expect(await ingest(['2023/news'])).toMatchObject({ unchanged: 19, removed: 1, problems: [] });
    });

    it('follow their folder when it moves with all its files', async () => {
      await writeMany('old/news', 10);
      await ingest(['old/news']);
      await rename(at('old'), at('new'));
      expect(await ingest(['new/news'])).toMatchObject({ unchanged: 10, removed: 0, problems: [] });
      await rm(at('new/news/3.md'));
      expect(await ingest(['new/news'])).toMatchObject({ unchanged: 9, removed: 1, problems: [] });
      expect(await sources()).toEqual({ news: 9 });
    });

    it('hand over the files of a folder that gets settings of its own, however many', async () => {
      await writeMany('all', 2);
      await writeMany('all/sub', 8);
      await write('all/sub/url.md', article('有网址的', 'url: https://example.org/1\n'));
      await ingest(['all']);
      const idOf = async () =>
        await getDatabase().query('SELECT "id", "key" FROM "Article" WHERE "title" = $1', ['有网址的']);
      const before = await idOf();
      await write('all/sub/dateline.json', '{ "key": "own" }');
      expect(await ingest(['all'])).toMatchObject({ taken: 9, unchanged: 2, removed: 9, problems: [] });
      expect(await sources()).toEqual({ all: 2, own: 9 });
      // An article that says itself which one it is stays the same through all of it.
      expect(await idOf()).toEqual(before);
      expect(await ingest(['all'])).toMatchObject({ unchanged: 11, removed: 0, problems: [] });
      expect(await ingest(['all/sub'])).toMatchObject({ unchanged: 9, removed: 0, problems: [] });
    });

    it('hand over all they have, and end with it', async () => {
      await writeMany('all/sub', 5);
      await ingest(['all']);
      await write('all/sub/dateline.json', '{}');
      expect(await ingest(['all'])).toMatchObject({ taken: 5, removed: 5, problems: [] });
      expect(await sources()).toEqual({ sub: 5 });
    });

    it('never tell the database where they lie', async () => {
      await writeMany('news', 1);
      await ingest(['news']);
      const rows = await getDatabase().query<{ location: string }>('SELECT "location" FROM "Source"');
      expect(rows).toEqual([{ location: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    });
  },
  { per: 'test' },
);
