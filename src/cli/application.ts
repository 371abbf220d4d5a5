import { availableParallelism } from 'node:os';
import type { Config } from '../config.ts';
import type { RemoteSettings } from '../extract/remote-request.ts';
import { createLog, type Log } from '../log.ts';
import { loadCorrections } from './corrections.ts';
import { locatePackage } from './package-folder.ts';
import type { Session } from './session.ts';

export type Application = Awaited<ReturnType<typeof openApplication>>;

/**
 * Opens what commands on articles need: the database, migrated and with the current gazetteer as the corrections
 * would have it, and the built-in extractor, in this thread and ready to be opened in others. Whoever opens it closes its store.
 *
 * `extraction`: `NONE` takes articles in without entities.
 *
 * Loaded only when asked for: `--help` and a wrong option should not wait for a database driver.
 *
 * @throws DatelineError CONFIG_INVALID, MODEL_INVALID, DATABASE_UNREACHABLE, DATABASE_NOT_WRITABLE, DATABASE_NOT_OURS or MIGRATION_FAILED.
 */
export async function openApplication(
  config: Config,
  { extraction = 'BUILT_IN' }: { readonly extraction?: 'BUILT_IN' | 'NONE' } = {},
) {
  const [
    { openStore },
    { createBuiltInExtractor },
    { loadTagger },
    { NO_EXTRACTION },
    { openWorkerPool },
    { createAnalyzer },
    overlays,
  ] = await Promise.all([
    import('../store/store.ts'),
    import('../extract/extract.ts'),
    import('../extract/tagger/load-tagger.ts'),
    import('../extract/no-extraction.ts'),
    import('../ingest/worker-pool.ts'),
    import('../ingest/analyzer.ts'),
    import('../extract/overlay-extractor.ts'),
  ]);
  const { gazetteerFolder, modelFolder } = locatePackage();
  const { modelFile } = config;
  // A file that was named and is not there is told before a database is made for nothing.
  const model = modelFile === 'off' ? undefined : { folder: modelFolder, file: modelFile ?? undefined };
  const tagger = model === undefined || extraction === 'NONE' ? undefined : await loadTagger(model);
  const { gazetteer, own: tables, problems } = await loadCorrections(gazetteerFolder, config);
  const { overlay } = tables;
  const store = await openStore(config.databaseUrl);
  try {
    await store.saveGazetteer(gazetteer.entries, gazetteer.version, gazetteer.redirects);
    const remotes = extraction === 'NONE' ? [] : remoteSettings(config);
    const own = extraction === 'NONE' ? NO_EXTRACTION : createBuiltInExtractor(gazetteer, { tagger });
    // With others beside it, corrections are made when the findings of all are together.
    const isCorrecting = remotes.length === 0;
    const extractor = isCorrecting ? overlays.withOverlay(own, overlay, gazetteer) : own;
    const threads = config.ingestThreads ?? availableParallelism();
    const spec = { gazetteerFolder, extraction, own: tables, isCorrecting, ...(model === undefined ? {} : { model }) };
    const openWorkers = () => openWorkerPool({ spec, threads });
    /** For texts that are not kept: one thread, which starts with the first of them. */
    const openAnalyzer = () =>
      createAnalyzer(() => openWorkerPool({ spec: { ...spec, isCorrecting: true }, threads: 1 }));
    const remote = { remotes, correct: overlays.createCorrection(overlay, gazetteer) };
    return { store, gazetteer, extractor, openWorkers, openAnalyzer, remote, problems };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const remoteSettings = (config: Config): readonly RemoteSettings[] =>
  config.extractorUrls.map((url) => ({
    url,
    token: config.extractorToken,
    timeoutMs: config.extractorTimeoutMs,
    retries: config.extractorRetries,
    concurrency: config.extractorConcurrency,
    batchSize: config.extractorBatchSize,
    priority: config.extractorPriority,
  }));

export function createSessionLog(config: Config, { terminal, now }: Session): Log {
  const automatic = terminal.isInteractive ? 'text' : 'json';
  return createLog({
    level: config.logLevel,
    format: config.logFormat === 'auto' ? automatic : config.logFormat,
    write: (line) => void terminal.stderr.write(line),
    now,
  });
}
