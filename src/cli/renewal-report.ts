import type { IngestReport } from '../model/report.ts';
import { printDifference } from './difference.ts';
import { group, printProblems, seconds } from './report.ts';

/** What a run over stored texts did, in words. */
export function printRenewal(report: IngestReport, options: { readonly isDryRun?: boolean } = {}): string {
  const time = seconds(report.seconds);
  const head =
    options.isDryRun === true
      ? [`Dry run: nothing was written. ${describeArticles(report)} would be extracted again.`]
      : report.reextracted === 0
        ? [`Nothing to extract again, in ${time}`]
        : [`${describeArticles(report)} extracted again in ${time}`, ...printDifference(report)];
  return [...head, ...printProblems(report.problems), ''].join('\n');
}

const describeArticles = ({ reextracted }: IngestReport): string =>
  `${group(reextracted)} article${reextracted === 1 ? '' : 's'}`;
