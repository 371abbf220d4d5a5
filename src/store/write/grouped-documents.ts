import { bodyDigestOf, identityOf } from '../../model/identity.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { Batch } from './batch.ts';
import { IS_PRIMARY } from './document-content.ts';
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
  { changes }: Batch,
): Promise<KnownDocument[]> {
  const paths = changes.map((change) => (change.kind === 'MOVED' ? change.from : change.path));
  return await query<KnownDocument>(
    statements,
    sql`SELECT "id", "path", "identity", "articleId" FROM ${name('Document')} WHERE "sourceId" = ${sourceId} AND ${isOneOf(statements, name('path'), paths)}`,
  );
}

/** All documents of these identities, in any source, as they are before the batch. Index: Document(identity). */
export async function loadGroupedDocuments(
  statements: Statements,
  identities: readonly string[],
): Promise<GroupedDocument[]> {
  const rows = await query<Omit<GroupedDocument, 'wasPrimary'> & { wasPrimary: number }>(
    statements,
    sql`SELECT d."id", s."key" AS "sourceKey", d."path", d."identity", d."bodyDigest", d."textLength", d."articleId", CASE WHEN ${IS_PRIMARY} THEN 1 ELSE 0 END AS "wasPrimary" FROM ${name('Document')} d JOIN ${name('Source')} s ON s."id" = d."sourceId" LEFT JOIN ${name('Article')} a ON a."id" = d."articleId" WHERE ${isOneOf(statements, name('d', 'identity'), identities)}`,
  );
  return rows.map((row) => ({ ...row, wasPrimary: row.wasPrimary === 1 }));
}

/**
 * The documents as a batch leaves them: what it removes or empties is out, what it moves has its new path, and
 * what it takes is in. One that no longer parses stays as it was.
 */
export function applyBatch(
  documents: readonly GroupedDocument[],
  known: readonly KnownDocument[],
  { source, changes }: Batch,
): GroupedDocument[] {
  const others = documents.filter((document) => document.sourceKey !== source.key);
  const own = new Map(documents.flatMap((d) => (d.sourceKey === source.key ? [[d.path, d] as const] : [])));
  const articleIds = new Map(known.map((document) => [document.path, document.articleId]));
  for (const change of changes) if (change.kind === 'REMOVED') own.delete(change.path);
  // Files may have changed places: all leave before any arrives.
  const moved = changes.flatMap((change) => {
    if (change.kind !== 'MOVED') return [];
    const document = own.get(change.from);
    return document === undefined ? [] : [{ from: change.from, document: { ...document, path: change.path } }];
  });
  for (const { from } of moved) own.delete(from);
  for (const { document } of moved) own.set(document.path, document);
  for (const change of changes) {
    if (change.kind === 'IGNORED' || change.kind === 'FEED') own.delete(change.path);
    if (change.kind !== 'TAKEN') continue;
    const { path, document } = change;
    const before = own.get(path);
    own.set(path, {
      id: before?.id ?? null,
      sourceKey: source.key,
      path,
      identity: identityOf(document, source.key),
      bodyDigest: bodyDigestOf(document),
      textLength: document.text.length,
      articleId: before?.articleId ?? articleIds.get(path) ?? null,
      wasPrimary: before?.wasPrimary ?? false,
    });
  }
  return [...others, ...own.values()];
}
