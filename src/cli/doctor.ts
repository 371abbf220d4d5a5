import type { Check } from './checks.ts';
import { runChecks } from './checks.ts';
import type { AddCommand } from './command.ts';

/** `dateline doctor`: one line for everything the program needs; ends with 1 when something is missing. */
export const addDoctorCommand: AddCommand = (program, session, exit) => {
  program
    .command('doctor')
    .description('check that everything the program needs is there')
    .action(async () => {
      const checks = await runChecks(session.environment);
      session.terminal.stdout.write(checks.map(printCheck).join(''));
      if (checks.some(({ state }) => state === 'fail')) exit(1);
    });
};

const printCheck = ({ state, name, finding }: Check): string => `${state.padEnd(4)}  ${name.padEnd(9)}  ${finding}\n`;
