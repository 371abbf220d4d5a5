import type { KnownFile } from '../store/read/known-files.ts';

/** A file that broke since still has the article of its last good version. */
export const hasArticle = (known: KnownFile): boolean => known.extractorVersion !== null;
