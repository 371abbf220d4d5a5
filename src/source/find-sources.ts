import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { DatelineError } from '../errors.ts';
import type { SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import { readSettings, slugOf } from './settings-file.ts';
import { ARTICLE_EXTENSIONS, extensionOf, isHiddenName, SETTINGS_FILE, type SourceRoot } from './source.ts';

export interface SourceOverride {
  /** For the source that `root` itself belongs to; sources nested beneath keep their own keys. */
  readonly key?: string;
}

/**
 * The sources that the files at and under `root` (a folder or one file) belong to, each file to exactly one:
 * the nearest folder above it that holds a `dateline.json`, else `root` (for a file, its folder). When that
 * folder lies above `root`, `scope` says which part of it is meant. Sorted by directory.
 *
 * @throws DatelineError PATH_NOT_FOUND when there is nothing at `root`.
 */
export async function findSources(root: string, override: SourceOverride = {}): Promise<SourceRoot[]> {
  const absolute = await realpath(resolve(root)).catch(() => null);
  const found = absolute === null ? null : await stat(absolute).catch(() => null);
  if (absolute === null || found === null)
    throw new DatelineError('PATH_NOT_FOUND', `There is no file or folder at “${root}”.`);
  const folder = found.isDirectory() ? absolute : dirname(absolute);
  const home = (await nearestSettings(folder)) ?? folder;
  const scope = relative(home, absolute).split(sep).join('/').normalize('NFC');
  const own: SourceRoot = await rootAt(home, { scope: scope === '' ? null : scope, override });
  if (!found.isDirectory()) return [own];
  const beneath = await scan(absolute);
  const nested = await Promise.all(
    beneath.nested.sort().map((directory) => rootAt(directory, { scope: null, override: {} })),
  );
  const isNeeded = beneath.hasOwnFiles || nested.length === 0;
  const [only] = nested;
  if (!isNeeded && only !== undefined && nested.length === 1 && override.key !== undefined) {
    return [await rootAt(only.directory, { scope: null, override })];
  }
  return withUniqueKeys(isNeeded ? [own, ...nested] : nested);
}

async function rootAt(
  directory: string,
  { scope, override }: { readonly scope: string | null; readonly override: SourceOverride },
): Promise<SourceRoot> {
  const defaults = defaultsFor(override.key ?? slugOf(basename(directory)));
  const text = await readFile(join(directory, SETTINGS_FILE), 'utf8').catch(() => null);
  if (text === null) return { directory, scope, settings: defaults, problems: [] };
  const { settings, problems } = readSettings(text, defaults);
  const key = override.key ?? settings.key;
  return {
    directory,
    scope,
    settings: { ...settings, key, name: settings.name === defaults.name ? key : settings.name },
    problems,
  };
}

const defaultsFor = (key: string): SourceSettings => ({
  key,
  name: key,
  kind: 'DIRECTORY',
  timeZone: 'Asia/Shanghai',
  baseUrl: null,
  language: null,
  categoryLists: 'AUTO',
});

const hasSettings = (directory: string): Promise<boolean> =>
  access(join(directory, SETTINGS_FILE)).then(
    () => true,
    () => false,
  );

async function nearestSettings(from: string): Promise<string | null> {
  for (let directory = from; ; directory = dirname(directory)) {
    if (await hasSettings(directory)) return directory;
    if (dirname(directory) === directory) return null;
  }
}

interface Beneath {
  readonly nested: string[];
  /** True when some article lies under the folder and in none of the nested sources. */
  hasOwnFiles: boolean;
}

async function scan(root: string): Promise<Beneath> {
  const beneath: Beneath = { nested: [], hasOwnFiles: false };
  const entered = new Set<string>();
  const visit = async (directory: string, isOwn: boolean): Promise<void> => {
    const real = await realpath(directory).catch(() => null);
    if (real === null || entered.has(real)) return;
    entered.add(real);
    for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
      if (isHiddenName(entry.name)) continue;
      const path = join(directory, entry.name);
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isDirectory() === true);
      if (isFolder) {
        const isNested = await hasSettings(path);
        if (isNested) beneath.nested.push(path);
        await visit(path, isOwn && !isNested);
      } else if (isOwn && ARTICLE_EXTENSIONS.has(extensionOf(entry.name))) beneath.hasOwnFiles = true;
    }
  };
  await visit(root, true);
  return beneath;
}

/** Two folders of one key would be one source: the later takes its parent's name before its own. */
function withUniqueKeys(roots: readonly SourceRoot[]): SourceRoot[] {
  const taken = new Set<string>();
  return roots.map((root) => {
    const { key } = root.settings;
    let unique = key;
    if (taken.has(key)) unique = `${slugOf(basename(dirname(root.directory)))}-${key}`;
    for (let n = 2; taken.has(unique); n++) unique = `${key}-${n}`;
    taken.add(unique);
    if (unique === key) return root;
    const problem = sameKey(key, unique);
    return { ...root, settings: { ...root.settings, key: unique }, problems: [...root.problems, problem] };
  });
}

const sameKey = (key: string, unique: string): Problem => ({
  code: 'SOURCE_CONFIG_INVALID',
  severity: 'WARNING',
  path: SETTINGS_FILE,
  line: null,
  message: `Another source has the key “${key}”; this one is taken as “${unique}”.`,
  hint: `Give each source a \`key\` of its own in its ${SETTINGS_FILE}.`,
});
