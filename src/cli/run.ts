import { Command, CommanderError } from 'commander';
import { DatelineError } from '../errors.ts';
import type { AddCommand } from './command.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEvaluateCommand } from './evaluate.ts';
import { addExtractCommand } from './extract.ts';
import { describeFailure } from './failure.ts';
import { addIngestCommand } from './ingest.ts';
import { locatePackage } from './package-folder.ts';
import { addSchemaCommand } from './schema.ts';
import { addServeCommand } from './serve.ts';
import type { Session } from './session.ts';
import { addTrainCommand } from './train.ts';
import { addWatchCommand } from './watch.ts';

/**
 * Runs one command line (without `node` and the script) and gives the exit code: 0, 1 when the run failed,
 * 2 when the request was wrong. Never throws; every failure is one line on stderr.
 */
export async function run(commandLine: readonly string[], session: Session): Promise<number> {
  let exitCode = 0;
  const program = createProgram(session, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    // No command at all: the help has been printed, to stderr.
    if (error instanceof CommanderError && error.code === 'commander.help') return 2;
    if (session.signal.aborted && error === session.signal.reason) {
      session.terminal.stderr.write('Stopped before it was done; what was written stays.\n');
      return 1;
    }
    const failure = describeFailure(error instanceof CommanderError ? toUsageError(error) : error);
    session.terminal.stderr.write(failure.text);
    return failure.exitCode;
  }
}

const COMMANDS: readonly AddCommand[] = [
  addServeCommand,
  addIngestCommand,
  addWatchCommand,
  addExtractCommand,
  addSchemaCommand,
  addTrainCommand,
  addDoctorCommand,
  addEvaluateCommand,
];

function createProgram(session: Session, exit: (code: number) => void): Command {
  const program = new Command('dateline')
    .description('Turns folders of articles into one GraphQL graph of who, where and when.')
    .version(locatePackage().version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void session.terminal.stdout.write(text),
      writeErr: (text) => void session.terminal.stderr.write(text),
      // Commander's wording is thrown as well; run() says it once, in our form.
      outputError: () => {},
    });
  for (const add of COMMANDS) add(program, session, exit);
  return program;
}

const toUsageError = (error: CommanderError): DatelineError =>
  new DatelineError('USAGE', error.message.replace(/^error: /, ''), { cause: error });
