import type { IgnoredReason } from '../model/document.ts';
import type { IngestReport, ReportedProblem } from '../model/report.ts';
import { printDifference } from './difference.ts';

/** A run in words, for a person: counts, then every problem with its place and what to do about it. */
export function printReport(report: IngestReport, options: { readonly isDryRun?: boolean } = {}): string {
  const head = `${count(report.files, 'file')}, ${count(report.documents, 'document')} in ${seconds(report.seconds)}`;
  const rows = [
    ['taken', report.taken, 'new'],
    ['unchanged', report.unchanged, 'the same as before'],
    ['updated', report.updated, 'changed since the last run'],
    ['moved', report.moved, 'the same under another path'],
    ['removed', report.removed, 'no longer articles'],
    ['quarantined', report.quarantined, 'could not be read; see below'],
    ['ignored', report.ignored, describeIgnored(report.ignoredBy)],
  ] as const;
  const shown = rows.filter(([, number]) => number > 0);
  const widest = Math.max(0, ...shown.map(([, number]) => group(number).length));
  const table = shown.map(([name, number, words]) => `  ${name.padEnd(12)}${group(number).padStart(widest)}  ${words}`);
  const empty = report.files === 0 && report.removed === 0 ? ['Nothing to take in: no file was found there.'] : [];
  const renewed =
    report.reextracted === 0
      ? []
      : [`${count(report.reextracted, 'article')} extracted again, for what has changed`, ...printDifference(report)];
  const note = options.isDryRun === true ? ['Dry run: nothing was written.'] : [];
  return [...note, ...empty, ...renewed, head, ...table, ...printProblems(report.problems), ''].join('\n');
}

/** A terminal is no place for thousands of lines; errors come first. */
const MOST_PROBLEMS = 50;

const REASONS = {
  NOT_AN_ARTICLE: 'not articles',
  EMPTY: 'empty',
  DRAFT: 'drafts',
  FUTURE: 'dated in the future',
  HIDDEN: 'hidden',
} as const satisfies Record<IgnoredReason, string>;

const describeIgnored = (ignoredBy: Readonly<Record<string, number>>): string =>
  Object.entries(ignoredBy)
    .filter(([, number]) => number > 0)
    .map(([reason, number]) => `${REASONS[reason as IgnoredReason]} ${group(number)}`)
    .join(', ');

/** Every problem with its place and what to do about it; an empty line first. */
export function printProblems(problems: readonly ReportedProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  // Paths are relative to their source, so they name a file only together with it.
  const hasSources = new Set(problems.map(({ sourceKey }) => sourceKey)).size > 1;
  const inOrder = [...problems].sort((a, b) => a.severity.localeCompare(b.severity));
  const lines = inOrder
    .slice(0, MOST_PROBLEMS)
    .flatMap((problem) => printProblem(problem, hasSources ? `[${problem.sourceKey}] ` : ''));
  const rest =
    problems.length > MOST_PROBLEMS
      ? [
          `  … and ${group(problems.length - MOST_PROBLEMS)} more: --json prints them all, and ingestRuns in the graph holds them.`,
        ]
      : [];
  return ['', `${count(problems.length, 'problem')}:`, ...lines, ...rest];
}

function printProblem(problem: ReportedProblem, source: string): readonly string[] {
  const place = problem.line === null ? problem.path : `${problem.path}:${problem.line}`;
  return [`  ${source}${place ?? '(the run)'} ${problem.code} ${problem.message}`, `    → ${problem.hint}`];
}

export const group = (number: number): string => number.toLocaleString('en');
const count = (number: number, noun: string): string => `${group(number)} ${noun}${number === 1 ? '' : 's'}`;
export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;
