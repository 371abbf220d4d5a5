import { findFeeds, isFeedUrl } from '../source/find-feeds.ts';
import { findSources } from '../source/find-sources.ts';
import { locationOf } from '../source/location.ts';
import type { FeedRoot, KnownSource, SourceRoot } from '../source/source.ts';
import type { KnownSource as StoredSource } from '../store/read/known-sources.ts';
import type { Store } from '../store/store.ts';
import type { ClaimedSource } from '../store/write/claim.ts';
import type { RunHandle } from '../store/write/runs.ts';

export interface FoundSources {
  readonly roots: readonly SourceRoot[];
  readonly feeds: readonly FeedRoot[];
}

/** What a run reads, decided and made known to all other runs. */
export interface BegunRun extends FoundSources {
  /** Sources as they were before this run. */
  readonly known: readonly StoredSource[];
  /** Null in a dry run, which claims nothing. */
  readonly opened: RunHandle | null;
}

/**
 * Finds the sources of a run and claims them. What another run claims meanwhile may change what the paths belong
 * to: then they are looked up again, so that runs begun together end like runs begun one after the other.
 */
export async function beginRun(
  store: Store,
  find: (known: readonly StoredSource[]) => Promise<FoundSources>,
  { nowMs, dryRun }: { readonly nowMs: number; readonly dryRun: boolean },
): Promise<BegunRun> {
  let known: readonly StoredSource[] = await store.loadKnownSources();
  for (;;) {
    const found = await find(known);
    if (dryRun) return { ...found, known, opened: null };
    const claim = await store.claimSources({ sources: sourcesOf(found), known, nowMs });
    if (claim.kind === 'CLAIMED') return { ...found, known, opened: claim.run };
    known = claim.known;
  }
}

/** The sources that these folders, files and addresses of feeds belong to. Throws as {@link findSources} and {@link findFeeds} do. */
export async function findAll(
  paths: readonly string[],
  key: string | undefined,
  known: readonly KnownSource[],
): Promise<FoundSources> {
  const roots = await findSources(
    paths.filter((path) => !isFeedUrl(path)),
    { key, known },
  );
  const taken = roots.map(({ settings, directory }) => ({ key: settings.key, location: locationOf(directory) }));
  const urls = paths.filter(isFeedUrl);
  const feeds = urls.length === 0 ? [] : findFeeds(urls, { key, known: [...known, ...taken] });
  return { roots, feeds };
}

const sourcesOf = ({ roots, feeds }: FoundSources): ClaimedSource[] => [
  ...roots.map(({ settings, directory }) => ({ settings, location: locationOf(directory), url: null })),
  ...feeds.map(({ settings, url }) => ({ settings, location: null, url })),
];
