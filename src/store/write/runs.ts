import { randomUUID } from 'node:crypto';
import type { IngestReport, ReportedProblem } from '../../model/report.ts';
import type { Database, Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, type Sql, sql } from '../sql.ts';
import { dropAbandonedSources } from './abandoned-sources.ts';
import { insertRows } from './bulk.ts';
import { isDead, type RunProcess, thisProcess } from './run-process.ts';
import { waitForTurn } from './turn.ts';

export interface RunHandle {
  readonly id: number;
  readonly key: string;
}

/** Keys of the runs that this process has open. */
const openRuns = new Set<string>();

/** Whose account is opened, for which sources, and when. */
export interface RunStart {
  readonly sourceKeys: readonly string[];
  readonly nowMs: number;
  /** The process that runs it, when it is not this one. */
  readonly by?: RunProcess;
}

/**
 * Opens the account of a run; readers see it as RUNNING. Accounts that say so of a run whose process is gone
 * are closed first, as FAILED.
 */
export async function startRun(database: Database, start: RunStart): Promise<RunHandle> {
  return await withOpenRun(start, (key) =>
    database.transaction(async (transaction) => {
      await waitForTurn(transaction);
      await closeDeadRuns(transaction, start.nowMs);
      return await openAccount(transaction, key, start);
    }),
  );
}

/** Gives `open` the key of a new run, known as this process's own before anyone can ask; forgotten if none came of it. */
export async function withOpenRun<T extends RunHandle | null>(
  { by = thisProcess() }: RunStart,
  open: (key: string) => Promise<T>,
): Promise<T> {
  const key = randomUUID();
  if (by.processId === process.pid) openRuns.add(key);
  let run: T | null = null;
  try {
    run = await open(key);
    return run;
  } finally {
    if (run === null) openRuns.delete(key);
  }
}

/** For a transaction whose turn it is: two runs never begin in the same millisecond, so that "newest first" is the order they ran in. */
export async function openAccount(
  transaction: Statements,
  key: string,
  { sourceKeys, nowMs, by = thisProcess() }: RunStart,
): Promise<RunHandle> {
  const [latest] = await query<{ startedMs: number | null }>(
    transaction,
    sql`SELECT max("startedMs") AS "startedMs" FROM ${name('IngestRun')}`,
  );
  const startedMs = Math.max(nowMs, (latest?.startedMs ?? nowMs - 1) + 1);
  const row = {
    key,
    state: 'RUNNING',
    sourceKeys: JSON.stringify(sourceKeys),
    startedMs,
    processId: by.processId,
    host: by.host,
    heartbeatMs: startedMs,
  };
  const [run] = await insertRows<RunHandle>(transaction, 'IngestRun', [row], { returning: ['id', 'key'] });
  return run as RunHandle;
}

/** A sign of life, with what is done so far, problems included: if the run dies, its account says that much. */
export async function saveProgress(
  database: Database,
  run: RunHandle,
  report: IngestReport,
  nowMs: number,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await execute(
      transaction,
      sql`UPDATE ${name('IngestRun')} SET "heartbeatMs" = ${nowMs}, ${counts(report)} WHERE "id" = ${run.id}`,
    );
    await saveProblems(transaction, run, report.problems);
  });
}

/** Closes a run's account with its report, problems included. `message`: why it failed, if it did. */
export async function finishRun(
  database: Database,
  run: RunHandle,
  report: IngestReport,
  end: { readonly nowMs: number; readonly message: string | null },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await waitForTurn(transaction);
    await execute(
      transaction,
      sql`UPDATE ${name('IngestRun')} SET "state" = ${end.message === null ? 'FINISHED' : 'FAILED'}, "finishedMs" = ${end.nowMs}, "message" = ${end.message}, ${counts(report)} WHERE "id" = ${run.id}`,
    );
    await dropAbandonedSources(transaction);
    await saveProblems(transaction, run, report.problems);
  });
  openRuns.delete(run.key);
}

/** Such a run ended when it last gave a sign of life; a source it claimed and took no file of goes with it. */
export async function closeDeadRuns(transaction: Statements, nowMs: number): Promise<void> {
  const running = await query<{
    id: number;
    key: string;
    processId: number | null;
    host: string | null;
    heartbeatMs: number | null;
  }>(
    transaction,
    sql`SELECT "id", "key", "processId", "host", "heartbeatMs" FROM ${name('IngestRun')} WHERE "state" = ${'RUNNING'}`,
  );
  const dead = running.filter((run) => isDead(run, { isOurs: openRuns.has(run.key), nowMs })).map((run) => run.id);
  if (dead.length === 0) return;
  await execute(
    transaction,
    sql`UPDATE ${name('IngestRun')} SET "state" = ${'FAILED'}, "finishedMs" = coalesce("heartbeatMs", "startedMs"), "message" = ${'Stopped before it was done.'} WHERE "state" = ${'RUNNING'} AND ${isOneOf(transaction, name('id'), dead)}`,
  );
  await dropAbandonedSources(transaction);
}

function counts(report: IngestReport): Sql {
  const { files, documents, taken, unchanged, updated, moved, removed, quarantined, ignored } = report;
  return sql`"files" = ${files}, "documents" = ${documents}, "taken" = ${taken}, "unchanged" = ${unchanged}, "updated" = ${updated}, "moved" = ${moved}, "removed" = ${removed}, "quarantined" = ${quarantined}, "ignored" = ${ignored}, "ignoredBy" = ${JSON.stringify(report.ignoredBy)}, "reextracted" = ${report.reextracted}, "mentionsGained" = ${JSON.stringify(report.mentionsGained)}, "mentionsLost" = ${JSON.stringify(report.mentionsLost)}`;
}

/** `problems`: all so far; those that are there already are only added to. Index: Problem(runId, position). */
async function saveProblems(
  statements: Statements,
  run: RunHandle,
  problems: readonly ReportedProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  const [saved] = await query<{ n: number }>(
    statements,
    sql`SELECT count(*) AS "n" FROM ${name('Problem')} WHERE "runId" = ${run.id}`,
  );
  const from = saved?.n ?? 0;
  if (problems.length <= from) return;
  const keys = [...new Set(problems.map((problem) => problem.sourceKey))];
  const sources = await query<{ id: number; key: string }>(
    statements,
    sql`SELECT "id", "key" FROM ${name('Source')} WHERE ${isOneOf(statements, name('key'), keys)}`,
  );
  const ids = new Map(sources.map((row) => [row.key, row.id]));
  const rows = problems.slice(from).map(({ sourceKey, ...problem }, index) => ({
    runId: run.id,
    position: from + index,
    sourceId: ids.get(sourceKey) ?? null,
    path: problem.path,
    line: problem.line,
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
    hint: problem.hint,
  }));
  await insertRows(statements, 'Problem', rows);
}
