import { fileURLToPath } from 'node:url';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import type { ExtractInput, Extraction } from '../../src/extract/extractor.ts';
import { loadGazetteer } from '../../src/extract/gazetteer.ts';
import type { Credit } from '../../src/model/document.ts';
import type { EntityKey } from '../../src/model/entity.ts';
import type { Mention } from '../../src/model/mention.ts';
import { UNDATED } from '../../src/model/publication.ts';

export const gazetteerDirectory = fileURLToPath(new URL('../../seeds/gazetteer', import.meta.url));
export const gazetteer = await loadGazetteer(gazetteerDirectory);
const extractor = createBuiltInExtractor(gazetteer);

export const key = (text: string): EntityKey => text as EntityKey;

export function read(text: string, others: Partial<ExtractInput> = {}): Extraction {
  return extractor.extract({ title: '', text, language: 'zh-Hans', publication: UNDATED, credits: [], ...others });
}

export const person = (name: string, others: Partial<Credit> = {}): Credit => ({
  role: 'REPORTER',
  name,
  kind: 'PERSON',
  affiliation: null,
  provenance: 'BYLINE',
  ...others,
});

/** `surface → key`, candidates joined by `|`, a nested mention behind `·`; of one type, or of all. */
export function lines(extraction: Extraction, type?: Mention['type']): string[] {
  return extraction.mentions.filter((mention) => type === undefined || mention.type === type).map(line);
}

function line({ nested, surface, target }: Mention): string {
  const to =
    target.kind === 'LINKED'
      ? target.key
      : target.kind === 'AMBIGUOUS'
        ? target.candidates.map((one) => one.key).join('|')
        : '';
  return `${nested ? '·' : ''}${surface} → ${to}`;
}
