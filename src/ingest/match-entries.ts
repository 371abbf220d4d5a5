import { compareBytes } from '../model/text.ts';
import type { SourceEntry } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import type { FoundFile } from './source-run.ts';

export type Match =
  | { readonly kind: 'FOUND'; readonly entry: FoundFile; readonly known: KnownFile | undefined }
  | { readonly kind: 'OTHER'; readonly entry: Exclude<SourceEntry, FoundFile> }
  /** Known, and not met by the walk. */
  | { readonly kind: 'UNSEEN'; readonly known: KnownFile };

/** Walks a source and what is known of it side by side; both in bytewise order of the files' paths. */
export async function* matchEntries(
  entries: AsyncIterable<SourceEntry>,
  knownFiles: AsyncIterable<KnownFile>,
): AsyncGenerator<Match> {
  const known = knownFiles[Symbol.asyncIterator]();
  let next = await known.next();
  for await (const entry of entries) {
    if (entry.kind !== 'FILE') {
      yield { kind: 'OTHER', entry };
      continue;
    }
    while (!next.done && compareBytes(next.value.path, entry.path) < 0) {
      yield { kind: 'UNSEEN', known: next.value };
      next = await known.next();
    }
    if (!next.done && next.value.path === entry.path) {
      yield { kind: 'FOUND', entry, known: next.value };
      next = await known.next();
    } else yield { kind: 'FOUND', entry, known: undefined };
  }
  for (; !next.done; next = await known.next()) yield { kind: 'UNSEEN', known: next.value };
}
