import { resolve } from 'node:path';
import { DatelineError } from '../errors.ts';

export interface SqliteLocation {
  readonly provider: 'sqlite';
  /** Absolute. */
  readonly path: string;
}

export interface PostgresqlLocation {
  readonly provider: 'postgresql';
  /** Without the parameters below. */
  readonly connectionString: string;
  readonly schema: string;
  /** Connections kept at most; null for the driver's default (10). */
  readonly poolSize: number | null;
  /** Command line options for the session, as libpq writes them; `''` for none. */
  readonly options: string;
  /** Safe to print: no password. */
  readonly label: string;
}

export type DatabaseLocation = SqliteLocation | PostgresqlLocation;

/**
 * Reads DATABASE_URL. Pure, apart from the working directory that a relative path starts from.
 *
 * `file:` takes a path as it is, or `file:///…` with percent-encoding. PostgreSQL takes what the driver
 * takes, and `schema` and `connection_limit` as Prisma names them.
 *
 * Throws DatelineError CONFIG_INVALID; the message never shows a password.
 */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'file':
      return parseFileUrl(url);
    case 'postgres':
    case 'postgresql':
      return parsePostgresqlUrl(url);
    default:
      throw invalid(
        `${scheme === undefined ? 'has no scheme' : `has the scheme ${scheme}:`}; it must be file:<path> or postgresql://…`,
      );
  }
}

function parseFileUrl(url: string): SqliteLocation {
  const rest = url.slice('file:'.length);
  const path = rest.startsWith('//') ? decodeFileUrl(rest) : rest;
  if (path === '') throw invalid('names no file; write file:<path>');
  if (path.includes('\0')) throw invalid('has a NUL character in its path');
  if (/^:memory:|[?&]mode=memory/.test(path))
    throw invalid('names a database in memory, which several connections cannot share; write file:<path>');
  return { provider: 'sqlite', path: resolve(path) };
}

function decodeFileUrl(rest: string): string {
  const [, host, path] = /^\/\/([^/]*)(\/.*)$/.exec(rest) ?? [];
  if (path === undefined || (host !== '' && host !== 'localhost'))
    throw invalid('is a file: URL with a host; write file:<path> or file:///<path>');
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalid('has a percent sign that encodes nothing; write file:<path>, which takes the path as it is');
  }
}

function parsePostgresqlUrl(text: string): PostgresqlLocation {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null)
    throw invalid(
      'cannot be read; write postgresql://user:password@host:5432/database (percent-encode / ? # @ in a password)',
    );
  const schema = url.searchParams.get('schema') ?? 'public';
  if (!SCHEMA_NAME.test(schema))
    throw invalid('names a schema that is not a plain name (letters, digits and _, at most 63)');
  const limit = url.searchParams.get('connection_limit');
  if (limit !== null && !/^[1-9]\d{0,3}$/.test(limit))
    throw invalid('has a connection_limit that is not a number from 1 to 9999');
  const options = url.searchParams.get('options') ?? '';
  for (const name of ['schema', 'connection_limit', 'options']) url.searchParams.delete(name);
  return {
    provider: 'postgresql',
    connectionString: url.href,
    schema,
    poolSize: limit === null ? null : Number(limit),
    options,
    label: `${url.username === '' ? '' : `${url.username}@`}${url.host}${url.pathname}`,
  };
}

/** PostgreSQL cuts longer identifiers off. */
const SCHEMA_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

const invalid = (reason: string): DatelineError => new DatelineError('CONFIG_INVALID', `DATABASE_URL ${reason}.`);
