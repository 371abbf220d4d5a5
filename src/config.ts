import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DatelineError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything a person may set. Frozen; nothing else in the program reads the environment. */
export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  /** `file:…` or `postgresql://…`; may hold a password, so it is never printed whole. */
  readonly databaseUrl: string;
  /** True when nobody named a database: only then may the samples be seeded into it. */
  readonly isDefaultDatabase: boolean;
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `auto`: text on a terminal, JSON lines elsewhere. */
  readonly logFormat: 'auto' | 'json' | 'text';
  readonly seed: 'auto' | 'off';
  /** Threads that an ingest reads, parses and extracts in; null for one a core. */
  readonly ingestThreads: number | null;
  /** Model of the tagger: a file that `dateline train` wrote; null for the one included, `off` for the rules alone. */
  readonly modelFile: string | null;
  /** Table of corrections by hand; null for the one at {@link DEFAULT_OVERLAY_FILE}, if there is one. */
  readonly overlayFile: string | null;
  /** Table of further topics; null for none. */
  readonly topicsFile: string | null;
  /** Extractors behind HTTP, asked beside the built-in one; of two as sure of a thing, the first one counts. */
  readonly extractorUrls: readonly string[];
  /** Sent to each of them as a bearer token; null for none. */
  readonly extractorToken: string | null;
  /** Time for one answer. */
  readonly extractorTimeoutMs: number;
  /** How often a request that failed is sent again. */
  readonly extractorRetries: number;
  /** Requests to one extractor at a time. */
  readonly extractorConcurrency: number;
  /** Articles in one request. */
  readonly extractorBatchSize: number;
  /** Above 0 what they find stands against the built-in rules however sure those are; below 0 it gives way. */
  readonly extractorPriority: number;
  /** Origins a browser may call from, e.g. `https://news.example`; `:*` at the end stands for any port. */
  readonly corsOrigins: readonly string[];
  readonly graphiql: boolean;
  /** Whether the schema may be asked for, and whether errors suggest names from it. */
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
  /** Time for a feed's whole answer. */
  readonly feedTimeoutMs: number;
  /** Of a feed's answer, as sent and as unpacked. */
  readonly feedMaxBytes: number;
  /** Whether feeds may be fetched from this machine and its network. */
  readonly feedPrivateAddresses: boolean;
}

/** What the command line may say louder than the environment, by the name of the variable. */
export type ConfigOverrides = Partial<Record<VariableName, string | undefined>>;

/**
 * Every variable there is, and what it may hold. `.env.example` describes the same ones for people.
 *
 * The limits on operations follow measurements of hostile queries: parsing overflows the stack on input
 * nested a few thousand tokens deep, and cost grows with depth and aliases long before that.
 */
const VARIABLES = {
  DATABASE_URL: databaseUrl,
  HOST: text(/^[\w.:-]+$/, 'a host name or an IP address'),
  PORT: integer(0, 65_535),
  NODE_ENV: oneOf('development', 'production', 'test'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  LOG_FORMAT: oneOf('auto', 'json', 'text'),
  DATELINE_SEED: oneOf('auto', 'off'),
  INGEST_THREADS: threads,
  MODEL_FILE: (raw: string): string | Refusal => raw,
  OVERLAY_FILE: (raw: string): string | Refusal => raw,
  TOPICS_FILE: (raw: string): string | Refusal => raw,
  EXTRACTOR_URL: addresses,
  EXTRACTOR_TOKEN: secret,
  EXTRACTOR_TIMEOUT_MS: integer(100, 600_000),
  EXTRACTOR_RETRIES: integer(0, 10),
  EXTRACTOR_CONCURRENCY: integer(1, 64),
  EXTRACTOR_BATCH_SIZE: integer(1, 256),
  EXTRACTOR_PRIORITY: priority,
  CORS_ORIGINS: origins,
  GRAPHIQL: oneOf('on', 'off'),
  INTROSPECTION: oneOf('on', 'off'),
  MAX_DEPTH: integer(1, 1_000),
  MAX_ALIASES: integer(0, 100_000),
  MAX_DIRECTIVES: integer(0, 100_000),
  MAX_TOKENS: integer(10, 100_000),
  MAX_BODY_BYTES: integer(1_000, 100_000_000),
  HEADERS_TIMEOUT_MS: integer(100, 600_000),
  REQUEST_TIMEOUT_MS: integer(100, 600_000),
  SHUTDOWN_TIMEOUT_MS: integer(0, 600_000),
  RESPONSE_CACHE_BYTES: integer(0, 10_000_000_000),
  FEED_TIMEOUT_MS: integer(100, 600_000),
  FEED_MAX_BYTES: integer(1_000, 500_000_000),
  FEED_PRIVATE_ADDRESSES: oneOf('refuse', 'allow'),
} as const satisfies Record<string, (raw: string) => unknown | Refusal>;

type VariableName = keyof typeof VARIABLES;
type Value<Name extends VariableName> = Exclude<ReturnType<(typeof VARIABLES)[Name]>, Refusal>;

export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];

