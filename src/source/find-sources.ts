import { DatelineError } from '../errors.ts';
import { findRootsAt, type Locations } from './find-roots.ts';
import { mergeOverlaps } from './merge-overlaps.ts';
import { requireKey } from './settings-file.ts';
import type { KnownSource, SourceRoot } from './source.ts';
import { tellKeysApart } from './tell-keys-apart.ts';

export interface FindOptions {
  /** For the sources that the paths themselves belong to; sources nested beneath keep their own keys. */
  readonly key?: string;
  /** Sources of earlier runs: a folder that was one still is, and what lies in it is part of it. */
  readonly known?: readonly KnownSource[];
}

/**
 * The sources that the files at and under `paths` (folders or single files) belong to, each file to exactly one,
 * however the paths overlap: the nearest folder above it that holds a `dateline.json` or is known as a source,
 * else the path it was found by (for a file, its folder). When that folder lies above the path, `scopes` says
 * which part of it is meant. Sorted by directory; no two have one key.
 *
 * @throws DatelineError PATH_NOT_FOUND when there is nothing at a path, USAGE when `key` is none, and
 * SOURCE_CONFLICT when two folders, or a folder and a known feed, claim one key.
 */
export async function findSources(paths: readonly string[], options: FindOptions = {}): Promise<SourceRoot[]> {
  const key = options.key === undefined ? undefined : requireKey(options.key);
  const locations = indexByLocation(options.known ?? []);
  const found = await Promise.all(paths.map((path) => findRootsAt(path, { key, locations })));
  const roots = tellKeysApart(mergeOverlaps(found.flat()));
  const feeds = new Set((options.known ?? []).filter(({ url }) => typeof url === 'string').map((feed) => feed.key));
  for (const { directory, settings } of roots)
    if (feeds.has(settings.key))
      throw new DatelineError(
        'SOURCE_CONFLICT',
        `“${settings.key}” is the source of a feed, and “${directory}” a folder.`,
      );
  const directories = roots.map((root) => root.directory);
  return roots.map(({ directory, scopes, settings, problems }) => ({
    directory,
    scopes,
    settings,
    problems,
    neighbours: directories.filter((other) => other !== directory),
  }));
}

function indexByLocation(known: readonly KnownSource[]): Locations {
  const keys = new Map<string, string[]>();
  for (const { key, location } of known)
    if (location !== null) keys.set(location, [...(keys.get(location) ?? []), key]);
  return keys;
}
