import { EventEmitter } from 'node:events';
import {
  GraphQLEnumType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { readConfig } from '../../src/config.ts';
import { DatelineError } from '../../src/errors.ts';
import { createServer, type ServerOptions } from '../../src/server/server.ts';

/** Tells when a field has begun to be resolved, by its name. */
export const begun = new EventEmitter();

const color = new GraphQLEnumType({ name: 'Color', values: { RED: { value: 'red' } } });

const brittle = new GraphQLScalarType({
  name: 'Brittle',
  parseValue: () => {
    throw new TypeError('SELECT secret FROM /srv/private');
  },
});

const leaf: GraphQLObjectType = new GraphQLObjectType({
  name: 'Leaf',
  fields: () => ({
    name: { type: GraphQLString, resolve: () => 'leaf' },
    leaf: { type: leaf, resolve: () => ({}) },
  }),
});

/** A schema with every way to succeed and to fail that the server has to tell apart. */
export const sampleSchema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      greeting: { type: GraphQLString, resolve: () => '你好' },
      leaf: { type: leaf, resolve: () => ({}) },
      echo: {
        type: GraphQLInt,
        args: { number: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: (_, { number }) => number,
      },
      missing: {
        type: GraphQLString,
        resolve: () => {
          throw new DatelineError('ENTITY_NOT_FOUND', 'No entity is named 青诲. Did you mean 青海?', {
            details: { suggestions: ['青海'] },
          });
        },
      },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('SELECT secret FROM /srv/private');
        },
      },
      sealed: {
        type: GraphQLString,
        resolve: () => {
          throw new DatelineError('DATABASE_NOT_WRITABLE', 'The database /srv/private.db cannot be written.');
        },
      },
      caused: {
        type: GraphQLString,
        resolve: () => {
          const cause = new Error('SELECT secret FROM /srv/private');
          throw new DatelineError('BAD_CURSOR', 'This is no cursor.', { cause });
        },
      },
      brittle: { type: GraphQLString, args: { value: { type: brittle } }, resolve: () => 'taken' },
      hollow: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      badColor: { type: color, resolve: () => 'ultraviolet secret' },
      list: { type: new GraphQLList(GraphQLString), resolve: () => ['a', 'b'] },
      slow: {
        type: GraphQLString,
        resolve: () => {
          begun.emit('slow');
          return new Promise((resolve) => setTimeout(() => resolve('done'), 300));
        },
      },
    },
  }),
});

export interface Logged {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A server on a free port with {@link sampleSchema}, and what it logs. */
export async function startSampleServer(
  environment: Readonly<Record<string, string>> = {},
  options: Partial<ServerOptions> = {},
) {
  const logged: Logged[] = [];
  const at =
    (level: string) =>
    (message: string, fields = {}) =>
      void logged.push({ level, message, fields });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const server = createServer({
    schema: sampleSchema,
    contextFor: () => ({ reader: { statementCount: 3 } }),
    settings: readConfig({ PORT: '0', ...environment }),
    log,
    isReady: () => true,
    ...options,
  });
  const url = await server.listen();
  return {
    url,
    origin: new URL(url).origin,
    logged,
    close: () => server.close(),
    async query(query: string, variables?: unknown) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return { response, body: (await response.json()) as GraphqlBody };
    },
  };
}

export interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}
