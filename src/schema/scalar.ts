import { GraphQLError, valueFromASTUntyped } from 'graphql';
import type { Json } from '../model/document.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description:
    'An instant in ISO 8601, always in UTC when given back (`2021-06-11T12:44:33Z`). Taken with any zone; a date alone means its midnight in UTC.',
  serialize: (ms) => formatInstant(Number(ms)),
  parseValue: (value) => {
    const ms = typeof value === 'string' ? parseInstant(value) : null;
    if (ms === null)
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

const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * UTC milliseconds; null for what is no instant, or one whose year in UTC has not four digits.
 *
 * `Date` takes 30 February for 2 March, which would answer another question than was asked.
 */
export function parseInstant(text: string): number | null {
  const [, day] = ISO_8601.exec(text) ?? [];
  if (day === undefined || !isDayOfCalendar(day)) return null;
  const ms = Date.parse(text);
  return ms >= FIRST_MS && ms <= LAST_MS ? ms : null;
}

const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

function isDayOfCalendar(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/** Without a fraction when there is none. */
export const formatInstant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
