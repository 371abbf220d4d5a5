/** How exactly the publication is known. A `DAY` is bucketed by its written date, never shifted by a zone. */
export type DatePrecision = 'YEAR' | 'MONTH' | 'DAY' | 'MINUTE' | 'SECOND';

/** Where the publication was found; `FEED`: in the feed's own fields. */
export type DateProvenance = 'FRONT_MATTER' | 'META' | 'BYLINE' | 'FILE_NAME' | 'FEED';

/**
 * When an article says it was published.
 *
 * `written` is the scalar's own text and part of an article's identity, so it is kept exactly as found,
 * also when it cannot be read (`ms` is then null and the document carries a `DATE_INVALID` warning).
 */
export interface Publication {
  /** Instant, UTC milliseconds since 1970; null when nothing readable was written. */
  readonly ms: number | null;
  readonly written: string | null;
  /** `YYYY-MM-DD` on the writer's calendar (in `zone`); null when `ms` is null. */
  readonly localDate: string | null;
  /** IANA name or `+08:00` / `Z`; null when `ms` is null. */
  readonly zone: string | null;
  /** True when the text named no zone and the source's (or the default) was assumed. */
  readonly zoneInferred: boolean;
  readonly precision: DatePrecision | null;
  readonly provenance: DateProvenance | null;
}

export const UNDATED: Publication = Object.freeze({
  ms: null,
  written: null,
  localDate: null,
  zone: null,
  zoneInferred: false,
  precision: null,
  provenance: null,
});

/**
 * The zone of a date-time written without one: what its source says, else where most who write in the language
 * live, else UTC. `language` in BCP 47; null when nobody knows it, which is then taken for Chinese.
 */
export function assumedZone(configured: string | null, language: string | null): string {
  return configured ?? (language === null || /^zh(?:-|$)/i.test(language) ? 'Asia/Shanghai' : 'UTC');
}

/**
 * Sort value of an article without a readable publication: before every real instant, so that it comes
 * last under "newest first". Non-null on purpose: nothing pages on a nullable column.
 */
export const UNDATED_SORT_MS = -8_640_000_000_000_001;

export const sortMsOf = (publication: Publication): number => publication.ms ?? UNDATED_SORT_MS;
