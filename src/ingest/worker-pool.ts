import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Problem } from '../model/problem.ts';
import type {
  DocumentToExtract,
  ExtractOutcome,
  ExtractResult,
  FileJob,
  FileOutcome,
  Interpreter,
  Task,
  TaskResult,
} from './interpreter.ts';
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
 * a reason; the threads are replaced and the rest goes on.
 */
export function openWorkerPool({ spec, threads, fileTimeoutMs = FILE_TIMEOUT_MS }: WorkerPoolOptions): Interpreter {
  let pool = openThreads(threads);
  /** Settles with the first reason to stop waiting; the threads that a call may hang in are given up with it. */
  const call = async <Result>(name: string, request: object, limitMs: number, signal?: AbortSignal) => {
    const own = pool;
    try {
      return await withLimit(limitMs, signal, () => own.run({ spec, ...request }, { name }) as Promise<Result>);
    } catch (error) {
      if (error instanceof GaveUp && own === pool) pool = openThreads(threads);
      if (error instanceof GaveUp) await own.destroy();
      throw error;
    }
  };
  const interpret = (task: Task, limitMs: number, signal?: AbortSignal): Promise<TaskResult> =>
    call('interpret', { task }, limitMs, signal);
  const extract = (documents: readonly DocumentToExtract[], limitMs: number, signal?: AbortSignal) =>
    call<ExtractResult>('extract', { documents }, limitMs, signal);
  return {
    parallelism: threads * TASKS_PER_THREAD + 1,
    async interpret(task, signal) {
      try {
        return await interpret(task, fileTimeoutMs * (TASKS_PER_THREAD + 1), signal);
      } catch {
        signal?.throwIfAborted();
        return await interpretOneByOne(task, (single) => interpret(single, fileTimeoutMs, signal), signal);
      }
    },
    async extract(documents, signal) {
      try {
        return await extract(documents, fileTimeoutMs * 2, signal);
      } catch {
        signal?.throwIfAborted();
        return await extractOneByOne(documents, (single) => extract(single, fileTimeoutMs, signal), signal);
      }
    },
    close: () => pool.destroy(),
  };
}

/** One at work and one waiting, so that no thread idles while this one writes a batch. */
const TASKS_PER_THREAD = 2;

/**
 * Twice what V8 gives a thread by itself: the documents of a task live until all of it is sent back, and are copied
 * at each collection meanwhile. Half as many collections copy half as much.
 */
const YOUNG_GENERATION_MB = 96;

const openThreads = (threads: number): Piscina =>
  new Piscina({
    filename: fileURLToPath(new URL(ENTRY_POINT, import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: TASKS_PER_THREAD,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    // The one writer goes first: all threads wait for it in the end.
    niceIncrement: 5,
    // A waiting thread should sleep as Node's own do, not block on an atomic: it may have timers of its own.
    atomics: 'disabled',
  });

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

/** Finds the document that extraction failed on. */
async function extractOneByOne(
  documents: readonly DocumentToExtract[],
  extract: (documents: readonly DocumentToExtract[]) => Promise<ExtractResult>,
  signal?: AbortSignal,
): Promise<ExtractResult> {
  const outcomes: ExtractOutcome[] = [];
  let extractMs = 0;
  for (const document of documents) {
    try {
      const result = await extract([document]);
      outcomes.push(...result.outcomes);
      extractMs += result.timings.extractMs;
    } catch (error) {
      signal?.throwIfAborted();
      outcomes.push({ kind: 'FAILED', reason: reasonOf(error) });
    }
  }
  return { outcomes, timings: { readMs: 0, parseMs: 0, extractMs } };
}

const reasonOf = (error: unknown): string =>
  error instanceof GaveUp ? 'it took too long' : `its thread ended (${error instanceof Error ? error.message : error})`;

const gaveUp = ({ path }: FileJob, error: unknown): Problem => ({
  code: 'PARSE_FAILED',
  severity: 'ERROR',
  path,
  line: null,
  message: `The file could not be parsed because ${reasonOf(error)}.`,
  hint: 'Report it with the file; the rest of the archive was taken.',
});

/** Waiting for a thread has come to an end, and it may never give an answer. */
class GaveUp extends Error {}

/** Rejects with {@link GaveUp} when the run is aborted, or when the time is up. */
async function withLimit<Result>(
  limitMs: number,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  let giveUp = (): void => {};
  const limit = new Promise<never>((_, reject) => {
    giveUp = () => reject(new GaveUp());
  });
  const timer = setTimeout(giveUp, limitMs);
  signal?.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
