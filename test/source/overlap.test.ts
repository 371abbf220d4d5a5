import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDirectory } from '../../src/source/directory.ts';
import { type FindOptions, findSources } from '../../src/source/find-sources.ts';
import { locationOf } from '../../src/source/location.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dateline-overlap-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: unknown = 'x'): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
};

const find = (paths: readonly string[], options?: FindOptions) =>
  findSources(
    paths.map((path) => join(root, path)),
    options,
  );

/** [key, path] of every file, in order. */
async function filesOf(paths: readonly string[], options?: FindOptions): Promise<[string, string][]> {
  const files: [string, string][] = [];
  for (const source of await find(paths, options))
    for await (const entry of openDirectory(source).entries())
      if (entry.kind === 'FILE') files.push([source.settings.key, entry.path]);
  return files;
}

const knownAt = (key: string, path: string) => ({ key, location: locationOf(join(root, path)) });

describe('several paths in one run', () => {
  test('give each file once when one is given twice, or by another name', async () => {
    write('four/a.md');
    symlinkSync(join(root, 'four'), join(root, 'link'));
    expect(await filesOf(['four', 'four', 'link', 'four/a.md'])).toEqual([['four', 'a.md']]);
  });
  test('give each file once when one lies in the other, in whatever order', async () => {
    write('four/a.md');
    write('four/deep/b.md');
    write('four/deep/er/c.md');
    const all = [
      ['four', 'a.md'],
      ['four', 'deep/b.md'],
      ['four', 'deep/er/c.md'],
    ];
    expect(await filesOf(['four', 'four/deep'])).toEqual(all);
    expect(await filesOf(['four/deep/er', 'four/deep', 'four'])).toEqual(all);
    expect(await filesOf(['four/deep', 'four'], { key: 'mine' })).toEqual(all.map(([, path]) => ['mine', path]));
  });
  test('of one source are parts of it', async () => {
    write('all/dateline.json', { key: 'whole' });
    for (const path of ['a/1.md', 'b/2.md', 'c/3.md', 'd.md']) write(`all/${path}`);
    expect(await filesOf(['all/b', 'all/a', 'all/a/1.md', 'all/d.md'])).toEqual([
      ['whole', 'a/1.md'],
      ['whole', 'b/2.md'],
      ['whole', 'd.md'],
    ]);
  });
  test('called alike take the names of their parents, the same in whatever order', async () => {
    write('2023/news/a.md');
    write('2024/news/a.md');
    const told = [
      ['2023-news', 'a.md'],
      ['2024-news', 'a.md'],
    ];
    expect(await filesOf(['2023/news', '2024/news'])).toEqual(told);
    expect(await filesOf(['2024/news', '2023/news'])).toEqual(told);
    for (const { settings, problems } of await find(['2023/news', '2024/news'])) {
      expect(settings.name).toBe(settings.key);
      expect(problems).toMatchObject([{ code: 'SOURCE_CONFIG_INVALID', message: expect.stringContaining('“news”') }]);
    }
  });
  test('with parents called alike too take as many names as it needs', async () => {
    write('x/2023/news/a.md');
    write('y/2023/news/a.md');
    expect(await filesOf(['x/2023/news', 'y/2023/news'])).toEqual([
      ['x-2023-news', 'a.md'],
      ['y-2023-news', 'a.md'],
    ]);
  });
  test('leave a key to the folder that names itself so', async () => {
    write('2023/news/a.md');
    write('2024/other/dateline.json', { key: 'news' });
    write('2024/other/a.md');
    expect(await filesOf(['2023/news', '2024/other'])).toEqual([
      ['2023-news', 'a.md'],
      ['news', 'a.md'],
    ]);
  });
  test('with one key given on purpose are refused, and both are named', async () => {
    for (const year of ['2023', '2024']) {
      write(`${year}/dateline.json`, { key: 'news' });
      write(`${year}/a.md`);
    }
    const refusal = { code: 'SOURCE_CONFLICT', message: expect.stringMatching(/2023”.*2024”.*“news”/) };
    await expect(find(['2023', '2024'])).rejects.toMatchObject(refusal);
    await expect(find([''])).rejects.toMatchObject(refusal);
    write('x/a.md');
    write('y/a.md');
    await expect(find(['x', 'y'], { key: 'both' })).rejects.toMatchObject({ code: 'SOURCE_CONFLICT' });
  });
});

