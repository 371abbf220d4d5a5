import type { Command } from 'commander';
import type { Session } from './session.ts';

/** Adds one command to the program. `exit` is told what to end with when that is not 0. */
export type AddCommand = (program: Command, session: Session, exit: (code: number) => void) => void;
