import type { ParsedDocument } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import { parseDocument } from '../parse/parse.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { DocumentChange } from '../store/write/batch.ts';
import type { BatchWriter } from './batch-writer.ts';
import { extractArticle } from './extract-article.ts';
import type { SourceRun } from './source-run.ts';

/** Where the outcome of a file goes. */
export interface Work {
  readonly run: SourceRun;
  readonly writer: BatchWriter;
}

/** A file with its bytes. `movedFrom`: the file that the same bytes were taken from before. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly movedFrom?: KnownFile;
}

/** Parses and extracts one file, counts it, and hands the outcome to the batch. */
export async function interpretFile(
  file: ReadFile,
  { run, writer, known }: Work & { readonly known: KnownFile | undefined },
): Promise<void> {
  const { path, bytes, digest, movedFrom } = file;
  const facts = { path, digest, byteLength: bytes.byteLength };
  const { tally } = run;
  const move: DocumentChange[] = movedFrom === undefined ? [] : [{ kind: 'MOVED', from: movedFrom.path, path }];
  const isNews = (state: KnownFile['state'], reason: string | null) =>
    known?.state !== state || known.digest !== digest || known.ignoredReason !== reason;
  const putAside = async (problem: Problem) => {
    tally.problem(problem, run.root.settings.key);
    const count = () => tally.file('quarantined');
    if (isNews('QUARANTINED', null)) await writer.add([...move, { kind: 'QUARANTINED', ...facts }], count);
    else count();
  };
  const result = parseDocument({ path, bytes }, run.root.settings, run.now);
  if (result.kind === 'QUARANTINED') return await putAside({ ...result.problem, path });

  const draft = result.kind === 'PARSED' && !run.includeDrafts ? result.document.draft : null;
  if (result.kind === 'IGNORED' || draft) {
    const reason = result.kind === 'IGNORED' ? result.reason : (draft as 'DRAFT' | 'FUTURE');
    if (reason === 'EMPTY') tally.problem({ ...NOTHING_IN_IT, path }, run.root.settings.key);
    const before = movedFrom ?? known;
    const count = () => {
      tally.ignored(reason);
      if (before && hasArticle(before)) tally.gone();
    };
    if (isNews('IGNORED', reason)) await writer.add([...move, { kind: 'IGNORED', reason, ...facts }], count);
    else count();
    return;
  }

  if (movedFrom !== undefined && !dependsOnPath(result.document)) {
    const otherwise = () => takeOnItsOwn(result.document, facts, run);
    await writer.add([{ kind: 'MOVED', from: movedFrom.path, path, otherwise }], () => tally.file('moved'));
    return;
  }
  const extracted = await extractChange(result.document, facts, run);
  for (const problem of result.document.problems) tally.problem({ ...problem, path }, run.root.settings.key);
  if (extracted.kind === 'PROBLEM') return await putAside(extracted.problem);
  await writer.add([...move, extracted.change], () => tally.file(outcomeOf(file, known)));
}

function outcomeOf({ digest, movedFrom }: ReadFile, known: KnownFile | undefined) {
  if (movedFrom !== undefined) return 'moved';
  if (known === undefined || !hasArticle(known)) return 'taken';
  return known.digest === digest ? 'unchanged' : 'updated';
}

/** Whether the file's name speaks for the document, so that another name makes another document. */
const dependsOnPath = ({ titleProvenance, publication }: ParsedDocument): boolean =>
  titleProvenance === 'FILE_NAME' || titleProvenance === 'NONE' || publication.provenance === 'FILE_NAME';

async function takeOnItsOwn(...given: Parameters<typeof extractChange>): Promise<DocumentChange> {
  const extracted = await extractChange(...given);
  return extracted.kind === 'CHANGE' ? extracted.change : { kind: 'QUARANTINED', ...given[1] };
}

/** A failed extraction is a problem of one file, and the run goes on. */
async function extractChange(
  document: ParsedDocument,
  facts: { path: string; digest: string; byteLength: number },
  run: SourceRun,
): Promise<{ kind: 'CHANGE'; change: DocumentChange } | { kind: 'PROBLEM'; problem: Problem }> {
  try {
    const extraction = await extractArticle(document, run.extractor, run.gazetteer, run.signal);
    return { kind: 'CHANGE', change: { kind: 'TAKEN', ...facts, document, extraction } };
  } catch (error) {
    run.signal?.throwIfAborted();
    const problem: Problem = {
      code: 'EXTRACTION_FAILED',
      severity: 'ERROR',
      path: facts.path,
      line: null,
      message: `Extraction failed: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Report it with the file; the rest of the archive was taken.',
    };
    return { kind: 'PROBLEM', problem };
  }
}

/** Counts a file that was not even read, and tells its problem. */
export function quarantine(run: SourceRun, problem: Problem): void {
  run.tally.file('quarantined');
  run.tally.problem(problem, run.root.settings.key);
}

/** Left out without harm, but named all the same: nobody should have to search for a file that gave no article. */
const NOTHING_IN_IT = {
  code: 'EMPTY_FILE',
  severity: 'WARNING',
  line: null,
  message: 'The file holds no title and no text, so there is no article in it.',
  hint: 'Write something in it, or leave it as it is.',
} as const;

/** A file that broke since still has the article of its last good version. */
export const hasArticle = (known: KnownFile): boolean => known.extractorVersion !== null;
