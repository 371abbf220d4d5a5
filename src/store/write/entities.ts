import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';

/**
 * Removes those of these entities, all outside the gazetteer, that no article and no other entity refers to;
 * then what they belonged to, by the same rule. One index look-up per entity and table.
 */
export async function dropUnusedEntities(statements: Statements, touched: readonly number[]): Promise<void> {
  let candidates = [...new Set(touched)];
  while (candidates.length > 0) {
    const gone = await query<Record<'parentId' | 'jurisdictionId' | 'issuerId', number | null>>(
      statements,
      sql`DELETE FROM ${name('Entity')} WHERE NOT "isGazetteer" AND ${isOneOf(statements, name('id'), candidates)}
        AND NOT EXISTS (SELECT 1 FROM ${name('EntityFact')} r WHERE r."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('ArticleEntity')} r WHERE r."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Mention')} r WHERE r."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('MentionCandidate')} r WHERE r."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} r WHERE r."parentId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} r WHERE r."jurisdictionId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} r WHERE r."issuerId" = ${name('Entity', 'id')})
        RETURNING "parentId", "jurisdictionId", "issuerId"`,
    );
    candidates = [
      ...new Set(gone.flatMap((row) => [row.parentId, row.jurisdictionId, row.issuerId].filter((id) => id !== null))),
    ];
  }
}

/** Entities that these articles link, offer as candidates or count for. Index: the primary keys by article. */
export async function entitiesUsedBy(statements: Statements, articleIds: readonly number[]): Promise<number[]> {
  const of = (table: string) =>
    sql`SELECT "entityId" AS "id" FROM ${name(table)} WHERE ${isOneOf(statements, name('articleId'), articleIds)}`;
  const rows = await query<{ id: number | null }>(
    statements,
    sql`${of('ArticleEntity')} UNION ${of('Mention')} UNION ${of('EntityFact')} UNION SELECT c."entityId" FROM ${name('Mention')} m JOIN ${name('MentionCandidate')} c ON c."mentionId" = m."id" WHERE ${isOneOf(statements, name('m', 'articleId'), articleIds)}`,
  );
  return rows.flatMap((row) => (row.id === null ? [] : [row.id]));
}
