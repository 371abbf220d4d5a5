import type { Extract } from './interpret.ts';
import type { DocumentToExtract, ExtractOutcome, ExtractResult } from './interpreter.ts';

/** Extracts one document after the other; what fails in one is told of it, and the rest goes on. */
export async function extractDocuments(
  documents: readonly DocumentToExtract[],
  extract: Extract,
  signal?: AbortSignal,
): Promise<ExtractResult> {
  const started = performance.now();
  const outcomes: ExtractOutcome[] = [];
  for (const { document, sourceKey } of documents) {
    signal?.throwIfAborted();
    try {
      outcomes.push({ kind: 'EXTRACTED', extraction: await extract(document, sourceKey, signal) });
    } catch (error) {
      signal?.throwIfAborted();
      outcomes.push({ kind: 'FAILED', reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { outcomes, timings: { readMs: 0, parseMs: 0, extractMs: performance.now() - started } };
}
