import { findSources } from '../source/find-sources.ts';
import { locationOf } from '../source/location.ts';
import type { KnownSource, SourceRoot } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import type { RunHandle } from '../store/write/runs.ts';

/** What a run reads, decided and made known to all other runs. */
export interface BegunRun {
  readonly roots: readonly SourceRoot[];
  /** Sources as they were before this run. */
  readonly known: readonly KnownSource[];
  /** Null in a dry run, which claims nothing. */
  readonly account: RunHandle | null;
}

/**
 * Finds the sources of a run and claims them. What another run claims meanwhile may change what the paths belong
 * to: then they are looked up again, so that runs begun together end like runs begun one after the other.
 */
export async function beginRun(
  store: Store,
  paths: readonly string[],
  options: { readonly key: string | undefined; readonly nowMs: number; readonly dryRun: boolean },
): Promise<BegunRun> {
  let known: readonly KnownSource[] = await store.loadKnownSources();
  for (;;) {
    const roots = await findSources(paths, { key: options.key, known });
    if (options.dryRun) return { roots, known, account: null };
    const sources = roots.map(({ settings, directory }) => ({ settings, location: locationOf(directory) }));
    const claim = await store.claimSources({ sources, known, nowMs: options.nowMs });
    if (claim.kind === 'CLAIMED') return { roots, known, account: claim.run };
    known = claim.known;
  }
}
