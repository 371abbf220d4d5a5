import { createGraphQLError } from 'graphql-yoga';
import { mostPopulous, POPULATIONS } from './populations.ts';
import type { RatingBook } from './rating-book.ts';

interface Article {
  readonly key: string;
}
interface Place {
  readonly adcode: string | null;
}

/** What ratings and populations are, however a gateway asks for them: a reference is all there is to know. */
export const createRatingsResolvers = (book: RatingBook) => ({
  Query: {
    bestRated: (_root: unknown, { first }: { first: number }) => book.best(first).map((key) => ({ key })),
    mostPopulous: (_root: unknown, { first }: { first: number }) => mostPopulous(first).map((adcode) => ({ adcode })),
  },
  Mutation: {
    rateArticle: (_root: unknown, { key, stars }: { key: string; stars: number }) => rateArticle(book, key, stars),
  },
  Article: {
    rating: ({ key }: Article) => book.average(key),
    ratingCount: ({ key }: Article) => book.count(key),
  },
  Place: {
    population: ({ adcode }: Place) => POPULATIONS.get(adcode ?? '') ?? null,
  },
});

/** Notes a rating; the client is told what was wrong with one. */
function rateArticle(book: RatingBook, key: string, stars: number): Article {
  try {
    book.rate(key, stars);
  } catch (error) {
    throw createGraphQLError((error as Error).message);
  }
  return { key };
}
