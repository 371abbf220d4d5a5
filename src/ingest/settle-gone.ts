import { digestOf } from '../model/ids.ts';
import type { SourceRoot } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import { hasArticle, interpretFile, quarantine, type Work } from './interpret-file.ts';
import type { FoundFile } from './source-run.ts';

/** More than this share of a scope's known files gone at once is taken for a mistake unless pruning was asked for. */
const LARGEST_UNASKED_REMOVAL = 1 / 5;

/** Pairs new paths with vanished ones of the same bytes; what finds no partner is new. Gives the paths still gone. */
export async function settleMoves(
  candidates: readonly FoundFile[],
  gone: readonly string[],
  { run, writer, known }: Work & { readonly known: ReadonlyMap<string, KnownFile> },
): Promise<readonly string[]> {
  const left = new Set(gone);
  const partners = new Map<string, string[]>();
  for (const path of gone) {
    const file = known.get(path);
    if (file?.state === 'TAKEN') partners.set(file.digest, [...(partners.get(file.digest) ?? []), path]);
  }
  for (const entry of candidates) {
    const read = await entry.read();
    if (read.kind === 'PROBLEM') {
      quarantine(run, read.problem);
      continue;
    }
    const digest = digestOf(read.file.bytes);
    const from = partners.get(digest)?.find((path) => left.has(path));
    if (from !== undefined) left.delete(from);
    const file = { path: entry.path, bytes: read.file.bytes, digest, movedFrom: from };
    await interpretFile(file, { run, writer, known: undefined });
  }
  return [...left];
}

/** Removes what is gone, unless it is so much that it looks like a mistake. */
export async function removeGone(
  gone: readonly string[],
  { run, writer, known }: Work & { readonly known: ReadonlyMap<string, KnownFile> },
): Promise<void> {
  const goneSet = new Set(gone);
  const inScope = [...known.values()].filter((file) => hasArticle(file) && isInScope(file.path, run.root));
  const goneArticles = inScope.filter((file) => goneSet.has(file.path)).length;
  if (!run.prune && goneArticles > inScope.length * LARGEST_UNASKED_REMOVAL) {
    run.tally.problem(
      {
        code: 'REMOVAL_HELD_BACK',
        severity: 'WARNING',
        path: null,
        line: null,
        message: `${goneArticles} of ${inScope.length} known files of ${run.root.settings.key} are gone; none was removed`,
        hint: 'Check the path. If they are meant to be gone, run again with --prune.',
      },
      run.root.settings.key,
    );
    return;
  }
  for (const path of gone) {
    run.tally.removed++;
    await writer.add({ kind: 'REMOVED', path });
  }
}

/** Whether a path lies in the part of the source that this run is about. */
export const isInScope = (path: string, { scope }: SourceRoot): boolean =>
  scope === null || path === scope || path.startsWith(`${scope}/`);
