import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DatelineError } from '../errors.ts';
import { DEFAULT_FRONT_MATTER, type SourceSettings } from '../model/document.ts';
import { isFeedFile } from '../model/feed-file.ts';
import { extensionOf } from '../model/file-name.ts';
import { compareBytes } from '../model/text.ts';
import { locationOf, toSourcePath } from './location.ts';
import { readSettings, slugOf } from './settings-file.ts';
import { ARTICLE_EXTENSIONS, isHiddenName, SETTINGS_FILE, type SourceRoot } from './source.ts';

/** A root before it is known what else the run reads. */
export interface FoundRoot extends Omit<SourceRoot, 'neighbours'> {
  readonly hasSettings: boolean;
  /** Who named it: the caller, its settings, an earlier run, or nobody, so that it goes by its folder's name. */
  readonly keyOrigin: 'CALLER' | 'SETTINGS' | 'EARLIER_RUN' | 'FOLDER';
}

/** Keys of known sources by the hash of their folder. */
export type Locations = ReadonlyMap<string, readonly string[]>;

interface Naming {
  readonly key: string | undefined;
  readonly locations: Locations;
}

/** The sources that the files at and under one path belong to. Throws DatelineError PATH_NOT_FOUND. */
export async function findRootsAt(path: string, naming: Naming): Promise<FoundRoot[]> {
  const absolute = await realpath(resolve(path)).catch(() => null);
  const found = absolute === null ? null : await stat(absolute).catch(() => null);
  if (absolute === null || found === null)
    throw new DatelineError('PATH_NOT_FOUND', `There is no file or folder at “${path}”.`);
  const folder = found.isDirectory() ? absolute : dirname(absolute);
  const home = (await nearestSource(folder, naming)) ?? folder;
  const scope = toSourcePath(relative(home, absolute));
  const own = await rootAt(home, scope === '' ? null : [scope], naming);
  if (!found.isDirectory()) return [own];

  const { locations } = naming;
  const beneath = await scan(absolute, locations);
  const unnamed: Naming = { key: undefined, locations };
  const nested = await Promise.all(
    beneath.nested.sort(compareBytes).map((directory) => rootAt(directory, null, unnamed)),
  );
  // A known source is asked even when nothing is left in it: its files may have gone to the nested ones.
  const isNeeded = beneath.hasOwnFiles || nested.length === 0 || locations.has(locationOf(home));
  if (isNeeded) return [own, ...nested];
  const [only] = nested;
  if (only !== undefined && nested.length === 1 && naming.key !== undefined)
    return [await rootAt(only.directory, null, naming)];
  return nested;
}

async function rootAt(
  directory: string,
  scopes: readonly string[] | null,
  { key, locations }: Naming,
): Promise<FoundRoot> {
  const ofFolder = slugOf(basename(directory));
  const knownAs = locations.get(locationOf(directory)) ?? [];
  const known = knownAs.includes(ofFolder) ? ofFolder : knownAs[0];
  const defaults = defaultsFor(key ?? known ?? ofFolder);
  const unnamed = known === undefined ? 'FOLDER' : 'EARLIER_RUN';
  const text = await readFile(join(directory, SETTINGS_FILE), 'utf8').catch(() => null);
  if (text === null) {
    const keyOrigin = key === undefined ? unnamed : 'CALLER';
    return { directory, scopes, settings: defaults, problems: [], hasSettings: false, keyOrigin };
  }
  const { settings, hasKey, problems } = readSettings(text, defaults);
  const root = { directory, scopes, problems, hasSettings: true };
  if (key === undefined) return { ...root, settings, keyOrigin: hasKey ? 'SETTINGS' : unnamed };
  return { ...root, settings: renamed(settings, key), keyOrigin: 'CALLER' };
}

/** The same settings under another key; a name that was only the key follows. */
export const renamed = (settings: SourceSettings, key: string): SourceSettings => ({
  ...settings,
  key,
  name: settings.name === settings.key ? key : settings.name,
});

/** What a source has that says nothing about itself. */
export const defaultsFor = (key: string): SourceSettings => ({
  key,
  name: key,
  kind: 'DIRECTORY',
  timeZone: null,
  baseUrl: null,
  language: null,
  categoryLists: 'AUTO',
  frontMatter: DEFAULT_FRONT_MATTER,
});

const hasSettings = (directory: string): Promise<boolean> =>
  access(join(directory, SETTINGS_FILE)).then(
    () => true,
    () => false,
  );

/** A key from the caller says otherwise than an earlier run, unless it is the same. */
async function nearestSource(from: string, { key, locations }: Naming): Promise<string | null> {
  for (let directory = from; ; directory = dirname(directory)) {
    const known = locations.get(locationOf(directory));
    if (known !== undefined && (key === undefined || known.includes(key))) return directory;
    if (await hasSettings(directory)) return directory;
    if (dirname(directory) === directory) return null;
  }
}

interface Beneath {
  /** Real directories. */
  readonly nested: string[];
  /** True when some article lies under the folder and in none of the nested sources. */
  hasOwnFiles: boolean;
}

/** A `.json` beside nested sources is rather a setting of some program than a feed. */
const mayHoldArticles = (name: string): boolean =>
  ARTICLE_EXTENSIONS.has(extensionOf(name)) || (isFeedFile(name) && extensionOf(name) !== 'json');

async function scan(root: string, locations: Locations): Promise<Beneath> {
  const beneath: Beneath = { nested: [], hasOwnFiles: false };
  const entered = new Set([root]);
  const visit = async (directory: string, isOwn: boolean): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
      if (isHiddenName(entry.name)) continue;
      const path = join(directory, entry.name);
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isDirectory() === true);
      if (!isFolder) {
        if (isOwn && mayHoldArticles(entry.name)) beneath.hasOwnFiles = true;
        continue;
      }
      const real = await realpath(path).catch(() => null);
      if (real === null || entered.has(real)) continue;
      entered.add(real);
      const isNested = locations.has(locationOf(real)) || (await hasSettings(real));
      if (isNested) beneath.nested.push(real);
      await visit(real, isOwn && !isNested);
    }
  };
  await visit(root, true);
  return beneath;
}
