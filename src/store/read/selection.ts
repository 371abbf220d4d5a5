/**
 * What to read of a row and of the rows it relates to: the shape that Prisma and the Pothos plugin call a
 * query. Only the parts listed here are understood; anything else is a programming error and throws.
 */
export interface Query {
  readonly where?: Where;
  readonly orderBy?: Order | readonly Order[];
  readonly take?: number;
  readonly select?: Selection;
  readonly include?: Selection;
}

export type Selection = { readonly [field: string]: boolean | Query | undefined };
/** By a column of the row, or of the one that a to-one relation leads to. */
export type Order = { readonly [column: string]: 'asc' | 'desc' | { readonly [column: string]: 'asc' | 'desc' } };

/**
 * Conditions on a row: a column equals a value or compares to it, a to-one relation satisfies a condition,
 * or AND / OR of conditions.
 */
export type Where = { readonly [field: string]: unknown };
