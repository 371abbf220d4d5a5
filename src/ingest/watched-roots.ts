import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { DatelineError } from '../errors.ts';
import { isFeedFile } from '../model/feed-file.ts';
import { extensionOf } from '../model/file-name.ts';
import { findSources } from '../source/find-sources.ts';
import { toSourcePath } from '../source/location.ts';
import { ARTICLE_EXTENSIONS, isWithin, type KnownSource, SETTINGS_FILE, type SourceRoot } from '../source/source.ts';

/**
 * The sources of watched paths, kept from one change to the next: to find them means to read every folder, and
 * only a change of settings or of whole folders makes others of them.
 */
export class WatchedRoots {
  private readonly paths: readonly string[];
  private readonly sourceKey: string | undefined;
  private roots: readonly SourceRoot[] = [];

  constructor(paths: readonly string[], sourceKey: string | undefined) {
    this.paths = paths;
    this.sourceKey = sourceKey;
  }

  /**
   * Everything. A source whose folder has gone is still one: its articles are to be asked after.
   *
   * @throws DatelineError as {@link findSources} does, PATH_NOT_FOUND when nothing was ever at any of the paths.
   */
  async find(known: readonly KnownSource[]): Promise<readonly SourceRoot[]> {
    const here = await filterAsync(this.paths, isThere);
    const gone = await filterAsync(this.roots, async ({ directory }) => !(await isThere(directory)));
    if (here.length === 0 && gone.length === 0)
      throw new DatelineError('PATH_NOT_FOUND', `There is no file or folder at “${this.paths.join('”, “')}”.`);
    const found = await findSources(here, { key: this.sourceKey, known });
    const isFound = (root: SourceRoot) =>
      found.some(({ directory, settings }) => directory === root.directory || settings.key === root.settings.key);
    this.roots = [...found, ...gone.filter((root) => !isFound(root))];
    return this.roots;
  }

  /** What changes at these absolute paths may concern: of each source the part they lie in. */
  async within(changed: readonly string[], known: readonly KnownSource[]): Promise<readonly SourceRoot[]> {
    const meant = await filterAsync(changed, mayMatter);
    const places = await Promise.all(meant.map(async (path) => ({ path, real: await resolveFolder(path) })));
    const all = [...new Set(places.flatMap(({ path, real }) => [path, real]))];
    if (await someAsync(all, (path) => this.mayMakeRoots(path))) await this.find(known);
    const scopes = new Map<SourceRoot, readonly string[] | null>();
    for (const { path, real } of places) {
      // Of what a link leads to, the source that it lies in comes first, then the one that the link lies in.
      const place = this.hostOf(real) === undefined ? path : real;
      const touched = basename(place) === SETTINGS_FILE ? dirname(place) : place;
      for (const root of this.roots) if (isWithin(root.directory, touched)) scopes.set(root, null);
      const host = this.hostOf(touched);
      if (host === undefined || scopes.get(host) === null) continue;
      scopes.set(host, [...(scopes.get(host) ?? []), toSourcePath(relative(host.directory, touched))]);
    }
    return this.roots.flatMap((root) => {
      const own = scopes.get(root);
      const narrowed = own === undefined ? [] : narrow(root.scopes, own);
      return narrowed?.length === 0 ? [] : [{ ...root, scopes: narrowed }];
    });
  }

  /** The innermost source that a path lies in; a source's own folder lies in the one around it. */
  private hostOf(path: string): SourceRoot | undefined {
    return this.roots
      .filter(({ directory }) => directory !== path && isWithin(path, directory))
      .reduce<SourceRoot | undefined>(
        (inner, root) => (inner === undefined || isWithin(root.directory, inner.directory) ? root : inner),
        undefined,
      );
  }

  private async mayMakeRoots(place: string): Promise<boolean> {
    if (basename(place) === SETTINGS_FILE) return true;
    if (this.roots.some(({ directory }) => isWithin(directory, place))) return true;
    if (this.hostOf(place) === undefined) return await isThere(place);
    const names = await readdir(place, { recursive: true }).catch(() => []);
    return names.some((name) => basename(name) === SETTINGS_FILE);
  }
}

/** The part of a root that both are about; a root's own scopes are what was asked to be watched. */
function narrow(asked: readonly string[] | null, changed: readonly string[] | null): readonly string[] | null {
  if (asked === null || changed === null) return asked ?? drop(changed);
  return drop([
    ...changed.filter((path) => asked.some((scope) => isWithin(path, scope))),
    ...asked.filter((scope) => changed.some((path) => isWithin(scope, path))),
  ]);
}

/** Without those that lie in others. */
function drop(paths: readonly string[] | null): readonly string[] | null {
  if (paths === null) return null;
  const kept = new Set(paths);
  const isBelowAnother = (path: string): boolean =>
    path.includes('/') && (kept.has(dirname(path)) || isBelowAnother(dirname(path)));
  return [...kept].filter((path) => !isBelowAnother(path));
}

/** Not a file that is no article. What is gone may have been a folder. */
async function mayMatter(path: string): Promise<boolean> {
  if (basename(path) === SETTINGS_FILE || ARTICLE_EXTENSIONS.has(extensionOf(path)) || isFeedFile(path)) return true;
  const found = await stat(path).catch(() => null);
  return found === null || found.isDirectory();
}

/** The real path, as far as there is one, of the folder that something lies in: links lead into other sources. */
async function resolveFolder(path: string): Promise<string> {
  const real = await realpath(dirname(path)).catch(() => null);
  if (real !== null) return join(real, basename(path));
  return dirname(path) === path ? path : join(await resolveFolder(dirname(path)), basename(path));
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function filterAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<readonly T[]> {
  const kept = await Promise.all(items.map(test));
  return items.filter((_, index) => kept[index]);
}

async function someAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(items.map(test))).some(Boolean);
}
