import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand, startCommand } from '../cli/command.ts';
import { SEEDS } from './graph.ts';

export interface ServedSamples {
  /** Address of the graph. */
  readonly url: string;
  /** A folder of its own, which goes with it. */
  readonly folder: string;
  /** Takes further files into the graph that is served, in a process of its own. */
  ingest(path: string): Promise<void>;
  close(): Promise<void>;
}

/** The compiled program as a server, over the samples in a database of its own. */
export async function serveSamples(): Promise<ServedSamples> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-served-'));
  const options = { folder, environment: { DATABASE_URL: `file:${join(folder, 'graph.db')}` } };
  const ingest = async (path: string): Promise<void> => {
    const { exitCode, stderr } = await runCommand(['ingest', path], options);
    expect(exitCode, stderr).toBe(0);
  };
  await ingest(SEEDS);
  const server = startCommand(['serve', '--port', '0'], options);
  return {
    url: await server.address(),
    folder,
    ingest,
    async close() {
      server.child.kill('SIGTERM');
      await server.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
