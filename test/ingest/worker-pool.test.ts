import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileJob, Interpreter, Task } from '../../src/ingest/interpreter.ts';
import { openWorkerPool } from '../../src/ingest/worker-pool.ts';
import { digestOf } from '../../src/model/ids.ts';
import { SETTINGS } from '../parse/settings.ts';
import { NOW, ROOT } from '../support/graph.ts';

const TITLES = ['一', '不返', '二', '退出', '三', '抛出', '四'];

describe('Interpreting in worker threads', () => {
  let folder: string;
  let pool: Interpreter;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dateline-threads-'));
    for (const title of TITLES) writeFileSync(join(folder, `${title}.md`), textOf(title));
    const module = new URL('../fixtures/ingest/stubborn-extractor.mjs', import.meta.url).href;
    const spec = { gazetteerFolder: join(ROOT, 'seeds/gazetteer'), extraction: { module } };
    pool = openWorkerPool({ spec, threads: 1, fileTimeoutMs: 4_000 });
  });
  afterAll(async () => {
    await pool?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const textOf = (title: string) => `---\ntitle: ${title}\ndate: 2024-05-01\n---\n\n写到了${title}。\n`;
  const jobOf = (title: string, options: Partial<FileJob> = {}): FileJob => ({
    path: `${title}.md`,
    from: { kind: 'DISK', location: Buffer.from(join(folder, `${title}.md`)) },
    aim: 'INTERPRET',
    unchangedDigest: null,
    isMove: false,
    unchangedItems: new Map(),
    ...options,
  });
  const taskOf = (files: readonly FileJob[]): Task => ({
    settings: SETTINGS,
    nowMs: NOW.getTime(),
    includeDrafts: false,
    files,
  });

  test('gives one outcome a file, in their order', async () => {
    const { outcomes, timings } = await pool.interpret(
      taskOf([
        jobOf('一'),
        jobOf('二', { unchangedDigest: digestOf(textOf('二')) }),
        jobOf('三', { aim: 'DIGEST' }),
        jobOf('四', { isMove: true }),
        jobOf('没有'),
      ]),
    );
    expect(outcomes).toMatchObject([
      { kind: 'TAKEN', facts: { path: '一.md', digest: digestOf(textOf('一')) }, document: { text: '写到了一。' } },
      { kind: 'UNCHANGED' },
      { kind: 'DIGESTED', digest: digestOf(textOf('三')) },
      { kind: 'MOVED' },
      { kind: 'UNREADABLE', problem: { code: 'FILE_UNREADABLE', path: '没有.md' } },
    ]);
    expect(timings.parseMs).toBeGreaterThan(0);
  });

  test('puts aside a file that takes too long or takes its thread down, and takes the others', async () => {
    const { outcomes } = await pool.interpret(taskOf(TITLES.map((title) => jobOf(title))));
    expect(outcomes).toMatchObject([
      { kind: 'TAKEN' },
      {
        kind: 'UNREADABLE',
        problem: { code: 'PARSE_FAILED', path: '不返.md', message: expect.stringMatching(/too long/) },
      },
      { kind: 'TAKEN' },
      {
        kind: 'UNREADABLE',
        problem: { code: 'PARSE_FAILED', path: '退出.md', message: expect.stringMatching(/thread ended/) },
      },
      { kind: 'TAKEN' },
      {
        kind: 'QUARANTINED',
        problem: { code: 'EXTRACTION_FAILED', path: '抛出.md', message: expect.stringMatching(/title refused/) },
      },
      { kind: 'TAKEN' },
    ]);
  });

  test('stops at once when it is told to', async () => {
    const stop = new AbortController();
    const working = pool.interpret(taskOf([jobOf('不返')]), stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(working).rejects.toThrow('enough');
  });
});
