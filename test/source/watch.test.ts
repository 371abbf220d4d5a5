import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isWithin } from '../../src/source/source.ts';
import { openWatcher, type Watcher } from '../../src/source/watch/watcher.ts';

describe.each([{ poll: false }, { poll: true }])('a watcher (polling: $poll)', ({ poll }) => {
  let home = '';
  let root = '';
  let watcher: Watcher;

  const at = (path: string) => join(root, path);
  const write = (path: string, text = 'x') => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const watch = async (...paths: string[]) => {
    watcher = await openWatcher(paths.length === 0 ? [root] : paths, { poll });
    // Polling compares with what it saw first, by a clock of milliseconds.
    if (poll) await sleep(20);
  };
  /** Waits until a change at or above each path was told; fails when the time is up. */
  const expectTold = async (...paths: string[]) => {
    const missing = new Set(paths);
    const told: string[] = [];
    const signal = AbortSignal.timeout(8_000);
    while (missing.size > 0) {
      const changed = await watcher.next(signal);
      if (changed === null) throw new Error(`Not told of ${[...missing]}; told of ${told}`);
      told.push(...changed);
      for (const path of missing) if (changed.some((one) => isWithin(at(path), one))) missing.delete(path);
    }
    return told.map((path) => path.slice(root.length + 1));
  };
  const expectSilence = async (ms = 1_200) => {
    expect(await watcher.next(AbortSignal.timeout(ms))).toBeNull();
  };
  /** What belongs to the last change, such as the second look at a new folder, is over. */
  const settle = async () => {
    while ((await watcher.next(AbortSignal.timeout(1_500))) !== null);
  };

  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'dateline-watch-')));
    root = join(home, 'archive');
    mkdirSync(root);
  });
  afterEach(async () => {
    await watcher?.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('tells of files that come, change and go, and of nothing else', async () => {
    write('a/old.md');
    write('a/same.md');
    await watch();
    write('a/new.md');
    await expectTold('a/new.md');
    write('a/old.md', 'other');
    expect(await expectTold('a/old.md')).not.toContain('a/same.md');
    unlinkSync(at('a/new.md'));
    await expectTold('a/new.md');
    await settle();
    await expectSilence();
  });

  test('tells of new folders with all that is in them, and goes on watching there', async () => {
    await watch();
    write('n/e/w/a.md');
    await expectTold('n/e/w/a.md');
    await settle();
    write('n/e/w/a.md', 'changed');
    await expectTold('n/e/w/a.md');
    renameSync(at('n'), at('m'));
    await expectTold('n', 'm');
    await settle();
    write('m/e/w/a.md', 'changed again');
    await expectTold('m/e/w/a.md');
    rmSync(at('m'), { recursive: true });
    await expectTold('m');
  });

  test('tells of a file that was saved by writing another and renaming it, time and again', async () => {
    write('a.md');
    await watch();
    for (let i = 0; i < 3; i++) {
      write('.a.md.swp', `version ${i}`);
      renameSync(at('.a.md.swp'), at('a.md'));
      const told = await expectTold('a.md');
      expect(told.some((path) => path.includes('swp'))).toBe(false);
    }
  });

  test('passes by hidden names and other people’s packages', async () => {
    for (const folder of ['.git', 'node_modules/x']) write(`${folder}/a.md`);
    await watch();
    for (const folder of ['.git', 'node_modules/x', '.new']) write(`${folder}/b.md`);
    write('.hidden.md');
    await expectSilence();
    write('seen.md');
    expect(await expectTold('seen.md')).not.toContain('.hidden.md');
  });

  test('follows links to files and folders elsewhere, and one that leads somewhere else later', async () => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(home, name));
      writeFileSync(join(home, name, 'x.md'), 'x');
    }
    writeFileSync(join(home, 'single.md'), 'x');
    symlinkSync(join(home, 'one'), at('link'));
    symlinkSync(join(home, 'single.md'), at('single.md'));
    await watch();
    writeFileSync(join(home, 'one', 'x.md'), 'changed');
    await expectTold('link/x.md');
    writeFileSync(join(home, 'single.md'), 'changed');
    await expectTold('single.md');
    if (poll) return;
    unlinkSync(at('link'));
    symlinkSync(join(home, 'two'), at('link'));
    await expectTold('link/x.md');
    await settle();
    writeFileSync(join(home, 'two', 'x.md'), 'changed');
    await expectTold('link/x.md');
  });

  test('ends where links lead in a circle, and then takes a change to be anywhere', async () => {
    write('a/b.md');
    symlinkSync(root, at('a/loop'));
    symlinkSync(at('a'), at('z'));
    await watch();
    write('a/b.md', 'changed');
    expect(await expectTold('a/b.md')).toContain('');
  });

  test('goes on when the folder itself is deleted and made again, or another takes its place', async () => {
    write('a.md');
    await watch();
    rmSync(root, { recursive: true });
    await expectTold('');
    mkdirSync(root);
    write('b.md');
    await expectTold('b.md');
    await settle();
    write('b.md', 'changed');
    await expectTold('b.md');
    mkdirSync(join(home, 'other'));
    renameSync(root, join(home, 'former'));
    renameSync(join(home, 'other'), root);
    await expectTold('');
    await settle();
    write('c.md');
    await expectTold('c.md');
  });

  test('watches a single file, and nothing beside it', async () => {
    write('a.md');
    write('b.md');
    await watch(at('a.md'));
    write('b.md', 'changed');
    await expectSilence();
    write('a.tmp', 'changed');
    renameSync(at('a.tmp'), at('a.md'));
    await expectTold('a.md');
    write('a.md', 'changed again');
    await expectTold('a.md');
  });

  test('gives what changed while nobody waited at the next time', async () => {
    await watch();
    for (let i = 0; i < 20; i++) write(`${i}.md`);
    await sleep(2_000);
    await expectTold(...Array.from({ length: 20 }, (_, i) => `${i}.md`));
  });

  test('tells once of a file that is written in pieces, after the last', async () => {
    write('slow.md');
    await watch();
    for (let i = 0; i < 20; i++) {
      appendFileSync(at('slow.md'), 'piece');
      await sleep(poll ? 40 : 70);
    }
    const changed = await watcher.next(AbortSignal.timeout(8_000));
    expect(changed).toEqual([at('slow.md')]);
    if (!poll) await expectSilence();
  });
});

test('a change that keeps size and time of the file, and one under a name that is no UTF-8, are told too', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dateline-watch-')));
  const file = join(root, 'a.md');
  const gbk = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xc7, 0xe0]), Buffer.from('.md')]);
  writeFileSync(file, '1');
  writeFileSync(gbk, '1');
  const watcher = await openWatcher([root]);
  try {
    const { atime, mtime } = statSync(file);
    writeFileSync(file, '2');
    utimesSync(file, atime, mtime);
    expect(await watcher.next(AbortSignal.timeout(5_000))).toEqual([file]);
    writeFileSync(gbk, '2');
    expect(await watcher.next(AbortSignal.timeout(5_000))).toEqual([root]);
  } finally {
    await watcher.close();
    rmSync(root, { recursive: true });
  }
});
