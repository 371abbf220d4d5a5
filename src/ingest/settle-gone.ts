import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFeedFile } from '../model/feed-file.ts';
import type { Problem } from '../model/problem.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { DocumentChange } from '../store/write/batch.ts';
import { type FileToInterpret, interpretFiles } from './interpret-files.ts';
import { hasArticle } from './known-files.ts';
import { settleOutcome, type Work } from './settle-outcome.ts';
import type { DirectoryRun } from './source-run.ts';

/** A new file whose bytes are known under another path. */
export interface MaybeMoved extends FileToInterpret {
  readonly digest: string;
}

interface DirectoryWork extends Work {
  readonly run: DirectoryRun;
}

/** What a walk showed of the known files in its scope. */
export interface KnownState {
  /** Not met. */
  readonly unseen: KnownFile[];
  /** Paths that lie in another source of this run now; they take no part in judging what is gone. */
  readonly handedOver: string[];
  /** How many that were met have an article. */
  articles: number;
}

/** More than this share of a scope's known articles gone at once is taken for a mistake unless pruning was asked for. */
const LARGEST_UNASKED_REMOVAL = 1 / 5;

/** Pairs new paths with vanished ones of the same bytes; what finds no partner is new. Gives the files still gone. */
export async function settleMoves(
  candidates: readonly MaybeMoved[],
  gone: readonly KnownFile[],
  { run, writer }: Work,
): Promise<readonly KnownFile[]> {
  const partners = new Map<string, KnownFile[]>();
  for (const file of gone)
    if (file.state === 'TAKEN') partners.set(file.digest, [...(partners.get(file.digest) ?? []), file]);
  const taken = new Set<KnownFile>();
  async function* files(): AsyncGenerator<FileToInterpret> {
    for (const { digest, ...file } of candidates) {
      const movedFrom = partners.get(digest)?.shift();
      if (movedFrom !== undefined) taken.add(movedFrom);
      yield { ...file, movedFrom };
    }
  }
  for await (const { outcome, ...file } of interpretFiles(files(), run, { canHaveMoved: false }))
    if (outcome.kind !== 'MAYBE_MOVED') await settleOutcome(outcome, file, { run, writer });
  return gone.filter((file) => !taken.has(file));
}

/**
 * Removes what is gone, unless that looks like a mistake: much of it at once, or another folder than last time.
 * `left`: those of `gone` that did not turn up elsewhere.
 */
export async function removeGone(
  left: readonly KnownFile[],
  { unseen, handedOver, articles }: KnownState,
  { run, writer }: DirectoryWork,
): Promise<'REMOVED' | 'HELD_BACK'> {
  const { key } = run.settings;
  const remove = async (changes: readonly DocumentChange[], count = () => run.tally.gone()) =>
    await writer.add(changes, count);
  for (const path of handedOver) await remove([{ kind: 'REMOVED', path }]);

  const { gone, known, before } = await weighRemoval(left, { unseen, handedOver, articles }, run);
  const isTooMuch = gone > before && gone > known * LARGEST_UNASKED_REMOVAL;
  if (!run.prune && left.length > 0 && (isTooMuch || isElsewhere(run))) {
    const problem = isElsewhere(run)
      ? otherFolder(key, left.length)
      : heldBack(
          `${gone} of ${known} known files of ${key} are gone; ${before === 0 ? 'none was' : `only the first ${before} were`} removed.`,
        );
    run.tally.problem(problem, key);
    return 'HELD_BACK';
  }
  for (const file of left) {
    if (!(await isGone(join(run.root.directory, file.path), run))) continue;
    await remove(await removalsOf(file, run), () => {
      run.tally.gone();
      if (hasArticle(file)) run.removals?.add(key, run.startedMs);
    });
  }
  return 'REMOVED';
}

/** A feed takes its items with it. Of a version that is gone: one that another run has taken since stays. */
async function removalsOf(file: KnownFile, { store, settings }: DirectoryRun): Promise<DocumentChange[]> {
  const items = isFeedFile(file.path) ? await store.loadKnownItems(settings.key, file.path) : [];
  return [...items, file].map(({ path, digest }) => ({ kind: 'REMOVED', path, digest }));
}

/** Articles that are gone, out of those there were. `before`: how many of them went in the runs just before this one. */
async function weighRemoval(
  left: readonly KnownFile[],
  { unseen, articles }: KnownState,
  { removals, settings: { key }, store, startedMs }: DirectoryRun,
): Promise<{ readonly gone: number; readonly known: number; readonly before: number }> {
  const now = left.filter(hasArticle).length;
  if (removals === undefined || now === 0)
    return { gone: now, known: articles + unseen.filter(hasArticle).length, before: 0 };
  const before = removals.count(key, startedMs);
  const gone = before + now;
  const enough = Math.ceil(gone / LARGEST_UNASKED_REMOVAL);
  return { gone, known: before + (await store.countArticleFiles(key, { enough })), before };
}

/** Another run may have taken a file that was not there yet when this one walked by. */
const isGone = (path: string, { startedMs }: DirectoryRun): Promise<boolean> =>
  lstat(path).then(
    ({ ctimeMs }) => ctimeMs < startedMs,
    () => true,
  );

/** Whether the source's files came from another folder before, or from who knows where. */
export const isElsewhere = ({ knownSource, location }: DirectoryRun): boolean =>
  knownSource !== undefined && knownSource.location !== location;

const otherFolder = (key: string, number: number): Problem =>
  heldBack(
    `“${key}” was read from another folder before, and ${number} of its known files ${number === 1 ? 'is' : 'are'} not in this one; none was removed.`,
    'If the folder has moved, run again with --prune. If these are other articles, give them a source of their own with --source.',
  );

const heldBack = (
  message: string,
  hint = 'Check the path. If they are meant to be gone, run again with --prune.',
): Problem => ({ code: 'REMOVAL_HELD_BACK', severity: 'WARNING', path: null, line: null, message, hint });
