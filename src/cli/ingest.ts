import { access } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { DatelineError } from '../errors.ts';
import { isFeedUrl } from '../source/find-feeds.ts';
import { requireKey } from '../source/settings-file.ts';
import { openApplication } from './application.ts';
import type { AddCommand } from './command.ts';
import { createFeedFetcher } from './feed-fetcher.ts';
import { createProgress } from './progress.ts';
import { printReport } from './report.ts';
import type { Session } from './session.ts';

interface IngestFlags {
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly prune?: boolean;
  readonly includeDrafts?: boolean;
  readonly overlay?: string;
  readonly model?: string;
  /** False with `--no-extraction`. */
  readonly extraction: boolean;
}

/** `dateline ingest <path…>`: folders or files into the database, with a report. */
export const addIngestCommand: AddCommand = (program, session) => {
  program
    .command('ingest')
    .description('take articles from folders, files or feeds into the database')
    .argument('<path...>', 'folders, files, or addresses of feeds')
    .option('--source <key>', 'the source they belong to (default: from dateline.json or the name of the folder)')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print the report as one JSON object')
    .option('--prune', 'remove what is gone even when that is more than a fifth of the source')
    .option('--include-drafts', 'take drafts and articles dated in the future too')
    .option('--overlay <file>', 'table of corrections by hand (default: OVERLAY_FILE)')
    .option('--model <file>', 'model of the tagger, from `dateline train`, or `off` (default: MODEL_FILE)')
    .option('--no-extraction', 'take articles without looking for entities; a later run without this option finds them')
    .action((paths: string[], flags: IngestFlags) => ingestPaths(paths, flags, session));
};

async function ingestPaths(paths: readonly string[], flags: IngestFlags, session: Session): Promise<void> {
  const config = readConfig(session.environment, { OVERLAY_FILE: flags.overlay, MODEL_FILE: flags.model });
  if (flags.source !== undefined) requireKey(flags.source);
  await Promise.all(paths.filter((path) => !isFeedUrl(path)).map(requirePath));
  const { ingest } = await import('../ingest/ingest.ts');
  const application = await openApplication(config, { extraction: flags.extraction ? 'BUILT_IN' : 'NONE' });
  const progress = createProgress(session.terminal);
  try {
    const report = await ingest({
      ...application,
      paths,
      fetchFeed: createFeedFetcher(config, session.signal),
      sourceKey: flags.source,
      dryRun: flags.dryRun,
      prune: flags.prune,
      includeDrafts: flags.includeDrafts,
      now: session.now(),
      onProgress: (state) => progress.report(state),
      signal: session.signal,
    });
    progress.stop();
    const text = flags.json === true ? `${JSON.stringify(report)}\n` : printReport(report, { isDryRun: flags.dryRun });
    session.terminal.stdout.write(text);
  } finally {
    progress.stop();
    await application.store.close();
  }
}

/** @throws DatelineError PATH_NOT_FOUND, before a database is made for nothing. */
export async function requirePath(path: string): Promise<void> {
  try {
    await access(path);
  } catch (error) {
    throw new DatelineError('PATH_NOT_FOUND', `There is nothing to read at ${path}`, { cause: error });
  }
}
