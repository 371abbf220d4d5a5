/** How often two things were seen, of `all` cases: together, the one, and the other (together included). */
export interface Occurrences {
  readonly together: number;
  readonly one: number;
  readonly other: number;
  readonly all: number;
}

/** How often they would be seen together if neither had to do with the other. */
export const expectedTogether = ({ one, other, all }: Occurrences): number => (all === 0 ? 0 : (one * other) / all);

/**
 * How surely two things have to do with each other: the log-likelihood ratio G² of the two-by-two table, positive when
 * they are seen together more often than by chance, negative when less often.
 *
 * T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19 (1993).
 * Unlike pointwise mutual information, which is highest for pairs seen once, it weighs how much has been seen; unlike
 * χ², it holds for rare events. Above 3.84, chance alone would explain it in one case of twenty; above 10.83, in one
 * of a thousand.
 */
export function logLikelihoodRatio(counts: Occurrences): number {
  const { together, one, other, all } = counts;
  const cells = [
    [together, one * other],
    [one - together, one * (all - other)],
    [other - together, (all - one) * other],
    [all - one - other + together, (all - one) * (all - other)],
  ] as const;
  const ratio =
    2 * cells.reduce((sum, [seen, product]) => sum + (seen === 0 ? 0 : seen * Math.log((seen * all) / product)), 0);
  // What is as often as by chance comes out a rounding error away from nought.
  const size = Math.max(0, ratio);
  return together < expectedTogether(counts) ? -size : size;
}
