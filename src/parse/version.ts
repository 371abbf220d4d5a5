import type { SourceSettings } from '../model/document.ts';
import { hashKey } from '../model/ids.ts';

/** Raised whenever parsing makes something else of the same bytes: every file is then parsed again once. */
const PARSER_VERSION = 1;

/** What a parsed document depends on besides its bytes and path: the parser, and what the source's settings say. */
export function parsingVersionOf({ key: _, name: __, ...settings }: SourceSettings): string {
  return hashKey(
    'parsing',
    String(PARSER_VERSION),
    JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}
