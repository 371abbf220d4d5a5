import type { ParsedDocument } from '../model/document.ts';
import { digestOf } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { parseDocument } from '../parse/parse.ts';
import { readSourceFile } from '../source/read-file.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import type { FileJob, FileOutcome, Task, TaskResult, Timings } from './interpreter.ts';

export type Extract = (document: ParsedDocument, signal?: AbortSignal) => Promise<ArticleExtraction>;

type Clock = { -readonly [Phase in keyof Timings]: number };

/** What the files of a task hold. Rejects only when `signal` aborts. */
export async function interpretTask(task: Task, extract: Extract, signal?: AbortSignal): Promise<TaskResult> {
  const timings: Clock = { readMs: 0, parseMs: 0, extractMs: 0 };
  const outcomes: FileOutcome[] = [];
  for (const job of task.files) {
    signal?.throwIfAborted();
    outcomes.push(await interpretFile(job, { task, extract, timings, signal }));
  }
  return { outcomes, timings };
}

interface Surroundings {
  readonly task: Task;
  readonly extract: Extract;
  readonly timings: Clock;
  readonly signal?: AbortSignal;
}

async function interpretFile(job: FileJob, { task, extract, timings, signal }: Surroundings): Promise<FileOutcome> {
  const { path } = job;
  const started = performance.now();
  const read = readSourceFile(job.location, path);
  if (read.kind === 'PROBLEM') return { kind: 'UNREADABLE', problem: read.problem };
  const digest = digestOf(read.bytes);
  const atRead = performance.now();
  timings.readMs += atRead - started;
  if (job.aim === 'DIGEST') return { kind: 'DIGESTED', digest };
  if (digest === job.unchangedDigest) return { kind: 'UNCHANGED' };

  const facts = { path, digest, byteLength: read.bytes.byteLength };
  const result = parseDocument({ path, bytes: read.bytes }, task.settings, new Date(task.nowMs));
  const atParsed = performance.now();
  timings.parseMs += atParsed - atRead;
  if (result.kind === 'QUARANTINED') return { kind: 'QUARANTINED', facts, problem: { ...result.problem, path } };
  if (result.kind === 'IGNORED') return { kind: 'IGNORED', facts, reason: result.reason };
  const { document } = result;
  if (document.draft !== null && !task.includeDrafts) return { kind: 'IGNORED', facts, reason: document.draft };
  if (job.isMove && !dependsOnPath(document)) return { kind: 'MOVED' };
  try {
    const extraction = await extract(document, signal);
    return { kind: 'TAKEN', facts, document, extraction };
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: 'QUARANTINED', facts, problem: extractionFailed(path, error) };
  } finally {
    timings.extractMs += performance.now() - atParsed;
  }
}

/** Whether the file's name speaks for the document, so that another name makes another document. */
const dependsOnPath = ({ titleProvenance, publication }: ParsedDocument): boolean =>
  titleProvenance === 'FILE_NAME' || titleProvenance === 'NONE' || publication.provenance === 'FILE_NAME';

/** A failed extraction is a problem of one file, and the run goes on. */
const extractionFailed = (path: string, error: unknown): Problem => ({
  code: 'EXTRACTION_FAILED',
  severity: 'ERROR',
  path,
  line: null,
  message: `Extraction failed: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'Report it with the file; the rest of the archive was taken.',
});
