import type { EntityRecord } from '../model/entity.ts';
import type { IngestReport } from '../model/report.ts';
import { SEARCH_VERSION } from '../model/search-entry.ts';
import { openDatabase } from './client.ts';
import type { Provider, Statements } from './database.ts';
import { createFaultCheck, type StoreFault } from './fault.ts';
import { migrate } from './migrate.ts';
import {
  type ChangedSubjects,
  type ExtractionGroup,
  type ExtractionVersions,
  findArticlesAbout,
  type GroupPage,
  loadExtractionGroups,
  loadStoredIds,
  loadStoredTexts,
  type StoredText,
} from './read/extraction-state.ts';
import {
  countArticleFiles,
  findKnownFiles,
  type KnownFile,
  type KnownFilesPage,
  loadKnownFiles,
  loadKnownItems,
} from './read/known-files.ts';
import { type KnownSource, loadKnownSources } from './read/known-sources.ts';
import { Reader } from './read/reader.ts';
import { loadStoredArticles, type StoredArticle } from './read/stored-articles.ts';
import { repeatWhileTroubled } from './retry.ts';
import { execute, query } from './run.ts';
import { name, sql } from './sql.ts';
import type { Batch, BatchResult } from './write/batch.ts';
import { type Claim, type ClaimResult, claimSources } from './write/claim.ts';
import { dropUnusedEditions, loadEdition, saveEdition } from './write/editions.ts';
import type { EntityRedirect } from './write/entity-redirects.ts';
import { type FeedState, saveFeedState } from './write/feed-state.ts';
import { saveGazetteer } from './write/gazetteer.ts';
import { saveLocation } from './write/location.ts';
import { noteGazetteer } from './write/note-gazetteer.ts';
import type { RunProcess } from './write/run-process.ts';
import { finishRun, type RunHandle, saveProgress, startRun } from './write/runs.ts';
import { saveBatch } from './write/save-batch.ts';
import { type Renewal, type RenewalResult, saveExtractions } from './write/save-extractions.ts';
import { rebuildSearchIndex } from './write/search-rebuild.ts';