describe('a link', () => {
  test('to a nested source does not take it in twice', async () => {
    write('all/a.md');
    write('all/x/b.md');
    write('all/x/dateline.json', {});
    symlinkSync(join(root, 'all/x'), join(root, 'all/a-link'));
    expect(await filesOf(['all'])).toEqual([
      ['all', 'a.md'],
      ['x', 'b.md'],
    ]);
  });
  test('from one source into another leaves the files to that one', async () => {
    write('all/a.md');
    write('all/x/dateline.json', {});
    write('all/x/deep/b.md');
    symlinkSync(join(root, 'all/x/deep'), join(root, 'all/into'));
    symlinkSync(join(root, 'all'), join(root, 'all/x/out'));
    expect(await filesOf(['all'])).toEqual([
      ['all', 'a.md'],
      ['x', 'deep/b.md'],
    ]);
  });
});

describe('a folder that an earlier run knows', () => {
  test('keeps its key', async () => {
    write('2024/news/a.md');
    expect(await filesOf(['2024/news'], { known: [knownAt('2024-news', '2024/news')] })).toEqual([
      ['2024-news', 'a.md'],
    ]);
  });
  test('keeps it beside a newcomer called alike', async () => {
    write('2023/news/a.md');
    write('2024/news/a.md');
    const known = [knownAt('news', '2024/news')];
    expect(await filesOf(['2023/news', '2024/news'], { known })).toEqual([
      ['2023-news', 'a.md'],
      ['news', 'a.md'],
    ]);
  });
  test('has what lies in it, unless settings or the caller say otherwise', async () => {
    write('sub/deep/a.md');
    write('sub/own/b.md');
    write('sub/own/dateline.json', {});
    const known = [knownAt('sub', 'sub'), { key: 'deep', location: null }];
    expect(await filesOf(['sub/deep'], { known })).toEqual([['sub', 'deep/a.md']]);
    expect(await filesOf(['sub/deep/a.md'], { known })).toEqual([['sub', 'deep/a.md']]);
    expect(await filesOf(['sub/own'], { known })).toEqual([['own', 'b.md']]);
    expect(await filesOf(['sub/deep'], { known, key: 'mine' })).toEqual([['mine', 'a.md']]);
    expect(await filesOf(['sub/deep'], { known, key: 'sub' })).toEqual([['sub', 'deep/a.md']]);
  });
  test('stays a source of its own when the one around it is read', async () => {
    write('sub/a.md');
    write('sub/deep/b.md');
    expect(await filesOf(['sub'], { known: [knownAt('deep', 'sub/deep')] })).toEqual([
      ['sub', 'a.md'],
      ['deep', 'b.md'],
    ]);
  });
  test('is read though all its files are in nested sources now', async () => {
    write('all/x/a.md');
    write('all/x/dateline.json', {});
    const keys = (await find(['all'], { known: [knownAt('all', 'all')] })).map(({ settings }) => settings.key);
    expect(keys).toEqual(['all', 'x']);
  });
});

test('a folder does not take the key of a feed', async () => {
  write('news/a.md');
  const known = [{ key: 'news', location: null, url: 'https://news.example/feed' }];
  await expect(find(['news'], { known })).rejects.toMatchObject({
    code: 'SOURCE_CONFLICT',
    message: expect.stringContaining('“news” is the source of a feed'),
  });
  expect((await find(['news'], { known, key: 'mine' })).map(({ settings }) => settings.key)).toEqual(['mine']);
});

test.each(['', 'Häß LICH/../x', '/home/me', 'a b', '..'])('%j is no key that a caller may give', async (key) => {
  write('x/a.md');
  await expect(find(['x'], { key })).rejects.toMatchObject({ code: 'USAGE' });
});
