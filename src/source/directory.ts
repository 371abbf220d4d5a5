import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isFeedFile } from '../model/feed-file.ts';
import { extensionOf } from '../model/file-name.ts';
import type { Problem } from '../model/problem.ts';
import { unreadable } from './read-file.ts';
import {
  ARTICLE_EXTENSIONS,
  isHiddenName,
  isInScope,
  isWithin,
  SETTINGS_FILE,
  type Source,
  type SourceEntry,
  type SourceRoot,
} from './source.ts';

/**
 * Walks a folder. Nested sources (folders with settings of their own) are left to themselves; symbolic links
 * are followed, but each folder is entered once, so that a link to an ancestor ends.
 */
export function openDirectory(root: SourceRoot): Source {
  return { settings: root.settings, entries: () => walk(root) };
}

/** Calls `onEntry` for each entry that {@link openDirectory} will give. */
export async function countEntries(root: SourceRoot, onEntry: (path: string) => void): Promise<void> {
  for await (const entry of walk(root)) onEntry(entry.kind === 'PROBLEM' ? (entry.problem.path ?? '') : entry.path);
}

interface Walk {
  readonly root: SourceRoot;
  readonly entered: Set<string>;
}

interface Folder {
  /** As bytes, because names in old archives are not always UTF-8. */
  readonly location: Buffer;
  /** Empty for the root, else ends with `/`. */
  readonly prefix: string;
}

interface Child {
  readonly location: Buffer;
  readonly path: string;
  readonly name: string;
  readonly kind: 'FOLDER' | 'FILE' | 'OTHER' | 'UNREADABLE';
}

const SLASH = Buffer.from('/');

async function* walk(root: SourceRoot): AsyncGenerator<SourceEntry> {
  const entered = new Set([await realpath(root.directory).catch(() => root.directory)]);
  yield* walkFolder({ location: Buffer.from(root.directory), prefix: '' }, { root, entered });
}

async function* walkFolder(folder: Folder, walking: Walk): AsyncGenerator<SourceEntry> {
  let children: readonly Child[];
  try {
    children = await childrenOf(folder, walking);
  } catch (error) {
    if (!isMissing(error)) yield { kind: 'PROBLEM', problem: unreadable(folder.prefix.slice(0, -1), error) };
    return;
  }
  let last: string | null = null;
  for (const child of children) {
    if (child.path === last) yield { kind: 'PROBLEM', problem: sameName(child.path) };
    else yield* walkChild(child, walking);
    last = child.path;
  }
}

async function* walkChild(child: Child, walking: Walk): AsyncGenerator<SourceEntry> {
  const { path } = child;
  if (isHiddenName(child.name)) yield { kind: 'IGNORED', path, reason: 'HIDDEN' };
  else if (child.kind === 'UNREADABLE') yield { kind: 'PROBLEM', problem: unreadable(path, null) };
  else if (child.kind === 'OTHER') yield { kind: 'IGNORED', path, reason: 'NOT_AN_ARTICLE' };
  else if (child.kind === 'FILE') yield fileEntry(child);
  else if (await isEntered(child, walking))
    yield* walkFolder({ location: child.location, prefix: `${path}/` }, walking);
}

/** Notes the folder as entered; false for one that was before, or is a source of its own. */
async function isEntered({ location }: Child, { root, entered }: Walk): Promise<boolean> {
  const real = await realpath(location).catch(() => null);
  if (real === null || entered.has(real) || isOfNeighbour(real, root)) return false;
  const settings = await stat(Buffer.concat([location, SLASH, Buffer.from(SETTINGS_FILE)])).catch(() => null);
  if (settings?.isFile() === true) return false;
  entered.add(real);
  return true;
}

const fileEntry = ({ path, name, location }: Child): SourceEntry =>
  ARTICLE_EXTENSIONS.has(extensionOf(name)) || isFeedFile(name)
    ? { kind: 'FILE', path, location }
    : { kind: 'IGNORED', path, reason: 'NOT_AN_ARTICLE' };

