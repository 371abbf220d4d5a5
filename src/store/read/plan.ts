import type { ModelName } from '../model-map.ts';
import type { ArticleFilter } from './article-root.ts';
import type { KeysetTerm } from './keyset.ts';
import type { Order, Query, Where } from './selection.ts';

/**
 * What articles are ordered by, before their key: `sortMs` (publication) when nothing is said. `salience` is that
 * of the one entity that the filter asks for.
 */
export type ArticleOrdering = 'sortMs' | 'titleStart' | 'salience';

/** What a list starts from. Every order ends in a public key and runs in one direction. */
export type Root =
  | { readonly kind: 'articles'; readonly filter: ArticleFilter; readonly order?: ArticleOrdering }
  | {
      readonly kind: 'rows';
      readonly model: ModelName;
      readonly where?: Where;
      readonly orderBy?: Order | readonly Order[];
    };

/** The one thing resolvers hand to the store: which rows, in what order, how many, and what of each. */
export interface ReadPlan {
  readonly root: Root;
  /** Ignored for `rows`, whose order is in the root. */
  readonly direction?: 'asc' | 'desc';
  /** Rows strictly beyond this position (articles only: rows state it in `where`). */
  readonly beyond?: readonly KeysetTerm[];
  readonly take?: number;
  readonly query: Query;
}

export interface CountPlan {
  readonly root: Root;
  /** Only rows on one side of a position of the order: conditions on the order's columns. */
  readonly within?: Where;
  /** Stop counting here: 1 asks whether there is any. */
  readonly atMost?: number;
}
