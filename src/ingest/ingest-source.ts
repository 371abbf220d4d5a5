import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import type { ParsedDocument } from '../model/document.ts';
import { digestOf } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { compareBytes } from '../model/text.ts';
import { parseDocument } from '../parse/parse.ts';
import type { SourceEntry, SourceRoot } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { Store } from '../store/store.ts';
import type { DocumentChange } from '../store/write/batch.ts';
import { BatchWriter } from './batch-writer.ts';
import { extractArticle } from './extract-article.ts';
import type { Tally } from './tally.ts';

/** More than this share of a scope's known files gone at once is taken for a mistake unless pruning was asked for. */
const LARGEST_UNASKED_REMOVAL = 1 / 5;

export interface SourceRun {
  readonly root: SourceRoot;
  /** Its files, listed before any is read. */
  readonly entries: readonly SourceEntry[];
  readonly store: Store;
  readonly extractor: Extractor;
  readonly gazetteer: Gazetteer;
  readonly tally: Tally;
  readonly now: Date;
  readonly dryRun: boolean;
  readonly prune: boolean;
  readonly includeDrafts: boolean;
  readonly signal?: AbortSignal;
  /** Called after each file. */
  readonly onFile: (path: string) => void;
}

type FoundFile = Extract<SourceEntry, { kind: 'FILE' }>;

/** One source, from its files to committed batches. Counts every file once. */
export async function ingestSource(run: SourceRun): Promise<void> {
  const known = await run.store.loadKnownFiles(run.root.settings.key);
  const writer = new BatchWriter(run);
  const seen = new Set<string>();
  /** New paths whose bytes are known under another path: moved, if that other one is gone. */
  const maybeMoved: FoundFile[] = [];
  const closed: string[] = [];
  const pathsByDigest = indexByDigest(known);

  for (const entry of run.entries) {
    run.signal?.throwIfAborted();
    const path = entry.kind === 'PROBLEM' ? entry.problem.path : entry.path;
    if (path !== null) seen.add(path);
    if (entry.kind === 'FILE') {
      if ((await takeFile(entry, { run, writer, known: known.get(entry.path), pathsByDigest })) === 'MAYBE_MOVED')
        maybeMoved.push(entry);
    } else if (entry.kind === 'IGNORED') run.tally.ignored(entry.reason);
    else {
      quarantine(run, entry.problem);
      closed.push(entry.problem.path ?? '');
    }
    run.onFile(path ?? '');
  }

  // What lies in a folder that cannot be read is not gone, only out of sight.
  const isOutOfSight = (path: string) => closed.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  const gone = [...known.keys()]
    .filter((path) => isInScope(path, run.root) && !seen.has(path) && !isOutOfSight(path))
    .sort(compareBytes);
  const left = await settleMoves(maybeMoved, gone, { run, writer, known });
  await removeGone(left, { run, writer, known });
  await writer.flush();
}

interface Work {
  readonly run: SourceRun;
  readonly writer: BatchWriter;
}

async function takeFile(
  entry: FoundFile,
  work: Work & {
    readonly known: KnownFile | undefined;
    readonly pathsByDigest: ReadonlyMap<string, readonly string[]>;
  },
): Promise<'DONE' | 'MAYBE_MOVED'> {
  const { run, known, pathsByDigest } = work;
  const read = await entry.read();
  if (read.kind === 'PROBLEM') {
    quarantine(run, read.problem);
    return 'DONE';
  }
  const digest = digestOf(read.file.bytes);
  if (known === undefined && pathsByDigest.has(digest)) return 'MAYBE_MOVED';
  if (known && isUnchanged(known, digest, run)) {
    run.tally.file('unchanged');
    return 'DONE';
  }
  await interpret({ path: entry.path, bytes: read.file.bytes, digest }, work);
  return 'DONE';
}

/** Parses and extracts one file, counts it, and hands the outcome to the batch. */
async function interpret(
  file: { readonly path: string; readonly bytes: Uint8Array; readonly digest: string },
  { run, writer, known }: Work & { readonly known: KnownFile | undefined },
): Promise<void> {
  const { path, bytes, digest } = file;
  const facts = { path, digest, byteLength: bytes.byteLength };
  const result = parseDocument({ path, bytes }, run.root.settings, run.now);
  if (result.kind === 'QUARANTINED') {
    quarantine(run, { ...result.problem, path });
    await writer.add({ kind: 'QUARANTINED', ...facts });
    return;
  }
  const draft = result.kind === 'PARSED' && !run.includeDrafts ? result.document.draft : null;
  if (result.kind === 'IGNORED' || draft) {
    const reason = result.kind === 'IGNORED' ? result.reason : (draft as 'DRAFT' | 'FUTURE');
    run.tally.ignored(reason);
    if (reason === 'EMPTY') run.tally.problem({ ...NOTHING_IN_IT, path }, run.root.settings.key);
    await writer.add({ kind: 'IGNORED', reason, ...facts });
    return;
  }
  const change = await extractChange(result.document, facts, run);
  for (const problem of result.document.problems) run.tally.problem({ ...problem, path }, run.root.settings.key);
  if (change === null) {
    await writer.add({ kind: 'QUARANTINED', ...facts });
    return;
  }
  run.tally.file(
    known === undefined || !hasArticle(known) ? 'taken' : known.digest === digest ? 'unchanged' : 'updated',
  );
  await writer.add(change);
}

