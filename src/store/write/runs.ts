import { randomUUID } from 'node:crypto';
import type { IngestReport, ReportedProblem } from '../../model/report.ts';
import type { Database, Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows } from './bulk.ts';

export interface RunHandle {
  readonly id: number;
  readonly key: string;
}

/** Opens the account of a run; readers see it as RUNNING. */
export async function startRun(database: Database, sourceKeys: readonly string[], nowMs: number): Promise<RunHandle> {
  const [latest] = await query<{ startedMs: number | null }>(
    database,
    sql`SELECT max("startedMs") AS "startedMs" FROM ${name('IngestRun')}`,
  );
  // Two runs never begin in the same millisecond, so that "newest first" is the order they ran in.
  const startedMs = Math.max(nowMs, (latest?.startedMs ?? nowMs - 1) + 1);
  const row = { key: randomUUID(), state: 'RUNNING', sourceKeys: JSON.stringify(sourceKeys), startedMs };
  const [run] = await insertRows<RunHandle>(database, 'IngestRun', [row], { returning: ['id', 'key'] });
  return run as RunHandle;
}

/** Closes a run's account with its report, problems included. `message`: why it failed, if it did. */
export async function finishRun(
  database: Database,
  run: RunHandle,
  report: IngestReport,
  end: { readonly nowMs: number; readonly message: string | null },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const { files, documents, taken, unchanged, updated, moved, removed, quarantined, ignored } = report;
    await execute(
      transaction,
      sql`UPDATE ${name('IngestRun')} SET "state" = ${end.message === null ? 'FINISHED' : 'FAILED'}, "finishedMs" = ${end.nowMs}, "message" = ${end.message}, "files" = ${files}, "documents" = ${documents}, "taken" = ${taken}, "unchanged" = ${unchanged}, "updated" = ${updated}, "moved" = ${moved}, "removed" = ${removed}, "quarantined" = ${quarantined}, "ignored" = ${ignored}, "ignoredBy" = ${JSON.stringify(report.ignoredBy)} WHERE "id" = ${run.id}`,
    );
    await saveProblems(transaction, run, report.problems);
  });
}

async function saveProblems(
  statements: Statements,
  run: RunHandle,
  problems: readonly ReportedProblem[],
): Promise<void> {
  const keys = [...new Set(problems.map((problem) => problem.sourceKey))];
  const sources = await query<{ id: number; key: string }>(
    statements,
    sql`SELECT "id", "key" FROM ${name('Source')} WHERE ${isOneOf(statements, name('key'), keys)}`,
  );
  const ids = new Map(sources.map((row) => [row.key, row.id]));
  const rows = problems.map(({ sourceKey, ...problem }, position) => ({
    runId: run.id,
    position,
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
