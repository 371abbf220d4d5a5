import type { ArticleExtraction } from '../store/write/batch.ts';
import type { DocumentToExtract, Interpreter } from './interpreter.ts';

/** For an article whose text comes from a document that is not in hand, while its batch waits. Throws when extraction fails. */
export async function extractOne(
  document: DocumentToExtract,
  { extract, extractAlone = extract }: Pick<Interpreter, 'extract' | 'extractAlone'>,
  signal?: AbortSignal,
): Promise<ArticleExtraction> {
  const { outcomes } = await extractAlone([document], signal);
  const [outcome] = outcomes;
  if (outcome?.kind !== 'EXTRACTED') throw new Error(`Extraction failed: ${outcome?.reason ?? 'no answer'}`);
  return outcome.extraction;
}
