import { DatelineError } from '../errors.ts';
import type { Analyze, TextToAnalyze } from '../model/analysis.ts';
import type { ParsedDocument } from '../model/document.ts';
import { type Publication, UNDATED } from '../model/publication.ts';
import { toStorableText } from '../model/text.ts';
import { detectLanguage } from '../parse/language.ts';
import { extractOne } from './extract-one.ts';
import type { Interpreter } from './interpreter.ts';

export interface Analyzer {
  readonly analyze: Analyze;
  close(): Promise<void>;
}

/**
 * Reads texts that are not kept as articles are read, where `open` says; opened for the first of them. So that those
 * who ask cannot take more than their share, few are taken at once and the others refused.
 */
export function createAnalyzer(open: () => Interpreter, maxAtOnce: number = MAX_AT_ONCE): Analyzer {
  let interpreter: Interpreter | undefined;
  let running = 0;
  return {
    async analyze(text) {
      if (running >= maxAtOnce)
        throw new DatelineError('ANALYSIS_UNAVAILABLE', `${running} texts are being analysed already`);
      running++;
      try {
        interpreter ??= open();
        const { mentions, entities, rollUps } = await extractOne(
          { document: toDocument(text), sourceKey: '' },
          interpreter,
        );
        return { mentions, entities, rollUps };
      } finally {
        running--;
      }
    },
    close: async () => await interpreter?.close(),
  };
}

const MAX_AT_ONCE = 32;

/** A document that says nothing of itself. Every character stays where it was. */
function toDocument({ title, text, publishedMs }: TextToAnalyze): ParsedDocument {
  const visible = toStorableText(text);
  return {
    frontMatterFormat: 'NONE',
    bodyFormat: 'MARKDOWN',
    encoding: 'utf-8',
    frontMatter: {},
    title: toStorableText(title),
    titleProvenance: 'NONE',
    canonicalUrl: null,
    guid: null,
    language: detectLanguage(`${title}\n${visible}`),
    publication: publishedMs === null ? UNDATED : publicationAt(publishedMs),
    categories: [],
    tags: [],
    credits: [],
    images: [],
    links: [],
    text: visible,
    html: '',
    excerpt: '',
    draft: null,
    problems: [],
  };
}

function publicationAt(ms: number): Publication {
  const written = new Date(ms).toISOString();
  return {
    ms,
    written,
    localDate: written.slice(0, 10),
    zone: 'Z',
    zoneInferred: false,
    precision: 'SECOND',
    provenance: null,
  };
}
