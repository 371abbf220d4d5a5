/** How often something was seen in a window and in the one it is compared with, of all that was seen in each. */
export interface TwoWindows {
  readonly now: number;
  readonly before: number;
  readonly allNow: number;
  readonly allBefore: number;
}

/** How often it would be seen in the window if its share of all were the same in both. */
export function expectedNow({ now, before, allNow, allBefore }: TwoWindows): number {
  const all = allNow + allBefore;
  return all === 0 ? 0 : ((now + before) * allNow) / all;
}

/**
 * By how many standard deviations it was seen more often in the window than its share of both would have it: the
 * adjusted Pearson residual of the two-by-two table, about normally distributed when nothing has changed. Negative when
 * it was seen less often.
 *
 * S. J. Haberman, "The Analysis of Residuals in Cross-Classified Tables", Biometrics 29 (1973). Shares of all that was
 * published are compared, not numbers, so a busy week makes no trend of everything.
 */
export function adjustedResidual(counts: TwoWindows): number {
  const { now, before, allNow, allBefore } = counts;
  const all = allNow + allBefore;
  const seen = now + before;
  const variance = all === 0 ? 0 : (expectedNow(counts) * (allBefore / all) * (all - seen)) / all;
  return variance <= 0 ? 0 : (now - expectedNow(counts)) / Math.sqrt(variance);
}
