import type { KnownFile } from '../store/read/known-files.ts';
import type { Store } from '../store/store.ts';

const PAGE = 2_000;

/**
 * Known files of a source in bytewise order of their paths, read as they are asked for: however many there are,
 * one page of them is in memory.
 *
 * `scopes`: only files at or below one of these paths; null for all.
 */
export async function* readKnownFiles(
  store: Store,
  sourceKey: string,
  scopes: readonly string[] | null,
): AsyncGenerator<KnownFile> {
  for (let after: string | null = null; ; ) {
    const page: KnownFile[] = await store.loadKnownFiles(sourceKey, { scopes, after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.path ?? null;
  }
}

/** A file that broke since still has the article of its last good version; a feed has those of its items. */
export const hasArticle = (known: KnownFile): boolean => known.extractorVersion !== null || known.state === 'FEED';
