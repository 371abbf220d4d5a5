import type { ParsedDocument } from '../../model/document.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { loadPrimaryContents } from '../write/document-content.ts';

/** An article with the document its text comes from: enough to extract it, and to write it, again. */
export interface StoredArticle {
  readonly id: number;
  readonly key: string;
  readonly sourceKey: string;
  readonly path: string;
  /** Of the content when the row was written last: another one says that somebody wrote it since. */
  readonly revision: number;
  readonly document: ParsedDocument;
}

/** Articles by id, in that order; those that are gone are left out. Two statements. */
export async function loadStoredArticles(statements: Statements, ids: readonly number[]): Promise<StoredArticle[]> {
  if (ids.length === 0) return [];
  const rows = await query<Omit<StoredArticle, 'document'>>(
    statements,
    sql`SELECT a."id", a."key", s."key" AS "sourceKey", a."path", a."revision" FROM ${name('Article')} a JOIN ${name('Source')} s ON s."id" = a."sourceId" WHERE ${isOneOf(statements, name('a', 'id'), ids)} ORDER BY a."id"`,
  );
  const documents = await loadPrimaryContents(statements, ids);
  return rows.flatMap((row) => {
    const document = documents.get(row.id);
    return document === undefined ? [] : [{ ...row, document }];
  });
}
