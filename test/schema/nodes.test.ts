import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, globalId, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

interface Typed {
  readonly __typename: string;
  readonly id: string;
}

describeOnEveryDatabase('Global ids', (getDatabase) => {
  let graph: TestGraph;
  let samples: Typed[];

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
    const data = await graph.query<Record<string, { edges: { node: Typed }[] }> & { sources: Typed[]; place: Typed }>(`{
      articles(first: 3) { edges { node { __typename id } } }
      withImage: articles(first: 1, where: { hasImage: true }) { edges { node { __typename id leadImage { __typename id } } } }
      categories(first: 2) { edges { node { __typename id } } }
      authors(first: 2) { edges { node { __typename id } } }
      organizations: entities(first: 2, where: { types: [ORGANIZATION] }) { edges { node { __typename id } } }
      people: entities(first: 2, where: { types: [PERSON] }) { edges { node { __typename id } } }
      documents: entities(first: 2, where: { types: [POLICY_DOCUMENT] }) { edges { node { __typename id } } }
      ingestRuns(first: 1) { edges { node { __typename id } } }
      sources { __typename id }
      place(by: { name: "新疆" }) { __typename id }
    }`);
    const [illustrated] = (data.withImage?.edges ?? []) as unknown as { node: { leadImage: Typed } }[];
    const image = illustrated?.node.leadImage as Typed;
    const nodes = Object.values(data).flatMap((value) =>
      'edges' in value ? value.edges.map((edge) => edge.node) : [],
    );
    samples = [...nodes, ...data.sources, data.place, image].map(({ __typename, id }) => ({ __typename, id }));
  });
  afterAll(() => graph?.close());

  it('of every type lead back to the thing they came from', async () => {
    expect(new Set(samples.map((sample) => sample.__typename))).toEqual(
      new Set([
        'Article',
        'Category',
        'Author',
        'Image',
        'Source',
        'IngestRun',
        'Place',
        'Organization',
        'Person',
        'PolicyDocument',
      ]),
    );
    for (const sample of samples) {
      const { node } = await graph.query<{ node: Typed }>('query ($id: ID!) { node(id: $id) { __typename id } }', {
        id: sample.id,
      });
      expect(node).toEqual(sample);
    }
  });

  it('come back in the order asked for, repeated and null in place, for any that are malformed, unknown or of the wrong type', async () => {
    const article = samples.find((sample) => sample.__typename === 'Article') as Typed;
    const place = samples.find((sample) => sample.__typename === 'Place') as Typed;
    const organization = samples.find((sample) => sample.__typename === 'Organization') as Typed;
    const disguised = globalId(
      'Place',
      Buffer.from(organization.id, 'base64url').toString().slice('Organization:'.length),
    );
    const ids = [
      place.id,
      'garbage%',
      article.id,
      globalId('Article', 'nothing'),
      disguised,
      globalId('Nonsense', 'x'),
      '',
      place.id,
    ];
    const { nodes } = await graph.query<{ nodes: (Typed | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids },
    );
    expect(nodes).toEqual([place, null, article, null, null, null, null, place]);
    const { placesByIds } = await graph.query<{ placesByIds: (Typed | null)[] }>(
      'query ($ids: [ID!]!) { placesByIds(ids: $ids) { __typename id } }',
      { ids },
    );
    expect(placesByIds).toEqual([place, null, null, null, null, null, null, place]);
    const { articlesByIds } = await graph.query<{ articlesByIds: (Typed | null)[] }>(
      'query ($ids: [ID!]!) { articlesByIds(ids: $ids) { __typename id } }',
      { ids },
    );
    expect(articlesByIds).toEqual([null, null, article, null, null, null, null, null]);
  });

  it('of a thousand and one things are too many', async () => {
    const { errors } = await graph.execute('query ($ids: [ID!]!) { articlesByIds(ids: $ids) { id } }', {
      ids: Array.from({ length: 1001 }, () => 'x'),
    });
    expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['TOO_MANY_IDS']);
  });

  it('show no internal number', () => {
    for (const { id } of samples) expect(Buffer.from(id, 'base64url').toString()).not.toMatch(/:\d{1,5}$/);
  });

  it('an interface field gives each entity its own type and id', async () => {
    const { entities } = await graph.query<{ entities: { edges: { node: Typed & { type: string; key: string } }[] } }>(
      '{ entities(first: 100) { edges { node { __typename id type key name } } } }',
    );
    const names: Record<string, string> = {
      PLACE: 'Place',
      ORGANIZATION: 'Organization',
      PERSON: 'Person',
      POLICY_DOCUMENT: 'PolicyDocument',
      TOPIC: 'Topic',
    };
    expect(entities.edges.length).toBe(100);
    for (const { node } of entities.edges) {
      expect(node.__typename).toBe(names[node.type]);
      expect(node.id).toBe(globalId(node.__typename, node.key));
    }
  });

  it('federation gives null in place for references that are malformed, of another type, or of no keyed type', async () => {
    const place = samples.find((sample) => sample.__typename === 'Place') as Typed;
    const representations = [
      { __typename: 'Article', id: place.id },
      { __typename: 'Nonsense', id: place.id },
      { __typename: 'Alias', id: place.id },
      { id: place.id },
      { __typename: 'Place' },
      { __typename: 'Place', id: 7 },
      { __typename: 'Place', id: { a: 1 } },
      'Place',
      null,
      place,
    ].filter((reference) => reference !== null);
    const { _entities } = await graph.query<{ _entities: (Typed | null)[] }>(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Node { id } ... on Article { key } } }',
      { representations },
    );
    expect(_entities).toEqual([...representations.slice(0, -1).map(() => null), place]);
  });

  it("the subgraph's SDL has keys, and leaves node and nodes to the gateway", async () => {
    const { _service } = await graph.query<{ _service: { sdl: string } }>('{ _service { sdl } }');
    expect(_service.sdl).toMatch(
      /type Place implements [^{]*@key\(fields: "id"\) @key\(fields: "key"\) @key\(fields: "adcode"\)/,
    );
    const nodes = [...createSchema().getPossibleTypes(createSchema().getType('Node') as never)].map(({ name }) => name);
    expect(nodes.length).toBe(12);
    for (const name of nodes)
      expect(_service.sdl).toMatch(new RegExp(`type ${name} implements [^{]*@key\\(fields: "id"\\)`));
    expect(_service.sdl).not.toContain('_sdl');
    expect(_service.sdl).not.toMatch(/\bnodes?\(/);
    expect(_service.sdl).toContain('interface Node');
  });

  it("the SDL for stitching marks the look-ups, and has nothing of federation's", async () => {
    const { _sdl } = await graph.query<{ _sdl: string }>('{ _sdl }');
    expect(_sdl).toMatch(/placesByAdcodes\([^)]*\): \[Place\]! @merge\(keyField: "adcode"\)/);
    expect(_sdl).not.toMatch(
      /@(?!merge|deprecated|specifiedBy|oneOf)\w+|_Any|_Entity|_Service|_entities|_service|_sdl/,
    );
    const built = buildSchema(_sdl);
    expect(Object.keys(built.getTypeMap())).toContain('Article');
    expect(built.getDirectives().map(({ name }) => name)).toContain('merge');
  });

  it('of things that are not there cost as many statements for a hundred as for one', async () => {
    const missing = (typename: string, count: number) =>
      Array.from({ length: count }, (_, i) => globalId(typename, `none-${i}`));
    for (const [field, typename] of [
      ['articlesByIds', 'Article'],
      ['placesByIds', 'Place'],
      ['nodes', 'Article'],
    ] as const) {
      const costs: number[] = [];
      for (const count of [1, 100]) {
        const { statements, errors } = await graph.execute(`query ($ids: [ID!]!) { ${field}(ids: $ids) { id } }`, {
          ids: missing(typename, count),
        });
        expect(errors).toBeUndefined();
        costs.push(statements);
      }
      expect(costs[1]).toBe(costs[0]);
    }
  });

  it('federation resolves references of every keyed type, null where there is nothing', async () => {
    const representations = [
      ...samples,
      { __typename: 'Place', id: 'garbage' },
      { __typename: 'Article', id: globalId('Article', 'nothing') },
    ];
    const { _entities } = await graph.query<{ _entities: (Typed | null)[] }>(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Node { id } } }',
      { representations },
    );
    expect(_entities).toEqual([...representations.slice(0, -2), null, null]);
  });
});
