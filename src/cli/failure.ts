import { DatelineError, ERROR_CATALOGUE } from '../errors.ts';

export interface Failure {
  /** For stderr, with its line end. */
  readonly text: string;
  readonly exitCode: 1 | 2;
}

/** One line for an expected failure; a fault shows its stack as well, for whoever reports it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof DatelineError) {
    const { exitCode, hint } = ERROR_CATALOGUE[error.code];
    return { text: `error[${error.code}]: ${onOneLine(error.message)} — ${hint}\n`, exitCode };
  }
  const { exitCode } = ERROR_CATALOGUE.INTERNAL;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : '';
  return { text: `error[INTERNAL]: ${onOneLine(message)} — Report this with what follows.\n${stack}`, exitCode };
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');
