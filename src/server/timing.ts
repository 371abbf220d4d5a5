import type { Plugin } from 'graphql-yoga';
import type { ServedContext } from './settings.ts';

/** Remembers which context a request got, so that `Server-Timing` can tell its number of SQL statements. */
export interface StatementTiming {
  remember(request: Request, context: ServedContext): void;
  readonly plugin: Plugin;
}

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
        if (count !== undefined) response.headers.set('Server-Timing', `db;desc="${count}"`);
      },
    },
  };
}