const DEFAULT_DATABASE_URL = 'file:./data/dateline.db';
/** Read when it is there and no other is named. */
export const DEFAULT_OVERLAY_FILE = './data/corrections.tsv';
const LOCAL_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*'];

/**
 * The process's environment over the `.env` file of a folder, if there is one.
 *
 * @throws DatelineError CONFIG_INVALID when `.env` exists and cannot be read.
 */
export function readEnvironment(folder: string = process.cwd()): Environment {
  return { ...readEnvFile(join(folder, '.env')), ...process.env };
}

/**
 * One validated, frozen configuration. An empty value counts as none.
 *
 * @throws DatelineError CONFIG_INVALID naming the variable, what it holds and what is allowed.
 */
export function readConfig(environment: Environment, overrides: ConfigOverrides = {}): Config {
  const read = <Name extends VariableName, Default>(name: Name, fallback: Default): Value<Name> | Default =>
    readVariable(name, overrides[name] ?? environment[name], fallback);
  const mode = read('NODE_ENV', 'development' as const);
  const isOpen = mode === 'production' ? 'off' : 'on';
  return Object.freeze({
    environment: mode,
    databaseUrl: read('DATABASE_URL', DEFAULT_DATABASE_URL),
    isDefaultDatabase: read('DATABASE_URL', null) === null,
    host: read('HOST', 'localhost'),
    port: read('PORT', 4000),
    logLevel: read('LOG_LEVEL', 'info' as const),
    logFormat: read('LOG_FORMAT', 'auto' as const),
    seed: read('DATELINE_SEED', 'auto' as const),
    ingestThreads: read('INGEST_THREADS', null),
    modelFile: read('MODEL_FILE', null),
    overlayFile: read('OVERLAY_FILE', null),
    topicsFile: read('TOPICS_FILE', null),
    extractorUrls: Object.freeze(read('EXTRACTOR_URL', [])),
    extractorToken: read('EXTRACTOR_TOKEN', null),
    extractorTimeoutMs: read('EXTRACTOR_TIMEOUT_MS', 10_000),
    extractorRetries: read('EXTRACTOR_RETRIES', 2),
    extractorConcurrency: read('EXTRACTOR_CONCURRENCY', 4),
    extractorBatchSize: read('EXTRACTOR_BATCH_SIZE', 16),
    extractorPriority: read('EXTRACTOR_PRIORITY', 0),
    corsOrigins: Object.freeze(read('CORS_ORIGINS', mode === 'production' ? [] : LOCAL_ORIGINS)),
    graphiql: read('GRAPHIQL', isOpen) === 'on',
    introspection: read('INTROSPECTION', isOpen) === 'on',
    maxDepth: read('MAX_DEPTH', 15),
    maxAliases: read('MAX_ALIASES', 15),
    maxDirectives: read('MAX_DIRECTIVES', 20),
    maxTokens: read('MAX_TOKENS', 1_000),
    maxBodyBytes: read('MAX_BODY_BYTES', 100_000),
    headersTimeoutMs: read('HEADERS_TIMEOUT_MS', 5_000),
    requestTimeoutMs: read('REQUEST_TIMEOUT_MS', 6_000),
    shutdownTimeoutMs: read('SHUTDOWN_TIMEOUT_MS', 10_000),
    responseCacheBytes: read('RESPONSE_CACHE_BYTES', 50_000_000),
    feedTimeoutMs: read('FEED_TIMEOUT_MS', 30_000),
    feedMaxBytes: read('FEED_MAX_BYTES', 20_971_520),
    feedPrivateAddresses: read('FEED_PRIVATE_ADDRESSES', 'refuse' as const) === 'allow',
  });
}

