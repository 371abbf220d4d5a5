import {
  DEFAULT_FRONT_MATTER,
  type ParsedDocument,
  type ParseResult,
  type SourceSettings,
} from '../../src/model/document.ts';
import { parseDocument } from '../../src/parse/parse.ts';

/** What a folder without a `dateline.json` gets. */
export const SETTINGS: SourceSettings = {
  key: 'test',
  name: 'test',
  kind: 'DIRECTORY',
  timeZone: 'Asia/Shanghai',
  baseUrl: null,
  language: null,
  categoryLists: 'AUTO',
  frontMatter: DEFAULT_FRONT_MATTER,
};

export const NOW = new Date('2026-01-01T00:00:00Z');

export const parseText = (text: string, path = 'a.md', settings: Partial<SourceSettings> = {}): ParseResult =>
  parseDocument({ path, bytes: new TextEncoder().encode(text) }, { ...SETTINGS, ...settings }, NOW);

/** The document, or a failed test that says what came instead. */
export function parsed(text: string, path = 'a.md', settings: Partial<SourceSettings> = {}): ParsedDocument {
  const result = parseText(text, path, settings);
  if (result.kind !== 'PARSED') throw new Error(`expected a document, got ${JSON.stringify(result)}`);
  return result.document;
}
