import type { FieldMap, ObjectFieldBuilder } from '@pothos/core';
import { DatelineError } from '../errors.ts';
import type { FacetPlan } from '../store/read/facet-statement.ts';
import { type FacetBucket, type FacetRest, findBuckets, findMissing, findRest } from '../store/read/facets.ts';
import type { Reader } from '../store/read/reader.ts';
import { ArticleCountsRef, CountsRef } from './article-set.ts';
import { builder, type GraphTypes } from './builder.ts';

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>;

/** One facet of a set of articles, of which nothing is counted until it is selected. */
export interface Facet {
  readonly reader: Reader;
  readonly plan: FacetPlan;
}

const FacetRestRef = builder.objectRef<FacetRest>('FacetRest').implement({
  description: 'What lies beyond the buckets of a facet.',
  interfaces: [ArticleCountsRef],
  fields: (t) => ({
    valueCount: t.exposeInt('valueCount', { description: 'How many values have articles, but no bucket.' }),
  }),
});

/** A facet and the buckets it has: one pair of types for each kind of value. */
export function defineFacet(
  name: string,
  options: {
    /** What articles are grouped by, in the plural. */
    readonly values: string;
    readonly bucketFields: (t: ObjectFieldBuilder<Types, FacetBucket>) => FieldMap;
  },
) {
  const bucket = builder.objectRef<FacetBucket>(`${name}Bucket`);
  bucket.implement({
    description: `One of the ${options.values} that articles are counted by.`,
    interfaces: [ArticleCountsRef],
    fields: options.bucketFields as never,
  });
  const facet = builder.objectRef<Facet>(`${name}Facet`);
  facet.implement({
    description: `Articles counted by ${options.values}. An article with several counts for each.`,
    fields: (t) => ({
      buckets: t.field({
        type: [bucket],
        description: `Those ${options.values} that most articles have, most first.`,
        resolve: ({ reader, plan }) => findBuckets(reader, plan) as never,
      }),
      other: t.field({
        type: FacetRestRef,
        description: 'Articles with a value that has no bucket, each counted once.',
        resolve: ({ reader, plan }) => findRest(reader, plan),
      }),
      missing: t.field({
        type: CountsRef,
        description: 'Articles without any such value.',
        resolve: ({ reader, plan }) => findMissing(reader, plan),
      }),
    }),
  });
  return facet;
}

const DEFAULT_BUCKETS = 10;
const MAX_BUCKETS = 100;

/** The arguments every facet has. */
export const facetArguments = () =>
  builder.args((t) => ({
    first: t.int({
      required: true,
      defaultValue: DEFAULT_BUCKETS,
      description: 'The most buckets: 0 to 100. `other` counts the rest.',
    }),
    ignoreOwnFilter: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Counts as if the list were not filtered by these values: what a reader could choose instead of what is chosen.',
    }),
  }));

/** Throws BAD_PAGE. */
export function readBucketCount(first: number): number {
  if (first < 0 || first > MAX_BUCKETS)
    throw new DatelineError('BAD_PAGE', `A list of this kind holds 0 to ${MAX_BUCKETS} items, not ${first}`);
  return first;
}
