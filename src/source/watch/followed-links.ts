import { realpathSync, statSync } from 'node:fs';
import { isWithin } from '../source.ts';

/**
 * Links to folders, each real folder followed under one name only: a link to an ancestor would have no end.
 *
 * `target`: absolute and real, the folder that is watched.
 */
export class FollowedLinks {
  private readonly folders: Map<string, string>;
  private readonly files = new Set<string>();
  private readonly aliases = new Map<string, string>();

  constructor(target: string) {
    this.folders = new Map([[target, target]]);
  }

  /** Notes a symbolic link; false when what it leads to is watched already, or is nothing. */
  follow(link: string): boolean {
    const real = resolveLink(link);
    if (real === null) return true;
    if (!real.isFolder) {
      this.files.add(link);
      return true;
    }
    const isKnown = [...this.folders].some(
      ([by, folder]) => by !== link && (isWithin(real.path, folder) || isWithin(folder, real.path)),
    );
    if (isKnown) this.aliases.set(link, real.path);
    else this.folders.set(link, real.path);
    return !isKnown;
  }

  /** Whether a path was noted as a link to a file: what happens to that file is not told by the link's folder. */
  isFileLink(path: string): boolean {
    return this.files.has(path);
  }

  /** Whether a link that is followed leads somewhere else now. */
  hasTurned(link: string): boolean {
    const folder = this.folders.get(link);
    return folder !== undefined && resolveLink(link)?.path !== folder;
  }

  /** Whether some folder can be reached under two names, so that a change under the one may be one under the other. */
  get hasAliases(): boolean {
    for (const [link, path] of this.aliases) if (resolveLink(link)?.path !== path) this.aliases.delete(link);
    return this.aliases.size > 0;
  }
}

/** Synchronous, because it is asked in the middle of a walk that cannot wait. Null for a link to nowhere. */
function resolveLink(link: string): { readonly path: string; readonly isFolder: boolean } | null {
  try {
    const path = realpathSync(link);
    return { path, isFolder: statSync(path).isDirectory() };
  } catch {
    return null;
  }
}
