import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { createInThreadInterpreter } from './in-thread.ts';
import type { Interpreter } from './interpreter.ts';

/** Interpreters for as much work as there is, kept from one piece of it to the next. */
export interface Interpreters {
  /** For so many files or articles. Closing it gives it back. */
  lend(pieces: number): Interpreter;
  close(): Promise<void>;
}

export interface InterpreterOptions {
  readonly extractor: Extractor;
  readonly gazetteer: Gazetteer;
  /**
   * Makes an interpreter in other threads, to the same extractor and gazetteer; asked for when there is enough to
   * do. Without it everything happens in this thread.
   */
  readonly openWorkers?: () => Interpreter;
}

/** Threads for much work and this thread for little, each loading gazetteer and dictionary once. */
export function openInterpreters({ extractor, gazetteer, openWorkers }: InterpreterOptions): Interpreters {
  const inThread = createInThreadInterpreter(extractor, gazetteer);
  let workers: Interpreter | undefined;
  return {
    lend(pieces) {
      if (openWorkers === undefined || pieces < ENOUGH_FOR_WORKERS) return lent(inThread);
      workers ??= openWorkers();
      return lent(workers);
    },
    close: async () => await workers?.close(),
  };
}

/** Below this many files a thread takes longer to start than to be of use. */
const ENOUGH_FOR_WORKERS = 200;

const lent = (interpreter: Interpreter): Interpreter => ({ ...interpreter, close: async () => {} });
