import type { ParseResult } from '../model/document.ts';
import type { ProblemCode, ProblemWithoutPath } from '../model/problem.ts';

/** A problem that leaves the document usable. `line`: 1-based in the file, null when no one line is to blame. */
export const warning = (code: ParseProblemCode, line: number | null, message: string): ProblemWithoutPath => ({
  code,
  severity: 'WARNING',
  line,
  message,
  hint: HINTS[code],
});

/** A problem that keeps the whole document out. */
export const failure = (code: ParseProblemCode, line: number | null, message: string): ProblemWithoutPath => ({
  ...warning(code, line, message),
  severity: 'ERROR',
});

/** The result that {@link failure} leads to. */
export const quarantined = (problem: ProblemWithoutPath): ParseResult => ({ kind: 'QUARANTINED', problem });

const HINTS = {
  FRONT_MATTER_INVALID:
    'Correct the front matter at the named line; a value with special characters is safe in single quotes.',
  FRONT_MATTER_RECOVERED: 'It was read as meant; correct the front matter so that other programs read it too.',
  FRONT_MATTER_NOT_A_MAPPING:
    'Write the front matter as `key: value` lines, or begin the text with a blank line and no `---`.',
  FRONT_MATTER_SCRIPT: 'Write the front matter as YAML, TOML or JSON; programs in it are never run.',
  BINARY_FILE: 'Remove the file, or save it as text in UTF-8.',
  ENCODING_REPLACED: 'Save the file again as UTF-8; the unreadable bytes stand as U+FFFD in the text.',
  DATE_INVALID: 'Write the date as 2021-06-11 or 2021-06-11T12:44:33+08:00.',
  TITLE_MISSING: 'Add a `title` to the front matter or a heading to the text.',
  FEED_INVALID: 'Tell whoever publishes the feed; a feed validator names every fault in it.',
  FEED_ITEM_REPEATED: 'Tell whoever publishes the feed that each item needs an identifier of its own.',
  FEED_ITEM_TOO_LARGE: 'Ask whoever publishes the feed for shorter items, or take the article from its page.',
  MARKUP_SIMPLIFIED: 'Close what is opened, and keep the text in a few levels of elements.',
  PARSE_FAILED: 'Report the file with this message; the other documents are not affected.',
} as const satisfies Partial<Record<ProblemCode, string>>;

type ParseProblemCode = keyof typeof HINTS;