async function childrenOf(folder: Folder, { root }: Walk): Promise<readonly Child[]> {
  const { location, prefix } = folder;
  const named = await namedChildrenOf(folder, root);
  if (named !== null) return named;
  const entries = await readdir(location, { encoding: 'buffer', withFileTypes: true });
  const found: Child[] = [];
  for (const entry of entries) {
    const name = decodeName(entry.name);
    const path = `${prefix}${name}`;
    if (name === SETTINGS_FILE || !leadsIntoScope(path, root)) continue;
    const at = Buffer.concat([location, SLASH, entry.name]);
    // A link is what it leads to; some file systems do not say what an entry is.
    const isKnown = entry.isFile() || entry.isDirectory();
    found.push({ location: at, path, name, kind: kindOf(isKnown ? entry : await stat(at).catch(() => null)) });
  }
  return inPathOrder(found);
}

/**
 * Only the children that lead to the scopes, without reading the folder; null when it has to be read, because all
 * of it is meant or a name may be written there in another form.
 */
async function namedChildrenOf({ location, prefix }: Folder, root: SourceRoot): Promise<readonly Child[] | null> {
  if (root.scopes === null || isInScope(prefix.slice(0, -1), root)) return null;
  const beneath = root.scopes.filter((scope) => scope.startsWith(prefix));
  const names = new Set(beneath.map((scope) => scope.slice(prefix.length).split('/', 1)[0] as string));
  const found: Child[] = [];
  for (const name of names) {
    if (name === SETTINGS_FILE) continue;
    const at = Buffer.concat([location, SLASH, Buffer.from(name)]);
    const entry = await lstat(at).catch((error: unknown) => (isMissing(error) ? 'MISSING' : null));
    if (entry !== 'MISSING') {
      const kind = kindOf(entry?.isSymbolicLink() === true ? await stat(at).catch(() => null) : entry);
      const path = `${prefix}${name}`;
      if (kind === 'FOLDER' || isInScope(path, root)) found.push({ location: at, path, name, kind });
    } else if (!IS_ASCII.test(name)) return null;
  }
  return inPathOrder(found);
}

/** Such a name has one form: the same bytes in every encoding, and nothing to normalise. */
const IS_ASCII = /^[\0-\x7f]*$/;

/** Gone since it was listed, or since the scope was named. */
const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

const kindOf = (entry: { isDirectory(): boolean; isFile(): boolean } | null): Child['kind'] => {
  if (entry === null) return 'UNREADABLE';
  return entry.isDirectory() ? 'FOLDER' : entry.isFile() ? 'FILE' : 'OTHER';
};

/** With the slash a folder's files stand where their paths belong: `a-b.md` before `a/c.md`. */
function inPathOrder(children: readonly Child[]): readonly Child[] {
  return children
    .map((child) => ({ child, key: Buffer.from(child.kind === 'FOLDER' ? `${child.path}/` : child.path) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ child }) => child);
}

const leadsIntoScope = (path: string, root: SourceRoot): boolean =>
  isInScope(path, root) || root.scopes?.some((scope) => isWithin(scope, path)) === true;

/** Links lead anywhere: of the sources that a folder lies in, the innermost has it. */
function isOfNeighbour(real: string, { directory, neighbours }: SourceRoot): boolean {
  const own = isWithin(real, directory) ? directory.length : 0;
  return neighbours.some((neighbour) => neighbour.length > own && isWithin(real, neighbour));
}

function decodeName(name: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name).normalize('NFC');
  } catch {
    return new TextDecoder('gb18030').decode(name).normalize('NFC');
  }
}

const sameName = (path: string): Problem => ({
  code: 'FILE_UNREADABLE',
  severity: 'ERROR',
  path,
  line: null,
  message: 'Another file has the same name in a different Unicode form.',
  hint: 'Rename one of the two.',
});
