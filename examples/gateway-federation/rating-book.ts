/** Stars that readers gave, by the article's key. Kept in memory: this is an example. */
export interface RatingBook {
  rate(key: string, stars: number): void;
  /** Null until somebody rated it. */
  average(key: string): number | null;
  count(key: string): number;
  /** Keys of articles, the best first. */
  best(first: number): readonly string[];
}

export function createRatingBook(): RatingBook {
  const stars = new Map<string, number[]>();
  const average = (key: string): number | null => {
    const given = stars.get(key);
    return given ? given.reduce((sum, one) => sum + one, 0) / given.length : null;
  };
  return {
    rate(key, given) {
      if (!Number.isInteger(given) || given < 1 || given > 5) throw new RangeError('Give one to five stars.');
      stars.set(key, [...(stars.get(key) ?? []), given]);
    },
    average,
    count: (key) => stars.get(key)?.length ?? 0,
    best: (first) =>
      [...stars.keys()].sort((a, b) => (average(b) ?? 0) - (average(a) ?? 0)).slice(0, Math.max(0, first)),
  };
}
