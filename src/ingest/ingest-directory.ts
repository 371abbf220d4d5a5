import { isWithin } from '../source/source.ts';
import { BatchWriter } from './batch-writer.ts';
import { createHandOverTest } from './handed-over.ts';
import { type FileToInterpret, interpretFiles } from './interpret-files.ts';
import { hasArticle, readKnownFiles } from './known-files.ts';
import { matchEntries } from './match-entries.ts';
import { isElsewhere, type KnownState, type MaybeMoved, removeGone, settleMoves } from './settle-gone.ts';
import { quarantine, settleOutcome } from './settle-outcome.ts';
import type { DirectoryRun } from './source-run.ts';

/** One folder, from its files to committed batches. Counts every file once. */
export async function ingestDirectory(run: DirectoryRun): Promise<void> {
  const writer = new BatchWriter(run);
  const state: KnownState = { unseen: [], handedOver: [], articles: 0 };
  const closed: string[] = [];
  const maybeMoved: MaybeMoved[] = [];
  const canHaveMoved = run.knownSource !== undefined;
  for await (const { outcome, ...file } of interpretFiles(filesOf(run, state, closed), run, { canHaveMoved })) {
    run.signal?.throwIfAborted();
    if (outcome.kind === 'MAYBE_MOVED') maybeMoved.push({ ...file, digest: outcome.digest });
    else await settleOutcome(outcome, file, { run, writer });
    await run.onFile(file.path);
  }
  // What lies in a folder that cannot be read is not gone, only out of sight.
  const isOutOfSight = (path: string) => closed.some((folder) => folder === '' || isWithin(path, folder));
  const gone = state.unseen.filter(({ path }) => !isOutOfSight(path));
  const left = await settleMoves(maybeMoved, gone, { run, writer });
  const end = await removeGone(left, state, { run, writer });
  await writer.flush();
  if (!run.dryRun && isElsewhere(run)) await settleLocation(run, end, writer);
}

/** The source's files beside what is known of them; everything else about it is settled on the way. */
async function* filesOf(run: DirectoryRun, state: KnownState, closed: string[]): AsyncGenerator<FileToInterpret> {
  const { root, store, tally } = run;
  const isHandedOver = createHandOverTest(root, run.roots);
  for await (const match of matchEntries(run.entries, readKnownFiles(store, root.settings.key, root.scopes))) {
    if (match.kind === 'FOUND') {
      if (match.known !== undefined && hasArticle(match.known)) state.articles++;
      const { entry, known } = match;
      yield { path: entry.path, from: { kind: 'DISK', location: entry.location }, known };
    } else if (match.kind === 'UNSEEN') {
      const { known } = match;
      if (isHandedOver(known.path)) state.handedOver.push(known.path);
      else state.unseen.push(known);
    } else if (match.entry.kind === 'IGNORED') {
      tally.ignored(match.entry.reason);
      await run.onFile(match.entry.path);
    } else {
      const { problem } = match.entry;
      quarantine(run, problem);
      closed.push(problem.path ?? '');
      await run.onFile(problem.path ?? '');
    }
  }
}

/**
 * A source belongs to the folder that a run found all of it in. One that holds files of two folders belongs to
 * neither, or the next run over the first would remove those of the second.
 */
async function settleLocation(
  { root, location, store }: DirectoryRun,
  end: 'REMOVED' | 'HELD_BACK',
  { hasTaken }: BatchWriter,
) {
  if (end === 'REMOVED' && root.scopes === null) await store.saveLocation(root.settings.key, location);
  else if (hasTaken) await store.saveLocation(root.settings.key, null);
}
