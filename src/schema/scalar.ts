import { GraphQLError, valueFromASTUntyped } from 'graphql';
import type { Json } from '../model/document.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description:
    'An instant in ISO 8601, always in UTC when given back (`2021-06-11T12:44:33Z`). Taken with any zone; a date alone means its midnight in UTC.',
  serialize: (ms) => formatInstant(Number(ms)),
  parseValue: (value) => {
    const ms = typeof value === 'string' && ISO_8601.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(ms))
      throw new GraphQLError(`Not an instant in ISO 8601: ${JSON.stringify(value)}`, {
        extensions: { code: 'BAD_ARGUMENT' },
      });
    return ms;
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value as Json,
  parseLiteral: (node) => valueFromASTUntyped(node) as Json,
});

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** Without a fraction when there is none. */
export const formatInstant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
