import type { ParsedDocument } from '../../model/document.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { join, name, type Sql, sql } from '../sql.ts';

/** What the article's row holds of the document its text comes from. */
const HELD_BY_ARTICLE = ['text', 'html', 'excerpt', 'frontMatter'] as const;

/**
 * A document as `Document.content` keeps it. Of the one that an article's text comes from, the article's row holds
 * the long parts already: kept twice they would be half of all that is written and stored.
 */
export function contentOf(document: ParsedDocument, isPrimary: boolean): string {
  const { text, html, excerpt, frontMatter, ...rest } = document;
  return JSON.stringify(isPrimary ? rest : { ...rest, text, html, excerpt, frontMatter });
}

/** Last good versions by document id, whole. */
export async function loadContents(
  statements: Statements,
  documentIds: readonly number[],
): Promise<Map<number, ParsedDocument>> {
  if (documentIds.length === 0) return new Map();
  return await loadDocuments(statements, name('d', 'id'), isOneOf(statements, name('d', 'id'), documentIds));
}

/** By article id, the document each article's text comes from. Index: Document(articleId). */
export async function loadPrimaryContents(
  statements: Statements,
  articleIds: readonly number[],
): Promise<Map<number, ParsedDocument>> {
  if (articleIds.length === 0) return new Map();
  const which = sql`${isOneOf(statements, name('d', 'articleId'), articleIds)} AND ${IS_PRIMARY}`;
  return await loadDocuments(statements, name('d', 'articleId'), which);
}

/** True of a document `d` from which the text of its article `a` comes. */
export const IS_PRIMARY: Sql = sql`(a."path" = d."path" AND a."sourceId" = d."sourceId")`;

async function loadDocuments(statements: Statements, key: Sql, which: Sql): Promise<Map<number, ParsedDocument>> {
  const rows = await query<{ key: number; content: string } & Record<(typeof HELD_BY_ARTICLE)[number], string>>(
    statements,
    sql`SELECT ${key} AS "key", d."content", ${join(HELD_BY_ARTICLE.map((part) => name('a', part)))} FROM ${name('Document')} d LEFT JOIN ${name('Article')} a ON a."id" = d."articleId" WHERE d."content" IS NOT NULL AND ${which}`,
  );
  return new Map(rows.map((row) => [row.key, wholeDocument(row)]));
}

function wholeDocument(row: { content: string; text: string; html: string; excerpt: string; frontMatter: string }) {
  const kept = JSON.parse(row.content) as ParsedDocument | Omit<ParsedDocument, (typeof HELD_BY_ARTICLE)[number]>;
  if ('text' in kept) return kept;
  const { text, html, excerpt } = row;
  return { ...kept, text, html, excerpt, frontMatter: JSON.parse(row.frontMatter) } as ParsedDocument;
}
