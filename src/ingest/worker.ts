import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { NO_EXTRACTION } from '../extract/no-extraction.ts';
import type { ParsedDocument } from '../model/document.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import { type Extract, interpretTask } from './interpret.ts';
import type { Task, TaskResult } from './interpreter.ts';

/** What a worker thread makes its extractor from: plain data, unlike an extractor. */
export interface WorkerSpec {
  readonly gazetteerFolder: string;
  /** `module`: URL of a module whose default export makes an extractor from a gazetteer. */
  readonly extraction: 'BUILT_IN' | 'NONE' | { readonly module: string };
}

/** Entry points of a worker thread; worker-pool.ts calls them by name. */
export const interpret = ({ spec, task }: { spec: WorkerSpec; task: Task }): Promise<TaskResult> =>
  inTurn(() => interpretTask(task, async (document) => (await loadExtract(spec))(document)));

export const extract = async (request: { spec: WorkerSpec; document: ParsedDocument }): Promise<ArticleExtraction> =>
  (await loadExtract(request.spec))(request.document);

/** Loads what it takes to extract, so that the first file need not. */
export const prepare = async ({ spec }: { spec: WorkerSpec }): Promise<void> => void (await loadExtract(spec));

/** The next task waits here, so that it is at hand when the one at work is done, and does not take turns with it. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

let last: Promise<unknown> = Promise.resolve();

let loading: Promise<Extract> | null = null;

/** Loaded once, and only when there is something to extract from: a run that finds nothing changed needs no dictionary. */
function loadExtract(spec: WorkerSpec): Promise<Extract> {
  loading ??= load(spec);
  return loading;
}

async function load({ gazetteerFolder, extraction }: WorkerSpec): Promise<Extract> {
  const [{ loadGazetteer }, { extractArticle }] = await Promise.all([
    import('../extract/gazetteer.ts'),
    import('./extract-article.ts'),
  ]);
  const gazetteer = await loadGazetteer(gazetteerFolder);
  const extractor = (await findExtractor(extraction))(gazetteer);
  return (document) => extractArticle(document, extractor, gazetteer);
}

async function findExtractor(extraction: WorkerSpec['extraction']): Promise<(gazetteer: Gazetteer) => Extractor> {
  if (extraction === 'BUILT_IN') return (await import('../extract/extract.ts')).createBuiltInExtractor;
  if (extraction === 'NONE') return () => NO_EXTRACTION;
  return (await import(extraction.module)).default;
}
