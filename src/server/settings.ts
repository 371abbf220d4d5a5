import type { Reader } from '../store/read/reader.ts';

/** What the server must be told; the program's configuration has all of it. */
export interface ServerSettings {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** `https://host[:port]`; `:*` at the end stands for any port. */
  readonly corsOrigins: readonly string[];
  readonly graphiql: boolean;
  readonly introspection: boolean;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  readonly maxTokens: number;
  readonly maxBodyBytes: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly shutdownTimeoutMs: number;
  /** Memory for answers that are kept; 0 keeps none. */
  readonly responseCacheBytes: number;
}

/** The part of a log the server writes to. */
export interface ServerLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What the server looks at in a request's context; the schema knows the rest of it. */
export interface ServedContext {
  /** `statementCount`: SQL statements sent for this request so far. */
  readonly reader?: { readonly statementCount?: number } | RevisionedReader;
}

/** A reader that can tell whether all it gave is of one revision of the content: the store's. */
export interface RevisionedReader extends Pick<Reader, 'statementCount' | 'isMixed' | 'isOfRevision'> {
  /** One that starts afresh, on the same count of statements. */
  renew(): RevisionedReader;
  /** The same, all of whose statements see one state of the database. */
  inSnapshot<T>(work: (reader: RevisionedReader) => Promise<T>): Promise<T>;
}
