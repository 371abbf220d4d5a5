import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import { buildSchema, type DocumentNode, graphql, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';

/** Another Relay server: a `node` and page type of its own, a type of its own, and two of ours that it extends. */
const LIBRARY = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable", "@inaccessible"])

  type Query {
    node(id: ID!): Node @inaccessible
    nodes(ids: [ID!]!): [Node]! @inaccessible
    books(first: Int, after: String): BookConnection!
  }

  interface Node {
    id: ID!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Book implements Node @key(fields: "id") {
    id: ID!
    title: String!
    about: [Place!]!
    cites: [Article!]!
  }

  type BookEdge {
    cursor: String!
    node: Book!
  }

  type BookConnection {
    edges: [BookEdge!]!
    pageInfo: PageInfo!
  }

  type Place @key(fields: "adcode") {
    adcode: String
    books(first: Int): BookConnection!
  }

  type Article @key(fields: "key") {
    key: String!
    citedBy: [Book!]!
  }

  type Organization implements Node @key(fields: "id") {
    id: ID!
    publishes: [Book!]!
  }
`;

interface Service {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

interface Composed {
  readonly errors?: readonly Error[];
  readonly supergraphSdl?: string;
  readonly hints?: readonly { readonly definition: { readonly code: string }; readonly message: string }[];
}

const COMPOSERS: readonly { readonly composer: string; readonly compose: (services: Service[]) => Composed }[] = [
  { composer: '@apollo/composition', compose: composeByApollo },
  { composer: '@theguild/federation-composition', compose: (services) => composeByGuild(services) as Composed },
];

describe.each(COMPOSERS)('Composed with another Relay server by $composer', ({ compose }) => {
  let sdl: string;
  const composed = (library: string): Composed =>
    compose([
      { name: 'dateline', url: 'http://dateline.invalid', typeDefs: parse(sdl) },
      { name: 'library', url: 'http://library.invalid', typeDefs: parse(library) },
    ]);

  beforeAll(async () => {
    const { data } = await graphql({ schema: createSchema(), source: '{ _service { sdl } }', contextValue: {} });
    ({ sdl } = (data as unknown as { _service: { sdl: string } })._service);
  });

  it('the graph has both, and no errors', () => {
    const { errors, supergraphSdl, hints } = composed(LIBRARY);
    expect(errors?.map(({ message }) => message) ?? []).toEqual([]);
    const types = buildSchema(supergraphSdl as string, { assumeValidSDL: true }).getTypeMap();
    const fieldsOf = (name: string) => Object.keys((types[name] as unknown as { getFields(): object }).getFields());
    expect(fieldsOf('Place')).toEqual(expect.arrayContaining(['name', 'articles', 'books']));
    expect(fieldsOf('Article')).toEqual(expect.arrayContaining(['title', 'citedBy']));
    expect(fieldsOf('Query')).toEqual(expect.arrayContaining(['articles', 'books', 'node']));
    expect(fieldsOf('Query')).not.toContain('_sdl');
    // Hints tell of what is defined differently: nothing of ours may lose by the merge.
    expect((hints ?? []).map(({ definition, message }) => `${definition.code}: ${message}`)).toEqual([]);
  });

  it('is refused when the other resolves a field of ours, so that these checks can fail', () => {
    const { errors } = composed(LIBRARY.replace('citedBy:', 'title: String!\n    citedBy:'));
    expect(errors?.map(({ message }) => message).join()).toContain('Article.title');
  });
});
