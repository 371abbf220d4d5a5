import { digestOf } from '../model/ids.ts';
import { compareBytes } from '../model/text.ts';
import { locationOf } from '../source/location.ts';
import { isInScope } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import { BatchWriter } from './batch-writer.ts';
import { findHandedOver } from './handed-over.ts';
import { interpretFile, quarantine, type Work } from './interpret-file.ts';
import { isElsewhere, removeGone, settleMoves } from './settle-gone.ts';
import type { FoundFile, SourceRun } from './source-run.ts';

/** One source, from its files to committed batches. Counts every file once. */
export async function ingestSource(run: SourceRun): Promise<void> {
  const known = run.knownFiles;
  const writer = new BatchWriter(run);
  const seen = new Set<string>();
  /** New paths whose bytes are known under another path: moved, if that other one is gone. */
  const maybeMoved: FoundFile[] = [];
  const closed: string[] = [];
  const pathsByDigest = indexByDigest(known);

  for (const entry of run.entries) {
    run.signal?.throwIfAborted();
    const path = entry.kind === 'PROBLEM' ? entry.problem.path : entry.path;
    if (path !== null) seen.add(path);
    if (entry.kind === 'FILE') {
      if ((await takeFile(entry, { run, writer, known: known.get(entry.path), pathsByDigest })) === 'MAYBE_MOVED')
        maybeMoved.push(entry);
    } else if (entry.kind === 'IGNORED') run.tally.ignored(entry.reason);
    else {
      quarantine(run, entry.problem);
      closed.push(entry.problem.path ?? '');
    }
    await run.onFile(path ?? '');
  }

  // What lies in a folder that cannot be read is not gone, only out of sight.
  const isOutOfSight = (path: string) => closed.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  const handedOver = findHandedOver(known.keys(), run.root, run.roots);
  const gone = [...known.keys()]
    .filter((path) => isInScope(path, run.root) && !seen.has(path) && !isOutOfSight(path) && !handedOver.has(path))
    .sort(compareBytes);
  const left = await settleMoves(maybeMoved, gone, { run, writer, known });
  const end = await removeGone(left, handedOver, { run, writer, known });
  await writer.flush();
  if (!run.dryRun && isElsewhere(run)) await settleLocation(run, end, writer);
}

/**
 * A source belongs to the folder that a run found all of it in. One that holds files of two folders belongs to
 * neither, or the next run over the first would remove those of the second.
 */
async function settleLocation({ root, store }: SourceRun, end: 'REMOVED' | 'HELD_BACK', { hasTaken }: BatchWriter) {
  if (end === 'REMOVED' && root.scopes === null)
    await store.saveLocation(root.settings.key, locationOf(root.directory));
  else if (hasTaken) await store.saveLocation(root.settings.key, null);
}

async function takeFile(
  entry: FoundFile,
  work: Work & {
    readonly known: KnownFile | undefined;
    readonly pathsByDigest: ReadonlyMap<string, readonly string[]>;
  },
): Promise<'DONE' | 'MAYBE_MOVED'> {
  const { run, known, pathsByDigest } = work;
  const read = await entry.read();
  if (read.kind === 'PROBLEM') {
    quarantine(run, read.problem);
    return 'DONE';
  }
  const digest = digestOf(read.file.bytes);
  if (known === undefined && pathsByDigest.has(digest)) return 'MAYBE_MOVED';
  if (known && isUnchanged(known, digest, run)) {
    run.tally.file('unchanged');
    return 'DONE';
  }
  await interpretFile({ path: entry.path, bytes: read.file.bytes, digest }, work);
  return 'DONE';
}

/** Put-aside and left-out files are looked at every time: the reason may have gone, and the report names them all. */
function isUnchanged(known: KnownFile, digest: string, { extractor, gazetteer }: SourceRun): boolean {
  return (
    known.state === 'TAKEN' &&
    known.digest === digest &&
    known.gazetteerVersion === gazetteer.version &&
    known.extractorVersion === `${extractor.id}@${extractor.version}`
  );
}

function indexByDigest(known: ReadonlyMap<string, KnownFile>): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, { digest }] of known) paths.set(digest, [...(paths.get(digest) ?? []), path]);
  return paths;
}
