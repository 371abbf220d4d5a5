import type { IngestReport, MentionCounts } from '../model/report.ts';

/** Mentions gained and lost, a line each; none when nothing else was found. */
export function printDifference({ mentionsGained, mentionsLost }: IngestReport): readonly string[] {
  return [
    ['gained', mentionsGained],
    ['lost', mentionsLost],
  ].flatMap(([name, counts]) => {
    const listed = describeCounts(counts as MentionCounts);
    return listed === '' ? [] : [`  ${(name as string).padEnd(12)}${listed}`];
  });
}

const describeCounts = (counts: MentionCounts): string =>
  Object.entries(counts)
    .map(([type, number]) => `${type} ${number.toLocaleString('en')}`)
    .join(', ');
