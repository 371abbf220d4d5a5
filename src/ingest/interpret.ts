import type { ParsedDocument, ParseResult } from '../model/document.ts';
import { mayHoldItems } from '../model/feed-file.ts';
import { digestOf } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { parseFeed } from '../parse/feed.ts';
import { parseDocument } from '../parse/parse.ts';
import { type ReadResult, readSourceFile } from '../source/read-file.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import type { DocumentOutcome, FileFacts, FileJob, FileOutcome, Task, TaskResult, Timings } from './interpreter.ts';

/** `sourceKey`: of the source that the document is from, which its identity may depend on. */
export type Extract = (document: ParsedDocument, sourceKey: string, signal?: AbortSignal) => Promise<ArticleExtraction>;

/** What the files of a task hold. Rejects only when `signal` aborts. */
export async function interpretTask(task: Task, extract: Extract, signal?: AbortSignal): Promise<TaskResult> {
  const timings = { readMs: 0, parseMs: 0, extractMs: 0 };
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
  readonly timings: { -readonly [Phase in keyof Timings]: number };
  readonly signal?: AbortSignal;
}

async function interpretFile(job: FileJob, around: Surroundings): Promise<FileOutcome> {
  const { path } = job;
  const { task, timings } = around;
  const started = performance.now();
  const read = readBytes(job);
  if (read.kind === 'PROBLEM') return unread(read.problem, path);
  const facts = { path, digest: digestOf(read.bytes), byteLength: read.bytes.byteLength };
  const atRead = performance.now();
  timings.readMs += atRead - started;
  if (job.aim === 'DIGEST') return { kind: 'DIGESTED', digest: facts.digest };
  if (facts.digest === job.unchangedDigest) return { kind: 'UNCHANGED' };
  if (mayHoldItems(task.settings, path)) return await interpretFeed(job, read.bytes, facts, around);

  const result = parseDocument({ path, bytes: read.bytes }, task.settings, new Date(task.nowMs));
  timings.parseMs += performance.now() - atRead;
  if (job.isMove && result.kind === 'PARSED' && !isLeftOut(result.document, task) && !dependsOnPath(result.document))
    return { kind: 'MOVED' };
  return await interpretResult(result, facts, around);
}

const readBytes = ({ from, path }: FileJob): ReadResult =>
  from.kind === 'MEMORY' ? { kind: 'READ', bytes: from.bytes } : readSourceFile(from.location, path);

/** Data of any kind may be XML or JSON, and no feed is as large as that. */
const unread = (problem: Problem, path: string): FileOutcome =>
  problem.code === 'FILE_TOO_LARGE' && /\.(?:xml|json)$/i.test(path)
    ? { kind: 'PASSED_BY', reason: 'NOT_AN_ARTICLE' }
    : { kind: 'UNREADABLE', problem };

async function interpretFeed(
  { path, from, unchangedItems }: FileJob,
  bytes: Uint8Array,
  facts: FileFacts,
  around: Surroundings,
): Promise<FileOutcome> {
  const { task, timings } = around;
  const started = performance.now();
  const file = { path, bytes, charset: from.kind === 'MEMORY' ? from.charset : null };
  const feed = parseFeed(file, task.settings, new Date(task.nowMs));
  timings.parseMs += performance.now() - started;
  if (feed.kind === 'NOT_A_FEED') return { kind: 'IGNORED', facts, reason: 'NOT_AN_ARTICLE' };
  if (feed.kind === 'QUARANTINED') return { kind: 'QUARANTINED', facts, problem: { ...feed.problem, path } };
  const items: (DocumentOutcome | { readonly kind: 'UNCHANGED' })[] = [];
  for (const { result, ...item } of feed.items)
    if (unchangedItems.get(item.path) === item.digest) items.push({ kind: 'UNCHANGED' });
    else items.push(await interpretResult(result, item, around));
  return { kind: 'FEED', facts, items, problems: feed.problems.map((problem) => ({ ...problem, path })) };
}

async function interpretResult(
  result: ParseResult,
  facts: FileFacts,
  { task, extract, timings, signal }: Surroundings,
): Promise<DocumentOutcome> {
  const { path } = facts;
  if (result.kind === 'QUARANTINED') return { kind: 'QUARANTINED', facts, problem: { ...result.problem, path } };
  if (result.kind === 'IGNORED') return { kind: 'IGNORED', facts, reason: result.reason };
  const { document } = result;
  if (isLeftOut(document, task)) return { kind: 'IGNORED', facts, reason: document.draft };
  const started = performance.now();
  try {
    return { kind: 'TAKEN', facts, document, extraction: await extract(document, task.settings.key, signal) };
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: 'QUARANTINED', facts, problem: extractionFailed(path, error) };
  } finally {
    timings.extractMs += performance.now() - started;
  }
}

const isLeftOut = (
  document: ParsedDocument,
  { includeDrafts }: Task,
): document is ParsedDocument & { draft: NonNullable<ParsedDocument['draft']> } =>
  document.draft !== null && !includeDrafts;

/** Whether the file's name speaks for the document, so that another name makes another document. */
const dependsOnPath = ({ titleProvenance, publication }: ParsedDocument): boolean =>
  titleProvenance === 'FILE_NAME' || titleProvenance === 'NONE' || publication.provenance === 'FILE_NAME';

/** A failed extraction is a problem of one document, and the run goes on. */
const extractionFailed = (path: string, error: unknown): Problem => ({
  code: 'EXTRACTION_FAILED',
  severity: 'ERROR',
  path,
  line: null,
  message: `Extraction failed: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'Report it with the file; the rest of the archive was taken.',
});
