import { readConfig } from '../config.ts';
import { openApplication } from './application.ts';
import type { AddCommand } from './command.ts';
import { createProgress } from './progress.ts';
import { printRenewal } from './renewal-report.ts';
import type { Session } from './session.ts';

interface ExtractFlags {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly overlay?: string;
  readonly model?: string;
}

/** `dateline extract`: mentions and entities anew, from the texts in the database. */
export const addExtractCommand: AddCommand = (program, session) => {
  program
    .command('extract')
    .description(
      'extract articles again from the text in the database, where a change of gazetteer or extractor asks for it',
    )
    .option('--all', 'every article, also those that no change can have touched')
    .option('--dry-run', 'say how many articles that would be, and write nothing')
    .option('--overlay <file>', 'table of corrections by hand (default: OVERLAY_FILE)')
    .option('--model <file>', 'model of the tagger, from `dateline train`, or `off` (default: MODEL_FILE)')
    .option('--json', 'print the report as one JSON object')
    .action((flags: ExtractFlags) => extract(flags, session));
};

async function extract(flags: ExtractFlags, session: Session): Promise<void> {
  const config = readConfig(session.environment, { OVERLAY_FILE: flags.overlay, MODEL_FILE: flags.model });
  const { extractAgain } = await import('../ingest/extract-again.ts');
  const application = await openApplication(config);
  const progress = createProgress(session.terminal);
  try {
    const report = await extractAgain({
      ...application,
      all: flags.all,
      dryRun: flags.dryRun,
      now: session.now(),
      onProgress: (state) => progress.report(state),
      signal: session.signal,
    });
    progress.stop();
    const text = flags.json === true ? `${JSON.stringify(report)}\n` : printRenewal(report, { isDryRun: flags.dryRun });
    session.terminal.stdout.write(text);
  } finally {
    progress.stop();
    await application.store.close();
  }
}
