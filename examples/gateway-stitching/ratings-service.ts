import type { GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import type { RatingBook } from '../gateway-federation/rating-book.ts';
import { createRatingsResolvers } from '../gateway-federation/ratings-resolvers.ts';

/** The same as the federation example's, in the language of stitching: plural look-ups, marked with @merge. */
const SDL = /* GraphQL */ `
  directive @merge(keyField: String) on FIELD_DEFINITION

  type Query {
    "Articles that readers rated, the best first."
    bestRated(first: Int! = 3): [Article!]!
    "Provinces, those with most residents first."
    mostPopulous(first: Int! = 3): [Place!]!
    ratingsByKeys(keys: [String!]!): [Article]! @merge(keyField: "key")
    populationsByAdcodes(adcodes: [String!]!): [Place]! @merge(keyField: "adcode")
  }

  type Mutation {
    "Gives an article one to five stars."
    rateArticle(key: String!, stars: Int!): Article!
  }

  type Article {
    key: String!
    "Average of its stars; null until it is rated."
    rating: Float
    ratingCount: Int!
  }

  type Place {
    adcode: String
    "Residents, as counted in 2020; provinces only."
    population: Int
  }
`;

export function createRatingsService(book: RatingBook): GraphQLSchema {
  const { Query, ...types } = createRatingsResolvers(book);
  return createSchema({
    typeDefs: [SDL, 'extend type Query { _sdl: String! }'],
    resolvers: {
      ...types,
      Query: {
        ...Query,
        _sdl: () => SDL,
        ratingsByKeys: (_root: unknown, { keys }: { keys: string[] }) => keys.map((key) => ({ key })),
        populationsByAdcodes: (_root: unknown, { adcodes }: { adcodes: string[] }) =>
          adcodes.map((adcode) => ({ adcode })),
      },
    },
  });
}
