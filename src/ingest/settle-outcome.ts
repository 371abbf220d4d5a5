import type { Problem } from '../model/problem.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { DocumentChange } from '../store/write/batch.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { FileOutcome } from './interpreter.ts';
import { hasArticle } from './known-files.ts';
import type { SourceRun } from './source-run.ts';

/** Where the outcome of a file goes. */
export interface Work {
  readonly run: SourceRun;
  readonly writer: BatchWriter;
}

/** A file as it was before this run. `movedFrom`: the file that the same bytes were taken from. */
export interface FileBefore {
  readonly path: string;
  readonly known: KnownFile | undefined;
  readonly movedFrom?: KnownFile;
}

/** Counts one file, tells its problems, and hands what is new to the batch. */
export async function settleOutcome(
  outcome: Exclude<FileOutcome, { kind: 'DIGESTED' }>,
  { path, known, movedFrom }: FileBefore,
  { run, writer }: Work,
): Promise<void> {
  const { tally } = run;
  const { key } = run.root.settings;
  const move: DocumentChange[] = movedFrom === undefined ? [] : [{ kind: 'MOVED', from: movedFrom.path, path }];
  switch (outcome.kind) {
    case 'UNREADABLE':
      return quarantine(run, outcome.problem);
    case 'UNCHANGED':
      return tally.file('unchanged');
    case 'MOVED':
      return await writer.add(move, () => tally.file('moved'));
    case 'QUARANTINED': {
      tally.problem(outcome.problem, key);
      const count = () => tally.file('quarantined');
      if (isNews(known, outcome.facts.digest, 'QUARANTINED'))
        await writer.add([...move, { kind: 'QUARANTINED', ...outcome.facts }], count);
      else count();
      return;
    }
    case 'IGNORED': {
      const { reason, facts } = outcome;
      if (reason === 'EMPTY') tally.problem({ ...NOTHING_IN_IT, path }, key);
      const before = movedFrom ?? known;
      const count = () => {
        tally.ignored(reason);
        if (before && hasArticle(before)) tally.gone();
      };
      if (isNews(known, facts.digest, 'IGNORED', reason))
        await writer.add([...move, { kind: 'IGNORED', reason, ...facts }], count);
      else count();
      return;
    }
    case 'TAKEN': {
      const { facts, document, extraction } = outcome;
      for (const problem of document.problems) tally.problem({ ...problem, path }, key);
      const parsedWith = run.versions.parsing;
      const change: DocumentChange = { kind: 'TAKEN', ...facts, parsedWith, document, extraction };
      await writer.add([...move, change], () => tally.file(takenAs(facts.digest, known, movedFrom)));
    }
  }
}

/** Counts a file that was not even read, and tells its problem. */
export function quarantine(run: SourceRun, problem: Problem): void {
  run.tally.file('quarantined');
  run.tally.problem(problem, run.root.settings.key);
}

const isNews = (
  known: KnownFile | undefined,
  digest: string,
  state: KnownFile['state'],
  reason: string | null = null,
) => known?.state !== state || known.digest !== digest || known.ignoredReason !== reason;

function takenAs(digest: string, known: KnownFile | undefined, movedFrom: KnownFile | undefined) {
  if (movedFrom !== undefined) return 'moved';
  if (known === undefined || !hasArticle(known)) return 'taken';
  return known.digest === digest ? 'unchanged' : 'updated';
}

/** Left out without harm, but named all the same: nobody should have to search for a file that gave no article. */
const NOTHING_IN_IT = {
  code: 'EMPTY_FILE',
  severity: 'WARNING',
  line: null,
  message: 'The file holds no title and no text, so there is no article in it.',
  hint: 'Write something in it, or leave it as it is.',
} as const;
