import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { ROOT } from '../support/graph.ts';

const sdl = await readFile(join(ROOT, 'test/fixtures/schema/released.graphql'), 'utf8');
const released = buildSchema(sdl);
const breaks = (next: GraphQLSchema): string[] =>
  findBreakingChanges(released, next).map(({ description }) => description);

describe('What clients of the released schema rely on', () => {
  it('is in the schema of today', () => {
    expect(breaks(createSchema())).toEqual([]);
  });

  const changed = (from: string | RegExp, to: string): string[] => {
    const edited = sdl.replace(from, to);
    expect(edited).not.toBe(sdl);
    return breaks(buildSchema(edited));
  };

  it('is missed when a field, a value or an argument goes', () => {
    expect(changed(/^ {2}storyCount: Int!$/m, '  storyTotal: Int!')).not.toEqual([]);
    expect(changed(/^ {2}PREFECTURE$/m, '  DISTRICT_LIKE')).not.toEqual([]);
    expect(changed('excerpt(', 'summary(')).not.toEqual([]);
  });

  it('is missed when a type changes, or an argument becomes required', () => {
    expect(changed(/^ {2}adcode: String$/m, '  adcode: Int')).not.toEqual([]);
    expect(changed(/^ {2}url: String$/m, '  url(as: Int!): String')).not.toEqual([]);
    expect(changed(/^ {2}key: String!$/m, '  key: String')).not.toEqual([]);
  });

  it('is not missed when something is added', () => {
    expect(changed(/^ {2}adcode: String$/m, '  adcode: String\n  population(year: Int): Int')).toEqual([]);
  });
});
