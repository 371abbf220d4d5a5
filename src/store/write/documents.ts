import type { ParsedDocument } from '../../model/document.ts';
import { bodyDigestOf, identityOf } from '../../model/identity.ts';
import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { Batch, DocumentChange } from './batch.ts';
import { insertRows, updateRows } from './bulk.ts';
import type { GroupedDocument } from './regroup.ts';

/** What the database knew of a batch's files before it. */
export interface KnownDocument {
  readonly id: number;
  readonly path: string;
  readonly identity: string | null;
  readonly articleId: number | null;
}

/** Rows of the files a batch names, moved ones by their old path. Index: Document(sourceId, path). */
export async function loadKnownDocuments(
  statements: Statements,
  sourceId: number,
  changes: readonly DocumentChange[],
): Promise<KnownDocument[]> {
  const paths = changes.map((change) => (change.kind === 'MOVED' ? change.from : change.path));
  return await query<KnownDocument>(
    statements,
    sql`SELECT "id", "path", "identity", "articleId" FROM ${name('Document')} WHERE "sourceId" = ${sourceId} AND ${isOneOf(statements, name('path'), paths)}`,
  );
}

/** Writes the rows of a batch's files; a file that no longer parses keeps its last good version, marked stale. */
export async function saveDocuments(statements: Statements, sourceId: number, batch: Batch): Promise<void> {
  const { changes, nowMs } = batch;
  await removeDocuments(
    statements,
    sourceId,
    changes.flatMap((change) => (change.kind === 'REMOVED' ? [change.path] : [])),
  );
  await moveDocuments(
    statements,
    sourceId,
    changes.flatMap((change) => (change.kind === 'MOVED' ? [change] : [])),
  );
  await insertRows(
    statements,
    'Document',
    changes.flatMap((change) => (change.kind === 'TAKEN' ? [takenRow(change, sourceId, batch)] : [])),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "parsedWith" = excluded."parsedWith", "byteLength" = excluded."byteLength", "encoding" = excluded."encoding", "frontMatterFormat" = excluded."frontMatterFormat", "bodyFormat" = excluded."bodyFormat", "frontMatter" = excluded."frontMatter", "content" = excluded."content", "identity" = excluded."identity", "bodyDigest" = excluded."bodyDigest", "textLength" = excluded."textLength", "stale" = excluded."stale", "state" = excluded."state", "ignoredReason" = excluded."ignoredReason", "ingestedMs" = excluded."ingestedMs"`,
    },
  );
  const untaken = (row: object) => ({ ...row, sourceId, ingestedMs: nowMs });
  await insertRows(
    statements,
    'Document',
    changes.flatMap((change) =>
      change.kind === 'QUARANTINED'
        ? [
            untaken({
              path: change.path,
              digest: change.digest,
              byteLength: change.byteLength,
              state: 'QUARANTINED',
              stale: false,
            }),
          ]
        : [],
    ),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "byteLength" = excluded."byteLength", "state" = excluded."state", "stale" = (${name('Document', 'content')} IS NOT NULL), "ignoredReason" = NULL, "ingestedMs" = excluded."ingestedMs"`,
    },
  );
  await insertRows(
    statements,
    'Document',
    changes.flatMap((change) =>
      change.kind === 'IGNORED'
        ? [
            untaken({
              path: change.path,
              digest: change.digest,
              byteLength: change.byteLength,
              state: 'IGNORED',
              stale: false,
              ignoredReason: change.reason,
            }),
          ]
        : [],
    ),
    {
      onConflict: sql`("sourceId", "path") DO UPDATE SET "digest" = excluded."digest", "byteLength" = excluded."byteLength", "state" = excluded."state", "stale" = excluded."stale", "ignoredReason" = excluded."ignoredReason", "content" = NULL, "encoding" = NULL, "frontMatterFormat" = NULL, "bodyFormat" = NULL, "frontMatter" = NULL, "identity" = NULL, "bodyDigest" = NULL, "textLength" = NULL, "articleId" = NULL, "ingestedMs" = excluded."ingestedMs"`,
    },
  );
}

/** All documents of these identities, in any source. Index: Document(identity). */
export async function loadGroupedDocuments(
  statements: Statements,
  identities: readonly string[],
): Promise<GroupedDocument[]> {
  return await query<GroupedDocument>(
    statements,
    sql`SELECT d."id", s."key" AS "sourceKey", d."path", d."identity", d."bodyDigest", d."textLength", d."articleId" FROM ${name('Document')} d JOIN ${name('Source')} s ON s."id" = d."sourceId" WHERE ${isOneOf(statements, name('d', 'identity'), identities)}`,
  );
}

/** Last good versions by document id. */
export async function loadContents(
  statements: Statements,
  ids: readonly number[],
): Promise<Map<number, ParsedDocument>> {
  const rows = await query<{ id: number; content: string }>(
    statements,
    sql`SELECT "id", "content" FROM ${name('Document')} WHERE "content" IS NOT NULL AND ${isOneOf(statements, name('id'), ids)}`,
  );
  return new Map(rows.map((row) => [row.id, JSON.parse(row.content) as ParsedDocument]));
}

function takenRow(change: DocumentChange & { kind: 'TAKEN' }, sourceId: number, { source, nowMs }: Batch) {
  const { document } = change;
  return {
    sourceId,
    path: change.path,
    digest: change.digest,
    parsedWith: change.parsedWith,
    byteLength: change.byteLength,
    encoding: document.encoding,
    frontMatterFormat: document.frontMatterFormat,
    bodyFormat: document.bodyFormat,
    frontMatter: JSON.stringify(document.frontMatter),
    content: JSON.stringify(document),
    identity: identityOf(document, source.key),
    bodyDigest: bodyDigestOf(document),
    textLength: document.text.length,
    stale: false,
    state: 'TAKEN',
    ignoredReason: null,
    ingestedMs: nowMs,
  };
}

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
