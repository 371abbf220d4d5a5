import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './command.ts';

const TEXT = '青 B-LOC\n海 I-LOC\n省 I-LOC\n和 O\n喔 B-LOC\n唷 I-LOC\n下 O\n雪 O\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-evaluate-'));
  await writeFile(join(folder, 'a.bio'), TEXT);
  await writeFile(join(folder, 'empty.bio'), '\n\n');
  await writeFile(join(folder, 'broken.jsonl'), '{"text": "青海省下雪", "mentions": []}\n{"text"\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('evaluate', () => {
  it('prints a table of scores and the errors asked for, with their lines', async () => {
    const { exitCode, stdout } = await runCommand(['evaluate', 'a.bio', '--errors', '5'], { folder });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}PLACE +100\.0 +50\.0 +66\.7 +1 +0 +1$/m);
    expect(stdout).toMatch(/^ {2}a\.bio:1 MISSED PLACE: 青海省和\[喔唷\]下雪 marked 喔唷 PLACE$/m);
  });

  it('prints one JSON object for programs', async () => {
    const { stdout } = await runCommand(['evaluate', 'a.bio', '--json'], { folder });
    expect(JSON.parse(stdout)).toMatchObject([
      { file: 'a.bio', evaluation: { texts: 1, types: { PLACE: { right: 1, missed: 1 } } } },
    ]);
  });

  it('a broken line is told with its file, its number and a reason, and the rest is scored', async () => {
    const { exitCode, stdout } = await runCommand(['evaluate', 'broken.jsonl'], { folder });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/broken\.jsonl: 1 texts/);
    expect(stdout).toMatch(/broken\.jsonl:2 left out: This is no JSON/);
  });

  it.each([
    ['empty.bio', 'USAGE', 'holds no annotated text'],
    ['nowhere.bio', 'PATH_NOT_FOUND', 'nothing to read'],
  ])('%s is refused', async (file, code, reason) => {
    const { exitCode, stderr } = await runCommand(['evaluate', file], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toContain(reason);
  });
});
