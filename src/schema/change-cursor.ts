import { DatelineError } from '../errors.ts';
import type { ChangeRow } from '../store/read/changes.ts';
import { decodeCursor, encodeCursor, type OrderColumn } from './cursor.ts';

/** A place in the change feed of one database: behind a change, or (null) before the first. */
export interface FeedPosition {
  readonly databaseId: string;
  readonly behind: Pick<ChangeRow, 'revision' | 'position' | 'changedMs'> | null;
}

const ORDER = 'changes';
const COLUMNS = ['databaseId', 'revision', 'position', 'changedMs'] as const satisfies readonly OrderColumn[];
/** Revisions count from 1. */
const BEFORE_THE_FIRST = { revision: 0, position: 0, changedMs: 0 } as const;

export const encodePosition = ({ databaseId, behind }: FeedPosition): string => {
  const { revision, position, changedMs } = behind ?? BEFORE_THE_FIRST;
  return encodeCursor(ORDER, [databaseId, revision, position, changedMs]);
};

/** Throws BAD_CURSOR for anything that is no place in some database's feed. */
export function decodePosition(cursor: string): FeedPosition {
  const [databaseId, revision, position, changedMs] = decodeCursor(cursor, ORDER, COLUMNS) as [
    string,
    number,
    number,
    number,
  ];
  return { databaseId, behind: revision === 0 ? null : { revision, position, changedMs } };
}

/**
 * Throws BAD_CURSOR unless the feed as it is has the change that the cursor lies behind: it may be of another
 * database, or of this one before an older copy of it was put back. Going on from there would skip changes.
 *
 * `found`: what the database has at the cursor's place.
 */
export function verifyPosition(
  { databaseId, behind }: FeedPosition,
  found: { readonly databaseId: string; readonly change: ChangeRow | undefined },
): void {
  const { change } = found;
  const isHere =
    behind === null ||
    (change?.revision === behind.revision &&
      change.position === behind.position &&
      change.changedMs === behind.changedMs);
  if (databaseId !== found.databaseId || !isHere)
    throw new DatelineError('BAD_CURSOR', 'This cursor belongs to the changes of another database: begin anew.');
}
