import { SingleBar } from 'cli-progress';
import type { IngestProgress } from '../ingest/ingest.ts';
import { formatProgress } from './progress-line.ts';
import { Pace } from './progress-pace.ts';
import type { Terminal } from './session.ts';

export interface Progress {
  report(state: IngestProgress): void;
  /** Leaves the terminal as it was; may be called whatever was reported. */
  stop(): void;
}

/** A bar that a person watches, or a line at every tenth of the work for a log; both on stderr. */
export const createProgress = (terminal: Terminal): Progress =>
  terminal.isInteractive ? createBar(terminal) : createLines(terminal);

function createBar({ stderr }: Terminal): Progress {
  let pace = new Pace();
  let state: IngestProgress | null = null;
  const format = () =>
    formatProgress({ state, ...pace.estimate(state?.total ?? 0), columns: (stderr as { columns?: number }).columns });
  const bar = new SingleBar({ format, stream: stderr, hideCursor: true, clearOnComplete: true });
  bar.start(1, 0);
  return {
    report(next) {
      if (next.unit !== state?.unit) pace = new Pace();
      state = next;
      if (!next.isCounting) pace.add(next.done, performance.now());
      // The line is made in `format`; this only lets the bar draw while a long piece of work keeps its timer waiting.
      bar.update(0);
    },
    stop: () => bar.stop(),
  };
}

function createLines({ stderr }: Terminal): Progress {
  let tenth = -1;
  let counted = 'files';
  return {
    report({ isCounting, done, total, unit = 'files' }) {
      const reached = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (unit !== counted) tenth = -1;
      counted = unit;
      if (isCounting || reached <= tenth) return;
      tenth = reached;
      stderr.write(`${done} of ${total} ${unit}\n`);
    },
    stop() {},
  };
}
