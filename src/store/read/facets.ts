import type { ArticleFilter } from './article-root.ts';
import { compileFacets, type FacetPart, type FacetPlan } from './facet-statement.ts';
import { findInParts } from './in-parts.ts';
import type { Reader } from './reader.ts';

/** Articles, and the same with near-copies counted once. */
export interface Counts {
  readonly articleCount: number;
  readonly storyCount: number;
}

export interface FacetBucket extends Counts {
  /** Internal id, or the value itself where it has no row. */
  readonly value: string;
}

/** Articles with a value beyond the buckets, and the number of such values. */
export interface FacetRest extends Counts {
  readonly valueCount: number;
}

/** The values that most articles have, most first, ties by key in descending byte order as lists of entities have them. */
export const findBuckets = async (reader: Reader, plan: FacetPlan): Promise<readonly FacetBucket[]> =>
  [...(await load(reader, plan, 'BUCKETS'))].sort((a, b) => a.rank - b.rank).map(toBucket);

/** What lies beyond the buckets. */
export async function findRest(reader: Reader, plan: FacetPlan): Promise<FacetRest> {
  const [row] = await load(reader, plan, 'REST');
  return { valueCount: Number(row?.value ?? 0), ...countsOf(row) };
}

/** Articles that have no value of the kind at all. */
export const findMissing = async (reader: Reader, plan: FacetPlan): Promise<Counts> =>
  countsOf((await load(reader, plan, 'MISSING'))[0]);

/** All articles under a filter. */
export const findTotal = async (reader: Reader, filter: ArticleFilter): Promise<Counts> =>
  countsOf((await load(reader, { filter, kind: 'SOURCES', first: 0 }, 'TOTAL'))[0]);

interface FacetRow {
  readonly value: string | null;
  readonly n: number;
  readonly stories: number;
  readonly rank: number;
}

/** All that is asked in one tick is one statement; parts that share a filter share the set of its articles. */
const load = (reader: Reader, plan: FacetPlan, part: FacetPart['part']): Promise<readonly FacetRow[]> =>
  findInParts<FacetPart, FacetRow>(
    reader,
    { part, plan },
    { name: 'facets', compile: compileFacets, columns: ['part', 'value', 'n', 'stories', 'rank'] },
  );

const toBucket = (row: FacetRow): FacetBucket => ({ value: String(row.value), ...countsOf(row) });
const countsOf = (row: FacetRow | undefined): Counts => ({
  articleCount: row?.n ?? 0,
  storyCount: row?.stories ?? 0,
});
