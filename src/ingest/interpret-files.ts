import { pMapIterable } from 'p-map';
import { mayHoldItems } from '../model/feed-file.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { BytesFrom, FileJob, FileOutcome } from './interpreter.ts';
import { isCurrent, type SourceRun } from './source-run.ts';

/** A file to look at, and what is known of it. */
export interface FileToInterpret {
  readonly path: string;
  readonly from: BytesFrom;
  readonly known: KnownFile | undefined;
  /** Set when its bytes were taken under another path that is gone. */
  readonly movedFrom?: KnownFile;
}

export interface InterpretedFile extends FileToInterpret {
  /** Of a feed that is known. */
  readonly knownItems: readonly KnownFile[];
  readonly outcome:
    | Exclude<FileOutcome, { kind: 'DIGESTED' }>
    /** New here, but the same bytes are known under another path: moved, if that other one is gone. */
    | { readonly kind: 'MAYBE_MOVED'; readonly digest: string };
}

/** Files sent to a thread at once: enough that one has work while this thread writes a batch. */
const FILES_PER_TASK = 64;

/**
 * Interprets files as many at a time as the interpreter can, giving them in order. Never far ahead of whoever
 * takes them, so that memory does not grow with their number.
 *
 * `canHaveMoved`: false when nothing is known of the source, or when that question is settled.
 */
export async function* interpretFiles(
  files: AsyncIterable<FileToInterpret>,
  run: SourceRun,
  { canHaveMoved }: { readonly canHaveMoved: boolean },
): AsyncGenerator<InterpretedFile> {
  const concurrency = run.interpreter.parallelism;
  const interpreted = pMapIterable(chunk(files, FILES_PER_TASK), (some) => interpretChunk(some, run, canHaveMoved), {
    concurrency,
    backpressure: concurrency + 1,
  });
  for await (const some of interpreted) yield* some;
}

/** One file, as if nothing were known of it. */
export async function interpretAnew({ path, from }: FileToInterpret, run: SourceRun): Promise<FileOutcome> {
  const file: WithItems = { path, from, known: undefined, knownItems: [] };
  const [outcome] = await interpret([file], run, () => 'INTERPRET');
  return outcome as FileOutcome;
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

interface WithItems extends FileToInterpret {
  readonly knownItems: readonly KnownFile[];
}

async function interpretChunk(
  given: readonly FileToInterpret[],
  run: SourceRun,
  canHaveMoved: boolean,
): Promise<InterpretedFile[]> {
  const files = await Promise.all(given.map((file) => withItems(file, run)));
  const aimOf = ({ known }: FileToInterpret) => (known === undefined && canHaveMoved ? 'DIGEST' : 'INTERPRET');
  const first = await interpret(files, run, aimOf);
  const digests = first.flatMap((outcome) => (outcome.kind === 'DIGESTED' ? [outcome.digest] : []));
  const elsewhere = digests.length === 0 ? [] : await run.store.findKnownFiles(run.settings.key, digests);
  const isKnown = new Set(elsewhere.map(({ digest }) => digest));
  const isNew = (outcome: FileOutcome | undefined) => outcome?.kind === 'DIGESTED' && !isKnown.has(outcome.digest);
  const rest = files.filter((_, index) => isNew(first[index]));
  const second = [...(await interpret(rest, run, () => 'INTERPRET'))];
  return files.map((file, index) => {
    const outcome = first[index] as FileOutcome;
    if (outcome.kind !== 'DIGESTED') return { ...file, outcome };
    if (isKnown.has(outcome.digest)) return { ...file, outcome: { kind: 'MAYBE_MOVED', digest: outcome.digest } };
    return { ...file, outcome: second.shift() as Exclude<FileOutcome, { kind: 'DIGESTED' }> };
  });
}

async function withItems(file: FileToInterpret, { store, settings }: SourceRun): Promise<WithItems> {
  const isFeed = file.known !== undefined && mayHoldItems(settings, file.path);
  return { ...file, knownItems: isFeed ? await store.loadKnownItems(settings.key, file.path) : [] };
}

async function interpret(
  files: readonly WithItems[],
  { interpreter, parsingVersion, settings, now, includeDrafts, signal, onTimings }: SourceRun,
  aimOf: (file: FileToInterpret) => FileJob['aim'],
): Promise<readonly FileOutcome[]> {
  if (files.length === 0) return [];
  const jobs = files.map(
    ({ path, from, known, movedFrom, knownItems }, index): FileJob => ({
      path,
      from,
      aim: aimOf(files[index] as WithItems),
      unchangedDigest: known !== undefined && isCurrent(known, parsingVersion) ? known.digest : null,
      isMove: movedFrom !== undefined,
      unchangedItems: new Map(
        knownItems.flatMap((item) => (isCurrent(item, parsingVersion) ? [[item.path, item.digest] as const] : [])),
      ),
    }),
  );
  const task = { settings, nowMs: now.getTime(), includeDrafts, files: jobs };
  const { outcomes, timings } = await interpreter.interpret(task, signal);
  onTimings({ ...timings, writeMs: 0 });
  return outcomes;
}
