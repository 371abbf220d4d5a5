import { sep } from 'node:path';
import { DatelineError } from '../errors.ts';
import type { Problem } from '../model/problem.ts';
import { compareBytes } from '../model/text.ts';
import { type FoundRoot, renamed } from './find-roots.ts';
import { slugOf } from './settings-file.ts';
import { SETTINGS_FILE } from './source.ts';

/**
 * Folders that would share a key only because they are called alike take their parents' names before it, as
 * many as it needs: two folders of one key would be one source, and each run over the one would undo the other.
 *
 * @throws DatelineError SOURCE_CONFLICT when a key was given to two folders on purpose.
 */
export function tellKeysApart(roots: readonly FoundRoot[]): FoundRoot[] {
  const groups = groupByKey(roots);
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const unnamed: (readonly FoundRoot[])[] = [];
  for (const [key, group] of [...groups].sort(([a], [b]) => compareBytes(a, b))) {
    const named = group.filter((root) => root.keyOrigin !== 'FOLDER');
    const [first, second] = named;
    if (first !== undefined && second !== undefined) throw conflict(key, first, second);
    const owner = first ?? (group.length === 1 ? group[0] : undefined);
    if (owner !== undefined) keys.set(owner.directory, key);
    taken.add(key);
    unnamed.push(group.filter((root) => root !== owner));
  }
  for (const group of unnamed) for (const [directory, key] of longerKeys(group, taken)) keys.set(directory, key);
  return roots.map((root) => withKey(root, keys.get(root.directory) as string));
}

function groupByKey(roots: readonly FoundRoot[]): ReadonlyMap<string, readonly FoundRoot[]> {
  const groups = new Map<string, FoundRoot[]>();
  for (const root of roots) groups.set(root.settings.key, [...(groups.get(root.settings.key) ?? []), root]);
  return groups;
}

/** The shortest ends of the directories' paths that are free and tell them apart, as keys; all of one length. */
function longerKeys(group: readonly FoundRoot[], taken: Set<string>): ReadonlyMap<string, string> {
  const paths = group.map((root) => root.directory.split(sep).filter((segment) => segment !== ''));
  const longest = Math.max(0, ...paths.map((path) => path.length));
  let keys: readonly string[] = [];
  for (let length = 2; length <= Math.max(2, longest); length++) {
    keys = paths.map((path) => path.slice(-length).map(slugOf).join('-'));
    if (new Set(keys).size === keys.length && !keys.some((key) => taken.has(key))) break;
  }
  const unique = keys.map((key) => {
    let free = key;
    for (let n = 2; taken.has(free); n++) free = `${key}-${n}`;
    taken.add(free);
    return free;
  });
  return new Map(group.map((root, index) => [root.directory, unique[index] as string]));
}

function withKey(root: FoundRoot, key: string): FoundRoot {
  if (root.settings.key === key) return root;
  const problem = sameKey(root.settings.key, key);
  return { ...root, settings: renamed(root.settings, key), problems: [...root.problems, problem] };
}

const conflict = (key: string, a: FoundRoot, b: FoundRoot): DatelineError =>
  new DatelineError('SOURCE_CONFLICT', `“${a.directory}” and “${b.directory}” would both be the source “${key}”.`);

const sameKey = (key: string, unique: string): Problem => ({
  code: 'SOURCE_CONFIG_INVALID',
  severity: 'WARNING',
  path: SETTINGS_FILE,
  line: null,
  message: `Another folder would be the source “${key}” too; this one is taken as “${unique}”.`,
  hint: `Give each folder a \`key\` of its own in a ${SETTINGS_FILE}.`,
});
