import { dirname, relative } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { locationOf, toSourcePath } from '../source/location.ts';
import { isInScope, type KnownSource, type SourceRoot } from '../source/source.ts';
import type { KnownFile } from '../store/read/known-files.ts';
import { hasArticle } from './known-files.ts';

/**
 * Sources that this run does not read, and that took the same files before: whoever names a source by hand may
 * mean it so, but has every article twice.
 */
export async function findOverlaps(
  root: SourceRoot,
  { roots, known }: { readonly roots: readonly SourceRoot[]; readonly known: readonly KnownSource[] },
  readKnownFiles: (key: string) => AsyncIterable<KnownFile>,
): Promise<Problem[]> {
  const read = new Set(roots.map(({ settings }) => settings.key));
  const problems: Problem[] = [];
  for (const directory of lineage(root.directory)) {
    const location = locationOf(directory);
    for (const other of known.filter((source) => source.location === location && !read.has(source.key))) {
      const prefix = toSourcePath(relative(directory, root.directory));
      let shared = 0;
      for await (const file of readKnownFiles(other.key))
        if (hasArticle(file) && isOfRoot(file.path, prefix, root)) shared++;
      if (shared > 0) problems.push(overlap(other.key, shared, prefix === '' ? letGo(other.key) : handOver(other.key)));
    }
  }
  return problems;
}

/** The folder and all above it. */
function lineage(directory: string): readonly string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [directory, ...lineage(above)];
}

function isOfRoot(path: string, prefix: string, root: SourceRoot): boolean {
  if (prefix === '') return isInScope(path, root);
  return path.startsWith(`${prefix}/`) && isInScope(path.slice(prefix.length + 1), root);
}

const overlap = (key: string, shared: number, hint: string): Problem => ({
  code: 'SOURCE_OVERLAP',
  severity: 'WARNING',
  path: null,
  line: null,
  message: `${shared} ${shared === 1 ? 'file' : 'files'} of this folder ${shared === 1 ? 'is' : 'are'} in the source “${key}” too: their articles are there twice.`,
  hint,
});

const handOver = (key: string): string => `Ingest the folder of “${key}” as well: that run leaves them to this source.`;

/** Two keys of one folder: nothing can tell which of them is meant. */
const letGo = (key: string): string =>
  `To let go of “${key}”, run \`dateline ingest <an empty folder> --source ${key} --prune\`.`;
