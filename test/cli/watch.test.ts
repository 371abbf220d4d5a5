import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { MAIN, runCommand, startCommand } from './command.ts';

const article = (title: string) => `---\ntitle: ${title}\ndate: 2022-03-04\n---\n\n青海省西宁市发布${title}。\n`;
const SOON = { timeout: 20_000, interval: 50 };

describeOnEveryDatabase(
  'watch',
  (getDatabase) => {
    let folder: string;
    const started: ReturnType<typeof startCommand>[] = [];

    const start = (...commandLine: string[]) => {
      const command = startCommand(commandLine, { folder, environment: { DATABASE_URL: getDatabase().url } });
      started.push(command);
      return command;
    };
    /** Everything a program has printed so far. */
    const follow = ({ child }: ReturnType<typeof startCommand>) => {
      let text = '';
      child.stdout.on('data', (chunk: string) => {
        text += chunk;
      });
      return () => text;
    };
    const write = (path: string, title: string) => writeFile(join(folder, 'news', path), article(title));

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'dateline-watch-'));
      await mkdir(join(folder, 'news'));
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await write(`${name}.md`, `新规${name}`);
    });
    afterEach(async () => {
      for (const { child } of started.splice(0)) child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    });

    it('shows a change to the server in another process, in a line each, and ends with 0 when told to', async () => {
      const watching = start('watch', 'news');
      const printed = follow(watching);
      await expect.poll(printed, SOON).toMatch(/taken +6 [\s\S]*\nWatching news\n$/);
      const server = start('serve', '--port', '0');
      const url = await server.address();
      const titles = async () => {
        const query = '{ articles(first: 20) { edges { node { title } } } }';
        const answer = await fetch(`${url}?query=${encodeURIComponent(query)}`);
        const { data } = (await answer.json()) as {
          data: { articles: { edges: { node: { title: string } }[] } };
        };
        return data.articles.edges.map(({ node }) => node.title);
      };
      expect(await titles()).toHaveLength(6);
      const writtenMs = performance.now();
      await write('g.md', '新规g');
      await expect.poll(titles, { ...SOON, interval: 20 }).toContain('新规g');
      expect(performance.now() - writtenMs).toBeLessThan(5_000);
      await write('a.md', '修订a');
      await expect.poll(titles, SOON).toContain('修订a');
      await rm(join(folder, 'news', 'b.md'));
      await expect.poll(titles, SOON).not.toContain('新规b');
      await expect.poll(printed, SOON).toMatch(/\n\d\d:\d\d:\d\d {2}1 taken in \d+\.\d s\n/);
      await expect.poll(printed, SOON).toMatch(/ {2}1 updated in .*\n.* {2}1 removed in /);
      watching.child.kill('SIGINT');
      const { exitCode, stderr } = await watching.ended;
      expect(exitCode).toBe(0);
      expect(stderr).not.toContain('error');
    });

    it('prints one JSON object for the start and for each change', async () => {
      const watching = start('watch', 'news', '--json');
      const printed = follow(watching);
      const lines = () =>
        printed()
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line));
      await expect.poll(lines, SOON).toMatchObject([{ paths: ['news'], report: { taken: 6 } }]);
      await write('g.md', '新规g');
      await expect
        .poll(lines, SOON)
        .toMatchObject([{}, { paths: [expect.stringMatching(/news\/g\.md$/)], report: { taken: 1, problems: [] } }]);
      watching.child.kill('SIGTERM');
      expect((await watching.ended).exitCode).toBe(0);
    });

    it('catches up after it was killed', async () => {
      const first = start('watch', 'news');
      await expect.poll(follow(first), SOON).toContain('Watching news');
      for (let i = 0; i < 300; i++) await write(`more-${i}.md`, `又一篇${i}`);
      first.child.kill('SIGKILL');
      await first.ended;
      await rm(join(folder, 'news', 'b.md'));
      await write('a.md', '修订a');
      const second = start('watch', 'news', '--json');
      await expect.poll(follow(second), { ...SOON, timeout: 45_000 }).toContain('\n');
      second.child.kill('SIGTERM');
      expect((await second.ended).exitCode).toBe(0);
      const environment = { DATABASE_URL: getDatabase().url };
      const { stdout } = await runCommand(['ingest', 'news', '--json'], { folder, environment });
      expect(JSON.parse(stdout)).toMatchObject({ files: 305, unchanged: 305, removed: 0 });
    }, 120_000);

    it('refuses a path where nothing is, before it waits for it', async () => {
      const { exitCode, stderr } = await start('watch', 'nowhere').ended;
      expect(exitCode).toBe(2);
      expect(stderr).toContain('error[PATH_NOT_FOUND]');
    });
  },
  { per: 'test' },
);

const UNSHARE = 'unshare';

/** A namespace of its own lets the real limit be set for one process alone. */
const limited = (watches: number, commandLine: readonly string[]) => [
  '--user',
  '--map-root-user',
  'sh',
  '-c',
  `echo ${watches} > /proc/sys/user/max_inotify_watches && exec "$0" "$@"`,
  ...commandLine,
];
const canLimit = spawnSync(UNSHARE, limited(100, ['true'])).status === 0;

it.skipIf(!canLimit)('says what to do when the system has no watches left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-watch-'));
  try {
    for (let i = 0; i < 50; i++) await mkdir(join(folder, 'news', `${i}`), { recursive: true });
    const program = [process.execPath, MAIN, 'watch', join(folder, 'news')];
    const env = { PATH: process.env.PATH, DATABASE_URL: `file:${join(folder, 'x.db')}` };
    const { status, stderr } = spawnSync(UNSHARE, limited(20, program), { env, encoding: 'utf8', timeout: 50_000 });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error\[WATCH_FAILED\]: .*ENOSPC.*max_user_watches.*--poll/m);
  } finally {
    await rm(folder, { recursive: true });
  }
});
