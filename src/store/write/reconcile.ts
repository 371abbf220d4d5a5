import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { Batch, DocumentChange } from './batch.ts';
import { wellFormedChange } from './well-formed.ts';

/**
 * What a batch means once other runs have written between the reading of its files and now: a file that one of
 * them has taken since is not gone, and one that cannot be moved any more is taken as it is. The rest of the
 * batch is as well when done twice.
 *
 * To be asked in the batch's own transaction. Index: Document(sourceId, path).
 */
export async function reconcileBatch(statements: Statements, sourceId: number, batch: Batch): Promise<Batch> {
  const paths = batch.changes.flatMap(pathsToLookUp);
  if (paths.length === 0) return batch;
  const rows = await query<{ path: string; digest: string }>(
    statements,
    sql`SELECT "path", "digest" FROM ${name('Document')} WHERE "sourceId" = ${sourceId} AND ${isOneOf(statements, name('path'), paths)}`,
  );
  const present = new Map(rows.map((row) => [row.path, row.digest]));
  const leaving = new Set(batch.changes.flatMap((change) => (change.kind === 'MOVED' ? [change.from] : [])));
  const told = new Set(batch.changes.flatMap((change) => (change.kind === 'MOVED' ? [] : [change.path])));
  const changes: DocumentChange[] = [];
  for (const change of batch.changes) {
    if (change.kind === 'REMOVED') changes.push(...reconcileRemoval(change, present));
    else if (change.kind === 'MOVED') changes.push(...(await reconcileMove(change, { present, leaving, told })));
    else changes.push(change);
  }
  return { ...batch, changes };
}

function pathsToLookUp(change: DocumentChange): readonly string[] {
  if (change.kind === 'MOVED') return [change.from, change.path];
  return change.kind === 'REMOVED' && change.digest !== undefined ? [change.path] : [];
}

type Removal = DocumentChange & { kind: 'REMOVED' };
type Move = DocumentChange & { kind: 'MOVED' };

function reconcileRemoval(removal: Removal, present: ReadonlyMap<string, string>): readonly DocumentChange[] {
  const isOther = removal.digest !== undefined && present.get(removal.path) !== removal.digest;
  return isOther ? [] : [removal];
}

interface Circumstances {
  /** Digests by path. */
  readonly present: ReadonlyMap<string, string>;
  /** Paths that the batch moves elsewhere. */
  readonly leaving: ReadonlySet<string>;
  /** Paths of which the batch says more. */
  readonly told: ReadonlySet<string>;
}

async function reconcileMove(
  move: Move,
  { present, leaving, told }: Circumstances,
): Promise<readonly DocumentChange[]> {
  const isTaken = present.has(move.path) && !leaving.has(move.path);
  if (present.has(move.from)) return isTaken ? [{ kind: 'REMOVED', path: move.from }] : [move];
  if (isTaken || told.has(move.path) || move.otherwise === undefined) return [];
  return [wellFormedChange(await move.otherwise())];
}
