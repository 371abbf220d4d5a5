import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_FRONT_MATTER } from '../../src/model/document.ts';
import { openDirectory } from '../../src/source/directory.ts';
import { findSources } from '../../src/source/find-sources.ts';
import { slugOf } from '../../src/source/settings-file.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dateline-settings-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: unknown = 'x'): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
};

/** Key → paths of all files, for the sources at and under a path. */
async function layout(path: string, key?: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const source of await findSources([join(root, path)], key === undefined ? {} : { key })) {
    const paths: string[] = [];
    for await (const entry of openDirectory(source).entries()) if (entry.kind === 'FILE') paths.push(entry.path);
    found[source.settings.key] = paths;
  }
  return found;
}

describe('which source a file belongs to', () => {
  test('a plain folder is one source, named after itself', async () => {
    write('My Articles/a.md');
    write('My Articles/b/c.md');
    const [source] = await findSources([join(root, 'My Articles')]);
    expect(source?.settings).toEqual({
      key: 'my-articles',
      name: 'my-articles',
      kind: 'DIRECTORY',
      timeZone: null,
      baseUrl: null,
      language: null,
      categoryLists: 'AUTO',
      frontMatter: { preset: 'AUTO', keys: {}, slashedDates: 'AUTO' },
    });
    expect(await layout('My Articles')).toEqual({ 'my-articles': ['a.md', 'b/c.md'] });
  });
  test('a folder with settings is a source of its own, and every file is in one only', async () => {
    write('all/a.md');
    write('all/x/b.md');
    write('all/x/dateline.json', { key: 'ex' });
    write('all/x/y/c.md');
    write('all/x/y/dateline.json', { key: 'wye' });
    expect(await layout('all')).toEqual({ all: ['a.md'], ex: ['b.md'], wye: ['c.md'] });
  });
  test('a folder with nothing but sources is none itself', async () => {
    write('all/x/b.md');
    write('all/x/dateline.json', { key: 'ex' });
    expect(await layout('all')).toEqual({ ex: ['b.md'] });
  });
  test('a part of a source is that source, and its paths stay the same', async () => {
    write('all/dateline.json', { key: 'whole' });
    write('all/x/b.md');
    write('all/x/c.md');
    write('all/xy.md');
    expect(await layout('all/x')).toEqual({ whole: ['x/b.md', 'x/c.md'] });
    expect(await layout('all/x/b.md')).toEqual({ whole: ['x/b.md'] });
  });
  test('one file without settings is in a source named after its folder', async () => {
    write('news/a.md');
    write('news/b.md');
    expect(await layout('news/a.md')).toEqual({ news: ['a.md'] });
  });
  test('a key given by hand holds for the folder, not for sources beneath it', async () => {
    write('all/a.md');
    write('all/x/b.md');
    write('all/x/dateline.json', { key: 'ex' });
    expect(Object.keys(await layout('all', 'mine'))).toEqual(['mine', 'ex']);
  });
  test('two folders called alike are told apart, and it is said', async () => {
    write('all/a/posts/a.md');
    write('all/a/posts/dateline.json', {});
    write('all/b/posts/b.md');
    write('all/b/posts/dateline.json', {});
    expect(await layout('all')).toEqual({ 'a-posts': ['a.md'], 'b-posts': ['b.md'] });
    const sources = await findSources([join(root, 'all')]);
    expect(sources.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'SOURCE_CONFIG_INVALID',
      'SOURCE_CONFIG_INVALID',
    ]);
  });
  test('nothing at the path is an error of its own', async () => {
    await expect(findSources([join(root, 'absent')])).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' });
  });
});

