import './scalar.ts';
import './analyze.ts';
import './article.ts';
import './article-queries.ts';
import './article-revision.ts';
import './author.ts';
import './category.ts';
import './change.ts';
import './co-occurrence.ts';
import './corpus.ts';
import './entity.ts';
import './entity-kinds.ts';
import './entity-queries.ts';
import './image.ts';
import './ingest-run.ts';
import './list-queries.ts';
import './look-ups.ts';
import './mention.ts';
import './node.ts';
import './search.ts';
import './related.ts';
import './source.ts';
import './story.ts';
import './suggest.ts';
import './subscription.ts';
import './trending.ts';
import {
  DirectiveLocation,
  GraphQLDirective,
  type GraphQLSchema,
  GraphQLString,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
} from 'graphql';
import { builder } from './builder.ts';
import { joinGateways } from './federation.ts';

/** The executable schema, federation's fields included. Opens no database: the reader comes with each request. */
export function createSchema(): GraphQLSchema {
  schema ??= joinGateways(
    builder.toSubGraphSchema({ linkUrl: FEDERATION, directives: [...specifiedDirectives, mergeDirective] }),
  );
  return schema;
}

/** The SDL that schema.graphql holds: sorted, so that it changes only when the schema does. */
export const printSdl = (of: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(of))}\n`;

let schema: GraphQLSchema | undefined;

const FEDERATION = 'https://specs.apollo.dev/federation/v2.6';

/** Schema stitching's mark of a plural look-up. Declared, since the subgraph printer refuses unknown ones. */
const mergeDirective = new GraphQLDirective({
  name: 'merge',
  description: 'A look-up that a stitching gateway may use to fetch this type by key.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { keyField: { type: GraphQLString, description: 'Field of the type that holds the key.' } },
});
