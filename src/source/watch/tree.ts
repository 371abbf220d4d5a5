import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type FSWatcher, watch as watchFolder } from 'chokidar';
import { isHiddenName, isWithin } from '../source.ts';
import { FollowedLinks } from './followed-links.ts';

export interface TreeOptions {
  /** Look again and again instead of being told: for network drives, and where the system's watches do not suffice. */
  readonly poll: boolean;
  readonly onChange: (path: string) => void;
  readonly onError: (error: Error) => void;
}

/** How often a folder is asked whether it is still the same one, and, when polling, every file what it is now. */
const CHECK_MS = 500;

/** A folder that has just come is watched from a moment later on: what came into it meanwhile is looked for then. */
const SECOND_LOOK_MS = 1_000;

/**
 * Watches one file or folder, and goes on when it is deleted, replaced, unmounted or a link that leads elsewhere
 * now: the path counts, not what lay there at first.
 */
export class WatchedTree {
  private readonly path: string;
  private readonly options: TreeOptions;
  private watcher: FSWatcher | null = null;
  private links: FollowedLinks | null = null;
  private seen: Place | null = null;
  private check: NodeJS.Timeout | undefined;
  private isClosed = false;
  private readonly looks = new Set<NodeJS.Timeout>();

  constructor(path: string, options: TreeOptions) {
    this.path = resolve(path);
    this.options = options;
  }

  /** What is watched: absolute and real, as it was last found. */
  get target(): string {
    return this.seen?.target ?? this.path;
  }

  get hasAliases(): boolean {
    return this.links?.hasAliases === true;
  }

  /** Resolves when every change from now on will be told. */
  async open(): Promise<void> {
    this.seen = (await locate(this.path)) ?? this.seen;
    await this.restart();
    this.planCheck();
  }

  /** Begins anew, as when changes may have been missed. */
  async restart(): Promise<void> {
    await this.watcher?.close();
    this.watcher = null;
    if (this.isClosed || this.seen === null || this.seen.identity === null) return;
    const { target, folder } = this.seen;
    const { poll } = this.options;
    const links = new FollowedLinks(folder);
    this.links = links;
    // Folders tell of all that happens to the files in them. One watch for each file as well would come to a
    // hundred thousand, and miss a change that keeps the time of the last one.
    const watcher = watchFolder(folder, {
      ignoreInitial: true,
      atomic: false,
      usePolling: poll,
      interval: CHECK_MS,
      binaryInterval: CHECK_MS,
      ignored: (path, stats) => {
        if (isHiddenBelow(path, folder) || !(isWithin(path, target) || isWithin(target, path))) return true;
        if (stats?.isSymbolicLink() === true) return !links.follow(path);
        return !poll && stats?.isFile() === true && !links.isFileLink(path);
      },
    });
    this.watcher = watcher;
    const tell = (path: string) => {
      if (!isWithin(path, target) || isHiddenBelow(path, folder)) return;
      this.options.onChange(path);
      if (path !== folder && links.hasTurned(path)) this.turn();
    };
    const ready = new Promise<void>((done) => {
      watcher.once('ready', done);
      watcher.on('error', (error) => {
        this.options.onError(error as Error);
        if (isOutOfWatches(error)) done();
      });
    });
    watcher.on('all', (event, path) => {
      tell(path);
      if (event === 'addDir') this.lookAgain(path, tell);
    });
    if (!poll)
      watcher.on('raw', (_, name: string | null, details) =>
        tell(pathOf(name, (details as { watchedPath: string }).watchedPath, links)),
      );
    await ready;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.check);
    for (const look of this.looks) clearTimeout(look);
    await this.watcher?.close();
  }

  /** A link leads elsewhere now. What changes while the watches are set anew is not told. */
  private turn(): void {
    this.restart().then(
      () => this.options.onChange(this.target),
      (error: Error) => this.options.onError(error),
    );
  }

  private lookAgain(path: string, tell: (path: string) => void): void {
    const look = setTimeout(() => {
      this.looks.delete(look);
      tell(path);
    }, SECOND_LOOK_MS);
    this.looks.add(look);
  }

  private planCheck(): void {
    if (this.isClosed) return;
    this.check = setTimeout(async () => {
      await this.checkPlace().catch((error: Error) => this.options.onError(error));
      this.planCheck();
    }, CHECK_MS);
  }

  /** The system does not tell of a folder that goes away, or of a disk mounted over it. */
  private async checkPlace(): Promise<void> {
    const before = this.seen;
    const now = await locate(this.path);
    const place = now ?? (before === null ? null : { ...before, identity: null });
    if (this.isClosed || (place?.identity === before?.identity && place?.target === before?.target)) return;
    this.seen = place;
    await this.restart();
    if (place !== null) this.options.onChange(place.target);
  }
}

/** ENOSPC: no watch left; EMFILE, ENFILE: nothing left to hold them. */
export const isOutOfWatches = (error: unknown): boolean =>
  ['ENOSPC', 'EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');

interface Place {
  /** Absolute and real. */
  readonly target: string;
  /** The same, or the folder a single file lies in: the file itself may be replaced at every change. */
  readonly folder: string;
  /** Tells one folder from another of the same name; null while there is none. */
  readonly identity: string | null;
}

async function locate(path: string): Promise<Place | null> {
  try {
    const target = await realpath(path);
    const folder = (await stat(target)).isDirectory() ? target : dirname(target);
    const { dev, ino } = await stat(folder, { bigint: true });
    return { target, folder, identity: `${dev}:${ino}` };
  } catch {
    return null;
  }
}

/** `name`: of an entry of a watched folder, as the system told it. */
function pathOf(name: string | null, watchedPath: string, links: FollowedLinks): string {
  // A name that is no UTF-8 cannot be told.
  if (name === null || name.includes('\uFFFD') || links.isFileLink(watchedPath)) return watchedPath;
  return join(watchedPath, name);
}

const isHiddenBelow = (path: string, folder: string): boolean =>
  path !== folder &&
  relative(folder, path)
    .split(sep)
    .some((name) => name !== '..' && isHiddenName(name));
