import type { BodyFormat, ParseResult, SourceFile, SourceSettings } from '../model/document.ts';
import { isFeedFile } from '../model/feed-file.ts';
import { extensionOf } from '../model/file-name.ts';
import { buildDocument } from './build-document.ts';
import { stripModules } from './dialect.ts';
import { decodeBytes } from './encoding.ts';
import { failure, quarantined } from './finding.ts';
import { readFrontMatter } from './front-matter.ts';
import { isHtmlBody } from './markdown.ts';

/**
 * One file to one document. Pure: `now` only tells what lies in the future. Never throws for what a file
 * contains: what cannot be read is quarantined with a reason, what is no article ignored with one.
 */
export function parseDocument(file: SourceFile, settings: SourceSettings, now: Date): ParseResult {
  return withoutFaults(() => parseFile(file, settings, now));
}

/** What `parse` gives, or a quarantine that says why it gave up: left are faults of depth and our own. */
export function withoutFaults(parse: () => ParseResult): ParseResult {
  try {
    return parse();
  } catch (fault) {
    // A hundred thousand nested elements end in a RangeError.
    const reason =
      fault instanceof RangeError ? 'it is nested too deeply' : `of a fault in the parser (${String(fault)})`;
    return quarantined(failure('PARSE_FAILED', null, `The file could not be parsed because ${reason}.`));
  }
}

function parseFile(file: SourceFile, settings: SourceSettings, now: Date): ParseResult {
  // A feed is many documents, and what else is XML or JSON is none: see feed.ts.
  if (isFeedFile(file.path)) return { kind: 'IGNORED', reason: 'NOT_AN_ARTICLE' };
  const decoded = decodeBytes(file.bytes);
  if (decoded.kind === 'BINARY') return quarantined(decoded.problem);
  if (decoded.text.trim() === '') return { kind: 'IGNORED', reason: 'EMPTY' };
  const read = readFrontMatter(decoded.text);
  if (read.kind === 'FAILED') return quarantined(read.problem);
  const extension = extensionOf(file.path);
  if (extension === 'txt' && read.format === 'NONE') return { kind: 'IGNORED', reason: 'NOT_AN_ARTICLE' };
  const bodyFormat: BodyFormat = HTML_EXTENSIONS.has(extension) || isHtmlBody(read.body) ? 'HTML' : 'MARKDOWN';
  return buildDocument(
    {
      origin: 'FILE',
      path: file.path,
      frontMatter: read.data,
      frontMatterFormat: read.format,
      body: extension === 'mdx' && bodyFormat === 'MARKDOWN' ? stripModules(read.body) : read.body,
      bodyFormat,
      encoding: decoded.encoding,
      baseUrl: settings.baseUrl,
      problems: [...decoded.problems, ...read.problems],
    },
    settings,
    now,
  );
}

const HTML_EXTENSIONS: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml']);
