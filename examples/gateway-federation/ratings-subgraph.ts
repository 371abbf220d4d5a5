import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';
import { mostPopulous, POPULATIONS } from './populations.ts';
import type { RatingBook } from './rating-book.ts';

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

interface Article {
  readonly key: string;
}
interface Place {
  readonly adcode: string | null;
}

export function createRatingsSubgraph(book: RatingBook): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs: parse(TYPE_DEFINITIONS),
    resolvers: {
      Query: {
        bestRated: (_root: unknown, { first }: { first: number }) => book.best(first).map((key) => ({ key })),
        mostPopulous: (_root: unknown, { first }: { first: number }) =>
          mostPopulous(first).map((adcode) => ({ adcode })),
      },
      Mutation: {
        rateArticle: (_root: unknown, { key, stars }: { key: string; stars: number }) => rateArticle(book, key, stars),
      },
      Article: {
        // Here a reference is all there is to know; a real service would look its own rows up.
        __resolveReference: ({ key }: Article) => ({ key }),
        rating: ({ key }: Article) => book.average(key),
        ratingCount: ({ key }: Article) => book.count(key),
      },
      Place: {
        __resolveReference: ({ adcode }: Place) => ({ adcode }),
        population: ({ adcode }: Place) => POPULATIONS.get(adcode ?? '') ?? null,
      },
    },
  });
}

/** Notes a rating; the client is told what was wrong with one. */
export function rateArticle(book: RatingBook, key: string, stars: number): Article {
  try {
    book.rate(key, stars);
  } catch (error) {
    throw createGraphQLError((error as Error).message);
  }
  return { key };
}
