import type { Selection } from '../store/read/selection.ts';

/**
 * Rows of a relation, as a field's `select` asked for them. The plugin types a row by its model alone; what a
 * selection adds to it is stated here, in one place.
 */
export const selectedRows = <Row extends object>(parent: object, relation: string): Row[] =>
  (parent as Record<string, Row[]>)[relation] as Row[];

/** The columns selected below a path, or none when nothing below it was. */
export const selectionOf = (nested: unknown): Selection => (nested as { readonly select?: Selection }).select ?? {};
