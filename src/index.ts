/**
 * Dateline as a library: open a store, ingest into it, and serve or embed the schema.
 */
export { DatelineError, ERROR_CATALOGUE, type ErrorCode } from './errors.ts';
export { createBuiltInExtractor } from './extract/extract.ts';
export type { ExtractInput, Extraction, Extractor } from './extract/extractor.ts';
export { type Gazetteer, loadGazetteer } from './extract/gazetteer.ts';
export { NO_EXTRACTION } from './extract/no-extraction.ts';
export type { RemoteSettings } from './extract/remote-request.ts';
export { type ExtractAgainOptions, extractAgain } from './ingest/extract-again.ts';
export { type IngestOptions, type IngestProgress, ingest } from './ingest/ingest.ts';
export type { FetchFeed } from './ingest/ingest-feed.ts';
export type { Interpreter } from './ingest/interpreter.ts';
export type { RemoteOptions } from './ingest/remote-extractors.ts';
export { type WatchOptions, watch } from './ingest/watch.ts';
export { openWorkerPool, type WorkerPoolOptions } from './ingest/worker-pool.ts';
export type { IngestReport } from './model/report.ts';
export type { GraphContext } from './schema/context.ts';
export { createSchema, printSdl } from './schema/schema.ts';
export { createServer } from './server/server.ts';
export { DEFAULT_FEED_LIMITS, type FeedLimits } from './source/feed-limits.ts';
export { fetchFeed } from './source/fetch-feed.ts';
export { openStore, type Store } from './store/store.ts';
