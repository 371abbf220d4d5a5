import type { Problem } from '../model/problem.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { DocumentChange } from '../store/write/batch.ts';
import type { BatchWriter } from './batch-writer.ts';
import { type FileToInterpret, interpretAnew } from './interpret-files.ts';
import type { DocumentOutcome, FileOutcome } from './interpreter.ts';
import { hasArticle } from './known-files.ts';
import type { SourceRun } from './source-run.ts';

/** Where the outcome of a file goes. */
export interface Work {
  readonly run: SourceRun;
  readonly writer: BatchWriter;
}

/** A file, and how it was before this run. */
export interface FileBefore extends FileToInterpret {
  /** Of a feed. */
  readonly knownItems: readonly KnownFile[];
}

/** Counts one file, tells its problems, and hands what is new to the batch. */
export async function settleOutcome(
  outcome: Exclude<FileOutcome, { kind: 'DIGESTED' }>,
  file: FileBefore,
  work: Work,
): Promise<void> {
  const { run, writer } = work;
  const { tally } = run;
  const { path, known, movedFrom, knownItems } = file;
  const move: DocumentChange[] = movedFrom === undefined ? [] : [{ kind: 'MOVED', from: movedFrom.path, path }];
  switch (outcome.kind) {
    case 'UNREADABLE':
      return quarantine(run, outcome.problem);
    case 'PASSED_BY':
      return tally.ignored(outcome.reason);
    case 'UNCHANGED':
      return known?.state === 'FEED' ? tally.feed('unchanged', knownItems.length) : tally.file('unchanged');
    case 'MOVED': {
      if (movedFrom === undefined) throw new Error(`Nothing has moved to ${path}`);
      const otherwise = () => takeOnItsOwn(file, run);
      return await writer.add([{ kind: 'MOVED', from: movedFrom.path, path, otherwise }], () => tally.file('moved'));
    }
    case 'FEED':
      return await settleFeed(outcome, file, work);
    default: {
      const changes = changesOf(outcome, known, run);
      const count = () => {
        if (outcome.kind === 'QUARANTINED') tally.file('quarantined');
        else if (outcome.kind === 'TAKEN') tally.file(takenAs(outcome.facts.digest, known, movedFrom));
        else {
          tally.ignored(outcome.reason);
          const before = movedFrom ?? known;
          if (before && hasArticle(before)) tally.gone();
        }
      };
      if (changes.length > 0) await writer.add([...move, ...changes], count);
      else count();
    }
  }
}

/** The file as if it were new; nothing, when it went away in the meantime. */
async function takeOnItsOwn(file: FileToInterpret, run: SourceRun): Promise<DocumentChange> {
  const outcome = await interpretAnew(file, run);
  const changes = outcome.kind === 'TAKEN' || outcome.kind === 'QUARANTINED' ? changesOf(outcome, undefined, run) : [];
  return changes[0] ?? { kind: 'REMOVED', path: file.path };
}

/** The feed's own row goes last, with all its items: it says that nothing is left to do. */
async function settleFeed(
  { facts, items, problems }: FileOutcome & { kind: 'FEED' },
  { path, known, knownItems }: FileBefore,
  { run, writer }: Work,
): Promise<void> {
  for (const problem of problems) run.tally.problem(problem, run.settings.key);
  const before = new Map(knownItems.map((item) => [item.path, item]));
  const changes = items.flatMap((item) =>
    item.kind === 'UNCHANGED'
      ? []
      : changesOf(item, before.get(item.facts.path), run).map((change) => ({ ...change, feedPath: path })),
  );
  const outcome = known?.state !== 'FEED' ? 'taken' : changes.length > 0 ? 'updated' : 'unchanged';
  const own: DocumentChange = { kind: 'FEED', ...facts, parsedWith: run.parsingVersion };
  await writer.add([...changes, own], () => run.tally.feed(outcome, items.length));
}

/** Tells a document's problems, and what the batch has to write of it. */
function changesOf(outcome: DocumentOutcome, known: KnownFile | undefined, run: SourceRun): DocumentChange[] {
  const { facts } = outcome;
  const { path } = facts;
  const tell = (problem: Problem) => run.tally.problem(problem, run.settings.key);
  if (outcome.kind === 'TAKEN') {
    const { document, extraction } = outcome;
    for (const problem of document.problems) tell({ ...problem, path });
    return [{ kind: 'TAKEN', ...facts, parsedWith: run.parsingVersion, document, extraction }];
  }
  const isOld = known?.state === outcome.kind && known.digest === facts.digest;
  if (outcome.kind === 'QUARANTINED') {
    tell(outcome.problem);
    return isOld ? [] : [{ kind: 'QUARANTINED', ...facts }];
  }
  const { reason } = outcome;
  if (reason === 'EMPTY') tell({ ...NOTHING_IN_IT, path });
  return isOld && known.ignoredReason === reason ? [] : [{ kind: 'IGNORED', reason, ...facts }];
}

/** Counts a file that was not even read, and tells its problem. */
export function quarantine(run: SourceRun, problem: Problem): void {
  run.tally.file('quarantined');
  run.tally.problem(problem, run.settings.key);
}

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
