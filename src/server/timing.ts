import type { Plugin } from 'graphql-yoga';
import type { ServedContext } from './settings.ts';

export const TIMING_HEADER = 'Server-Timing';

/** Remembers which context a request got, so that `Server-Timing` can tell its number of SQL statements. */
export interface StatementTiming {
  remember(request: Request, context: ServedContext): void;
  readonly plugin: Plugin;
}

/** What the header says of so many statements. */
export const describeStatements = (count: number): string => `db;desc="${count}"`;

/** What an answer says unless it got as far as the store. */
export const NO_STATEMENTS = describeStatements(0);

/**
 * `Server-Timing: db;desc="N"`, N = SQL statements sent for the request (W3C Server Timing). Browsers show
 * it among a request's timings, so a query that costs too many is seen while it is being written.
 */
export function createStatementTiming(): StatementTiming {
  const contexts = new WeakMap<Request, ServedContext>();
  return {
    remember: (request, context) => void contexts.set(request, context),
    plugin: {
      onResponse({ request, response }) {
        const count = contexts.get(request)?.reader?.statementCount;
        if (count !== undefined) response.headers.set(TIMING_HEADER, describeStatements(count));
      },
    },
  };
}
