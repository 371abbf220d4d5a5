import type { ParsedDocument } from '../model/document.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import { type Extract, interpretTask } from './interpret.ts';
import type { Task, TaskResult } from './interpreter.ts';

/** What a worker thread makes its extractor from: plain data, unlike an extractor. */
export interface WorkerSpec {
  readonly gazetteerFolder: string;
  readonly extraction: 'BUILT_IN' | 'NONE';
}

/** Entry points of a worker thread; worker-pool.ts calls them by name. */
export const interpret = ({ spec, task }: { spec: WorkerSpec; task: Task }): Promise<TaskResult> =>
  interpretTask(task, async (document) => (await loadExtract(spec))(document));

export const extract = async (request: { spec: WorkerSpec; document: ParsedDocument }): Promise<ArticleExtraction> =>
  (await loadExtract(request.spec))(request.document);

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
  const extractor =
    extraction === 'NONE'
      ? (await import('../extract/no-extraction.ts')).NO_EXTRACTION
      : (await import('../extract/extract.ts')).createBuiltInExtractor(gazetteer);
  return (document) => extractArticle(document, extractor, gazetteer);
}
