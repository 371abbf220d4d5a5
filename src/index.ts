/**
 * Dateline as a library: open a store, ingest into it, and serve or embed the schema.
 */
export { DatelineError, ERROR_CATALOGUE, type ErrorCode } from './errors.ts';
export { createBuiltInExtractor } from './extract/extract.ts';
export type { ExtractInput, Extraction, Extractor } from './extract/extractor.ts';
export { type Gazetteer, loadGazetteer } from './extract/gazetteer.ts';
export { type IngestOptions, type IngestProgress, ingest } from './ingest/ingest.ts';
export type { Interpreter } from './ingest/interpreter.ts';
export { openWorkerPool, type WorkerPoolOptions } from './ingest/worker-pool.ts';
export type { IngestReport } from './model/report.ts';
export type { GraphContext } from './schema/context.ts';
export { createSchema, printSdl } from './schema/schema.ts';
export { createServer } from './server/server.ts';
export { openStore, type Store } from './store/store.ts';
