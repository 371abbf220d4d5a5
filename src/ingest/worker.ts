import { NO_OWN_TABLES, type OwnTables } from '../extract/corrected-gazetteer.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { NO_EXTRACTION } from '../extract/no-extraction.ts';
import type { TaggerModel } from '../extract/tagger/load-tagger.ts';
import { extractDocuments } from './extract-documents.ts';
import { type Extract, interpretTask } from './interpret.ts';
import type { DocumentToExtract, ExtractResult, Task, TaskResult } from './interpreter.ts';

/** What a worker thread makes its extractor from: plain data, unlike an extractor. */
export interface WorkerSpec {
  readonly gazetteerFolder: string;
  /** Corrections and topics of a person's own; none when left out. */
  readonly own?: OwnTables;
  /** Whether findings are corrected here, and not where others are added to them. */
  readonly isCorrecting?: boolean;
  /** `module`: URL of a module whose default export makes an extractor from a gazetteer. */
  readonly extraction: 'BUILT_IN' | 'NONE' | { readonly module: string };
  /** The tagger beside the built-in rules; none when left out. */
  readonly model?: TaggerModel;
}

/** Entry points of a worker thread; worker-pool.ts calls them by name. */
export const interpret = ({ spec, task }: { spec: WorkerSpec; task: Task }): Promise<TaskResult> =>
  inTurn(() => interpretTask(task, async (document, sourceKey) => (await loadExtract(spec))(document, sourceKey)));

export const extract = (request: {
  spec: WorkerSpec;
  documents: readonly DocumentToExtract[];
}): Promise<ExtractResult> => inTurn(async () => extractDocuments(request.documents, await loadExtract(request.spec)));

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

async function load(spec: WorkerSpec): Promise<Extract> {
  const { gazetteerFolder, own = NO_OWN_TABLES, isCorrecting } = spec;
  const [{ loadCorrectedGazetteer }, { extractArticle }, { withOverlay }] = await Promise.all([
    import('../extract/corrected-gazetteer.ts'),
    import('./extract-article.ts'),
    import('../extract/overlay-extractor.ts'),
  ]);
  const gazetteer = await loadCorrectedGazetteer(gazetteerFolder, own);
  const found = (await findExtractor(spec))(gazetteer);
  const extractor = isCorrecting === true ? withOverlay(found, own.overlay, gazetteer) : found;
  return (document, sourceKey) => extractArticle(document, extractor, gazetteer, { sourceKey });
}

async function findExtractor({ extraction, model }: WorkerSpec): Promise<(gazetteer: Gazetteer) => Extractor> {
  if (extraction === 'BUILT_IN') {
    const [{ createBuiltInExtractor }, { loadTagger }] = await Promise.all([
      import('../extract/extract.ts'),
      import('../extract/tagger/load-tagger.ts'),
    ]);
    const tagger = model === undefined ? undefined : await loadTagger(model);
    return (gazetteer) => createBuiltInExtractor(gazetteer, { tagger });
  }
  if (extraction === 'NONE') return () => NO_EXTRACTION;
  return (await import(extraction.module)).default;
}
