import type { ExtractInput, Extraction, Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { entityGraphOf, rollUp } from '../extract/roll-up.ts';
import { signatureOf } from '../extract/signature.ts';
import type { ParsedDocument } from '../model/document.ts';
import { articleKeyOf, bodyDigestOf, identityOf } from '../model/identity.ts';
import { toSearchEntry } from '../model/search-entry.ts';
import { compareBytes } from '../model/text.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import { versionNameOf } from './interpreter.ts';

/** What a document speaks of: its mentions, what they roll up into, and the versions that found them. */
export async function extractArticle(
  document: ParsedDocument,
  extractor: Extractor,
  gazetteer: Gazetteer,
  { sourceKey, signal }: { readonly sourceKey?: string; readonly signal?: AbortSignal } = {},
): Promise<ArticleExtraction> {
  const extraction = await extractor.extract(toExtractInput(document, sourceKey), { gazetteer }, signal);
  return finishExtraction(document, extraction, { gazetteer, extractorVersion: versionNameOf(extractor) });
}

/** A document as extractors are told of it. */
export function toExtractInput(document: ParsedDocument, sourceKey = ''): ExtractInput {
  const { title, text, language, publication, credits } = document;
  return { title, text, language, publication, credits, names: () => namesOf(document, sourceKey) };
}

/** What mentions roll up into, beside them. */
export function finishExtraction(
  document: ParsedDocument,
  { mentions, entities, mergedInto }: Extraction,
  { gazetteer, extractorVersion }: { readonly gazetteer: Gazetteer; readonly extractorVersion: string },
): ArticleExtraction {
  const length = { titleLength: document.title.length, textLength: document.text.length };
  const rollUps = rollUp(mentions, length, entityGraphOf(entities, gazetteer));
  return {
    mentions,
    entities,
    rollUps: [...rollUps].sort((a, b) => b.salience - a.salience || compareBytes(a.key, b.key)),
    signature: signatureOf(document.text),
    search: toSearchEntry(document),
    gazetteerVersion: gazetteer.version,
    extractorVersion,
    ...(mergedInto === undefined ? {} : { mergedInto }),
  };
}

/**
 * What the article may be called by: its URL, and both keys it may go by. Which of these it is depends on what other
 * documents there are, which nobody knows here.
 */
function namesOf(document: ParsedDocument, sourceKey: string): readonly string[] {
  const identity = identityOf(document, sourceKey);
  const bodyDigest = bodyDigestOf(document);
  const keys = [articleKeyOf(identity, bodyDigest, 1), articleKeyOf(identity, bodyDigest, 2)];
  return document.canonicalUrl === null ? keys : [...keys, document.canonicalUrl];
}
