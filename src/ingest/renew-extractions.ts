import { pMapIterable } from 'p-map';
import type { Problem } from '../model/problem.ts';
import type { StoredArticle } from '../store/read/stored-articles.ts';
import type { Store } from '../store/store.ts';
import type { RenewalResult } from '../store/write/save-extractions.ts';
import type { DocumentToExtract, ExtractOutcome, Interpreter, Timings } from './interpreter.ts';
import type { Interpreters } from './lent-interpreter.ts';
import { type GroupPlan, planRenewal, type WantedExtraction } from './plan-renewal.ts';

export interface RenewalRun {
  readonly store: Store;
  readonly wanted: WantedExtraction;
  readonly lend: Interpreters['lend'];
  readonly now: Date;
  /** Say how many there are, and extract nothing. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  /** Called before anything is written. */
  readonly onWrite: () => Promise<void>;
  /** Called for each batch that is in the database. */
  readonly onRenewed: (result: Pick<RenewalResult, 'renewed' | 'gained' | 'lost'>) => Promise<void>;
  /** `total`: articles that may need it. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
  readonly onProblem: (problem: Problem, sourceKey: string) => void;
  readonly onTimings: (timings: Timings & { readonly writeMs: number }) => void;
}

/** Articles read, and written, together. */
const PAGE = 250;
/** Handed to a thread at once. */
const CHUNK = 25;

/**
 * Extracts articles anew from the text in the database, when what they were extracted with has changed: all of those
 * that another extractor found, and of those that the gazetteer alone has changed under, the ones it can touch. Goes
 * on where a run that was stopped left off, since what is done is noted with each article.
 *
 * An article that fails keeps the mentions it has, and is tried again by the next run.
 */
export async function renewExtractions(run: RenewalRun): Promise<void> {
  const { store, wanted, dryRun } = run;
  const { version } = wanted.gazetteer;
  const plans = await planRenewal(store, wanted);
  if (!dryRun) {
    const isNew = await store.saveEdition(version, () => JSON.stringify(wanted.gazetteer.meanings()));
    if (plans.length === 0 && !isNew) return;
  }
  const total = plans.reduce((sum, { group }) => sum + group.articles, 0);
  let done = 0;
  for (const plan of plans)
    for await (const page of pagesOf(plan, run)) {
      run.signal?.throwIfAborted();
      await settlePage(page, plan, run);
      done += page.size;
      run.onProgress({ done, total: Math.max(done, total) });
    }
  if (!dryRun) await store.dropUnusedEditions(version);
}

interface Page {
  readonly size: number;
  /** Ids of articles that stay as they are. */
  readonly untouched: readonly number[];
  readonly extracted: readonly { readonly stored: StoredArticle; readonly outcome: ExtractOutcome | null }[];
}

/** Pages with their articles extracted, the next one while the last is being written. */
async function* pagesOf(plan: GroupPlan, run: RenewalRun): AsyncGenerator<Page> {
  const interpreter = run.lend(plan.group.articles);
  try {
    yield* pMapIterable(selectPages(plan, run.store), (page) => extractPage(page, interpreter, run), {
      concurrency: 2,
      backpressure: 3,
    });
  } finally {
    await interpreter.close();
  }
}

interface Selection {
  readonly touched: readonly number[];
  readonly untouched: readonly number[];
}

async function* selectPages({ group, scope }: GroupPlan, store: Store): AsyncGenerator<Selection> {
  for (let after = 0; ; ) {
    const page = { ...group, after, limit: PAGE };
    if (scope.kind !== 'TOUCHED') {
      const ids = await store.loadStoredIds(page);
      yield scope.kind === 'ALL' ? { touched: ids, untouched: [] } : { touched: [], untouched: ids };
      if (ids.length < PAGE) return;
      after = ids.at(-1) as number;
      continue;
    }
    const articles = await store.loadStoredTexts(page);
    const ids = articles.map(({ id }) => id);
    const about = await store.findArticlesAbout(ids, scope.subjects);
    const isTouched = ({ id, title, text }: (typeof articles)[number]) =>
      about.has(id) || scope.hasChangedForm(title) || scope.hasChangedForm(text);
    const touched = new Set(articles.filter(isTouched).map(({ id }) => id));
    yield { touched: [...touched], untouched: ids.filter((id) => !touched.has(id)) };
    if (ids.length < PAGE) return;
    after = ids.at(-1) as number;
  }
}

async function extractPage(
  { touched, untouched }: Selection,
  interpreter: Interpreter,
  { store, dryRun, signal, onTimings }: RenewalRun,
): Promise<Page> {
  const articles = await store.loadStoredArticles(touched);
  const size = touched.length + untouched.length;
  if (dryRun) return { size, untouched, extracted: articles.map((stored) => ({ stored, outcome: null })) };
  const chunks = Array.from({ length: Math.ceil(articles.length / CHUNK) }, (_, at) =>
    articles.slice(at * CHUNK, (at + 1) * CHUNK),
  );
  const extracted = await Promise.all(
    chunks.map(async (chunk) => {
      const { outcomes, timings } = await interpreter.extract(chunk.map(toExtract), signal);
      onTimings({ ...timings, writeMs: 0 });
      return chunk.map((stored, at) => ({ stored, outcome: outcomes[at] ?? null }));
    }),
  );
  return { size, untouched, extracted: extracted.flat() };
}

/** Without what extraction does not read, for it may cross into another thread. */
const toExtract = ({ document, sourceKey, path }: StoredArticle): DocumentToExtract => ({
  document: { ...document, html: '', frontMatter: {}, images: [], links: [], problems: [] },
  sourceKey,
  path,
});

async function settlePage({ untouched, extracted }: Page, { group }: GroupPlan, run: RenewalRun): Promise<void> {
  const { store, wanted, now, dryRun } = run;
  if (dryRun) return await run.onRenewed({ renewed: extracted.length, gained: {}, lost: {} });
  const articles = extracted.flatMap(({ stored, outcome }) =>
    outcome?.kind === 'EXTRACTED' ? [{ stored, extraction: outcome.extraction }] : [],
  );
  for (const { stored, outcome } of extracted)
    if (outcome?.kind === 'FAILED') run.onProblem(extractionFailed(stored, outcome.reason), stored.sourceKey);
  if (untouched.length === 0 && articles.length === 0) return;
  await run.onWrite();
  const started = performance.now();
  await store.noteGazetteer(untouched, { from: group, to: wanted.gazetteer.version });
  const result = articles.length === 0 ? null : await store.saveExtractions({ articles, nowMs: now.getTime() });
  run.onTimings({ readMs: 0, parseMs: 0, extractMs: 0, writeMs: performance.now() - started });
  await run.onRenewed(result ?? { renewed: 0, gained: {}, lost: {} });
}

const extractionFailed = ({ path }: StoredArticle, reason: string): Problem => ({
  code: 'EXTRACTION_FAILED',
  severity: 'WARNING',
  path,
  line: null,
  message: `The article could not be extracted anew: ${reason}`,
  hint: 'Report it with the file; the article keeps the mentions it had.',
});
