import { DatelineError } from '../errors.ts';
import { type FeedChange, findChanges, findLastChange, findMatchingKeys } from '../store/read/changes.ts';
import type { Reader } from '../store/read/reader.ts';
import type { RevisionWatcher } from '../store/revision-watch.ts';
import { builder } from './builder.ts';
import { ChangeRef } from './change.ts';
import { decodePosition, type FeedPosition, verifyPosition } from './change-cursor.ts';
import type { GraphContext } from './context.ts';
import { resolveArticleFilter } from './filter.ts';
import { type ArticleFilterArg, ArticleFilterInput } from './filter-input.ts';

builder.subscriptionType({ description: 'What a client is told of as it happens, over server-sent events.' });

builder.subscriptionField('articleChanged', (t) =>
  t.field({
    type: ChangeRef,
    description:
      'Every change of an article from now on, in the order in which they were committed, whichever process did it. After an interruption, go on behind the `cursor` of the last change received: nothing in between is left out.',
    args: {
      where: t.arg({
        type: ArticleFilterInput,
        description:
          'Only of articles that meet these conditions once they have changed. Every removal is told, since what is gone meets none.',
      }),
      after: t.arg.string({ description: 'Begin behind this cursor of a change, not now.' }),
    },
    subscribe: (_root, args, context) => subscribe(args, context) as never,
    resolve: (change) => change as unknown as FeedChange,
  }),
);

interface SubscriptionArgs {
  readonly where?: ArticleFilterArg | null;
  readonly after?: string | null;
}

/** Throws BAD_CURSOR, LIMIT_EXCEEDED, NOT_READY, and what the filter throws, before the first event. */
async function subscribe(
  args: SubscriptionArgs,
  { reader, revisions }: GraphContext,
): Promise<AsyncIterable<FeedChange>> {
  if (revisions === undefined) throw new DatelineError('NOT_READY', 'This server follows no changes');
  const watcher = revisions.join();
  try {
    await resolveArticleFilter(args.where, reader);
    const start = await startOf(args, reader);
    return endedWith(watcher, follow({ where: args.where, start, watcher, reader }));
  } catch (error) {
    watcher.leave();
    throw error;
  }
}

async function startOf({ after }: SubscriptionArgs, reader: Reader): Promise<FeedPosition> {
  if (after == null) {
    const { databaseId, changes } = await findLastChange(reader);
    return { databaseId, behind: changes[0] ?? null };
  }
  const start = decodePosition(after);
  const { databaseId, changes } = await findChanges(reader, start.behind, 1);
  verifyPosition(start, { databaseId, change: changes[0] });
  return start;
}

interface Following {
  readonly where: SubscriptionArgs['where'];
  readonly start: FeedPosition;
  readonly watcher: RevisionWatcher;
  readonly reader: Reader;
}

const CHANGES_AT_ONCE = 100;

async function* follow({ where, start, watcher, reader }: Following): AsyncGenerator<FeedChange> {
  let place = start;
  for (let seen: number | null = -1; ; ) {
    seen = await watcher.beyond(seen);
    if (seen === null) return;
    for (let changes: readonly FeedChange[] | null = null; changes === null || changes.length === CHANGES_AT_ONCE; ) {
      changes = await changesBehind(place, watcher, reader);
      const wanted = await wantedOf(changes, where, reader.renew());
      for (const change of changes) if (wanted(change)) yield change;
      const last = changes.at(-1);
      if (last) place = { databaseId: last.databaseId, behind: last };
    }
  }
}

/** Read once for all who have come to the same place. Throws BAD_CURSOR when the database is another by now. */
async function changesBehind(place: FeedPosition, watcher: RevisionWatcher, reader: Reader): Promise<FeedChange[]> {
  const { behind } = place;
  const skipped = behind ? 1 : 0;
  const { databaseId, changes } = await watcher.share(`${behind?.revision} ${behind?.position}`, () =>
    findChanges(reader.renew(), behind, CHANGES_AT_ONCE + skipped),
  );
  verifyPosition(place, { databaseId, change: changes[0] });
  return changes.slice(skipped).map((change) => ({ ...change, databaseId }));
}

/** The names in the filter are looked up anew: what they stand for may have changed with the content. */
async function wantedOf(
  changes: readonly FeedChange[],
  where: SubscriptionArgs['where'],
  reader: Reader,
): Promise<(change: FeedChange) => boolean> {
  if (!where || changes.length === 0) return () => true;
  const keys = changes.flatMap(({ kind, articleKey }) => (kind === 'REMOVED' ? [] : [articleKey]));
  const matching = keys.length === 0 ? new Set<string>() : await matchingOf(keys, where, reader);
  return ({ kind, articleKey }) => kind === 'REMOVED' || matching.has(articleKey);
}

async function matchingOf(keys: readonly string[], where: ArticleFilterArg, reader: Reader): Promise<Set<string>> {
  try {
    return await findMatchingKeys(reader, await resolveArticleFilter(where, reader), keys);
  } catch (error) {
    // Something that the filter names is gone, and with it every article that met it.
    if (error instanceof DatelineError && error.code.endsWith('_NOT_FOUND')) return new Set();
    throw error;
  }
}

/** Gives the seat back when the client goes, even while the next change is being waited for. */
function endedWith(watcher: RevisionWatcher, changes: AsyncGenerator<FeedChange>): AsyncIterableIterator<FeedChange> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const result = await changes.next();
        if (result.done) watcher.leave();
        return result;
      } catch (error) {
        watcher.leave();
        throw error;
      }
    },
    async return() {
      watcher.leave();
      return await changes.return(undefined);
    },
  };
}
