import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { HANG, ORDINARY, SLOWEST, WORST_CASES, type WorstCase } from './worst-case-list.ts';
import type { Timing } from './worst-case-runner.ts';

const SIZE = 1024 * 1024;
/** Processor time: what else the machine does is no matter, save that it may make all of it slower. */
const MAX_CPU_MS = 2000;
/** Where the machine is slow: as many times as long as an ordinary article of the same size takes the same minute. */
const MAX_TIMES_ORDINARY = 12;
/** Of a case in a row; the fastest counts. */
const MAX_RUNS = 4;
/** Four times the size may take that many times as long: what is quadratic takes sixteen. */
const MAX_GROWTH = 9;
/** Too short to tell growth by. */
const MIN_TELLING_MS = 500;
/** A hang is ended and counted as one. */
const MAX_WALL_MS = 25_000;
/** Of the cases that are not known to be slow each of that many is tried; 1 for all of them, which takes minutes. */
const EVERY = 14;

const isTried = ({ name }: WorstCase, index: number): boolean => SLOWEST.has(name) || index % EVERY === 0;

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
    await expect(timeOf(HANG, 0)).rejects.toThrow(/still running|ended/);
  }, 40_000);
  test('all that is known to be slow is tried, and much of the rest', () => {
    const names = new Set(WORST_CASES.map(({ name }) => name));
    expect([...SLOWEST].filter((name) => !names.has(name))).toEqual([]);
    expect(WORST_CASES.filter(isTried).length).toBeGreaterThan(50);
  });
  const tried = WORST_CASES.map((worst, index) => ({ worst, index })).filter(({ worst, index }) =>
    isTried(worst, index),
  );
  test.each(tried.map(({ worst: { name, path }, index }) => [name, path, index] as const))(
    '%s (%s)',
    async (_name, _path, index) => {
      let best = Number.POSITIVE_INFINITY;
      for (let run = 0; run < MAX_RUNS && best >= MAX_CPU_MS; run++) {
        const { cpuMs, kind } = await timeOf(index, SIZE);
        expect(['PARSED', 'IGNORED', 'QUARANTINED']).toContain(kind);
        best = Math.min(best, cpuMs);
      }
      if (best >= MAX_CPU_MS) {
        const { cpuMs: ordinary } = await timeOf(ORDINARY, SIZE);
        expect(best).toBeLessThan(MAX_TIMES_ORDINARY * ordinary);
      }
      if (best < MIN_TELLING_MS) return;
      const quarter = await timeOf(index, SIZE / 4);
      expect(best).toBeLessThan(Math.max(MIN_TELLING_MS, quarter.cpuMs * MAX_GROWTH));
    },
    MAX_WALL_MS * MAX_RUNS,
  );
});
