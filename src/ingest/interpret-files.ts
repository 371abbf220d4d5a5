import { pMapIterable } from 'p-map';
import type { KnownFile } from '../store/read/known-files.ts';
import type { FileJob, FileOutcome } from './interpreter.ts';
import type { FoundFile, SourceRun } from './source-run.ts';

/** A file to look at, and what is known of it. */
export interface FileToInterpret {
  readonly entry: FoundFile;
  readonly known: KnownFile | undefined;
  /** Set when its bytes were taken under another path that is gone. */
  readonly movedFrom?: KnownFile;
}

export type InterpretedFile = FileToInterpret & {
  readonly outcome:
    | Exclude<FileOutcome, { kind: 'DIGESTED' }>
    /** New here, but the same bytes are known under another path: moved, if that other one is gone. */
    | { readonly kind: 'MAYBE_MOVED'; readonly digest: string };
};

/** Files sent to a thread at once: enough that sending costs little beside the work. */
const FILES_PER_TASK = 32;

/**
 * Interprets files as many at a time as the interpreter can, giving them in order. Never far ahead of whoever
 * takes them, so that memory does not grow with their number.
 *
 * `isNewSource`: nothing is known of the source, so nothing can have moved.
 */
export async function* interpretFiles(
  files: AsyncIterable<FileToInterpret>,
  run: SourceRun,
  { isNewSource }: { readonly isNewSource: boolean },
): AsyncGenerator<InterpretedFile> {
  const concurrency = run.interpreter.parallelism + 1;
  const interpreted = pMapIterable(chunk(files, FILES_PER_TASK), (some) => interpretChunk(some, run, isNewSource), {
    concurrency,
    backpressure: concurrency + 1,
  });
  for await (const some of interpreted) yield* some;
}

async function* chunk<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let some: T[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

async function interpretChunk(
  files: readonly FileToInterpret[],
  run: SourceRun,
  isNewSource: boolean,
): Promise<InterpretedFile[]> {
  const aimOf = ({ known, movedFrom }: FileToInterpret) =>
    known === undefined && movedFrom === undefined && !isNewSource ? 'DIGEST' : 'INTERPRET';
  const first = await interpret(files, run, aimOf);
  const digests = first.flatMap((outcome) => (outcome.kind === 'DIGESTED' ? [outcome.digest] : []));
  const elsewhere = digests.length === 0 ? [] : await run.store.findKnownFiles(run.root.settings.key, digests);
  const isKnown = new Set(elsewhere.map(({ digest }) => digest));
  const isNew = (outcome: FileOutcome | undefined) => outcome?.kind === 'DIGESTED' && !isKnown.has(outcome.digest);
  const second = (await interpret(
    files.filter((_, index) => isNew(first[index])),
    run,
    () => 'INTERPRET',
  )) as Exclude<FileOutcome, { kind: 'DIGESTED' }>[];
  return files.map((file, index) => {
    const outcome = first[index] as FileOutcome;
    if (outcome.kind !== 'DIGESTED') return { ...file, outcome };
    if (isKnown.has(outcome.digest)) return { ...file, outcome: { kind: 'MAYBE_MOVED', digest: outcome.digest } };
    return { ...file, outcome: second.shift() as Exclude<FileOutcome, { kind: 'DIGESTED' }> };
  });
}

async function interpret(
  files: readonly FileToInterpret[],
  run: SourceRun,
  aimOf: (file: FileToInterpret) => FileJob['aim'],
): Promise<readonly FileOutcome[]> {
  if (files.length === 0) return [];
  const { interpreter, versions, root, now, includeDrafts, signal } = run;
  const jobs = files.map(
    (file): FileJob => ({
      path: file.entry.path,
      location: file.entry.location,
      aim: aimOf(file),
      unchangedDigest: file.known !== undefined && isCurrent(file.known, run) ? file.known.digest : null,
      isMove: file.movedFrom !== undefined,
    }),
  );
  const task = { settings: root.settings, nowMs: now.getTime(), includeDrafts, versions, files: jobs };
  const { outcomes, timings } = await interpreter.interpret(task, signal);
  run.onTimings({ ...timings, writeMs: 0 });
  return outcomes;
}

/** Put-aside and left-out files are looked at every time: the reason may have gone, and the report names them all. */
const isCurrent = (known: KnownFile, { versions }: SourceRun): boolean =>
  known.state === 'TAKEN' &&
  known.parsedWith === versions.parsing &&
  known.gazetteerVersion === versions.gazetteer &&
  known.extractorVersion === versions.extractor;
