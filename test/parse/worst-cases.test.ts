import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { WORST_CASES } from './worst-case-list.ts';
import type { Timing } from './worst-case-runner.ts';

const SIZE = 256 * 1024;
/** Processor time: what else the machine does is no matter. What is linear stays far below; what is quadratic, far above. */
const MAX_CPU_MS = 2000;
/** A hang is ended and counted as one. */
const MAX_WALL_MS = 25_000;

const start = () =>
  fork(fileURLToPath(new URL('./worst-case-runner.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
let runner: ReturnType<typeof start> | null = null;

async function timeOf(index: number, size: number): Promise<Timing> {
  runner ??= start();
  const asked = runner;
  asked.send({ index, size });
  const waiting = new AbortController();
  const { signal } = waiting;
  const timer = setTimeout(() => waiting.abort(), MAX_WALL_MS);
  try {
    const [timing] = await Promise.race([
      once(asked, 'message', { signal }),
      once(asked, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`the process ended with ${code}`))),
    ]);
    return timing as Timing;
  } catch (fault) {
    asked.kill('SIGKILL');
    runner = null;
    throw signal.aborted ? new Error(`still running after ${MAX_WALL_MS} ms`) : fault;
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}

afterAll(() => {
  runner?.kill();
});

describe('No file takes long', () => {
  test('the runner sees a hang', async () => {
    await expect(timeOf(-1, 0)).rejects.toThrow(/still running|ended/);
  }, 40_000);
  test.each(WORST_CASES.map(({ name, path }, index) => [name, path, index] as const))(
    '%s (%s)',
    async (_name, _path, index) => {
      const { cpuMs, kind } = await timeOf(index, SIZE);
      expect(['PARSED', 'IGNORED', 'QUARANTINED']).toContain(kind);
      expect(cpuMs).toBeLessThan(MAX_CPU_MS);
    },
  );
});
