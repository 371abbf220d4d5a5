import { FEED_PATH } from '../source/feed-problem.ts';
import type { FeedReadResult, FeedValidators } from '../source/source.ts';
import { BatchWriter } from './batch-writer.ts';
import { interpretFiles } from './interpret-files.ts';
import { quarantine, settleOutcome } from './settle-outcome.ts';
import { type FeedRun, isCurrent } from './source-run.ts';

/** Fetches a feed, or learns that there is nothing new since the answer that `validators` are of. */
export type FetchFeed = (url: string, validators: FeedValidators | null) => Promise<FeedReadResult>;

/**
 * One feed, from its address to committed batches. What rolled off it stays; what fails leaves everything as it
 * was. `validators`: of the last answer that was taken in.
 */
export async function ingestFeed(run: FeedRun, fetchFeed: FetchFeed, validators: FeedValidators | null): Promise<void> {
  const { root, settings, store, tally } = run;
  const scopes = [FEED_PATH];
  const [known] = await store.loadKnownFiles(settings.key, { scopes, after: null, limit: 1 });
  // Items that would be made otherwise today have to be seen again.
  const isUpToDate = known !== undefined && isCurrent(known, run.parsingVersion);
  const answer = await fetchFeed(root.url, isUpToDate ? validators : null);
  if (answer.kind === 'PROBLEM') return quarantine(run, answer.problem);
  for (const problem of answer.problems) tally.problem(problem, settings.key);
  if (answer.kind === 'NOT_MODIFIED') {
    tally.feed('unchanged', (await store.loadKnownItems(settings.key, FEED_PATH)).length);
    return await run.onFile(FEED_PATH);
  }
  const { bytes, charset = null } = answer.file;
  async function* files() {
    yield { path: FEED_PATH, from: { kind: 'MEMORY', bytes, charset } as const, known };
  }
  const writer = new BatchWriter(run);
  let isWhole = false;
  for await (const { outcome, ...file } of interpretFiles(files(), run, { canHaveMoved: false })) {
    if (outcome.kind === 'MAYBE_MOVED') continue;
    await settleOutcome(outcome, file, { run, writer });
    isWhole =
      outcome.kind === 'UNCHANGED' ||
      (outcome.kind === 'FEED' && outcome.items.every((item) => item.kind !== 'QUARANTINED'));
    await run.onFile(FEED_PATH);
  }
  await writer.flush();
  if (run.dryRun) return;
  // What was put aside is to be reported, and tried, every time.
  const kept = isWhole ? answer.validators : { etag: null, lastModified: null };
  await store.saveFeedState(settings.key, { url: root.url, ...kept });
}
