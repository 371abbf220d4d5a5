import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/schema/scalar.ts';
import { createSchema } from '../../src/schema/schema.ts';

describe('an instant', () => {
  it.each([
    ['2021-06-11', '2021-06-11T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z'],
    ['2021-06-11T20:44:33+08:00', '2021-06-11T12:44:33Z'],
    ['2021-06-11T20:44+0800', '2021-06-11T12:44:00Z'],
    ['2021-01-01T00:30:00+08:00', '2020-12-31T16:30:00Z'],
    ['2021-06-11T12:44:33.25Z', '2021-06-11T12:44:33.250Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (text, instant) => {
    const ms = parseInstant(text);
    expect(ms === null ? null : formatInstant(ms)).toBe(instant);
  });

  it.each([
    '2021-02-29',
    '2021-02-30',
    '1900-02-29',
    '2021-06-31T10:00:00+08:00',
    '2021-04-31T00:00:00Z',
    '2021-13-01',
    '2021-00-10',
    '2021-06-00',
    '2021-06-11T25:00:00Z',
    '2021-06-11T12:60:00Z',
    '2021-06-11T12:00:00+24:00',
    '2021-06-11T12:00:00',
    '2021-06',
    '20210611',
    '9999-12-31T23:59:59-12:00',
    '0000-01-01T00:00:00+08:00',
    '+012021-06-11',
    '+275761-01-01T00:00:00Z',
    '-271822-01-01T00:00:00Z',
    'yesterday',
    '',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('the DateTime scalar', () => {
  const dateTime = createSchema().getType('DateTime');
  if (!(dateTime instanceof GraphQLScalarType)) throw new Error('The schema has no scalar DateTime.');

  it.each([['2021-02-30'], [20210611], [null], [true], [['2021-06-11']]])('refuses %j as a bad argument', (value) => {
    expect.assertions(2);
    try {
      dateTime.parseValue(value);
    } catch (error) {
      expect(error).toBeInstanceOf(GraphQLError);
      expect((error as GraphQLError).extensions.code).toBe('BAD_ARGUMENT');
    }
  });

  it('refuses in a document what it refuses in a variable', () => {
    expect(() => dateTime.parseLiteral({ kind: Kind.STRING, value: '2021-06-31' })).toThrow('2021-06-31');
    expect(dateTime.parseLiteral({ kind: Kind.STRING, value: '2021-06-30' })).toBe(Date.UTC(2021, 5, 30));
  });
});
