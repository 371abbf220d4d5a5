import { readConfig } from '../config.ts';
import type { AppliedChanges, FailedChanges } from '../ingest/watch.ts';
import { requireKey } from '../source/settings-file.ts';
import { openApplication } from './application.ts';
import type { AddCommand } from './command.ts';
import { describeFailure } from './failure.ts';
import { requirePath } from './ingest.ts';
import { createProgress } from './progress.ts';
import { printReport } from './report.ts';
import type { Session } from './session.ts';
import { printApplied } from './watch-line.ts';

interface WatchFlags {
  readonly source?: string;
  readonly includeDrafts?: boolean;
  readonly overlay?: string;
  readonly model?: string;
  readonly prune?: boolean;
  readonly poll?: boolean;
  readonly json?: boolean;
}

/** `dateline watch <path…>`: folders or files into the database, and every change of them until told to stop. */
export const addWatchCommand: AddCommand = (program, session) => {
  program
    .command('watch')
    .description('take articles from folders or files, and every change of them from then on')
    .argument('<path...>', 'folders or files')
    .option('--source <key>', 'the source they belong to (default: from dateline.json or the name of the folder)')
    .option('--include-drafts', 'take drafts and articles dated in the future too')
    .option('--prune', 'remove what is gone even when that is more than a fifth of the source at once')
    .option('--overlay <file>', 'table of corrections by hand (default: OVERLAY_FILE)')
    .option('--model <file>', 'model of the tagger, from `dateline train`, or `off` (default: MODEL_FILE)')
    .option('--poll', 'look for changes twice a second instead of being told, as for network drives')
    .option('--json', 'print one JSON object a line: { paths, report } for the start and for every change')
    .action((paths: string[], flags: WatchFlags) => watchPaths(paths, flags, session));
};

async function watchPaths(paths: readonly string[], flags: WatchFlags, session: Session): Promise<void> {
  const config = readConfig(session.environment, { OVERLAY_FILE: flags.overlay, MODEL_FILE: flags.model });
  if (flags.source !== undefined) requireKey(flags.source);
  await Promise.all(paths.map(requirePath));
  const { watch } = await import('../ingest/watch.ts');
  const { stdout, stderr } = session.terminal;
  const application = await openApplication(config);
  const progress = createProgress(session.terminal);
  const printJson = (applied: AppliedChanges) => stdout.write(`${JSON.stringify(applied)}\n`);
  try {
    await watch({
      ...application,
      paths,
      sourceKey: flags.source,
      includeDrafts: flags.includeDrafts,
      prune: flags.prune,
      poll: flags.poll,
      now: session.now,
      signal: session.signal,
      onProgress: (state) => progress.report(state),
      onReady(report) {
        progress.stop();
        if (flags.json === true) printJson({ paths, report });
        else stdout.write(`${printReport(report)}Watching ${paths.join(', ')}\n`);
      },
      onApplied: (applied) =>
        flags.json === true ? printJson(applied) : stdout.write(printApplied(applied, session.now())),
      onFailure(failure) {
        progress.stop();
        stderr.write(describeRetry(failure));
      },
      onUnwatched: (error) => stderr.write(`Not watched: ${error.message}\n`),
    });
  } finally {
    progress.stop();
    await application.store.close();
  }
}

const describeRetry = ({ error, retryInMs }: FailedChanges): string => {
  const [line] = describeFailure(error).text.split('\n', 1);
  return `${line} Trying again in ${retryInMs / 1000} s.\n`;
};
