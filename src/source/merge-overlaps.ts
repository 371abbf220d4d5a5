import { relative } from 'node:path';
import { compareBytes } from '../model/text.ts';
import type { FoundRoot } from './find-roots.ts';
import { toSourcePath } from './location.ts';
import { isWithin } from './source.ts';

/**
 * One root a directory, whatever paths led to it, so that every file is read once. A plain folder below the
 * root of another path is a part of that one. Sorted by directory.
 */
export function mergeOverlaps(found: readonly FoundRoot[]): FoundRoot[] {
  const merged = new Map<string, FoundRoot>();
  const parentsFirst = found.toSorted((a, b) => compareBytes(a.directory, b.directory));
  for (const root of parentsFirst) {
    const same = merged.get(root.directory);
    const host = same === undefined ? hostOf(root, merged) : undefined;
    if (same !== undefined) merged.set(root.directory, mergeSame(same, root));
    else if (host !== undefined)
      merged.set(host.directory, { ...host, scopes: unite(host.scopes, scopesWithin(host, root)) });
    else merged.set(root.directory, root);
  }
  return [...merged.values()];
}

function mergeSame(a: FoundRoot, b: FoundRoot): FoundRoot {
  const named = a.keyOrigin !== 'CALLER' && b.keyOrigin === 'CALLER' ? b : a;
  return { ...named, scopes: unite(a.scopes, b.scopes) };
}

/** The innermost root that a folder without a say of its own lies in. */
function hostOf(root: FoundRoot, merged: ReadonlyMap<string, FoundRoot>): FoundRoot | undefined {
  if (root.hasSettings || root.keyOrigin === 'EARLIER_RUN') return undefined;
  const host = [...merged.values()].findLast(({ directory }) => isWithin(root.directory, directory));
  return root.keyOrigin === 'CALLER' && host?.keyOrigin !== 'CALLER' ? undefined : host;
}

function scopesWithin(host: FoundRoot, { directory, scopes }: FoundRoot): readonly string[] {
  const path = toSourcePath(relative(host.directory, directory));
  return scopes === null ? [path] : scopes.map((scope) => `${path}/${scope}`);
}

function unite(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return null;
  const all = [...new Set([...a, ...b])].sort(compareBytes);
  return all.filter((scope) => !all.some((other) => other !== scope && isWithin(scope, other)));
}