/** A database's address with the password left out, for people and logs. */
export function hidePassword(databaseUrl: string): string {
  return databaseUrl.replace(/^(\w+:\/\/[^/?#@:]*):[^/?#@]*@/, '$1:***@').replace(/([?&]password=)[^&]*/gi, '$1***');
}

/** Why a value is refused; `shown` is what may be repeated of it. */
interface Refusal {
  readonly refused: true;
  readonly allowed: string;
  readonly shown?: string;
}

function readVariable<Name extends VariableName, Default>(
  name: Name,
  raw: string | undefined,
  fallback: Default,
): Value<Name> | Default {
  if (raw === undefined || raw.trim() === '') return fallback;
  const value: unknown = VARIABLES[name](raw.trim());
  if (!isRefusal(value)) return value as Value<Name>;
  const shown = value.shown ?? JSON.stringify(raw);
  throw new DatelineError('CONFIG_INVALID', `${name} is ${shown}, but must be ${value.allowed}`, {
    details: { variable: name },
  });
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value;

function oneOf<const Choice extends string>(...choices: readonly Choice[]) {
  return (raw: string): Choice | Refusal =>
    choices.find((choice) => choice === raw) ?? { refused: true, allowed: `one of ${choices.join(', ')}` };
}

/** `auto` is null: one a core. */
function threads(raw: string): number | null | Refusal {
  if (raw === 'auto') return null;
  const count = integer(1, 256)(raw);
  return typeof count === 'number' ? count : { ...count, allowed: `auto or ${count.allowed}` };
}

/** Several are separated by commas or spaces. */
function addresses(raw: string): readonly string[] | Refusal {
  const listed = raw.split(/[\s,]+/);
  return listed.every((address) => /^https?:\/\//.test(address) && URL.canParse(address))
    ? listed
    : {
        refused: true,
        allowed: 'the address of an extractor such as http://localhost:8000/extract, or several with commas between',
        // It may hold a password.
        shown: 'something else',
      };
}

/** What may stand in a header, and is never shown. */
function secret(raw: string): string | Refusal {
  if (/^[\x21-\x7e]+$/.test(raw)) return raw;
  return { refused: true, allowed: 'printable ASCII without spaces', shown: 'something else' };
}

function priority(raw: string): number | Refusal {
  if (/^[+-]?\d{1,3}$/.test(raw)) return Number(raw);
  return { refused: true, allowed: 'a whole number from -999 to 999' };
}

function integer(min: number, max: number) {
  return (raw: string): number | Refusal => {
    const value = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= min && value <= max ? value : { refused: true, allowed: `a whole number from ${min} to ${max}` };
  };
}

function text(pattern: RegExp, allowed: string) {
  return (raw: string): string | Refusal => (pattern.test(raw) ? raw : { refused: true, allowed });
}

function databaseUrl(raw: string): string | Refusal {
  const isFile = /^file:[^?#]+/.test(raw);
  const isPostgres = /^postgres(ql)?:\/\//.test(raw) && URL.canParse(raw);
  if (isFile || isPostgres) return raw;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(raw)?.[0];
  return {
    refused: true,
    allowed: '`file:` and a path, or postgresql://user:password@host:port/database',
    // It may hold a password wherever the typing error is.
    shown: scheme === undefined ? 'not an address' : `an address that starts with ${JSON.stringify(scheme)}`,
  };
}

function origins(raw: string): readonly string[] | Refusal {
  const listed = raw.split(',').map((origin) => origin.trim());
  return listed.every((origin) => /^https?:\/\/[\w.-]+(:(\d{1,5}|\*))?$/.test(origin))
    ? listed
    : {
        refused: true,
        allowed: 'a comma-separated list of origins such as https://news.example or http://localhost:*',
      };
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Environment;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new DatelineError('CONFIG_INVALID', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
