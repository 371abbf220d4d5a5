import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { extractArticle } from './extract-article.ts';
import { extractDocuments } from './extract-documents.ts';
import { type Extract, interpretTask } from './interpret.ts';
import type { Interpreter } from './interpreter.ts';

/** Interprets in this thread: for few files, and for extractors that cannot be sent to another. */
export function createInThreadInterpreter(extractor: Extractor, gazetteer: Gazetteer): Interpreter {
  const extract: Extract = (document, sourceKey, signal) =>
    extractArticle(document, extractor, gazetteer, { sourceKey, signal });
  return {
    parallelism: 1,
    interpret: (task, signal) => interpretTask(task, extract, signal),
    extract: (documents, signal) => extractDocuments(documents, extract, signal),
    close: async () => {},
  };
}