/** The graph in a migrated database: rows in, rows out. */
export interface Store {
  readonly provider: Provider;
  /** What keeps the database from being read as it was opened; null when nothing does. Never throws. */
  findFault(): Promise<StoreFault | null>;
  /** A reader for one request. */
  createReader(): Reader;
  countArticles(): Promise<number>;
  /** How many batches were ever committed: whatever articles say changes only with it. */
  readRevision(): Promise<number>;
  /** True while nothing was ever ingested. */
  isEmpty(): Promise<boolean>;
  /** A page of a source's files, in bytewise order of their paths. */
  loadKnownFiles(sourceKey: string, page: KnownFilesPage): Promise<KnownFile[]>;
  /** A source's files whose bytes have one of these digests. */
  findKnownFiles(sourceKey: string, digests: readonly string[]): Promise<KnownFile[]>;
  /** Items of a feed. */
  loadKnownItems(sourceKey: string, feedPath: string): Promise<KnownFile[]>;
  /** How many of a source's files have an article; when it is at least `enough`, perhaps only that it is. */
  countArticleFiles(sourceKey: string, atLeast: { readonly enough: number }): Promise<number>;
  loadKnownSources(): Promise<KnownSource[]>;
  /** Notes which folder a source was read from; null when it is more than one. */
  saveLocation(sourceKey: string, location: string | null): Promise<void>;
  /** Notes the address of a feed and the validators of its answer, when its items are committed. */
  saveFeedState(sourceKey: string, state: FeedState): Promise<void>;
  /** `redirects`: keys merged into others by hand, which are part of the version. */
  saveGazetteer(
    entries: readonly EntityRecord[],
    version: string,
    redirects?: readonly EntityRedirect[],
  ): Promise<{ readonly changed: boolean }>;
  /** Keeps what a version of the gazetteer means; `describe` is asked when it is not known yet. */
  saveEdition(version: string, describe: () => string): Promise<boolean>;
  /** What a version means; null when that is not known. */
  loadEdition(version: string): Promise<string | null>;
  /** Forgets versions that no article was extracted with, but this one. */
  dropUnusedEditions(current: string): Promise<void>;
  /** Articles counted by what they were extracted with. */
  loadExtractionGroups(): Promise<ExtractionGroup[]>;
  loadStoredTexts(page: GroupPage): Promise<StoredText[]>;
  /** Ids alone, where the texts do not matter. */
  loadStoredIds(page: GroupPage): Promise<number[]>;
  /** Which of these articles have to do with what changed, whatever their texts hold. */
  findArticlesAbout(articleIds: readonly number[], subjects: ChangedSubjects): Promise<Set<number>>;
  /** By id, in that order. */
  loadStoredArticles(ids: readonly number[]): Promise<StoredArticle[]>;
  /** Writes what was found in articles anew; those that another run has written meanwhile are left alone. */
  saveExtractions(renewal: Renewal): Promise<RenewalResult>;
  /** Notes that a new version of the gazetteer changes nothing in these articles. */
  noteGazetteer(
    articleIds: readonly number[],
    versions: { readonly from: ExtractionVersions; readonly to: string },
  ): Promise<void>;
  startRun(sourceKeys: readonly string[], nowMs: number, by?: RunProcess): Promise<RunHandle>;
  /** The same for a run over folders, whose sources it claims with it. */
  claimSources(claim: Claim): Promise<ClaimResult>;
  saveProgress(run: RunHandle, report: IngestReport, nowMs: number): Promise<void>;
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
 * MIGRATION_FAILED, DATABASE_BUSY and DISK_FULL it throws.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const database = await openDatabase(databaseUrl);
  /** For what a run needs to go on; a reader has somebody waiting, and is told at once. */
  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    repeatWhileTroubled({ provider: database.provider }, work);
  let findFault: Store['findFault'];
  try {
    findFault = await createFaultCheck(database, databaseUrl);
    await patiently(() => migrate(database));
    await execute(
      database,
      sql`INSERT INTO ${name('Corpus')} ("id", "revision", "searchVersion") VALUES (1, 0, ${SEARCH_VERSION}) ON CONFLICT DO NOTHING`,
    );
    await patiently(() => rebuildSearchIndex(database));
    // Opens the connection for reading too, while it is sure that the file is the one just looked at.
    await readCorpus(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    provider: database.provider,
    findFault,
    createReader: () => new Reader(database),
    countArticles: async () => (await readCorpus(database)).articleCount,
    readRevision: async () => (await readCorpus(database)).revision,
    async isEmpty() {
      const [row] = await query<{ n: number }>(
        database,
        sql`SELECT count(*) AS "n" FROM (SELECT 1 FROM ${name('IngestRun')} LIMIT 1) AS "r"`,
      );
      return row?.n === 0;
    },
    loadKnownFiles: (sourceKey, page) => patiently(() => loadKnownFiles(database, sourceKey, page)),
    findKnownFiles: (sourceKey, digests) => patiently(() => findKnownFiles(database, sourceKey, digests)),
    loadKnownItems: (sourceKey, feedPath) => patiently(() => loadKnownItems(database, sourceKey, feedPath)),
    countArticleFiles: (sourceKey, atLeast) => patiently(() => countArticleFiles(database, sourceKey, atLeast)),
    loadKnownSources: () => patiently(() => loadKnownSources(database)),
    saveLocation: (sourceKey, location) => saveLocation(database, sourceKey, location),
    saveFeedState: (sourceKey, state) => saveFeedState(database, sourceKey, state),
    saveGazetteer: (entries, version, redirects) =>
      patiently(() => saveGazetteer(database, entries, { version, ...(redirects === undefined ? {} : { redirects }) })),
    saveEdition: (version, describe) => patiently(() => saveEdition(database, version, describe)),
    loadEdition: (version) => patiently(() => loadEdition(database, version)),
    dropUnusedEditions: (current) => patiently(() => dropUnusedEditions(database, current)),
    loadExtractionGroups: () => patiently(() => loadExtractionGroups(database)),
    loadStoredTexts: (page) => patiently(() => loadStoredTexts(database, page)),
    loadStoredIds: (page) => patiently(() => loadStoredIds(database, page)),
    findArticlesAbout: (ids, subjects) => patiently(() => findArticlesAbout(database, ids, subjects)),
    loadStoredArticles: (ids) => patiently(() => loadStoredArticles(database, ids)),
    saveExtractions: (renewal) => saveExtractions(database, renewal),
    noteGazetteer: (ids, versions) => noteGazetteer(database, ids, versions),
    startRun: (sourceKeys, nowMs, by) => startRun(database, { sourceKeys, nowMs, ...(by === undefined ? {} : { by }) }),
    claimSources: (claim) => claimSources(database, claim),
    saveProgress: (run, report, nowMs) => saveProgress(database, run, report, nowMs),
    finishRun: (run, report, end) => finishRun(database, run, report, end),
    saveBatch: (batch) => saveBatch(database, batch),
    close: () => database.close(),
  };
}

async function readCorpus(database: Statements): Promise<{ readonly revision: number; readonly articleCount: number }> {
  const [row] = await query<{ revision: number; articleCount: number }>(
    database,
    sql`SELECT "revision", "articleCount" FROM ${name('Corpus')} WHERE "id" = 1`,
  );
  return row ?? { revision: 0, articleCount: 0 };
}
