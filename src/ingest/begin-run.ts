import { findFeeds, isFeedUrl } from '../source/find-feeds.ts';
import { findSources } from '../source/find-sources.ts';
import { locationOf } from '../source/location.ts';
import type { FeedRoot, KnownSource, SourceRoot } from '../source/source.ts';
import type { KnownSource as StoredSource } from '../store/read/known-sources.ts';
import type { Store } from '../store/store.ts';
import type { ClaimedSource } from '../store/write/claim.ts';
import type { RunHandle } from '../store/write/runs.ts';

/** What a run reads, decided and made known to all other runs. */
export interface BegunRun {
  readonly roots: readonly SourceRoot[];
  readonly feeds: readonly FeedRoot[];
  /** Sources as they were before this run. */
  readonly known: readonly StoredSource[];
  /** Null in a dry run, which claims nothing. */
  readonly account: RunHandle | null;
}

/**
 * Finds the sources of a run and claims them. What another run claims meanwhile may change what the paths belong
 * to: then they are looked up again, so that runs begun together end like runs begun one after the other.
 *
 * `paths`: folders and files, and addresses of feeds.
 */
export async function beginRun(
  store: Store,
  paths: readonly string[],
  options: { readonly key: string | undefined; readonly nowMs: number; readonly dryRun: boolean },
): Promise<BegunRun> {
  let known: readonly StoredSource[] = await store.loadKnownSources();
  for (;;) {
    const { roots, feeds, claimed } = await findAll(paths, options.key, known);
    if (options.dryRun) return { roots, feeds, known, account: null };
    const claim = await store.claimSources({ sources: claimed, known, nowMs: options.nowMs });
    if (claim.kind === 'CLAIMED') return { roots, feeds, known, account: claim.run };
    known = claim.known;
  }
}

async function findAll(paths: readonly string[], key: string | undefined, known: readonly KnownSource[]) {
  const roots = await findSources(
    paths.filter((path) => !isFeedUrl(path)),
    { key, known },
  );
  const folders = roots.map(
    ({ settings, directory }): ClaimedSource => ({ settings, location: locationOf(directory), url: null }),
  );
  const taken = folders.map(({ settings, location }) => ({ key: settings.key, location }));
  const urls = paths.filter(isFeedUrl);
  const feeds = urls.length === 0 ? [] : findFeeds(urls, { key, known: [...known, ...taken] });
  const claimed = [...folders, ...feeds.map(({ settings, url }) => ({ settings, location: null, url }))];
  return { roots, feeds, claimed };
}
