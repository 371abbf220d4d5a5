import type { Where } from './selection.ts';

/** A column and the value it had in the row a page starts after. */
export type KeysetTerm = readonly [column: string, value: number | string];

/**
 * Rows strictly after (`desc`: before) a position under an order whose columns all run in one direction.
 *
 * Written as `c1 <= v1 AND (c1 < v1 OR rest)`: the first half lets both databases start the index range at
 * the position, which the plain `OR` form does not.
 */
export function afterPosition(terms: readonly KeysetTerm[], direction: 'asc' | 'desc'): Where {
  const [first, ...rest] = terms;
  if (!first) throw new Error('A position has at least one column');
  const [column, value] = first;
  const strict = direction === 'asc' ? 'gt' : 'lt';
  const beyond: Where = { [column]: { [strict]: value } };
  if (rest.length === 0) return beyond;
  return { AND: [{ [column]: { [`${strict}e`]: value } }, { OR: [beyond, afterPosition(rest, direction)] }] };
}

/** The other side: rows at a position or before it. */
export function upToPosition(terms: readonly KeysetTerm[], direction: 'asc' | 'desc'): Where {
  return {
    OR: [
      { AND: terms.map(([column, value]) => ({ [column]: value })) },
      afterPosition(terms, direction === 'asc' ? 'desc' : 'asc'),
    ],
  };
}
