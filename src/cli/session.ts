import type { Environment } from '../config.ts';

/** Where a command writes. `stdout` is for results, `stderr` for everything about getting them. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Whether a person watches stderr. */
  readonly isInteractive: boolean;
}

/** One run of the program: all that a command may know of the world outside. */
export interface Session {
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** Aborts when the run is told to stop (Ctrl+C, SIGTERM). */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}
