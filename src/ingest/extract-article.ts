import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { rollUp } from '../extract/roll-up.ts';
import { signatureOf } from '../extract/signature.ts';
import type { ParsedDocument } from '../model/document.ts';
import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { toSearchEntry } from '../model/search-entry.ts';
import { compareBytes } from '../model/text.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import { versionNameOf } from './interpreter.ts';

/** What a document speaks of: its mentions, what they roll up into, and the versions that found them. */
export async function extractArticle(
  document: ParsedDocument,
  extractor: Extractor,
  gazetteer: Gazetteer,
  signal?: AbortSignal,
): Promise<ArticleExtraction> {
  const { title, text, language, publication, credits } = document;
  const { mentions, entities } = await extractor.extract(
    { title, text, language, publication, credits },
    { gazetteer },
    signal,
  );
  const own = new Map<EntityKey, EntityRecord>(entities.map((entity) => [entity.key, entity]));
  const rollUps = rollUp(
    mentions,
    { titleLength: title.length, textLength: text.length },
    {
      lookup: (key) => own.get(key) ?? gazetteer.lookup(key),
      ancestors: (key) => gazetteer.ancestors(key),
    },
  );
  return {
    mentions,
    entities,
    rollUps: [...rollUps].sort((a, b) => b.salience - a.salience || compareBytes(a.key, b.key)),
    signature: signatureOf(text),
    search: toSearchEntry(document),
    gazetteerVersion: gazetteer.version,
    extractorVersion: versionNameOf(extractor),
  };
}
