import type { StoreFault } from '../store/fault.ts';
import type { ServerLog } from './settings.ts';

export interface ReadinessOptions {
  /** Looks whether the store can be read; the server asks when it is asked itself. */
  readonly findFault: () => Promise<StoreFault | null>;
  readonly log: ServerLog;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** What is known of the store, looked up at most once a second however many ask. */
export interface Readiness {
  /** Null when the store can be read, else why not. Waits for the answer, for two seconds at most. */
  check(): Promise<string | null>;
  /** The same, without waiting while all was well at the last look; a request should not pay for the next. */
  admit(): null | Promise<string | null>;
}

/** A store that fails, fails otherwise, or comes back is logged once; not once for every probe. */
export function createReadiness({ findFault, log, now }: ReadinessOptions): Readiness {
  let fault: StoreFault | null = null;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let pending: Promise<string | null> | undefined;

  function note(found: StoreFault | null): void {
    if (found !== null && found.reason !== fault?.reason)
      log.error('Not ready', { reason: found.reason, error: found.cause });
    if (found === null && fault !== null) log.info('Ready again');
    fault = found;
  }

  // Until an answer comes nothing more is asked: a database that hangs is not helped by more questions.
  const ask = (): Promise<string | null> =>
    new Promise((resolve) => {
      const tell = (found: StoreFault | null): void => {
        note(found);
        resolve(found?.reason ?? null);
      };
      const timer = setTimeout(tell, PATIENCE_MS, TOO_SLOW);
      findFault()
        .catch((cause: unknown): StoreFault => ({ reason: 'The database cannot be checked.', cause }))
        .then((found) => {
          clearTimeout(timer);
          checkedAtMs = now();
          pending = undefined;
          tell(found);
        });
    });

  function check(): Promise<string | null> {
    if (pending === undefined && now() - checkedAtMs < CHECK_INTERVAL_MS) return Promise.resolve(fault?.reason ?? null);
    pending ??= ask();
    return pending;
  }

  return {
    check,
    admit() {
      const last = fault;
      const answer = check();
      return last === null ? null : answer;
    },
  };
}

const CHECK_INTERVAL_MS = 1_000;
const PATIENCE_MS = 2_000;
const TOO_SLOW: StoreFault = { reason: 'The database does not answer in time.' };
