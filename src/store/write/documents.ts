import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { Batch, DocumentChange } from './batch.ts';
import { insertRows, insertWideRows, updateRows } from './bulk.ts';
import { contentOf } from './document-content.ts';
import type { GroupedDocument } from './regroup.ts';

/** A document that the batch takes, and where it went. */
export interface PlacedDocument {
  readonly document: GroupedDocument;
  readonly articleId: number;
  readonly isPrimary: boolean;
}

/**
 * Writes the rows of a batch's files; a file that no longer parses keeps its last good version, marked stale.
 * `placed`: by path, the documents of the batch's source.
 */
export async function saveDocuments(
  statements: Statements,
  sourceId: number,
  batch: Batch,
  placed: ReadonlyMap<string, PlacedDocument>,
): Promise<void> {
  const of = <Kind extends DocumentChange['kind']>(kind: Kind) =>
    batch.changes.filter((change): change is DocumentChange & { kind: Kind } => change.kind === kind);
  await removeDocuments(
    statements,
    sourceId,
    of('REMOVED').map((change) => change.path),
  );
  await moveDocuments(statements, sourceId, of('MOVED'));
  const taken = of('TAKEN').map((change) =>
    takenRow(change, sourceId, batch, placed.get(change.path) as PlacedDocument),
  );
  await insertWideRows(statements, 'Document', taken, {
    onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "parsedWith" = excluded."parsedWith", "byteLength" = excluded."byteLength", "encoding" = excluded."encoding", "frontMatterFormat" = excluded."frontMatterFormat", "bodyFormat" = excluded."bodyFormat", "content" = excluded."content", "identity" = excluded."identity", "bodyDigest" = excluded."bodyDigest", "textLength" = excluded."textLength", "stale" = excluded."stale", "state" = excluded."state", "ignoredReason" = excluded."ignoredReason", "articleId" = excluded."articleId", "ingestedMs" = excluded."ingestedMs"`,
  });
  const untaken = (change: DocumentChange & { kind: 'QUARANTINED' | 'IGNORED' | 'FEED' }) => ({
    sourceId,
    path: change.path,
    feedPath: change.feedPath ?? null,
    digest: change.digest,
    byteLength: change.byteLength,
    stale: false,
    ingestedMs: batch.nowMs,
  });
  await insertRows(
    statements,
    'Document',
    of('QUARANTINED').map((change) => ({ ...untaken(change), state: 'QUARANTINED' })),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "byteLength" = excluded."byteLength", "state" = excluded."state", "stale" = (${name('Document', 'content')} IS NOT NULL), "ignoredReason" = NULL, "ingestedMs" = excluded."ingestedMs"`,
    },
  );
  await insertRows(
    statements,
    'Document',
    of('IGNORED').map((change) => ({ ...untaken(change), state: 'IGNORED', ignoredReason: change.reason })),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "byteLength" = excluded."byteLength", "state" = excluded."state", "stale" = excluded."stale", "ignoredReason" = excluded."ignoredReason", "parsedWith" = NULL, ${WITHOUT_DOCUMENT}, "ingestedMs" = excluded."ingestedMs"`,
    },
  );
  await insertRows(
    statements,
    'Document',
    of('FEED').map((change) => ({ ...untaken(change), state: 'FEED', parsedWith: change.parsedWith })),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "byteLength" = excluded."byteLength", "state" = excluded."state", "stale" = excluded."stale", "ignoredReason" = NULL, "parsedWith" = excluded."parsedWith", ${WITHOUT_DOCUMENT}, "ingestedMs" = excluded."ingestedMs"`,
    },
  );
}

function takenRow(
  change: DocumentChange & { kind: 'TAKEN' },
  sourceId: number,
  { nowMs }: Batch,
  { document: { identity, bodyDigest }, articleId, isPrimary }: PlacedDocument,
) {
  const { document } = change;
  return {
    sourceId,
    path: change.path,
    feedPath: change.feedPath ?? null,
    digest: change.digest,
    parsedWith: change.parsedWith,
    byteLength: change.byteLength,
    encoding: document.encoding,
    frontMatterFormat: document.frontMatterFormat,
    bodyFormat: document.bodyFormat,
    content: contentOf(document, isPrimary),
    identity,
    bodyDigest,
    textLength: document.text.length,
    stale: false,
    state: 'TAKEN',
    ignoredReason: null,
    articleId,
    ingestedMs: nowMs,
  };
}

/** Of a path that held something else before, nothing of that is left. */
const WITHOUT_DOCUMENT = sql`"content" = NULL, "encoding" = NULL, "frontMatterFormat" = NULL, "bodyFormat" = NULL, "identity" = NULL, "bodyDigest" = NULL, "textLength" = NULL, "articleId" = NULL`;

async function removeDocuments(statements: Statements, sourceId: number, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await execute(
    statements,
    sql`DELETE FROM ${name('Document')} WHERE "sourceId" = ${sourceId} AND ${isOneOf(statements, name('path'), paths)}`,
  );
}

/** Two statements whatever their number: files may have changed places, and none may stand in another's way meanwhile. */
async function moveDocuments(
  statements: Statements,
  sourceId: number,
  moves: readonly { readonly from: string; readonly path: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  const moved = await query<{ id: number; path: string }>(
    statements,
    sql`SELECT "id", "path" FROM ${name('Document')} WHERE "sourceId" = ${sourceId} AND ${isOneOf(
      statements,
      name('path'),
      moves.map((move) => move.from),
    )}`,
  );
  const to = new Map(moves.map((move) => [move.from, move.path]));
  await updateRows(
    statements,
    'Document',
    moved.map(({ id }) => ({ id, path: `${ON_THE_MOVE}${id}` })),
  );
  await updateRows(
    statements,
    'Document',
    moved.map(({ id, path }) => ({ id, path: to.get(path) as string })),
  );
}

/** No file is called so: a path is relative and has no empty segment. */
const ON_THE_MOVE = '//';