/** Null when extraction failed: the problem is told, and the run goes on. */
async function extractChange(
  document: ParsedDocument,
  facts: { path: string; digest: string; byteLength: number },
  run: SourceRun,
): Promise<DocumentChange | null> {
  try {
    return {
      kind: 'TAKEN',
      ...facts,
      document,
      extraction: await extractArticle(document, run.extractor, run.gazetteer, run.signal),
    };
  } catch (error) {
    run.signal?.throwIfAborted();
    quarantine(run, {
      code: 'EXTRACTION_FAILED',
      severity: 'ERROR',
      path: facts.path,
      line: null,
      message: `Extraction failed: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Report it with the file; the rest of the archive was taken.',
    });
    return null;
  }
}

/** Pairs new paths with vanished ones of the same bytes; what finds no partner is new. Gives the paths still gone. */
async function settleMoves(
  candidates: readonly FoundFile[],
  gone: readonly string[],
  { run, writer, known }: Work & { readonly known: ReadonlyMap<string, KnownFile> },
): Promise<readonly string[]> {
  const left = new Set(gone);
  for (const entry of candidates) {
    const read = await entry.read();
    if (read.kind === 'PROBLEM') {
      quarantine(run, read.problem);
      continue;
    }
    const digest = digestOf(read.file.bytes);
    const from = [...left].find((path) => known.get(path)?.digest === digest && known.get(path)?.state === 'TAKEN');
    if (from === undefined)
      await interpret({ path: entry.path, bytes: read.file.bytes, digest }, { run, writer, known: undefined });
    else {
      left.delete(from);
      run.tally.file('moved');
      await writer.add({ kind: 'MOVED', from, path: entry.path });
    }
  }
  return [...left];
}

async function removeGone(
  gone: readonly string[],
  { run, writer, known }: Work & { readonly known: ReadonlyMap<string, KnownFile> },
): Promise<void> {
  const goneSet = new Set(gone);
  const inScope = [...known.values()].filter((file) => hasArticle(file) && isInScope(file.path, run.root));
  const goneArticles = inScope.filter((file) => goneSet.has(file.path)).length;
  if (!run.prune && goneArticles > inScope.length * LARGEST_UNASKED_REMOVAL) {
    run.tally.problem(
      {
        code: 'REMOVAL_HELD_BACK',
        severity: 'WARNING',
        path: null,
        line: null,
        message: `${goneArticles} of ${inScope.length} known files of ${run.root.settings.key} are gone; none was removed`,
        hint: 'Check the path. If they are meant to be gone, run again with --prune.',
      },
      run.root.settings.key,
    );
    return;
  }
  for (const path of gone) {
    run.tally.removed++;
    await writer.add({ kind: 'REMOVED', path });
  }
}

/** Left out without harm, but named all the same: nobody should have to search for a file that gave no article. */
const NOTHING_IN_IT = {
  code: 'EMPTY_FILE',
  severity: 'WARNING',
  line: null,
  message: 'The file holds no title and no text, so there is no article in it.',
  hint: 'Write something in it, or leave it as it is.',
} as const;

function quarantine(run: SourceRun, problem: Problem): void {
  run.tally.file('quarantined');
  run.tally.problem(problem, run.root.settings.key);
}

/** Put-aside and left-out files are looked at every time: the reason may have gone, and the report names them all. */
function isUnchanged(known: KnownFile, digest: string, { extractor, gazetteer }: SourceRun): boolean {
  return (
    known.state === 'TAKEN' &&
    known.digest === digest &&
    known.gazetteerVersion === gazetteer.version &&
    known.extractorVersion === `${extractor.id}@${extractor.version}`
  );
}

/** A file that broke since still has the article of its last good version. */
const hasArticle = (known: KnownFile): boolean => known.extractorVersion !== null;

function indexByDigest(known: ReadonlyMap<string, KnownFile>): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, { digest }] of known) paths.set(digest, [...(paths.get(digest) ?? []), path]);
  return paths;
}

const isInScope = (path: string, { scope }: SourceRoot): boolean =>
  scope === null || path === scope || path.startsWith(`${scope}/`);
