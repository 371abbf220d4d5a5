import { availableParallelism } from 'node:os';
import type { Config } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { locatePackage } from './package-folder.ts';
import type { Session } from './session.ts';

export type Application = Awaited<ReturnType<typeof openApplication>>;

/**
 * Opens what commands on articles need: the database, migrated and with the current gazetteer, and the
 * built-in extractor, in this thread and ready to be opened in others. Whoever opens it closes its store.
 *
 * `extraction`: `NONE` takes articles in without entities.
 *
 * Loaded only when asked for: `--help` and a wrong option should not wait for a database driver.
 *
 * @throws DatelineError DATABASE_UNREACHABLE, DATABASE_NOT_WRITABLE, DATABASE_NOT_OURS or MIGRATION_FAILED.
 */
export async function openApplication(
  config: Config,
  { extraction = 'BUILT_IN' }: { readonly extraction?: 'BUILT_IN' | 'NONE' } = {},
) {
  const [
    { openStore },
    { loadGazetteer },
    { createBuiltInExtractor },
    { NO_EXTRACTION },
    { openWorkerPool },
    { createAnalyzer },
  ] = await Promise.all([
    import('../store/store.ts'),
    import('../extract/gazetteer.ts'),
    import('../extract/extract.ts'),
    import('../extract/no-extraction.ts'),
    import('../ingest/worker-pool.ts'),
    import('../ingest/analyzer.ts'),
  ]);
  const store = await openStore(config.databaseUrl);
  try {
    const { gazetteerFolder } = locatePackage();
    const gazetteer = await loadGazetteer(gazetteerFolder);
    await store.saveGazetteer(gazetteer.entries, gazetteer.version);
    const extractor = extraction === 'NONE' ? NO_EXTRACTION : createBuiltInExtractor(gazetteer);
    const threads = config.ingestThreads ?? availableParallelism();
    const openWorkers = () => openWorkerPool({ spec: { gazetteerFolder, extraction }, threads });
    /** For texts that are not kept: one thread, which starts with the first of them. */
    const openAnalyzer = () =>
      createAnalyzer(() => openWorkerPool({ spec: { gazetteerFolder, extraction }, threads: 1 }));
    return { store, gazetteer, extractor, openWorkers, openAnalyzer };
  } catch (error) {
    await store.close();
    throw error;
  }
}

export function createSessionLog(config: Config, { terminal, now }: Session): Log {
  const automatic = terminal.isInteractive ? 'text' : 'json';
  return createLog({
    level: config.logLevel,
    format: config.logFormat === 'auto' ? automatic : config.logFormat,
    write: (line) => void terminal.stderr.write(line),
    now,
  });
}
