import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { createInThreadInterpreter } from './in-thread.ts';
import { ENOUGH_FOR_WORKERS } from './ingest.ts';
import type { Interpreter } from './interpreter.ts';

export interface KeptInterpreters {
  /** For a run over so many files; closing it keeps it for the next. */
  open(files: number): Interpreter;
  close(): Promise<void>;
}

/** Interpreters that outlive a run, so that a single change does not wait for gazetteer and dictionary to be loaded. */
export function keepInterpreters({
  extractor,
  gazetteer,
  openWorkers,
}: {
  readonly extractor: Extractor;
  readonly gazetteer: Gazetteer;
  readonly openWorkers?: () => Interpreter;
}): KeptInterpreters {
  const inThread = createInThreadInterpreter(extractor, gazetteer);
  let workers: Interpreter | undefined;
  return {
    open(files) {
      if (openWorkers === undefined || files < ENOUGH_FOR_WORKERS) return lend(inThread);
      workers ??= openWorkers();
      return lend(workers);
    },
    close: async () => await workers?.close(),
  };
}

const lend = (interpreter: Interpreter): Interpreter => ({ ...interpreter, close: async () => {} });
