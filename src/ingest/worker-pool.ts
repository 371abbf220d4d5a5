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
  const crew = new Crew(spec, threads);
  return {
    parallelism: threads * TASKS_PER_THREAD + 1,
    async interpret(task, signal) {
      try {
        return await crew.call('interpret', { task }, { limitMs: fileTimeoutMs * (TASKS_PER_THREAD + 1), signal });
      } catch {
        signal?.throwIfAborted();
        return await interpretOneByOne(task, { spec, fileTimeoutMs, signal });
      }
    },
    async extract(documents, signal) {
      try {
        return await crew.call('extract', { documents }, { limitMs: fileTimeoutMs * (TASKS_PER_THREAD + 1), signal });
      } catch {
        signal?.throwIfAborted();
        return await extractOneByOne(documents, { spec, fileTimeoutMs, signal });
      }
    },
    close: () => crew.close(),
  };
}

interface Limit {
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Threads that are given up, and replaced, when a call to them takes too long. */
class Crew {
  readonly #spec: WorkerSpec;
  readonly #threads: number;
  #pool: Piscina;

  constructor(spec: WorkerSpec, threads: number) {
    this.#spec = spec;
    this.#threads = threads;
    this.#pool = openThreads(threads);
  }

  /** Settles with the first reason to stop waiting. */
  async call<Result>(name: string, request: object, { limitMs, signal }: Limit): Promise<Result> {
    const own = this.#pool;
    try {
      return await withLimit(limitMs, signal, async () => await own.run({ spec: this.#spec, ...request }, { name }));
    } catch (error) {
      if (error instanceof GaveUp && own === this.#pool) this.#pool = openThreads(this.#threads);
      if (error instanceof GaveUp) await own.destroy();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
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
async function interpretOneByOne(task: Task, alone: Alone): Promise<TaskResult> {
  const outcomes: FileOutcome[] = [];
  const timings = { readMs: 0, parseMs: 0, extractMs: 0 };
  const requests = task.files.map((file) => ({ task: { ...task, files: [file] } }));
  for await (const [index, result] of callOneByOne<TaskResult>('interpret', requests, alone)) {
    if (result instanceof Failure) {
      outcomes.push({ kind: 'UNREADABLE', problem: gaveUp(task.files[index] as FileJob, result.reason) });
      continue;
    }
    outcomes.push(...result.outcomes);
    timings.readMs += result.timings.readMs;
    timings.parseMs += result.timings.parseMs;
    timings.extractMs += result.timings.extractMs;
  }
  return { outcomes, timings };
}

/** Finds the document that extraction failed on. */
async function extractOneByOne(documents: readonly DocumentToExtract[], alone: Alone): Promise<ExtractResult> {
  const outcomes: ExtractOutcome[] = [];
  let extractMs = 0;
  const requests = documents.map((document) => ({ documents: [document] }));
  for await (const [, result] of callOneByOne<ExtractResult>('extract', requests, alone)) {
    if (result instanceof Failure) outcomes.push({ kind: 'FAILED', reason: result.reason });
    else {
      outcomes.push(...result.outcomes);
      extractMs += result.timings.extractMs;
    }
  }
  return { outcomes, timings: { readMs: 0, parseMs: 0, extractMs } };
}

interface Alone {
  readonly spec: WorkerSpec;
  readonly fileTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

class Failure {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * What each request comes to, in a thread where its time is its own: where several tasks take turns, a slow machine
 * would be held against the file that waits. Throws only when the run is aborted.
 */
async function* callOneByOne<Result>(
  name: string,
  requests: readonly object[],
  { spec, fileTimeoutMs, signal }: Alone,
): AsyncGenerator<readonly [number, Result | Failure]> {
  const crew = new Crew(spec, 1);
  try {
    for (const [index, request] of requests.entries()) {
      try {
        // What every thread loads once is no file's time either.
        await crew.call('prepare', {}, { limitMs: LOADING_TIMEOUT_MS, signal });
        yield [index, await crew.call<Result>(name, request, { limitMs: fileTimeoutMs, signal })];
      } catch (error) {
        signal?.throwIfAborted();
        yield [index, new Failure(reasonOf(error))];
      }
    }
  } finally {
    await crew.close();
  }
}

const LOADING_TIMEOUT_MS = 600_000;

const reasonOf = (error: unknown): string =>
  error instanceof GaveUp ? 'it took too long' : `its thread ended (${error instanceof Error ? error.message : error})`;

const gaveUp = ({ path }: FileJob, reason: string): Problem => ({
  code: 'PARSE_FAILED',
  severity: 'ERROR',
  path,
  line: null,
  message: `The file could not be parsed because ${reason}.`,
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
