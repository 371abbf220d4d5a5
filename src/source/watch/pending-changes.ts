import { dirname } from 'node:path';
import { isWithin } from '../source.ts';

/** A path is at rest when nothing happened to it for so long: editors and copiers write in several steps. */
const QUIET_MS = 200;

/** While others keep changing, those at rest go out after so long. */
const LATEST_MS = 1_000;

/** A file that is written all the time is read all the same after so long. */
const PATIENCE_MS = 5_000;

/** More paths than that are named by the folders they lie in. */
const MOST_PATHS = 2_000;

/**
 * Linux drops events, and says nothing, when 16,384 of them wait (fs.inotify.max_queued_events). Whoever was given
 * half as many in one go may have been given too few.
 */
const FLOOD_EVENTS = 8_192;

interface Touched {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What changed and was not taken yet. Knows no clock and no file system: both are told to it. */
export class PendingChanges {
  private readonly targets: () => readonly string[];
  private touched = new Map<string, Touched>();
  private events = 0;
  private firstMs = 0;
  private lastMs = 0;

  /** `targets`: absolute paths that are watched at the moment; nothing above them is ever named. */
  constructor(targets: () => readonly string[]) {
    this.targets = targets;
  }

  get isEmpty(): boolean {
    return this.touched.size === 0;
  }

  /** Whether so much happened that some of it may have gone untold. */
  get isFlooded(): boolean {
    return this.events >= FLOOD_EVENTS;
  }

  add(path: string, nowMs: number): void {
    if (this.isEmpty) this.firstMs = nowMs;
    this.lastMs = nowMs;
    this.events++;
    const before = this.touched.get(path);
    this.touched.set(path, { firstMs: before?.firstMs ?? nowMs, lastMs: nowMs });
    if (this.touched.size > MOST_PATHS) this.nameByFolders();
  }

  /** In how many milliseconds some of it may be taken: 0 for now, null while there is nothing. */
  dueInMs(nowMs: number): number | null {
    if (this.isEmpty) return null;
    const quietAtMs = this.lastMs + QUIET_MS;
    const restAtMs = Math.min(...[...this.touched.values()].map(atRestMs));
    return Math.max(0, Math.min(quietAtMs, Math.max(this.firstMs + LATEST_MS, restAtMs)) - nowMs);
  }

  /** Takes what is at rest, in no order; after a flood every target instead. */
  take(nowMs: number): readonly string[] {
    const isFlooded = this.isFlooded;
    this.events = 0;
    const taken = [...this.touched].filter(([, touched]) => isFlooded || atRestMs(touched) <= nowMs);
    for (const [path] of taken) this.touched.delete(path);
    this.firstMs = nowMs;
    return isFlooded ? this.targets() : taken.map(([path]) => path);
  }

  /** The deepest first, so that what lies high up does not turn everything into one folder. */
  private nameByFolders(): void {
    const targets = this.targets();
    const isTop = (path: string) => targets.some((target) => isWithin(target, path));
    while (this.touched.size > MOST_PATHS / 2) {
      const deepest = Math.max(...[...this.touched.keys()].filter((path) => !isTop(path)).map(depthOf));
      if (!Number.isFinite(deepest)) return;
      const merged = new Map<string, Touched>();
      for (const [path, touched] of this.touched) {
        const name = depthOf(path) === deepest && !isTop(path) ? dirname(path) : path;
        const other = merged.get(name);
        merged.set(name, other === undefined ? touched : span(other, touched));
      }
      this.touched = merged;
    }
  }
}

const atRestMs = ({ firstMs, lastMs }: Touched): number => Math.min(lastMs + QUIET_MS, firstMs + PATIENCE_MS);

const depthOf = (path: string): number => path.split('/').length;

const span = (a: Touched, b: Touched): Touched => ({
  firstMs: Math.min(a.firstMs, b.firstMs),
  lastMs: Math.max(a.lastMs, b.lastMs),
});
