import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { stitchSchemas } from '@graphql-tools/stitch';
import { stitchingDirectives } from '@graphql-tools/stitching-directives';
import { buildSchema } from 'graphql';
import { DATELINE } from '../dateline.ts';
import { ask, readPort, serveGraph } from '../gateway-federation/http-server.ts';
import { createRatingBook } from '../gateway-federation/rating-book.ts';
import { createRatingsService } from './ratings-service.ts';

// One graph of two services, from nothing but what each says of itself: `npm run stitching`.
const ratings = process.env.RATINGS_URL ?? (await serveGraph(createRatingsService(createRatingBook()), 0));
const { stitchingDirectivesTransformer } = stitchingDirectives();
const schema = stitchSchemas({
  subschemas: await Promise.all([readService(DATELINE), readService(ratings)]),
  subschemaConfigTransforms: [stitchingDirectivesTransformer],
});
const url = await serveGraph(schema, readPort('PORT', 4300));
console.log(`The gateway is ready at ${url}`);

async function readService(endpoint: string) {
  const { _sdl } = await ask<{ _sdl: string }>(endpoint, '{ _sdl }');
  return { schema: buildSchema(_sdl), executor: buildHTTPExecutor({ endpoint }), batch: true };
}
