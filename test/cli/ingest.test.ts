import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { runCommand } from './command.ts';

const ARTICLE = '---\ntitle: 西宁市发布新规\ndate: 2022-03-04\n---\n\n青海省西宁市今天发布新规。\n';
const BROKEN = '---\ntitle: "never closed\ndate: [\n---\n\n正文。\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-ingest-'));
  await mkdir(join(folder, 'news'));
  await writeFile(join(folder, 'news', 'a.md'), ARTICLE);
  await writeFile(join(folder, 'news', 'b.md'), ARTICLE.replaceAll('西宁', '海东'));
  await writeFile(join(folder, 'news', 'c.md'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const ingest = (database: string, ...flags: string[]) =>
  runCommand(['ingest', 'news', ...flags], {
    folder,
    environment: { DATABASE_URL: `file:${join(folder, database)}` },
  });

const read = (stdout: string): IngestReport => JSON.parse(stdout) as IngestReport;

describe('ingest', () => {
  it('prints one JSON object whose files add up, and nothing else on stdout', async () => {
    const { exitCode, stdout } = await ingest('json.db', '--json');
    const report = read(stdout);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(report).toMatchObject({ files: 3, taken: 2 });
    const { taken, unchanged, updated, moved, quarantined, ignored } = report;
    expect(taken + unchanged + updated + moved + quarantined + ignored).toBe(report.files);
  });

  it('a second run finds everything unchanged', async () => {
    await ingest('twice.db');
    expect(read((await ingest('twice.db', '--json')).stdout)).toMatchObject({ taken: 0, unchanged: 2 });
  });

  it('a rehearsal writes nothing', async () => {
    expect(read((await ingest('dry.db', '--dry-run', '--json')).stdout).taken).toBe(2);
    expect(read((await ingest('dry.db', '--json')).stdout).taken).toBe(2);
  });

  it('for a person: words on stdout, plain progress on stderr', async () => {
    const { exitCode, stdout, stderr } = await ingest('words.db');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^3 files, \d+ documents in /);
    expect(stdout).toMatch(/^ {2}taken +2 {2}new$/m);
    expect(stderr).toContain('3 of 3 files');
  });

  it('a document that cannot be taken is told with its place and a remedy, and the run still succeeds', async () => {
    const bad = join(folder, 'bad');
    await mkdir(bad);
    await writeFile(join(bad, 'x.md'), Buffer.concat([Buffer.from(BROKEN), Buffer.from([0, 1, 2, 3, 0, 255, 0, 0])]));
    const environment = { DATABASE_URL: `file:${join(folder, 'bad.db')}` };
    const { exitCode, stdout } = await runCommand(['ingest', 'bad'], { folder, environment });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}x\.md(:\d+)? [A-Z_]+ .+\n {4}→ .+/m);
  });

  it.each(['', 'Häß LICH/../x'])('refuses %j as a source, and makes no database for it', async (key) => {
    const { exitCode, stdout, stderr } = await ingest('key.db', '--source', key);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^error\[USAGE\]: .*source key/);
    expect(await readdir(folder)).not.toContain('key.db');
  });

  it('refuses two folders under one key, and names them', async () => {
    await mkdir(join(folder, 'other'));
    const environment = { DATABASE_URL: `file:${join(folder, 'conflict.db')}` };
    const outcome = await runCommand(['ingest', 'news', 'other', '--source', 'both'], { folder, environment });
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/^error\[SOURCE_CONFLICT\]: .*news.*other.*“both”/m);
  });

  it('leaves nothing in the folder it read', async () => {
    await ingest('clean.db');
    expect((await readdir(join(folder, 'news'))).sort()).toEqual(['a.md', 'b.md', 'c.md']);
  });
});
