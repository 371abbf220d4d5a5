import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOptions, runCommand } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-usage-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a person sees of a failure: one line that names the code, and says what to do. */
async function expectFailure(commandLine: readonly string[], code: string, exitCode: number, options?: CommandOptions) {
  const outcome = await runCommand(commandLine, { folder, ...options });
  expect(outcome.stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^error\\[${code}\\]: .+ — .+`)),
  ]);
  expect(outcome.stdout).toBe('');
  expect(outcome.exitCode).toBe(exitCode);
  return outcome.stderr;
}

describe('help', () => {
  it('is asked for: on stdout, with every command, exit 0', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['--help']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    for (const command of ['serve', 'ingest', 'schema', 'doctor']) expect(stdout).toContain(`  ${command} `);
  });

  it('is given on stderr when there is no command, exit 2', async () => {
    const { exitCode, stdout, stderr } = await runCommand([]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: dateline');
  });

  it('of a command names its options', async () => {
    const { exitCode, stdout } = await runCommand(['ingest', '--help']);
    expect(exitCode).toBe(0);
    for (const option of ['--source', '--dry-run', '--json', '--prune', '--include-drafts'])
      expect(stdout).toContain(option);
  });

  it('tells the version', async () => {
    const { exitCode, stdout } = await runCommand(['--version']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bad usage ends with 2 and one line', () => {
  it('an unknown command, with the one that was probably meant', async () => {
    expect(await expectFailure(['serv'], 'USAGE', 2)).toContain('Did you mean serve?');
  });

  it('an unknown option', async () => {
    expect(await expectFailure(['serve', '--prot', '1'], 'USAGE', 2)).toContain("'--prot'");
  });

  it('a missing argument', async () => {
    await expectFailure(['ingest'], 'USAGE', 2);
  });

  it('a port that is none', async () => {
    expect(await expectFailure(['serve', '--port', '70000'], 'CONFIG_INVALID', 2)).toContain('PORT is "70000"');
  });

  it('a path that is not there, before any database is made', async () => {
    const missing = join(folder, 'missing');
    const environment = { DATABASE_URL: `file:${join(folder, 'never.db')}` };
    expect(await expectFailure(['ingest', missing], 'PATH_NOT_FOUND', 2, { environment })).toContain(missing);
    await expect(rm(join(folder, 'never.db'))).rejects.toThrow('ENOENT');
  });

  it('a database address of no known kind, without its password', async () => {
    const environment = { DATABASE_URL: 'mysql://root:hunter2@localhost/db' };
    const line = await expectFailure(['ingest', folder], 'CONFIG_INVALID', 2, { environment });
    expect(line).toContain('DATABASE_URL');
    expect(line).not.toContain('hunter2');
  });
});

describe('surroundings that are not as they should be end with 1 and one line', () => {
  it('a database that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const environment = { DATABASE_URL: `file:${join(file, 'dateline.db')}` };
    await expectFailure(['ingest', folder], 'DATABASE_NOT_WRITABLE', 1, { environment });
  });

  it('a database server that is not there', async () => {
    const environment = { DATABASE_URL: 'postgresql://user:hunter2@127.0.0.1:1/db' };
    const line = await expectFailure(['ingest', folder], 'DATABASE_UNREACHABLE', 1, { environment });
    expect(line).not.toContain('hunter2');
  });

  it('a file that is no database of ours', async () => {
    const file = join(folder, 'other.db');
    await writeFile(file, 'This is a letter, not a database. '.repeat(100));
    const environment = { DATABASE_URL: `file:${file}` };
    const { exitCode, stderr } = await runCommand(['ingest', folder], { folder, environment });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error\[DATABASE_\w+\]: /);
  });

  it('a taken port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
    const port = String((other.address() as { port: number }).port);
    try {
      const environment = { DATABASE_URL: `file:${join(folder, 'port.db')}` };
      expect(await expectFailure(['serve', '--port', port], 'PORT_TAKEN', 1, { environment })).toContain(port);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

describe('doctor', () => {
  it('finds nothing wrong on a fresh machine, and makes no database', async () => {
    const environment = { PORT: '0' };
    const { exitCode, stdout } = await runCommand(['doctor'], { folder, environment });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s+/)[1])).toEqual([
      'node',
      'config',
      'database',
      'gazetteer',
      'samples',
      'port',
    ]);
    expect(lines.filter((line) => line.startsWith('fail'))).toEqual([]);
    expect(exitCode).toBe(0);
    await expect(rm(join(folder, 'data', 'dateline.db'))).rejects.toThrow('ENOENT');
  });

  it('ends with 1 and names what is wrong', async () => {
    const environment = { DATABASE_URL: 'postgresql://user:hunter2@127.0.0.1:1/db', PORT: '0' };
    const { exitCode, stdout } = await runCommand(['doctor'], { folder, environment });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^fail {2}database .*DATABASE_URL/m);
    expect(stdout).not.toContain('hunter2');
  });

  it('tells of a wrong setting and stops there', async () => {
    const { exitCode, stdout } = await runCommand(['doctor'], { folder, environment: { PORT: 'x' } });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^fail {2}config .*PORT is "x"/m);
  });
});
