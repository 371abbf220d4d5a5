/**
 * Every failure a person or program can meet, under a permanent code. `server/` turns them into GraphQL
 * errors (`extensions.code`), `cli/` into one line and an exit code; nothing else interprets them.
 *
 * `exitCode`: what a command ends with: 1 the run failed, 2 the request was wrong.
 */
export const ERROR_CATALOGUE = {
  // What a caller of the graph did.
  BAD_CURSOR: {
    exitCode: 2,
    hint: 'Pass a cursor exactly as a connection returned it, to the same field with the same arguments.',
  },
  CURSOR_STALE: { exitCode: 2, hint: 'The content changed since this page was read: start again from the first page.' },
  BAD_ID: { exitCode: 2, hint: 'Pass an id exactly as the graph returned it.' },
  BAD_PAGE: { exitCode: 2, hint: 'Use first/after or last/before, with a size from 0 to 100.' },
  BAD_ARGUMENT: { exitCode: 2, hint: 'Correct the named argument.' },
  SEARCH_INVALID: {
    exitCode: 2,
    hint: 'Correct the query at the position given; put what is to be taken literally in quotation marks.',
  },
  ENTITY_NOT_FOUND: { exitCode: 2, hint: 'Use a name or key that exists; the message may suggest some.' },
  ENTITY_AMBIGUOUS: { exitCode: 2, hint: 'Use the key of the one you mean.' },
  CATEGORY_NOT_FOUND: { exitCode: 2, hint: 'Use a path as `categories` lists it.' },
  AUTHOR_NOT_FOUND: { exitCode: 2, hint: 'Use a name as `authors` lists it.' },
  SOURCE_NOT_FOUND: { exitCode: 2, hint: 'Use a key as `sources` lists it.' },
  ANALYSIS_UNAVAILABLE: { exitCode: 2, hint: 'Try again later, or ask a server that has an extractor.' },
  TIMELINE_TOO_LONG: { exitCode: 2, hint: 'Ask for a shorter range or a longer interval.' },
  TOO_MANY_IDS: { exitCode: 2, hint: 'Ask for at most 1,000 at once.' },
  // Requests that never reach the graph.
  BAD_REQUEST: { exitCode: 2, hint: 'Send GraphQL over HTTP: POST with application/json, or GET for queries.' },
  GRAPHQL_PARSE_FAILED: { exitCode: 2, hint: 'Correct the GraphQL document at the named place.' },
  GRAPHQL_VALIDATION_FAILED: { exitCode: 2, hint: 'Use fields and arguments as the schema has them.' },
  OPERATION_RESOLUTION_FAILURE: { exitCode: 2, hint: 'Name one operation of the document in operationName.' },
  REQUEST_ENTITY_TOO_LARGE: { exitCode: 2, hint: 'Send less at once, or raise MAX_BODY_BYTES.' },
  LIMIT_EXCEEDED: { exitCode: 2, hint: 'Ask for less in one operation; .env.example names the limits.' },
  NOT_READY: { exitCode: 1, hint: 'Try again soon; /health/ready tells when.' },
  // What the surroundings did.
  CONFIG_INVALID: { exitCode: 2, hint: 'Correct the setting; .env.example describes every one.' },
  USAGE: { exitCode: 2, hint: 'Run `dateline --help`.' },
  SOURCE_CONFLICT: {
    exitCode: 2,
    hint: 'Give each folder a key of its own, with `key` in its dateline.json or with --source in a run of its own.',
  },
  PATH_NOT_FOUND: { exitCode: 2, hint: 'Name a file or folder that exists.' },
  WATCH_FAILED: {
    exitCode: 1,
    hint: 'Raise fs.inotify.max_user_watches (and max_user_instances) with sysctl, or watch with --poll.',
  },
  DATABASE_UNREACHABLE: { exitCode: 1, hint: 'Check DATABASE_URL and that the server is up.' },
  DATABASE_BUSY: {
    exitCode: 1,
    hint: 'Stop the other program or let it finish, and run again: it goes on from there.',
  },
  DISK_FULL: { exitCode: 1, hint: 'Make room on the disk of the database, and run again: it goes on from there.' },
  DATABASE_NOT_WRITABLE: {
    exitCode: 1,
    hint: 'Make the folder of the database writable, or name another in DATABASE_URL.',
  },
  DATABASE_NOT_OURS: { exitCode: 1, hint: 'Name an empty database or one that Dateline made.' },
  MIGRATION_FAILED: { exitCode: 1, hint: 'The database was left as it was; report the message.' },
  MODEL_INVALID: {
    exitCode: 2,
    hint: 'Train the model again with this version (`dateline train`), or run without it: the one included is used then.',
  },
  PORT_TAKEN: { exitCode: 1, hint: 'Stop the other program, or choose another port with --port or PORT.' },
  INTERNAL: { exitCode: 1, hint: 'Report the id with what you did.' },
} as const satisfies Record<string, { readonly exitCode: 1 | 2; readonly hint: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** The one error class: an expected failure on its way to the rim. Anything else that is thrown is a fault. */
export class DatelineError extends Error {
  override readonly name = 'DatelineError';
  readonly code: ErrorCode;
  /** Values for programs, e.g. `{ suggestions: ["青海"] }`; reaches clients beside the code. */
  readonly details: Readonly<Record<string, unknown>>;

  /** `message`: what is wrong, in one sentence a person can act on. */
  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly details?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}
