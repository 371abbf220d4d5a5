import { createYoga } from 'graphql-yoga';
import { listen, readPort } from './http-server.ts';
import { createRatingBook } from './rating-book.ts';
import { createRatingsSubgraph } from './ratings-subgraph.ts';

// The second subgraph by itself: `npm run federation:ratings`.
const url = await listen(
  createYoga({ schema: createRatingsSubgraph(createRatingBook()), logging: false }),
  readPort('RATINGS_PORT', 4001),
);
console.log(`Ratings are ready at ${url}`);
