import type { Config } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { locatePackage } from './package-folder.ts';
import type { Session } from './session.ts';

export type Application = Awaited<ReturnType<typeof openApplication>>;

/**
 * Opens what commands on articles need: the database, migrated and with the current gazetteer, and the
 * built-in extractor. Whoever opens it closes its store.
 *
 * Loaded only when asked for: `--help` and a wrong option should not wait for a database driver.
 *
 * @throws DatelineError DATABASE_UNREACHABLE, DATABASE_NOT_WRITABLE, DATABASE_NOT_OURS or MIGRATION_FAILED.
 */
export async function openApplication(config: Config) {
  const [{ openStore }, { loadGazetteer }, { createBuiltInExtractor }] = await Promise.all([
    import('../store/store.ts'),
    import('../extract/gazetteer.ts'),
    import('../extract/extract.ts'),
  ]);
  const store = await openStore(config.databaseUrl);
  try {
    const gazetteer = await loadGazetteer(locatePackage().gazetteerFolder);
    await store.saveGazetteer(gazetteer.entries, gazetteer.version);
    return { store, gazetteer, extractor: createBuiltInExtractor(gazetteer) };
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
