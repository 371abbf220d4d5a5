import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface Measured {
  readonly stdout: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

const run = promisify(execFile);
const REPORTER = fileURLToPath(new URL('./report-usage.mjs', import.meta.url));

/** Runs a Node program to its end, and tells what it took: start-up included, all threads, peak resident memory. */
export async function measureProcess(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const usageFile = join(tmpdir(), `dateline-usage-${process.pid}-${performance.now()}.json`);
  const started = performance.now();
  const { stdout } = await run(process.execPath, ['--import', REPORTER, ...command], {
    env: { ...process.env, ...environment, USAGE_FILE: usageFile },
    maxBuffer: 1 << 30,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as Pick<Measured, 'cpuSeconds' | 'peakBytes'>;
  rmSync(usageFile);
  return { stdout, wallSeconds, ...usage };
}
