import { DetectError, ParseError, parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { readAtom } from './feed-atom.ts';
import { type FeedFormat, feedFormatOf, isJsonFeedVersion } from './feed-format.ts';
import type { WrittenFeed } from './feed-item.ts';
import { readJsonFeed } from './feed-json.ts';
import { feedsNamedBy } from './feed-page.ts';
import { readRdf, readRss } from './feed-rss.ts';
import { failure, warning } from './finding.ts';
import { jsonFault } from './front-matter.ts';
import { findXmlFault } from './xml-balance.ts';

export type FeedReading =
  | { readonly kind: 'READ'; readonly feed: WrittenFeed; readonly problems: readonly ProblemWithoutPath[] }
  /** `problem`: for whoever expected a feed. */
  | { readonly kind: 'NOT_A_FEED' | 'FAILED'; readonly problem: ProblemWithoutPath };

/** Reads a text as the feed that its root says it is. `baseUrl`: where it lies, if that is known. */
export function readFeed(text: string, baseUrl: string | null): FeedReading {
  const format = feedFormatOf(text);
  if (format === null) return { kind: 'NOT_A_FEED', problem: notAFeed(text) };
  if (format === 'PAGE') return { kind: 'NOT_A_FEED', problem: page(text, baseUrl) };
  return format === 'JSON' ? readJson(text, baseUrl) : readXml(text, format, baseUrl);
}

function readJson(text: string, baseUrl: string | null): FeedReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, reason } = jsonFault(error as SyntaxError, text);
    return { kind: 'FAILED', problem: unreadable(line, reason) };
  }
  if (!isJsonFeedVersion((value as { version?: unknown }).version))
    return { kind: 'NOT_A_FEED', problem: notAFeed(text) };
  try {
    return { kind: 'READ', feed: readJsonFeed(parseJsonFeed(value), baseUrl), problems: [] };
  } catch (error) {
    if (error instanceof ParseError) return { kind: 'READ', feed: EMPTY_FEED, problems: [] };
    return { kind: 'FAILED', problem: unreadable(null, reasonOf(error)) };
  }
}

const XML_READERS = {
  RSS: (text: string, baseUrl: string | null) => readRss(parseRssFeed(text), baseUrl),
  ATOM: (text: string, baseUrl: string | null) => readAtom(parseAtomFeed(text), baseUrl),
  RDF: (text: string, baseUrl: string | null) => readRdf(parseRdfFeed(text), baseUrl),
} as const satisfies Record<Exclude<FeedFormat, 'JSON' | 'PAGE'>, unknown>;

function readXml(text: string, format: keyof typeof XML_READERS, baseUrl: string | null): FeedReading {
  const fault = findXmlFault(text);
  // Half an item read as a whole one would take the place of the whole one that was there before.
  if (fault?.cutOff.some((name) => /(?:^|:)(?:item|entry)$/i.test(name)) === true)
    return { kind: 'FAILED', problem: unreadable(fault.line, fault.reason) };
  const problems = fault === null ? [] : [skippedOver(fault)];
  try {
    return { kind: 'READ', feed: XML_READERS[format](text, baseUrl), problems };
  } catch (error) {
    if (error instanceof ParseError && fault === null) return { kind: 'READ', feed: EMPTY_FEED, problems };
    if (error instanceof DetectError) return { kind: 'NOT_A_FEED', problem: notAFeed(text) };
    const { line, reason } = fault ?? { line: null, reason: reasonOf(error) };
    return { kind: 'FAILED', problem: unreadable(line, reason) };
  }
}

const EMPTY_FEED: WrittenFeed = { language: null, items: [] };

/** The library's own error only says that there is one; what was wrong is its cause. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  const { message, cause } = error as Error;
  return (cause instanceof Error ? cause.message : message).split('\n')[0]?.slice(0, 200) ?? '';
}

const unreadable = (line: number | null, reason: string): ProblemWithoutPath =>
  failure('FEED_INVALID', line, `The feed cannot be read: ${reason}.`);

const skippedOver = ({ line, reason }: { readonly line: number; readonly reason: string }): ProblemWithoutPath =>
  warning('FEED_INVALID', line, `The feed is not well-formed, so that items may be missing: ${reason}.`);

function notAFeed(text: string): ProblemWithoutPath {
  const what = text.trim() === '' ? 'The answer is empty.' : 'What is there is no RSS, Atom or JSON Feed.';
  return { ...failure('FEED_INVALID', null, what), hint: 'Check the address, and that it gives a feed in a browser.' };
}

function page(text: string, baseUrl: string | null): ProblemWithoutPath {
  const feeds = feedsNamedBy(text, baseUrl).slice(0, MAX_NAMED);
  return {
    ...failure('FEED_INVALID', null, 'This is a web page, not a feed.'),
    hint:
      feeds.length > 0
        ? `Use the feed that the page names: ${feeds.join(' or ')}`
        : 'The page names no feed; look on it for a link called RSS, Atom or feed.',
  };
}

/** Sites with many feeds name those of every category; the first ones are the site's. */
const MAX_NAMED = 3;
