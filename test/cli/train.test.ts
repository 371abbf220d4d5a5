import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-train-'));
  const sentences = ['王小明', '李国强', '张丽华', '陈志远', '周海波', '吴晓燕'].map((name) => {
    const text = `记者${name}采访了诺基亚。`;
    return JSON.stringify({
      text,
      mentions: [
        { start: 2, end: 5, type: 'PERSON' },
        { start: 8, end: 11, type: 'ORGANIZATION' },
      ],
    });
  });
  await writeFile(join(folder, 'mine.jsonl'), `${sentences.join('\n')}\n`);
  await writeFile(join(folder, 'mine.bio'), '林 B-PER\n志 I-PER\n强 I-PER\n来 O\n了 O\n。 O\n');
  await writeFile(join(folder, 'empty.bio'), '\n');
});
afterAll(() => rm(folder, { recursive: true }));

const train = (...commandLine: string[]) => runCommand(['train', ...commandLine], { folder });

describe('dateline train', () => {
  it('writes the same model for the same files and seed, and evaluate reads it', async () => {
    const options = ['mine.jsonl', 'mine.bio', '--epochs', '3', '--seed', '7', '--licence', 'CC0-1.0'];
    const first = await train(...options, '--out', 'first.bin');
    expect(first.stderr.trim().split('\n')).toHaveLength(3);
    expect(first.stdout).toMatch(/^first\.bin: 7 texts, \d+ kB\n$/);
    expect(first.exitCode).toBe(0);
    expect((await train(...options, '--out', 'second.bin')).exitCode).toBe(0);
    const [one, two] = await Promise.all(['first.bin', 'second.bin'].map((name) => readFile(join(folder, name))));
    expect(one?.equals(two as Buffer)).toBe(true);
    const { exitCode, stdout } = await runCommand(['evaluate', 'mine.jsonl', '--model', 'first.bin', '--json'], {
      folder,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('PERSON');
  });

  it('says which file holds nothing to learn from', async () => {
    const { exitCode, stderr } = await train('empty.bio', '--out', 'none.bin');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error[USAGE]: empty.bio holds no annotated text');
  });

  it('wants to know where the model goes', async () => {
    const { exitCode, stderr } = await train('mine.bio');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--out');
  });

  it('refuses as a model what is none', async () => {
    const { exitCode, stderr } = await runCommand(['evaluate', 'mine.bio', '--model', 'mine.bio'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error\[MODEL_INVALID\]: mine\.bio is no model of Dateline — /);
  });
});
