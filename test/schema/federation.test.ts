import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, globalId, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Article { key title }
    ... on Place { key name adcode }
    ... on Organization { key name }
    ... on Category { key name }
  }
}`;

interface Found {
  readonly __typename: string;
  readonly key: string;
}

describeOnEveryDatabase('References of federation', (getDatabase) => {
  let graph: TestGraph;
  let keys: Record<string, string[]>;

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
    const data = await graph.query<Record<string, { edges: { node: { key: string } }[] }>>(`{
      Article: articles(first: 20) { edges { node { key } } }
      Organization: entities(first: 5, where: { types: [ORGANIZATION] }) { edges { node { key } } }
      Category: categories(first: 5) { edges { node { key } } }
    }`);
    keys = Object.fromEntries(
      Object.entries(data).map(([name, { edges }]) => [name, edges.map(({ node }) => node.key)]),
    );
    for (const some of Object.values(keys)) expect(some.length).toBeGreaterThan(1);
  });
  afterAll(() => graph?.close());

  const resolve = async (representations: readonly object[]) => {
    const result = await graph.execute(ENTITIES, { representations });
    expect(result.errors).toBeUndefined();
    return { found: result.data?._entities as (Found | null)[], statements: result.statements };
  };

  it('are resolved by global id, by key and by division code, each in its place', async () => {
    const [article] = keys.Article as [string];
    const { found } = await resolve([
      { __typename: 'Place', adcode: '630000' },
      { __typename: 'Article', key: article },
      { __typename: 'Place', key: 'cn:630000' },
      { __typename: 'Article', id: globalId('Article', article) },
      { __typename: 'Place', id: globalId('Place', 'cn:630000') },
    ]);
    const place = { __typename: 'Place', key: 'cn:630000', name: '青海省', adcode: '630000' };
    expect(found).toEqual([place, expect.objectContaining({ key: article }), place, found[1], place]);
  });

  it('of one type are one statement, however many there are, whatever keys they have and however often they repeat', async () => {
    const places = ['110000', '310000', '320000', '630000', '650000', '710000', '810000', '820000'];
    const representations = Array.from({ length: 50 }, () => [
      ...places.flatMap((adcode) => [
        { __typename: 'Place', adcode },
        { __typename: 'Place', key: `cn:${adcode}` },
        { __typename: 'Place', id: globalId('Place', `cn:${adcode}`) },
      ]),
    ]).flat();
    expect(representations.length).toBeGreaterThan(1000);
    const { found, statements } = await resolve(representations);
    expect(found.map((one) => one?.key)).toEqual(
      representations.map((_, index) => `cn:${places[Math.floor(index / 3) % places.length]}`),
    );
    expect(statements).toBe(1);
  });

  it('of several types are one statement a type', async () => {
    const representations = Object.entries(keys).flatMap(([__typename, some]) =>
      some.map((key) => ({ __typename, key })),
    );
    const { found, statements } = await resolve(representations);
    expect(found.map((one) => one && { __typename: one.__typename, key: one.key })).toEqual(representations);
    expect(statements).toBe(Object.keys(keys).length);
  });

  it('that mean nothing are null and spoil no other, and cost no further statement', async () => {
    const [article] = keys.Article as [string];
    const { found, statements } = await resolve([
      { __typename: 'Article', key: article },
      { __typename: 'Article', key: 'nothing' },
      { __typename: 'Article', key: 7 },
      { __typename: 'Article', adcode: '630000' },
      { __typename: 'Article', id: globalId('Place', 'cn:630000') },
      { __typename: 'Place', adcode: '999999' },
      { __typename: 'Place', adcode: '63' },
      { __typename: 'Place', adcode: "630000' OR 1=1" },
      { __typename: 'Place', key: keys.Organization?.[0] },
      { __typename: 'Place', id: null, adcode: '630000' },
      { __typename: 'Query', id: 'x' },
      { __typename: 'constructor', id: 'x' },
      { __typename: { a: 1 }, id: 'x' },
      {},
    ]);
    expect(found.map((one) => one?.key ?? null)).toEqual([
      article,
      ...Array.from({ length: 8 }, () => null),
      'cn:630000',
      ...Array.from({ length: 4 }, () => null),
    ]);
    expect(statements).toBe(2);
  });

  it('to more than a thousand different things are too many', async () => {
    const representations = Array.from({ length: 1001 }, (_, n) => ({ __typename: 'Article', key: `none-${n}` }));
    const { errors } = await graph.execute(ENTITIES, { representations });
    expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['TOO_MANY_IDS']);
  });

  it('by former keys are resolved in the same statement', async () => {
    const [article] = keys.Article as [string];
    const rows = await getDatabase().query<{ articleId: number }>(
      `SELECT "articleId" FROM "ArticleKey" WHERE "key" = '${article}'`,
    );
    await getDatabase().execute(
      `INSERT INTO "ArticleKey" ("key", "articleId", "isCurrent") VALUES ('was-once', ${rows[0]?.articleId}, false)`,
    );
    const { found, statements } = await resolve([
      { __typename: 'Article', key: 'was-once' },
      { __typename: 'Article', id: globalId('Article', 'was-once') },
      { __typename: 'Article', key: article },
    ]);
    expect(found.map((one) => one?.key)).toEqual([article, article, article]);
    expect(statements).toBe(1);
  });

  it.each([
    ['articlesByKeys', 'keys', 'Article'],
    ['categoriesByKeys', 'keys', 'Category'],
    ['organizationsByKeys', 'keys', 'Organization'],
  ])('the look-up %s keeps order, repetition and nulls, in one statement', async (field, arg, typename) => {
    const [first, second] = keys[typename] as [string, string];
    const asked = [second, 'nothing', first, second, ''];
    const { data, errors, statements } = await graph.execute(
      `query ($asked: [String!]!) { ${field}(${arg}: $asked) { __typename key } }`,
      { asked },
    );
    expect(errors).toBeUndefined();
    expect((data as Record<string, (Found | null)[]>)[field]?.map((one) => one?.key ?? null)).toEqual([
      second,
      null,
      first,
      second,
      null,
    ]);
    expect(statements).toBe(1);
  });

  it('the look-up placesByAdcodes takes division codes and nothing else', async () => {
    const { placesByAdcodes } = await graph.query<{ placesByAdcodes: ({ name: string } | null)[] }>(
      '{ placesByAdcodes(adcodes: ["650000", "CN-QH", "630000", "cn:630000", "650000"]) { name } }',
    );
    expect(placesByAdcodes.map((place) => place?.name ?? null)).toEqual([
      '新疆维吾尔自治区',
      null,
      '青海省',
      null,
      '新疆维吾尔自治区',
    ]);
  });
});
