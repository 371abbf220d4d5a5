/** Long enough to be steady, short enough to follow when what is left goes at another speed. */
const WINDOW_MS = 8_000;
const SAMPLE_MS = 250;

/** A pace is not known before some time has passed. */
const SHORTEST_MS = 1_000;

/** How fast work goes lately. The clock is the caller's. */
export class Pace {
  private samples: { readonly done: number; readonly atMs: number }[] = [];
  private latest = { done: 0, atMs: 0 };

  add(done: number, atMs: number): void {
    this.latest = { done, atMs };
    if (atMs - (this.samples.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) < SAMPLE_MS) return;
    this.samples.push(this.latest);
    while (this.samples.length > 2 && atMs - (this.samples[1]?.atMs ?? atMs) > WINDOW_MS) this.samples.shift();
  }

  /** Null where it cannot be told yet. */
  estimate(total: number): { readonly perSecond: number | null; readonly secondsLeft: number | null } {
    const first = this.samples[0];
    const spanMs = first === undefined ? 0 : this.latest.atMs - first.atMs;
    if (first === undefined || spanMs < SHORTEST_MS || this.latest.done === first.done)
      return { perSecond: null, secondsLeft: null };
    const perSecond = ((this.latest.done - first.done) / spanMs) * 1_000;
    return { perSecond, secondsLeft: (total - this.latest.done) / perSecond };
  }
}
