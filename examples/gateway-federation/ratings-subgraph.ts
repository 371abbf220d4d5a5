import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import type { RatingBook } from './rating-book.ts';
import { createRatingsResolvers } from './ratings-resolvers.ts';

/** Knows an article by nothing but its key, and a place by nothing but its division code. */
const TYPE_DEFINITIONS = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])

  type Query {
    "Articles that readers rated, the best first."
    bestRated(first: Int! = 3): [Article!]!
    "Provinces, those with most residents first."
    mostPopulous(first: Int! = 3): [Place!]!
  }

  type Mutation {
    "Gives an article one to five stars."
    rateArticle(key: String!, stars: Int!): Article!
  }

  type Article @key(fields: "key") {
    key: String!
    "Average of its stars; null until it is rated."
    rating: Float
    ratingCount: Int!
  }

  type Place @key(fields: "adcode") {
    adcode: String
    "Residents, as counted in 2020; provinces only."
    population: Int
  }
`;

export function createRatingsSubgraph(book: RatingBook): GraphQLSchema {
  const { Article, Place, ...roots } = createRatingsResolvers(book);
  return buildSubgraphSchema({
    typeDefs: parse(TYPE_DEFINITIONS),
    resolvers: {
      ...roots,
      // A real service would look its own rows up.
      Article: { ...Article, __resolveReference: ({ key }: { key: string }) => ({ key }) },
      Place: { ...Place, __resolveReference: ({ adcode }: { adcode: string }) => ({ adcode }) },
    },
  });
}
