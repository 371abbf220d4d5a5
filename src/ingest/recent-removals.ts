/** Files that go with less than that between them go at once, as when a folder is emptied slowly. */
const AT_ONCE_MS = 5_000;

/** How many articles of each source have just gone, by the clock of whoever asks. */
export class RecentRemovals {
  private readonly sources = new Map<string, { readonly count: number; readonly lastMs: number }>();

  add(sourceKey: string, nowMs: number): void {
    this.sources.set(sourceKey, { count: this.count(sourceKey, nowMs) + 1, lastMs: nowMs });
  }

  count(sourceKey: string, nowMs: number): number {
    const recent = this.sources.get(sourceKey);
    return recent !== undefined && nowMs - recent.lastMs <= AT_ONCE_MS ? recent.count : 0;
  }
}
