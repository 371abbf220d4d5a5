import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Problem } from '../model/problem.ts';
import type { FileJob, FileOutcome, Interpreter, Task, TaskResult } from './interpreter.ts';
import type { WorkerSpec } from './worker.ts';

export interface WorkerPoolOptions {
  readonly spec: WorkerSpec;
  readonly threads: number;
  /** A file that takes longer is put aside. */
  readonly fileTimeoutMs?: number;
}

/** Ten times what the worst file of 20 MB that was met took. */
const FILE_TIMEOUT_MS = 60_000;

/**
 * Interprets in worker threads. A file that takes too long, or takes its thread down with it, is put aside with
 * a reason; the thread is replaced and the rest goes on.
 */
export function openWorkerPool({ spec, threads, fileTimeoutMs = FILE_TIMEOUT_MS }: WorkerPoolOptions): Interpreter {
  const pool = new Piscina({
    filename: fileURLToPath(new URL(ENTRY_POINT, import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    // A waiting thread should sleep as Node's own do, not block on an atomic: it may have timers of its own.
    atomics: 'disabled',
  });
  const call = <Result>(name: string, request: object, limitMs: number, signal?: AbortSignal): Promise<Result> =>
    withLimit(limitMs, signal, (limit) => pool.run({ spec, ...request }, { name, signal: limit }) as Promise<Result>);
  const interpret = (task: Task, limitMs: number, signal?: AbortSignal): Promise<TaskResult> =>
    call('interpret', { task }, limitMs, signal);
  return {
    parallelism: threads,
    async interpret(task, signal) {
      try {
        return await interpret(task, fileTimeoutMs * 2, signal);
      } catch {
        signal?.throwIfAborted();
        return await interpretOneByOne(task, (single) => interpret(single, fileTimeoutMs, signal), signal);
      }
    },
    extract: (document, signal) => call('extract', { document }, fileTimeoutMs, signal),
    close: () => pool.destroy(),
  };
}

const ENTRY_POINT = import.meta.url.endsWith('.ts') ? './worker-typescript.mjs' : './worker.js';

/** Finds the file that a task failed on. */
async function interpretOneByOne(
  task: Task,
  interpret: (task: Task) => Promise<TaskResult>,
  signal?: AbortSignal,
): Promise<TaskResult> {
  const outcomes: FileOutcome[] = [];
  const timings = { readMs: 0, parseMs: 0, extractMs: 0 };
  for (const file of task.files) {
    try {
      const result = await interpret({ ...task, files: [file] });
      outcomes.push(...result.outcomes);
      timings.readMs += result.timings.readMs;
      timings.parseMs += result.timings.parseMs;
      timings.extractMs += result.timings.extractMs;
    } catch (error) {
      signal?.throwIfAborted();
      outcomes.push({ kind: 'UNREADABLE', problem: gaveUp(file, error) });
    }
  }
  return { outcomes, timings };
}

const gaveUp = ({ path }: FileJob, error: unknown): Problem => {
  const isSlow = error instanceof Error && error.name === 'AbortError';
  const reason = isSlow ? 'it took too long' : `its thread ended (${error instanceof Error ? error.message : error})`;
  return {
    code: 'PARSE_FAILED',
    severity: 'ERROR',
    path,
    line: null,
    message: `The file could not be parsed because ${reason}.`,
    hint: 'Report it with the file; the rest of the archive was taken.',
  };
};

/** A signal for one call: aborts with the run's, or when the time is up. Holds on to neither afterwards. */
async function withLimit<Result>(
  limitMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, limitMs);
  signal?.addEventListener('abort', abort);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
