import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { extractArticle } from './extract-article.ts';
import { interpretTask } from './interpret.ts';
import type { Interpreter } from './interpreter.ts';

/** Interprets in this thread: for few files, and for extractors that cannot be sent to another. */
export function createInThreadInterpreter(extractor: Extractor, gazetteer: Gazetteer): Interpreter {
  const extract: Interpreter['extract'] = (document, signal) => extractArticle(document, extractor, gazetteer, signal);
  return {
    parallelism: 1,
    interpret: (task, signal) => interpretTask(task, extract, signal),
    extract,
    close: async () => {},
  };
}