describe('reading settings', () => {
  const settingsOf = async (content: unknown) => {
    write('s/dateline.json', content);
    write('s/a.md');
    const [source] = await findSources([join(root, 's')]);
    if (source === undefined) throw new Error('no source');
    return source;
  };
  test('every field is taken', async () => {
    const written = {
      key: 'k',
      name: '新浪财经',
      timeZone: 'Europe/Berlin',
      baseUrl: 'https://e.org/',
      language: 'zh-Hans',
      categoryLists: 'SET',
    };
    expect(await settingsOf(written)).toMatchObject({ settings: { ...written, kind: 'DIRECTORY' }, problems: [] });
  });
  test('a name is the key where none is given', async () => {
    expect((await settingsOf({ key: 'k' })).settings.name).toBe('k');
  });
  test.each([
    ['not JSON', '{'],
    ['a list', []],
    ['an unknown zone', { timeZone: 'Mars/Base' }],
    ['a relative base', { baseUrl: '/x' }],
    ['a script as base', { baseUrl: 'javascript:alert(1)' }],
    ['an unknown field', { zone: 'x' }],
    ['a key with a path in it', { key: '/home/me' }],
    ['a number', { name: 1 }],
    ['another word for lists', { categoryLists: 'TREE' }],
    ['no language', { language: 'not a language' }],
    ['a field of every object', { constructor: 'x' }],
  ])('%s is a problem with a reason, and the default holds', async (_, content) => {
    const { settings, problems } = await settingsOf(content);
    expect(problems).toMatchObject([{ code: 'SOURCE_CONFIG_INVALID', severity: 'WARNING', path: 'dateline.json' }]);
    expect(settings).toMatchObject({
      key: 's',
      timeZone: null,
      baseUrl: null,
      language: null,
      categoryLists: 'AUTO',
      frontMatter: DEFAULT_FRONT_MATTER,
    });
  });
  test('keys are taken one by one or listed, and what is left out keeps its default', async () => {
    const frontMatter = { preset: 'HUGO', title: 'headline', author: ['params.author', 'by'], guid: null };
    expect(await settingsOf({ frontMatter })).toMatchObject({
      problems: [],
      settings: {
        frontMatter: {
          preset: 'HUGO',
          keys: { title: ['headline'], author: ['params.author', 'by'] },
          slashedDates: 'AUTO',
        },
      },
    });
  });
  test.each<[string, unknown, RegExp]>([
    ['an unknown preset', { preset: 'GATSBY' }, /preset.*AUTO, HEXO, HUGO, JEKYLL or FEED_DUMP/],
    ['a preset that is no word', { preset: 1 }, /preset/],
    ['an unknown order of dates', { slashedDates: 'DMY' }, /slashedDates.*DAY_FIRST/],
    ['a key that is a number', { title: 1 }, /title.*must be a key/],
    ['an empty key', { title: ' ' }, /title/],
    ['an empty list', { tags: [] }, /tags/],
    ['a list with something else in it', { tags: ['a', 1] }, /tags/],
    ['a field nobody knows', { heading: 'x' }, /heading.*there are.*canonicalUrl/],
    ['a field of every object', { constructor: 'x' }, /constructor/],
    ['a list', ['HUGO'], /must be an object/],
    ['a word', 'HUGO', /must be an object/],
  ])('%s in the mapping is a problem with a reason, and the default holds', async (_, frontMatter, reason) => {
    const { settings, problems } = await settingsOf({ frontMatter });
    expect(problems).toMatchObject([{ code: 'SOURCE_CONFIG_INVALID', severity: 'WARNING', path: 'dateline.json' }]);
    expect(problems[0]?.message).toMatch(reason);
    expect(settings.frontMatter).toEqual(DEFAULT_FRONT_MATTER);
  });
  test('one wrong key leaves the others', async () => {
    const { settings, problems } = await settingsOf({ frontMatter: { preset: 'HEXO', title: 1, date: 'when' } });
    expect(problems).toHaveLength(1);
    expect(settings.frontMatter).toEqual({ preset: 'HEXO', keys: { date: ['when'] }, slashedDates: 'AUTO' });
  });
  test.each([
    ['My Articles', 'my-articles'],
    ['新浪 财经', '新浪-财经'],
    ['a/b\\c', 'abc'],
    ['..', 'source'],
    ['Été', 'été'],
  ])('%j as a key is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
  test('no key ever holds where the folder lies', async () => {
    write('x/a.md');
    for (const { settings } of await findSources([join(root, 'x')]))
      expect(settings.key).not.toContain(relative('/', root));
  });
});
