import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  graphql,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { DIALECTS } from '../../src/store/dialect.ts';
import { Reader } from '../../src/store/read/reader.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, SEEDS, type TestGraph } from '../support/graph.ts';
import { Random } from '../support/random.ts';

/** As deep as the server lets an operation be. */
const MAX_DEPTH = 15;
const ROOTS = ['articles', 'entities', 'categories', 'authors', 'provinces', 'sources', 'ingestRuns', 'corpus'];

/** A random operation over the real schema: a few leaves and one or two ways down at every level. */
function randomOperation(choice: Random, depth: number): string {
  const query = createSchema().getQueryType() as GraphQLObjectType;
  const root = query.getFields()[choice.pick(ROOTS)] as GraphQLField<unknown, unknown>;
  return `{ ${randomField(root, choice, depth)} }`;
}

function randomField(field: GraphQLField<unknown, unknown>, choice: Random, depth: number): string {
  const page = field.args.some((argument) => argument.name === 'first') ? `(first: ${1 + choice.below(2)})` : '';
  return `${field.name}${page} ${randomSelection(getNamedType(field.type) as GraphQLObjectType, choice, depth - 1)}`;
}

function randomSelection(type: GraphQLObjectType, choice: Random, depth: number): string {
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)) && !VOLATILE.has(field.name));
  const ways = fields.filter(
    (field) => isObjectType(getNamedType(field.type)) || isInterfaceType(getNamedType(field.type)),
  );
  const chosen = choice
    .shuffle(leaves)
    .slice(0, 2)
    .map((field) => field.name);
  const down = depth > 1 ? choice.shuffle(ways).slice(0, choice.chance(0.3) ? 2 : 1) : [];
  const parts = [...new Set(['__typename', ...chosen]), ...down.map((field) => randomField(field, choice, depth))];
  return `{ ${parts.join(' ')} }`;
}

/** Long, or the time of the run. */
const VOLATILE = new Set(['text', 'html', 'frontMatter', 'startedAt', 'finishedAt', 'ingestedAt']);

describeOnEveryDatabase('However deep an operation goes', (getDatabase, kind) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
  });
  afterAll(() => graph?.close());

  it('it is answered, and as when every relation is read by itself', async () => {
    const choice = new Random(20_231_123);
    let deepest = 0;
    for (let round = 0; round < 60; round++) {
      const depth = 4 + choice.below(MAX_DEPTH - 3);
      const source = randomOperation(choice, depth);
      const nested = new Reader(getDatabase());
      const apart = new Reader(getDatabase(), { ...DIALECTS[kind.provider], nestingBudget: 0 });
      const [answer, expected] = await Promise.all(
        [nested, apart].map((reader) => graphql({ schema: createSchema(), source, contextValue: { reader } })),
      );
      expect([source, answer?.errors]).toEqual([source, undefined]);
      expect(JSON.stringify(answer?.data)).toBe(JSON.stringify(expected?.data));
      expect(nested.statementCount).toBeLessThanOrEqual(apart.statementCount);
      if (JSON.stringify(answer?.data).length > 1000) deepest = Math.max(deepest, depth);
    }
    expect(deepest).toBeGreaterThan(10);
  });

  it.each([
    ['parents of parents', 'categories(first: FIRST) { edges { node { NEST } } }', 'parent { ', ' }', 12],
    ['children of children', 'provinces { NEST }', 'children { ', ' }', 13],
    [
      'articles of sources of articles',
      'sources { NEST }',
      'articles(first: FIRST) { edges { node { source { ',
      ' } } } }',
      3,
    ],
    [
      'provinces of articles of provinces',
      'provinces { NEST }',
      'articles(first: FIRST) { edges { node { provinces { ',
      ' } } } }',
      3,
    ],
    [
      'ancestors of categories of articles of categories',
      'categories(first: FIRST) { edges { node { articles(first: FIRST) { edges { node { categories { ancestors { NEST } } } } } } } }',
      '',
      '',
      1,
    ],
  ])('%s cost as many statements for a page of two as for one of twenty', async (_, field, open, close, times) => {
    const costs: number[] = [];
    for (const first of [2, 20]) {
      const nest = `${open.repeat(times)}key${close.repeat(times)}`;
      const { errors, statements } = await graph.execute(
        `{ ${field.replace('NEST', nest).replaceAll('FIRST', String(first))} }`,
      );
      expect(errors).toBeUndefined();
      costs.push(statements);
    }
    expect(costs[1]).toBe(costs[0]);
  });
});
