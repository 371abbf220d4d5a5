import { relative } from 'node:path';
import { toSourcePath } from '../source/location.ts';
import { isInScope, isWithin, type SourceRoot } from '../source/source.ts';

/**
 * Gives the test for known files of a source that lie in another source of the same run now: a folder of it got
 * settings of its own, and the other has taken them.
 */
export function createHandOverTest(root: SourceRoot, roots: readonly SourceRoot[]): (file: string) => boolean {
  const inner = roots
    .filter((other) => other !== root && isWithin(other.directory, root.directory))
    .map((other) => ({ root: other, path: toSourcePath(relative(root.directory, other.directory)) }));
  return (file) =>
    inner.some(({ root: other, path }) => isWithin(file, path) && isInScope(file.slice(path.length + 1), other));
}
