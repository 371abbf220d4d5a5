import type { AppliedChanges } from '../ingest/watch.ts';
import { group, printProblems, seconds } from './report.ts';

/** A run of `watch` in one line, `14:03:07  3 taken, 1 updated in 0.2 s`, and its problems below it. */
export function printApplied({ report }: AppliedChanges, now: Date): string {
  const { taken, updated, moved, removed, quarantined } = report;
  const counts = Object.entries({ taken, updated, moved, removed, quarantined })
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${group(number)} ${name}`);
  // Drafts come and go, and new settings make other articles of the same files.
  const what = counts.length > 0 ? counts.join(', ') : `${group(report.files)} looked at again`;
  const [, ...problems] = printProblems(report.problems);
  return [`${clock(now)}  ${what} in ${seconds(report.seconds)}`, ...problems, ''].join('\n');
}

const clock = (now: Date): string => now.toTimeString().slice(0, 8);
