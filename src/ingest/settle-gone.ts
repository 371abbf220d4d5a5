import { digestOf } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { locationOf } from '../source/location.ts';
import { isInScope } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import { hasArticle, interpretFile, quarantine, type Work } from './interpret-file.ts';
import type { FoundFile, SourceRun } from './source-run.ts';

type Settling = Work & { readonly known: ReadonlyMap<string, KnownFile> };

/** More than this share of a scope's known files gone at once is taken for a mistake unless pruning was asked for. */
const LARGEST_UNASKED_REMOVAL = 1 / 5;

/** Pairs new paths with vanished ones of the same bytes; what finds no partner is new. Gives the paths still gone. */
export async function settleMoves(
  candidates: readonly FoundFile[],
  gone: readonly string[],
  { run, writer, known }: Settling,
): Promise<readonly string[]> {
  const left = new Set(gone);
  const partners = new Map<string, KnownFile[]>();
  for (const path of gone) {
    const file = known.get(path);
    if (file?.state === 'TAKEN') partners.set(file.digest, [...(partners.get(file.digest) ?? []), file]);
  }
  for (const entry of candidates) {
    const read = await entry.read();
    if (read.kind === 'PROBLEM') {
      quarantine(run, read.problem);
      continue;
    }
    const digest = digestOf(read.file.bytes);
    const movedFrom = partners.get(digest)?.find((file) => left.has(file.path));
    if (movedFrom !== undefined) left.delete(movedFrom.path);
    const file = { path: entry.path, bytes: read.file.bytes, digest, movedFrom };
    await interpretFile(file, { run, writer, known: undefined });
  }
  return [...left];
}

/**
 * Removes what is gone, unless that looks like a mistake: much of it at once, or another folder than last time.
 * `handedOver`: known files that lie in another source of this run now; they take no part in the judgement.
 */
export async function removeGone(
  gone: readonly string[],
  handedOver: ReadonlySet<string>,
  { run, writer, known }: Settling,
): Promise<'REMOVED' | 'HELD_BACK'> {
  const remove = async (path: string, digest?: string) =>
    await writer.add([{ kind: 'REMOVED', path, ...(digest === undefined ? {} : { digest }) }], () => run.tally.gone());
  for (const path of handedOver) await remove(path);

  const inScope = [...known.values()].filter(
    (file) => hasArticle(file) && isInScope(file.path, run.root) && !handedOver.has(file.path),
  );
  const goneSet = new Set(gone);
  const goneArticles = inScope.filter((file) => goneSet.has(file.path)).length;
  const isTooMuch = goneArticles > inScope.length * LARGEST_UNASKED_REMOVAL;
  if (!run.prune && gone.length > 0 && (isTooMuch || isElsewhere(run))) {
    const { key } = run.root.settings;
    const problem = isElsewhere(run)
      ? otherFolder(key, gone.length)
      : heldBack(`${goneArticles} of ${inScope.length} known files of ${key} are gone; none was removed.`);
    run.tally.problem(problem, key);
    return 'HELD_BACK';
  }
  for (const path of gone) await remove(path, known.get(path)?.digest);
  return 'REMOVED';
}

/** Whether the source's files came from another folder before, or from who knows where. */
export const isElsewhere = ({ knownSource, root }: SourceRun): boolean =>
  knownSource !== undefined && knownSource.location !== locationOf(root.directory);

const otherFolder = (key: string, number: number): Problem =>
  heldBack(
    `“${key}” was read from another folder before, and ${number} of its known files ${number === 1 ? 'is' : 'are'} not in this one; none was removed.`,
    'If the folder has moved, run again with --prune. If these are other articles, give them a source of their own with --source.',
  );

const heldBack = (
  message: string,
  hint = 'Check the path. If they are meant to be gone, run again with --prune.',
): Problem => ({ code: 'REMOVAL_HELD_BACK', severity: 'WARNING', path: null, line: null, message, hint });
