import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';

const article = (title: string, extra = '') =>
  `---\ntitle: ${title}\ndate: 2023-05-01 10:00:00\n${extra}---\n\n${title}的正文。\n`;

describeOnEveryDatabase(
  'What a run says it did',
  (getDatabase) => {
    let graph: TestGraph;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    let folder: string;

    const writeMany = async (number: number) => {
      for (let i = 0; i < number; i++) await writeFile(join(folder, `${i}.md`), article(`第${i}篇`));
    };
    const accounts = () =>
      getDatabase().query<{ state: string; message: string | null; taken: number; finishedMs: number | null }>(
        'SELECT "state", "message", "taken", "finishedMs" FROM "IngestRun" ORDER BY "startedMs"',
      );

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

    it('is what is in the database, when it was stopped between two batches', async () => {
      await writeMany(280);
      const stop = new AbortController();
      const stopped = graph.ingest([folder], {
        signal: stop.signal,
        onProgress: ({ done }) => {
          if (done === 270) stop.abort();
        },
      });
      await expect(stopped).rejects.toThrow();
      const articles = await graph.store.countArticles();
      expect(articles).toBe(250);
      expect(await accounts()).toMatchObject([
        { state: 'FAILED', taken: articles, message: 'Stopped before it was done.' },
      ]);
      expect(await graph.ingest([folder])).toMatchObject({ taken: 30, unchanged: 250 });
    });

    it('names every file, in a dry run too', async () => {
      await writeMany(5);
      expect(await graph.ingest([folder], { dryRun: true })).toMatchObject({ files: 5, taken: 5 });
      await graph.ingest([folder]);
      await rm(join(folder, '1.md'));
      await writeFile(join(folder, '2.md'), article('第2篇', 'draft: true\n'));
      const report = { files: 4, unchanged: 3, ignored: 1, removed: 2 };
      expect(await graph.ingest([folder], { dryRun: true })).toMatchObject(report);
      expect(await graph.ingest([folder])).toMatchObject(report);
    });

    it('counts an article that left as a draft or an empty file as removed, once', async () => {
      await writeMany(10);
      await graph.ingest([folder]);
      await writeFile(join(folder, '2.md'), article('第2篇', 'draft: true\n'));
      await writeFile(join(folder, '3.md'), '');
      const report = await graph.ingest([folder]);
      expect(report).toMatchObject({ files: 10, unchanged: 8, ignored: 2, removed: 2 });
      expect(report.ignoredBy).toEqual({ DRAFT: 1, EMPTY: 1 });
      expect(await graph.store.countArticles()).toBe(8);
      expect(await graph.ingest([folder])).toMatchObject({ unchanged: 8, ignored: 2, removed: 0 });
    });

    it('counts one that moved among the drafts as removed', async () => {
      await writeMany(10);
      await graph.ingest([folder]);
      await rm(join(folder, '2.md'));
      await mkdir(join(folder, '_drafts'));
      await writeFile(join(folder, '_drafts/2.md'), article('第2篇'));
      expect(await graph.ingest([folder])).toMatchObject({ unchanged: 9, moved: 0, ignored: 1, removed: 1 });
      expect(await graph.store.countArticles()).toBe(9);
    });

    it('is closed by the next run when its process was killed', async () => {
      await writeMany(1000);
      const environment = { DATABASE_URL: getDatabase().url };
      const { child, ended } = startCommand(['ingest', folder], { environment });
      // Its own word that it is at work: the first batch is written by then.
      const isAtWork = async () => (await accounts()).some(({ taken }) => taken > 0);
      while (!(await isAtWork())) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGKILL');
      expect((await ended).exitCode).toBeNull();
      const [killed] = await accounts();
      expect(killed).toMatchObject({ state: 'RUNNING', finishedMs: null });

      const { exitCode, stdout } = await runCommand(['ingest', folder, '--json'], { environment });
      expect(exitCode).toBe(0);
      const { taken, unchanged } = JSON.parse(stdout);
      expect(taken + unchanged).toBe(1000);
      expect(await accounts()).toMatchObject([
        {
          state: 'FAILED',
          message: 'Stopped before it was done.',
          finishedMs: expect.any(Number),
          taken: killed?.taken,
        },
        { state: 'FINISHED', taken },
      ]);
    }, 120_000);
  },
  { per: 'test' },
);
