import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Application } from './application.ts';
import { locatePackage } from './package-folder.ts';

/**
 * Fills an empty default database with the samples, so that a first start has something to show. Never a
 * database that somebody named: that one is theirs to fill.
 */
export async function seedSamples(
  application: Application,
  config: Config,
  run: { readonly log: Log; readonly now: Date; readonly signal: AbortSignal },
): Promise<void> {
  if (config.seed === 'off' || !config.isDefaultDatabase) return;
  if (!(await application.store.isEmpty())) return;
  const { ingest } = await import('../ingest/ingest.ts');
  const paths = [locatePackage().articlesFolder];
  const { taken, quarantined, seconds } = await ingest({ ...application, paths, now: run.now, signal: run.signal });
  run.log.info('Filled the empty database with the samples', { taken, quarantined, seconds });
}
