import { readPort, serveGraph } from './http-server.ts';
import { createRatingBook } from './rating-book.ts';
import { createRatingsSubgraph } from './ratings-subgraph.ts';

// The second subgraph by itself: `npm run federation:ratings`.
const url = await serveGraph(createRatingsSubgraph(createRatingBook()), readPort('RATINGS_PORT', 4001));
console.log(`Ratings are ready at ${url}`);
