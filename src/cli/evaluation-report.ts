import type { AnnotationFault } from '../extract/annotated/annotated-text.ts';
import type { Difference } from '../extract/evaluation/compare.ts';
import type { Evaluation } from '../extract/evaluation/evaluate.ts';
import type { Score } from '../extract/evaluation/score.ts';
import { group } from './report.ts';

export interface FileEvaluation {
  readonly file: string;
  readonly evaluation: Evaluation;
  readonly faults: readonly AnnotationFault[];
}

/** A table of scores in per cent, then at most `mostErrors` errors, each with its line and what stands around it. */
export function printEvaluation({ file, evaluation, faults }: FileEvaluation, mostErrors: number): string {
  const { types, provinces, errors, texts } = evaluation;
  const rows = [
    ...Object.entries(types).map(([type, score]) => [type, ...cellsOf(score), linkedCell(score.linked)]),
    ['provinces of a text', ...cellsOf(provinces), ''],
  ];
  const head = ['exact span', 'precision', 'recall', 'F1', 'right', 'spurious', 'missed', 'linked'];
  const shown = errors.slice(0, mostErrors);
  const rest = errors.length - shown.length;
  return [
    `${file}: ${group(texts)} texts`,
    ...alignColumns([head, ...rows]),
    ...faults.map(({ line, message }) => `  ${file}:${line} left out: ${message}`),
    ...shown.map(({ text, difference }) => `  ${file}:${text.line} ${describe(text.text, difference)}`),
    ...(mostErrors > 0 && rest > 0
      ? [`  … and ${group(rest)} more errors: --errors ${errors.length} prints them all.`]
      : []),
    '',
  ].join('\n');
}

const percent = (share: number | null): string => (share === null ? '–' : (share * 100).toFixed(1));

const cellsOf = ({ precision, recall, f1, right, spurious, missed }: Score): readonly string[] => [
  ...[precision, recall, f1].map(percent),
  ...[right, spurious, missed].map(group),
];

const linkedCell = (linked: { readonly right: number; readonly of: number } | null): string =>
  linked === null ? '' : `${percent(linked.right / linked.of)} of ${group(linked.of)}`;

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

const CONTEXT = 12;

function describe(text: string, { kind, type, marked, found }: Difference): string {
  const start = Math.min(marked?.start ?? text.length, found?.start ?? text.length);
  const end = Math.max(marked?.end ?? 0, found?.end ?? 0);
  const around = `${text.slice(Math.max(0, start - CONTEXT), start)}[${text.slice(start, end)}]${text.slice(end, end + CONTEXT)}`;
  const said = [
    ...(marked === null ? [] : [`marked ${text.slice(marked.start, marked.end)} ${marked.key ?? marked.type}`]),
    ...(found === null ? [] : [`found ${found.surface} ${targetOf(found)} (${found.rule})`]),
  ];
  return `${kind} ${type}: ${around.replaceAll('\n', ' ')} ${said.join(', ')}`;
}

function targetOf({ target, type }: NonNullable<Difference['found']>): string {
  if (target.kind === 'LINKED') return target.key;
  return target.kind === 'AMBIGUOUS' ? target.candidates.map(({ key }) => key).join('|') : type;
}
