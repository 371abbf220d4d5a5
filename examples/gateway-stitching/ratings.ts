import { readPort, serveGraph } from '../gateway-federation/http-server.ts';
import { createRatingBook } from '../gateway-federation/rating-book.ts';
import { createRatingsService } from './ratings-service.ts';

// The second service by itself: `npm run stitching:ratings`.
const url = await serveGraph(createRatingsService(createRatingBook()), readPort('RATINGS_PORT', 4002));
console.log(`Ratings are ready at ${url}`);
