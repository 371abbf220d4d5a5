import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import type { ExtractInput } from '../../src/extract/extractor.ts';
import type { Mention } from '../../src/model/mention.ts';
import type { Publication } from '../../src/model/publication.ts';
import { gazetteer } from './scene.ts';

const extractor = createBuiltInExtractor(gazetteer);

/** Noon of a day in China, as a front matter gives it. */
export const publishedOn = (localDate: string, others: Partial<Publication> = {}): Publication => ({
  ms: Date.parse(`${localDate}T12:00:00+08:00`),
  written: localDate,
  localDate,
  zone: 'Asia/Shanghai',
  zoneInferred: true,
  precision: 'SECOND',
  provenance: 'FRONT_MATTER',
  ...others,
});

/** Friday. */
export const FRIDAY = '2021-06-11';

/** `surface → value` of the mentions of one type, in the order of the text. */
export function valuesIn(text: string, type: Mention['type'], others: Partial<ExtractInput> = {}): string[] {
  const input = { title: '', text, language: 'zh-Hans', publication: publishedOn(FRIDAY), credits: [], ...others };
  return extractor
    .extract(input)
    .mentions.filter((mention) => mention.type === type)
    .map(({ surface, value }) => `${surface} → ${value}`);
}
