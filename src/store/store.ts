import type { EntityRecord } from '../model/entity.ts';
import type { IngestReport } from '../model/report.ts';
import { openDatabase } from './client.ts';
import type { Provider } from './database.ts';
import { migrate } from './migrate.ts';
import { type KnownFile, loadKnownFiles } from './read/known-files.ts';
import { Reader } from './read/reader.ts';
import { execute, query } from './run.ts';
import { name, sql } from './sql.ts';
import type { Batch, BatchResult } from './write/batch.ts';
import { saveGazetteer } from './write/gazetteer.ts';
import { finishRun, type RunHandle, startRun } from './write/runs.ts';
import { saveBatch } from './write/save-batch.ts';

/** The graph in a migrated database: rows in, rows out. */
export interface Store {
  readonly provider: Provider;
  /** A reader for one request. */
  createReader(): Reader;
  countArticles(): Promise<number>;
  /** True while nothing was ever ingested. */
  isEmpty(): Promise<boolean>;
  loadKnownFiles(sourceKey: string): Promise<Map<string, KnownFile>>;
  saveGazetteer(entries: readonly EntityRecord[], version: string): Promise<{ readonly changed: boolean }>;
  startRun(sourceKeys: readonly string[], nowMs: number): Promise<RunHandle>;
  finishRun(
    run: RunHandle,
    report: IngestReport,
    end: { readonly nowMs: number; readonly message: string | null },
  ): Promise<void>;
  saveBatch(batch: Batch): Promise<BatchResult>;
  close(): Promise<void>;
}

/**
 * Opens a database, made and migrated when needed. `databaseUrl`: see {@link openDatabase}, whose errors and
 * MIGRATION_FAILED it throws.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const database = await openDatabase(databaseUrl);
  try {
    await migrate(database);
    await execute(database, sql`INSERT INTO ${name('Corpus')} ("id", "revision") VALUES (1, 0) ON CONFLICT DO NOTHING`);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    provider: database.provider,
    createReader: () => new Reader(database),
    async countArticles() {
      const [row] = await query<{ articleCount: number }>(
        database,
        sql`SELECT "articleCount" FROM ${name('Corpus')} WHERE "id" = 1`,
      );
      return row?.articleCount ?? 0;
    },
    async isEmpty() {
      const [row] = await query<{ n: number }>(
        database,
        sql`SELECT count(*) AS "n" FROM (SELECT 1 FROM ${name('IngestRun')} LIMIT 1) AS "r"`,
      );
      return row?.n === 0;
    },
    loadKnownFiles: (sourceKey) => loadKnownFiles(database, sourceKey),
    saveGazetteer: (entries, version) => saveGazetteer(database, entries, version),
    startRun: (sourceKeys, nowMs) => startRun(database, sourceKeys, nowMs),
    finishRun: (run, report, end) => finishRun(database, run, report, end),
    saveBatch: (batch) => saveBatch(database, batch),
    close: () => database.close(),
  };
}
