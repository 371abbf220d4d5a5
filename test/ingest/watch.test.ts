import { appendFile, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import { type AppliedChanges, type FailedChanges, type WatchOptions, watch } from '../../src/ingest/watch.ts';
import type { IngestReport } from '../../src/model/report.ts';
import { openStore } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, NOW, openGraph, type TestGraph } from '../support/graph.ts';

const article = (title: string, body = `${title}的正文，写到了青海省。`) =>
  `---\ntitle: ${title}\ndate: 2023-05-01 10:00:00\n---\n\n${body}\n`;

const ARTICLES =
  '{ articles(first: 100) { edges { node { id key path title text publishedAt source { key } } } } corpus { articleCount revision } }';

interface Listed {
  readonly articles: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly key: string;
        readonly path: string;
        readonly title: string;
        readonly text: string;
        readonly publishedAt: string;
        readonly source: { readonly key: string };
      };
    }[];
  };
  readonly corpus: { readonly articleCount: number; readonly revision: number };
}

/** On a busy machine; on an idle one it is well under a second. */
const SOON = { timeout: 15_000, interval: 50 };

describeOnEveryDatabase(
  'While a folder is watched',
  (getDatabase) => {
    /** A reader of its own, as the server has in another process. */
    let graph: TestGraph;
    let home: Awaited<ReturnType<typeof makeFolder>>;
    let folder: string;
    let stopWatching: () => Promise<void>;
    let applied: AppliedChanges[];
    let failures: FailedChanges[];

    const at = (path: string) => join(folder, path);
    const write = async (path: string, text: string) => {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    };
    const writeTen = async () => {
      for (let i = 0; i < 10; i++) await write(`${i}.md`, article(`第${i}篇`));
    };
    const list = async () => {
      const { articles, corpus } = await graph.query<Listed>(ARTICLES);
      return { ...corpus, articles: articles.edges.map(({ node }) => node) };
    };
    const find = async (path: string) => (await list()).articles.find((node) => node.path === path);
    const paths = async () => (await list()).articles.map((node) => node.path).sort();
    const accounts = () => getDatabase().query<{ state: string }>('SELECT "state" FROM "IngestRun"');
    const total = (name: 'taken' | 'updated' | 'moved' | 'removed') =>
      applied.reduce((sum, { report }) => sum + report[name], 0);
    const problems = () => applied.flatMap(({ report }) => report.problems.map(({ code }) => code));

    /** Resolves when the first run is done. */
    const start = async (options: Partial<WatchOptions> = {}): Promise<IngestReport> => {
      const store = await openStore(getDatabase().url);
      const { gazetteer } = graph;
      const stopping = new AbortController();
      applied = [];
      failures = [];
      return await new Promise((resolve, reject) => {
        const watching = watch({
          store,
          gazetteer,
          extractor: createBuiltInExtractor(gazetteer),
          paths: [folder],
          now: () => NOW,
          signal: stopping.signal,
          onReady: resolve,
          onApplied: (changes) => applied.push(changes),
          onFailure: (failure) => failures.push(failure),
          ...options,
        }).catch(reject);
        stopWatching = async () => {
          stopping.abort();
          await watching;
          await store.close();
          stopWatching = async () => {};
        };
      });
    };

    beforeEach(async () => {
      home = await makeFolder();
      folder = join(home.path, 'archive');
      await mkdir(folder);
      graph = await openGraph(getDatabase().url);
      stopWatching = async () => {};
    });
    afterEach(async () => {
      await stopWatching();
      await graph?.close();
      await home?.remove();
    });

    it('what happened before is taken in first, and then every file that comes, changes and goes', async () => {
      await writeTen();
      expect(await start()).toMatchObject({ taken: 10 });
      await write('new/10.md', article('第10篇'));
      await expect.poll(() => find('new/10.md'), SOON).toBeDefined();
      await write('3.md', article('第3篇', '换了正文，写到了云南省。'));
      await expect.poll(async () => (await find('3.md'))?.text, SOON).toContain('云南');
      await rm(at('7.md'));
      await expect.poll(() => find('7.md'), SOON).toBeUndefined();
      expect((await list()).articleCount).toBe(10);
      const { place } = await graph.query<{ place: { articleCount: number } }>(
        '{ place(by: { name: "云南" }) { articleCount } }',
      );
      expect(place.articleCount).toBe(1);
      expect(problems()).toEqual([]);
    });

    it('a file that is renamed, and a folder, keep their articles', async () => {
      await writeTen();
      await write('a/x.md', article('某篇'));
      await start();
      const before = await find('a/x.md');
      await rename(at('a/x.md'), at('y.md'));
      await expect.poll(() => find('y.md'), SOON).toMatchObject({ id: before?.id, key: before?.key });
      await mkdir(at('b'));
      for (let i = 0; i < 10; i++) await rename(at(`${i}.md`), at(`b/${i}.md`));
      await expect.poll(async () => (await paths()).filter((path) => path.startsWith('b/')).length, SOON).toBe(10);
      const ids = new Map((await list()).articles.map((node) => [node.title, node.id]));
      await rename(at('b'), at('c'));
      await expect.poll(async () => (await paths()).filter((path) => path.startsWith('c/')).length, SOON).toBe(10);
      for (const { title, id } of (await list()).articles) expect(id).toBe(ids.get(title));
      await expect.poll(() => total('moved'), SOON).toBe(21);
      expect(total('removed')).toBe(0);
    });

    it('a file moved from one watched folder of a source to another keeps its article', async () => {
      await writeTen();
      await write('in/x.md', article('某篇'));
      await write('out/z.md', article('他篇'));
      await graph.ingest([folder]);
      await start({ paths: [at('in'), at('out')] });
      const before = await find('in/x.md');
      await rename(at('in/x.md'), at('out/x.md'));
      await expect.poll(() => find('out/x.md'), SOON).toMatchObject({ id: before?.id });
      await write('3.md', article('第3篇', '没有人看这里。'));
      await write('in/y.md', article('又一篇'));
      await expect.poll(() => find('in/y.md'), SOON).toBeDefined();
      expect((await find('3.md'))?.text).not.toContain('没有人');
      await expect.poll(() => total('moved'), SOON).toBe(1);
    });

    it('a save by another file that is renamed is one update', async () => {
      await writeTen();
      await start();
      const before = await find('3.md');
      await write('.3.md.tmp', article('第3篇', '换了正文，写到了云南省。'));
      await rename(at('.3.md.tmp'), at('3.md'));
      await expect.poll(async () => (await find('3.md'))?.text, SOON).toContain('云南');
      expect((await find('3.md'))?.id).toBe(before?.id);
      const reports = () => applied.map(({ report }) => report);
      await expect.poll(reports, SOON).toMatchObject([{ updated: 1, removed: 0, taken: 0 }]);
    });

    it('a file that is touched and not changed leaves no trace', async () => {
      await writeTen();
      await write('draft.md', article('草稿').replace('date:', 'draft: true\ndate:'));
      await start();
      const before = await list();
      await write('3.md', await readFile(at('3.md'), 'utf8'));
      await utimes(at('draft.md'), new Date(), new Date());
      await write('picture.png', 'x');
      await write('empty/.keep', '');
      await sleep(2_500);
      expect(await list()).toEqual(before);
      expect(await accounts()).toHaveLength(1);
      expect(applied).toEqual([]);
      await write('3.md', article('第3篇', '换了正文。'));
      await expect.poll(accounts, SOON).toHaveLength(2);
    });

    it('a file that is written in pieces is read when it is whole', async () => {
      await writeTen();
      await start();
      const pieces = article('慢慢写', '开头。'.repeat(40)).match(/.{1,12}|\n/g) ?? [];
      for (const piece of pieces) {
        await appendFile(at('slow.md'), piece);
        await sleep(60);
      }
      await appendFile(at('slow.md'), '最后一句。');
      await expect.poll(async () => (await find('slow.md'))?.text, SOON).toContain('最后一句');
      await expect.poll(() => applied, SOON).toHaveLength(1);
      expect(problems()).toEqual([]);
    });

    it('a version that cannot be read does not take the place of the last good one, and its successor does', async () => {
      await writeTen();
      await start();
      await writeFile(at('3.md'), Buffer.from([0, 1, 2, 255, 0, 254, 0]));
      await expect.poll(problems, SOON).toContain('BINARY_FILE');
      expect((await find('3.md'))?.text).toContain('青海');
      await write('3.md', article('第3篇', '修好了。'));
      await expect.poll(async () => (await find('3.md'))?.text, SOON).toContain('修好了');
    });

    it('hundreds of files at once are all there, in a few runs', async () => {
      await start();
      for (let i = 0; i < 400; i++) await write(`${i % 7}/${i}.md`, article(`第${i}篇`));
      await expect.poll(async () => (await list()).articleCount, { ...SOON, timeout: 45_000 }).toBe(400);
      expect(applied.length).toBeLessThan(15);
    });

    it('new settings read their folder anew, and make it a source of its own', async () => {
      await writeTen();
      await write('inner/x.md', article('某篇'));
      await start();
      const before = await find('inner/x.md');
      await write('dateline.json', '{ "timeZone": "Europe/Berlin" }');
      await expect.poll(async () => (await find('3.md'))?.publishedAt, SOON).toBe('2023-05-01T08:00:00Z');
      expect(before?.publishedAt).toBe('2023-05-01T02:00:00Z');
      await write('inner/dateline.json', '{ "key": "own" }');
      await expect.poll(async () => (await find('x.md'))?.source.key, SOON).toBe('own');
      await expect.poll(() => find('inner/x.md'), SOON).toBeUndefined();
      await write('inner/y.md', article('又一篇'));
      await expect.poll(async () => (await find('y.md'))?.source.key, SOON).toBe('own');
      expect((await list()).articleCount).toBe(12);
      await write('inner/dateline.json', '{ broken');
      await expect.poll(problems, SOON).toContain('SOURCE_CONFIG_INVALID');
      expect((await list()).articleCount).toBe(12);
    });

    it('a folder that is emptied, or goes, keeps its articles until it is back', async () => {
      await writeTen();
      await start();
      const before = await list();
      await rename(folder, join(home.path, 'elsewhere'));
      await expect.poll(problems, SOON).toContain('REMOVAL_HELD_BACK');
      await rename(join(home.path, 'elsewhere'), folder);
      await sleep(1_500);
      expect(await list()).toEqual(before);
      await write('3.md', article('第3篇', '换了正文，写到了云南省。'));
      await expect.poll(async () => (await find('3.md'))?.text, SOON).toContain('云南');

      applied = [];
      for (let i = 0; i < 10; i++) await rm(at(`${i}.md`));
      await expect.poll(problems, SOON).toContain('REMOVAL_HELD_BACK');
      expect((await list()).articleCount).toBe(10);
      await writeTen();
      await expect.poll(async () => (await find('3.md'))?.text, SOON).toContain('青海');
      expect((await list()).articleCount).toBe(10);
      expect((await find('3.md'))?.id).toBe(before.articles.find(({ path }) => path === '3.md')?.id);
    });

    it('one file of a folder is judged by the whole source, and a slow emptying as if it went at once', async () => {
      await writeTen();
      await write('single/x.md', article('某篇'));
      await start();
      await rm(at('single'), { recursive: true });
      await expect.poll(() => find('single/x.md'), SOON).toBeUndefined();
      for (let i = 0; i < 10; i++) {
        await rm(at(`${i}.md`));
        await sleep(400);
      }
      await expect.poll(problems, SOON).toContain('REMOVAL_HELD_BACK');
      expect((await list()).articleCount).toBeGreaterThanOrEqual(8);
      await expect.poll(async () => (await list()).articleCount + total('removed'), SOON).toBe(11);
    });

    it('all goes that is gone, when pruning was asked for', async () => {
      await writeTen();
      await start({ prune: true });
      for (let i = 0; i < 10; i++) await rm(at(`${i}.md`));
      await expect.poll(async () => (await list()).articleCount, SOON).toBe(0);
      expect(problems()).toEqual([]);
    });

    it('what links lead to is followed', async () => {
      await writeTen();
      const outside = join(home.path, 'outside');
      await mkdir(outside);
      await writeFile(join(outside, 'x.md'), article('远处'));
      await symlink(outside, at('link'));
      await start();
      await writeFile(join(outside, 'x.md'), article('远处', '换了正文，写到了云南省。'));
      await expect.poll(async () => (await find('link/x.md'))?.text, SOON).toContain('云南');
      await writeFile(join(outside, 'y.md'), article('更远处'));
      await expect.poll(() => find('link/y.md'), SOON).toBeDefined();
      await symlink(folder, at('loop'));
      await write('4.md', article('第4篇', '换了正文，写到了云南省。'));
      await expect.poll(async () => (await find('4.md'))?.text, SOON).toContain('云南');
      expect((await list()).articleCount).toBe(12);
    });

    it('a run that fails is tried again, and nothing is forgotten', async () => {
      await writeTen();
      await start();
      await getDatabase().execute('ALTER TABLE "Document" RENAME TO "Away"');
      await write('3.md', article('第3篇', '换了正文，写到了云南省。'));
      await expect.poll(() => failures.length, SOON).toBeGreaterThan(1);
      await write('10.md', article('第10篇'));
      await getDatabase().execute('ALTER TABLE "Away" RENAME TO "Document"');
      await expect.poll(() => find('10.md'), SOON).toBeDefined();
      expect((await find('3.md'))?.text).toContain('云南');
      await expect.poll(() => total('updated') + total('taken'), SOON).toBe(2);
      expect(failures.map(({ retryInMs }) => retryInMs).slice(0, 2)).toEqual([500, 1_000]);
    });

    it('it ends the same as one run over what is there in the end', async () => {
      await writeTen();
      await start({ prune: true });
      await write('sub/a.md', article('甲'));
      await write('sub/b.md', article('乙'));
      await expect.poll(() => find('sub/b.md'), SOON).toBeDefined();
      await rename(at('sub'), at('other'));
      await rm(at('5.md'));
      await write('6.md', article('第6篇', '换了正文，写到了云南省。'));
      await expect
        .poll(paths, SOON)
        .toEqual(['0', '1', '2', '3', '4', '6', '7', '8', '9', 'other/a', 'other/b'].map((name) => `${name}.md`));
      await expect.poll(async () => (await find('6.md'))?.text, SOON).toContain('云南');
      await stopWatching();
      expect(await graph.ingest([folder])).toMatchObject({ unchanged: 11, files: 11, removed: 0 });
    });
  },
  { per: 'test' },
);
