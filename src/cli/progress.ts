import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './session.ts';

export interface Progress {
  report(state: { readonly done: number; readonly total: number; readonly path: string }): void;
  /** Leaves the terminal as it was; may be called whatever was reported. */
  stop(): void;
}

/** A bar that a person watches, or a line at every tenth of the work for a log; both on stderr. */
export const createProgress = (terminal: Terminal): Progress =>
  terminal.isInteractive ? createBar(terminal) : createLines(terminal);

function createBar({ stderr }: Terminal): Progress {
  const format = '{bar} {percentage} % | {value}/{total} files | {path}';
  const bar = new SingleBar(
    { format, stream: stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    report({ done, total, path }) {
      if (!isStarted) bar.start(total, done, { path });
      isStarted = true;
      bar.setTotal(total);
      bar.update(done, { path: shorten(path) });
    },
    stop: () => bar.stop(),
  };
}

function createLines({ stderr }: Terminal): Progress {
  let tenth = -1;
  return {
    report({ done, total }) {
      const reached = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (reached <= tenth) return;
      tenth = reached;
      stderr.write(`${done} of ${total} files\n`);
    },
    stop() {},
  };
}

// The end of a path tells files apart; 40 columns leave room for the bar on an 100-column terminal.
const shorten = (path: string): string => (path.length <= 40 ? path : `…${path.slice(-39)}`);
