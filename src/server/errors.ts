import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DatelineError, ERROR_CATALOGUE, type ErrorCode } from '../errors.ts';
import type { ServerLog } from './settings.ts';

/** Codes of requests that never reach the graph. */
export type ProtocolCode = Extract<
  ErrorCode,
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'LIMIT_EXCEEDED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'REQUEST_ENTITY_TOO_LARGE'
>;

export interface MaskOptions {
  readonly log: ServerLog;
  /** False leaves "Did you mean" out of GraphQL's own messages: they tell the schema to whoever may not ask. */
  readonly showSuggestions: boolean;
  /** A new id for a fault, by which the response and the log find each other. */
  readonly createFaultId: () => string;
}

/**
 * What a client is told of an error. Expected failures keep their message and details under their code;
 * anything else becomes `INTERNAL` with an id, and is logged whole under that id.
 */
export function createErrorMask(options: MaskOptions): (error: unknown) => GraphQLError {
  return (error) => {
    const located = error instanceof GraphQLError ? error : undefined;
    const cause = originOf(error);
    if (cause instanceof DatelineError && !OPERATOR_CODES.has(cause.code)) return tellFailure(cause, located);
    if (isAboutRequest(cause, located)) return tellRequestError(located, options.showSuggestions);
    return maskFault(cause, located, options);
  };
}

/** Masks what a scalar throws at a literal too: Yoga masks only what is thrown after validation. */
export function useMaskedValidation(mask: (error: unknown) => GraphQLError): Plugin {
  return {
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map((error) => (error.originalError === undefined ? error : mask(error))));
      },
  };
}

/** An error of the protocol itself, answered with an HTTP status where the media type has one. */
export function createProtocolError(
  code: ProtocolCode,
  message: string,
  options: { readonly status?: number; readonly details?: Readonly<Record<string, unknown>> } = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { ...options.details, code, http: { status: options.status ?? 400, spec: true } },
  });
}

/** Failures of the surroundings: their messages name files and addresses, for whoever runs the server. */
const OPERATOR_CODES: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_INVALID',
  'USAGE',
  'PATH_NOT_FOUND',
  'DATABASE_UNREACHABLE',
  'DATABASE_BUSY',
  'DISK_FULL',
  'DATABASE_NOT_WRITABLE',
  'DATABASE_NOT_OURS',
  'MIGRATION_FAILED',
  'PORT_TAKEN',
]);

/** The innermost error: executing wraps what a resolver throws, coercing wraps what a scalar throws. */
function originOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError instanceof Error) current = current.originalError;
  return current;
}

// Outside a resolver (no path) GraphQL complains of the request alone. Inside one, its complaint has a code or
// points into the document; one with neither was raised while serialising a result, which is a fault of ours.
// So is what anything but GraphQL threw, wherever: a scalar that stumbles over its input says more than it should.
function isAboutRequest(origin: unknown, located: GraphQLError | undefined): located is GraphQLError {
  if (located === undefined) return false;
  if (origin instanceof PothosValidationError) return true;
  if (!(origin instanceof GraphQLError)) return false;
  return located.path === undefined || origin.extensions.code !== undefined || (origin.nodes?.length ?? 0) > 0;
}

function tellFailure(failure: DatelineError, located: GraphQLError | undefined): GraphQLError {
  return new GraphQLError(failure.message, {
    ...placeOf(located),
    extensions: { ...failure.details, code: failure.code, hint: ERROR_CATALOGUE[failure.code].hint },
  });
}

function tellRequestError(located: GraphQLError, showSuggestions: boolean): GraphQLError {
  const { originalError: _parserError, http, ...extensions } = located.extensions;
  const code = extensions.code ?? 'BAD_ARGUMENT';
  return new GraphQLError(showSuggestions ? located.message : located.message.replace(/ ?Did you mean .*\?$/s, ''), {
    ...placeOf(located),
    extensions: { ...extensions, code, http: code === 'BAD_REQUEST' ? insistOnStatus(http) : http },
  });
}

// GraphQL over HTTP 6.4.1: what is no GraphQL request at all gets its 4xx under either media type, while
// `spec` would make it 200 under application/json.
const insistOnStatus = (http: unknown) => ({ status: 400, ...(http as object | undefined), spec: false });

function maskFault(fault: unknown, located: GraphQLError | undefined, options: MaskOptions): GraphQLError {
  const id = options.createFaultId();
  options.log.error('Unexpected error', { id, path: located?.path?.join('.'), error: fault });
  return new GraphQLError(`Something went wrong on the server. It is logged as ${id}.`, {
    ...placeOf(located),
    extensions: {
      code: 'INTERNAL',
      id,
      hint: ERROR_CATALOGUE.INTERNAL.hint,
      // A fault inside a resolver leaves the rest of the answer standing.
      ...(located?.path === undefined && { http: { status: 500, spec: false } }),
    },
  });
}

const placeOf = (located: GraphQLError | undefined) => ({
  nodes: located?.nodes,
  source: located?.source,
  positions: located?.positions,
  path: located?.path,
});
