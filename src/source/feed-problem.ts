import type { Problem, ProblemCode } from '../model/problem.ts';

/** The one file of a feed's source: its name stays when its address changes. */
export const FEED_PATH = 'feed';

type FeedProblemCode = Extract<ProblemCode, `FEED_${string}`>;

/** Why there is no feed this time; what was taken before stays. */
export const feedFailure = (code: FeedProblemCode, message: string, hint: string): Problem => ({
  code,
  severity: 'ERROR',
  path: FEED_PATH,
  line: null,
  message,
  hint,
});

/** What a person should know of a feed that was fetched all the same. */
export const feedWarning = (code: FeedProblemCode, message: string, hint: string): Problem => ({
  ...feedFailure(code, message, hint),
  severity: 'WARNING',
});

/** An address for a report, which more people see than may know what its query holds. */
export const showUrl = (url: string): string => {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
};
