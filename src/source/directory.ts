import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isFeedFile } from '../model/feed-file.ts';
import type { Problem } from '../model/problem.ts';
import {
  ARTICLE_EXTENSIONS,
  extensionOf,
  isHiddenName,
  isInScope,
  isWithin,
  type ReadResult,
  SETTINGS_FILE,
  type Source,
  type SourceEntry,
  type SourceRoot,
} from './source.ts';

export interface DirectoryLimits {
  /** Larger files are problems, not articles. */
  readonly maxFileBytes: number;
}

/** The largest article seen in real archives is under 2 MB. */
export const DEFAULT_LIMITS: DirectoryLimits = { maxFileBytes: 20 * 1024 * 1024 };

/**
 * Reads a folder. Nested sources (folders with settings of their own) are left to themselves; symbolic links
 * are followed, but each folder is entered once, so that a link to an ancestor ends.
 */
export function openDirectory(root: SourceRoot, limits: DirectoryLimits = DEFAULT_LIMITS): Source {
  return {
    settings: root.settings,
    entries: () => walk(root, limits),
  };
}

interface Walk {
  readonly root: SourceRoot;
  readonly limits: DirectoryLimits;
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
  readonly sizeBytes: number;
  readonly kind: 'FOLDER' | 'FILE' | 'OTHER' | 'UNREADABLE';
}

const SLASH = Buffer.from('/');

async function* walk(root: SourceRoot, limits: DirectoryLimits): AsyncGenerator<SourceEntry> {
  const entered = new Set([await realpath(root.directory)]);
  yield* walkFolder({ location: Buffer.from(root.directory), prefix: '' }, { root, limits, entered });
}

async function* walkFolder(folder: Folder, walking: Walk): AsyncGenerator<SourceEntry> {
  let children: readonly Child[];
  try {
    children = await childrenOf(folder, walking);
  } catch (error) {
    yield { kind: 'PROBLEM', problem: unreadable(folder.prefix.slice(0, -1), error) };
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
  else if (child.kind === 'FILE') yield fileEntry(child, walking.limits);
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

function fileEntry(child: Child, { maxFileBytes }: DirectoryLimits): SourceEntry {
  const { path, sizeBytes, location } = child;
  const extension = extensionOf(child.name);
  const isArticle = ARTICLE_EXTENSIONS.has(extension);
  if (!isArticle && !isFeedFile(child.name)) return { kind: 'IGNORED', path, reason: 'NOT_AN_ARTICLE' };
  // Data of any kind may be XML or JSON, and no feed is as large as that.
  if (sizeBytes > maxFileBytes && DATA_EXTENSIONS.has(extension))
    return { kind: 'IGNORED', path, reason: 'NOT_AN_ARTICLE' };
  if (sizeBytes > maxFileBytes) return { kind: 'PROBLEM', problem: tooLarge(path, sizeBytes, maxFileBytes) };
  const read = async (): Promise<ReadResult> => {
    try {
      const bytes = await readFile(location);
      if (bytes.length > maxFileBytes) return { kind: 'PROBLEM', problem: tooLarge(path, bytes.length, maxFileBytes) };
      return { kind: 'READ', file: { path, bytes } };
    } catch (error) {
      return { kind: 'PROBLEM', problem: unreadable(path, error) };
    }
  };
  return { kind: 'FILE', path, sizeBytes, read };
}

const DATA_EXTENSIONS: ReadonlySet<string> = new Set(['xml', 'json']);

async function childrenOf({ location, prefix }: Folder, { root }: Walk): Promise<readonly Child[]> {
  const names = await readdir(location, { encoding: 'buffer' });
  const inScope = names.filter(
    (name) => leadsIntoScope(`${prefix}${decodeName(name)}`, root) && decodeName(name) !== SETTINGS_FILE,
  );
  const children = await Promise.all(
    inScope.map(async (rawName): Promise<Child> => {
      const name = decodeName(rawName);
      const at = Buffer.concat([location, SLASH, rawName]);
      const found = await stat(at).catch(() => null);
      const kind = found === null ? 'UNREADABLE' : found.isDirectory() ? 'FOLDER' : found.isFile() ? 'FILE' : 'OTHER';
      return { location: at, path: `${prefix}${name}`, name, sizeBytes: found?.size ?? 0, kind };
    }),
  );
  // With the slash a folder's files stand where their paths belong: `a-b.md` before `a/c.md`.
  const sortKey = (child: Child): Buffer => Buffer.from(child.kind === 'FOLDER' ? `${child.path}/` : child.path);
  return children.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
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

const unreadable = (path: string, error: unknown): Problem => ({
  code: 'FILE_UNREADABLE',
  severity: 'ERROR',
  path,
  line: null,
  message: `It cannot be read (${reasonOf(error)}).`,
  hint: 'Check that it exists and that this user may read it.',
});

const sameName = (path: string): Problem => ({
  code: 'FILE_UNREADABLE',
  severity: 'ERROR',
  path,
  line: null,
  message: 'Another file has the same name in a different Unicode form.',
  hint: 'Rename one of the two.',
});

const tooLarge = (path: string, sizeBytes: number, maxFileBytes: number): Problem => ({
  code: 'FILE_TOO_LARGE',
  severity: 'ERROR',
  path,
  line: null,
  message: `The file has ${megabytes(sizeBytes)}; at most ${megabytes(maxFileBytes)} are read.`,
  hint: 'Split it, or move what is no article out of the folder.',
});

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  ENOENT: 'it is gone, or a link leads nowhere',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
};

const reasonOf = (error: unknown): string => {
  const code = error === null ? 'ENOENT' : ((error as NodeJS.ErrnoException).code ?? '');
  return REASONS[code] ?? code;
};
