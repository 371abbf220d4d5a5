import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDirectory } from '../../src/source/directory.ts';
import { findSources } from '../../src/source/find-sources.ts';
import { readSourceFile } from '../../src/source/read-file.ts';
import type { SourceEntry, SourceRoot } from '../../src/source/source.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dateline-source-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string | Buffer, content = 'x'): void => {
  if (typeof path === 'string') mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(typeof path === 'string' ? join(root, path) : path, content);
};

async function entriesAt(path: string): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for (const source of await findSources([path])) {
    for await (const entry of openDirectory(source).entries()) entries.push(entry);
  }
  return entries;
}

function readEntry(entry: SourceEntry | undefined, maxBytes?: number) {
  if (entry?.kind !== 'FILE') throw new Error(`No file: ${JSON.stringify(entry)}`);
  return readSourceFile(entry.location, entry.path, maxBytes);
}

const pathOf = (entry: SourceEntry): string | null => (entry.kind === 'PROBLEM' ? entry.problem.path : entry.path);
const files = (entries: readonly SourceEntry[]): readonly (string | null)[] =>
  entries.filter(({ kind }) => kind === 'FILE').map(pathOf);

describe('walking a folder', () => {
  test('paths come in the order of their bytes, folders and files mixed', async () => {
    for (const path of ['a/c.md', 'a-b.md', 'a.md', 'B.md', '青海.md', 'Z/é.md', '😀.md', '.md'])
      if (path !== '.md') write(path);
    const paths = files(await entriesAt(root)) as string[];
    expect(paths).toHaveLength(7);
    expect(paths).toEqual(paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });
  test('a path is NFC, and its file is read all the same', async () => {
    write('cafe\u0301.md', '内容');
    const [entry] = await entriesAt(root);
    expect(entry?.kind === 'FILE' && entry.path).toBe('caf\u00e9.md');
    expect(readEntry(entry)).toMatchObject({ kind: 'READ', bytes: Buffer.from('内容') });
  });
  test('a name in GBK bytes is decoded and can be opened', async () => {
    write(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xc7, 0xe0, 0xba, 0xa3]), Buffer.from('.md')]), '内容');
    const [entry] = await entriesAt(root);
    expect(entry?.kind === 'FILE' && entry.path).toBe('青海.md');
    expect(readEntry(entry).kind).toBe('READ');
  });
  test('odd names are names', async () => {
    const odd = [' .md', '-a.md', '"\'x.md', 'a#b?c%26&d+e.md', 'a  b.md'];
    for (const path of odd) write(path);
    expect([...files(await entriesAt(root))].toSorted()).toEqual(odd.toSorted());
  });
  test('other kinds of file are no articles, hidden ones are passed by', async () => {
    for (const path of ['a.MD', 'b.png', 'c', '.git/x.md', 'node_modules/y.md', '.hidden.md', 'dateline.json'])
      write(path, path.endsWith('json') ? '{}' : 'x');
    const entries = await entriesAt(root);
    expect(entries.map((entry) => [pathOf(entry), entry.kind === 'IGNORED' ? entry.reason : entry.kind])).toEqual([
      ['.git', 'HIDDEN'],
      ['.hidden.md', 'HIDDEN'],
      ['a.MD', 'FILE'],
      ['b.png', 'NOT_AN_ARTICLE'],
      ['c', 'NOT_AN_ARTICLE'],
      ['node_modules', 'HIDDEN'],
    ]);
  });
  test('feeds are files to read', async () => {
    for (const path of ['a.rss', 'b.atom', 'c.json', 'd.xml', 'package.json']) write(path);
    const entries = await entriesAt(root);
    expect(files(entries)).toEqual(['a.rss', 'b.atom', 'c.json', 'd.xml']);
    expect(entries.filter(({ kind }) => kind === 'IGNORED').map(pathOf)).toEqual(['package.json']);
  });
  test('links that lead in a circle end', async () => {
    write('a/b.md');
    symlinkSync(root, join(root, 'a', 'loop'));
    symlinkSync('self', join(root, 'self'));
    const entries = await entriesAt(root);
    expect(files(entries)).toEqual(['a/b.md']);
    expect(entries.filter(({ kind }) => kind === 'PROBLEM').map(pathOf)).toEqual(['self']);
  });
  test('a large file is a problem that says how large', async () => {
    write('a.md', 'x'.repeat(2000));
    const [entry] = await entriesAt(root);
    expect(readEntry(entry, 1000)).toMatchObject({
      kind: 'PROBLEM',
      problem: { code: 'FILE_TOO_LARGE', path: 'a.md', message: expect.stringMatching(/MB/) },
    });
  });
  test('a file that went away is a problem when it is read', async () => {
    write('a.md');
    const [entry] = await entriesAt(root);
    rmSync(join(root, 'a.md'));
    expect(readEntry(entry)).toMatchObject({
      kind: 'PROBLEM',
      problem: { code: 'FILE_UNREADABLE', path: 'a.md' },
    });
  });
  test('only what is named is met, and what is not there is no problem', async () => {
    for (const path of ['a/b.md', 'a/c.md', 'd/e.md', 'd/f/g.md', 'h.md']) write(path);
    const [found] = await findSources([root]);
    const within = async (...scopes: string[]) => {
      const entries: SourceEntry[] = [];
      for await (const entry of openDirectory({ ...(found as SourceRoot), scopes }).entries()) entries.push(entry);
      return entries.map(pathOf);
    };
    expect(await within('a/c.md', 'd', 'a/gone.md', 'gone/x.md')).toEqual(['a/c.md', 'd/e.md', 'd/f/g.md']);
    expect(await within('h.md/x.md')).toEqual([]);
    rmSync(join(root, 'd'), { recursive: true });
    expect(await within('d/e.md')).toEqual([]);
    rmSync(root, { recursive: true });
    expect(await within('h.md')).toEqual([]);
  });
  test('a named file is met under a name in another Unicode form or encoding', async () => {
    write('cafe\u0301/a.md');
    write(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xc7, 0xe0, 0xba, 0xa3]), Buffer.from('.md')]));
    const [found] = await findSources([root]);
    const scopes = ['caf\u00e9/a.md', '青海.md'];
    const paths: (string | null)[] = [];
    for await (const entry of openDirectory({ ...(found as SourceRoot), scopes }).entries()) paths.push(pathOf(entry));
    expect(paths).toEqual(scopes);
  });
  test.skipIf(process.getuid?.() === 0)('a folder that may not be read is a problem', async () => {
    write('a/b.md');
    chmodSync(join(root, 'a'), 0);
    const entries = await entriesAt(root);
    chmodSync(join(root, 'a'), 0o755);
    expect(entries).toMatchObject([{ kind: 'PROBLEM', problem: { code: 'FILE_UNREADABLE', path: 'a' } }]);
  });
});
