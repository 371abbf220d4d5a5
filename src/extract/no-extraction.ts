import type { Extractor } from './extractor.ts';

/** Finds nothing: articles are taken in without entities, and a later run with another extractor finds them. */
export const NO_EXTRACTION: Extractor = {
  id: 'none',
  version: '1',
  types: [],
  extract: async () => ({ mentions: [], entities: [] }),
};
