/**
 * Something a run met that a person may want to mend: never a throw, always a row of the report.
 *
 * `WARNING`: the document was taken all the same. `ERROR`: it was quarantined (kept aside with its
 * reason; its last good version, if there is one, stays).
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'WARNING' | 'ERROR';
  /** Relative to the source's root, with `/`; null when the problem is the run's, not a file's. */
  readonly path: string | null;
  /** 1-based line in the file, when one line is to blame. */
  readonly line: number | null;
  /** What is wrong, in one sentence, for a person. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly hint: string;
}

/** A problem before anyone knows which file it belongs to (parsing is given bytes, not paths). */
export type ProblemWithoutPath = Omit<Problem, 'path'>;

/** Permanent names: once published, a code keeps its meaning. Add, never reuse. */
export const PROBLEM_CODES = [
  'FRONT_MATTER_INVALID',
  'FRONT_MATTER_RECOVERED',
  'FRONT_MATTER_NOT_A_MAPPING',
  'FRONT_MATTER_SCRIPT',
  'BINARY_FILE',
  'EMPTY_FILE',
  'ENCODING_REPLACED',
  'DATE_INVALID',
  'TITLE_MISSING',
  'MARKUP_SIMPLIFIED',
  'FILE_UNREADABLE',
  'FILE_TOO_LARGE',
  'PARSE_FAILED',
  'EXTRACTION_FAILED',
  'EXTRACTOR_UNAVAILABLE',
  'EXTRACTOR_ANSWER_INVALID',
  'OVERLAY_LINE_INVALID',
  'TOPIC_LINE_INVALID',
  'REMOVAL_HELD_BACK',
  'SOURCE_CONFIG_INVALID',
  'SOURCE_OVERLAP',
  'FEED_INVALID',
  'FEED_ITEM_REPEATED',
  'FEED_ITEM_TOO_LARGE',
  'FEED_UNREACHABLE',
  'FEED_TIMEOUT',
  'FEED_TOO_LARGE',
  'FEED_REDIRECTED',
  'FEED_REDIRECT_FAILED',
  'FEED_STATUS',
  'FEED_ADDRESS_REFUSED',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
