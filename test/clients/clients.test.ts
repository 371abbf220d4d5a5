import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { startExample } from '../support/example-process.ts';
import { examplesSkipped } from '../support/examples.ts';
import { SEEDS } from '../support/graph.ts';

describe.skipIf(examplesSkipped !== null)('A running server', () => {
  let folder: string;
  let environment: Readonly<Record<string, string>>;
  let server: ReturnType<typeof startCommand> | undefined;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-clients-'));
    environment = { DATABASE_URL: `file:${join(folder, 'graph.db')}` };
    const { exitCode, stderr } = await runCommand(['ingest', SEEDS], { folder, environment });
    expect(exitCode, stderr).toBe(0);
    server = startCommand(['serve', '--port', '0'], { folder, environment });
    url = (await server.firstLine()).replace(/^.* (?=http)/, '');
  });
  afterAll(async () => {
    server?.child.kill('SIGTERM');
    await server?.ended;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it.each(['client:urql', 'client:sse', 'client:apollo', 'client:request'])('answers %s', async (script) => {
    const client = startExample(script, { DATELINE_URL: url });
    try {
      const [, count] = await client.prints(/^([1-9]\d*) articles speak of 青海:\n- \S/m);
      expect(Number(count)).toBeGreaterThan(0);
    } finally {
      await client.stop();
    }
  });

  it.each(['client:urql', 'client:sse'])('tells %s what another process takes in', async (script) => {
    const client = startExample(script, { DATELINE_URL: url });
    try {
      await client.prints(/Waiting for a change/);
      const told = client.prints(/^ADDED: 一篇新的报道/m);
      const news = join(folder, script.replace(':', '-'));
      await mkdir(news);
      // The client says that it waits just before it asks to be told: one of several articles is later than that.
      let hasHeard = false;
      void told.then(() => (hasHeard = true));
      for (let n = 0; n < 5 && !hasHeard; n++) {
        await writeFile(join(news, `${n}.md`), `---\ntitle: 一篇新的报道 ${n}\n---\n\n青海的第 ${n} 件事。\n`);
        await runCommand(['ingest', news], { folder, environment });
      }
      await told;
    } finally {
      await client.stop();
    }
  });
});
