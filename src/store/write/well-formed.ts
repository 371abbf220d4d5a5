import { toStorableText } from '../../model/text.ts';
import type { ArticleExtraction, DocumentChange } from './batch.ts';

/**
 * A change without NUL or lone surrogates in any of its strings: PostgreSQL rejects both, and SQLite stores
 * bytes that are no UTF-8. Parsing leaves none in the text; this guards what else a file or an extractor may say.
 *
 * Each becomes U+FFFD, so that no offset moves.
 */
export const wellFormedChange = (change: DocumentChange): DocumentChange => wellFormed(change) as DocumentChange;

/** The same for an extraction by itself. */
export const wellFormedExtraction = (extraction: ArticleExtraction): ArticleExtraction =>
  wellFormed(extraction) as ArticleExtraction;

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) {
    const items = value.map(wellFormed);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const mended = entries.map(([key, item]) => [toStorableText(key), wellFormed(item)] as const);
  return mended.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1])
    ? value
    : Object.fromEntries(mended);
}
