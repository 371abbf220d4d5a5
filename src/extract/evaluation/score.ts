/** Right, spurious and missed, counted. */
export interface Counts {
  readonly right: number;
  readonly spurious: number;
  readonly missed: number;
}

/** Shares of 1; null where nothing was there to be right about. */
export interface Score extends Counts {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Precision, recall and their harmonic mean (van Rijsbergen, Information Retrieval, 1979). */
export function scoreOf({ right, spurious, missed }: Counts): Score {
  const found = right + spurious;
  const marked = right + missed;
  return {
    right,
    spurious,
    missed,
    precision: found === 0 ? null : right / found,
    recall: marked === 0 ? null : right / marked,
    f1: found + marked === 0 ? null : (2 * right) / (found + marked),
  };
}

export const addCounts = (a: Counts, b: Counts): Counts => ({
  right: a.right + b.right,
  spurious: a.spurious + b.spurious,
  missed: a.missed + b.missed,
});

export const NO_COUNTS: Counts = { right: 0, spurious: 0, missed: 0 };
