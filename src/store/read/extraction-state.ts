import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';

/** What articles were extracted with. */
export interface ExtractionVersions {
  readonly gazetteerVersion: string;
  readonly extractorVersion: string;
}

export interface ExtractionGroup extends ExtractionVersions {
  readonly articles: number;
}

/** Articles by what they were extracted with. Index: Article(gazetteerVersion, extractorVersion, id), alone. */
export const loadExtractionGroups = (statements: Statements): Promise<ExtractionGroup[]> =>
  query<ExtractionGroup>(
    statements,
    sql`SELECT "gazetteerVersion", "extractorVersion", count(*) AS "articles" FROM ${name('Article')} GROUP BY "gazetteerVersion", "extractorVersion" ORDER BY "gazetteerVersion", "extractorVersion"`,
  );

/** An article as far as telling needs it whether a change can touch it. */
export interface StoredText {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

export interface GroupPage extends ExtractionVersions {
  /** Only articles behind this id. */
  readonly after: number;
  readonly limit: number;
}

/** Texts of the articles of one group, by id. Index: Article(gazetteerVersion, extractorVersion, id). */
export const loadStoredTexts = (
  statements: Statements,
  { gazetteerVersion, extractorVersion, after, limit }: GroupPage,
): Promise<StoredText[]> =>
  query<StoredText>(
    statements,
    sql`SELECT "id", "title", "text" FROM ${name('Article')} WHERE "gazetteerVersion" = ${gazetteerVersion} AND "extractorVersion" = ${extractorVersion} AND "id" > ${after} ORDER BY "id" LIMIT ${limit}`,
  );

/** The same without the texts. */
export async function loadStoredIds(
  statements: Statements,
  { gazetteerVersion, extractorVersion, after, limit }: GroupPage,
): Promise<number[]> {
  const rows = await query<{ id: number }>(
    statements,
    sql`SELECT "id" FROM ${name('Article')} WHERE "gazetteerVersion" = ${gazetteerVersion} AND "extractorVersion" = ${extractorVersion} AND "id" > ${after} ORDER BY "id" LIMIT ${limit}`,
  );
  return rows.map((row) => row.id);
}

/** What a change is about, besides the words of texts. */
export interface ChangedSubjects {
  /** Canonical keys. */
  readonly entities: readonly string[];
  /** Keys of places whose organisations are called otherwise. */
  readonly authorities: readonly string[];
  /** Keys or URLs of articles. */
  readonly articles: readonly string[];
}

/**
 * Which of these articles have to do with what changed: count for such an entity, offer it as a candidate, state
 * facts of it, count for such a place through an organisation, or are meant themselves.
 * Index: the primary keys by article; Mention(articleId, …); ArticleKey(articleId).
 */
export async function findArticlesAbout(
  statements: Statements,
  articleIds: readonly number[],
  { entities, authorities, articles }: ChangedSubjects,
): Promise<Set<number>> {
  const own = (table: string) => isOneOf(statements, name(table, 'articleId'), articleIds);
  const isChanged = isOneOf(statements, name('e', 'key'), entities);
  const byEntity = (table: string) =>
    sql`SELECT x."articleId" AS "id" FROM ${name(table)} x JOIN ${name('Entity')} e ON e."id" = x."entityId" WHERE ${own('x')} AND ${isChanged}`;
  const parts = [
    ...(entities.length === 0
      ? []
      : [
          byEntity('ArticleEntity'),
          byEntity('EntityFact'),
          sql`SELECT x."articleId" AS "id" FROM ${name('Mention')} x JOIN ${name('MentionCandidate')} c ON c."mentionId" = x."id" JOIN ${name('Entity')} e ON e."id" = c."entityId" WHERE ${own('x')} AND ${isChanged}`,
        ]),
    ...(authorities.length === 0
      ? []
      : [
          sql`SELECT x."articleId" AS "id" FROM ${name('ArticleEntity')} x JOIN ${name('Entity')} e ON e."id" = x."entityId" JOIN ${name('Entity')} o ON o."jurisdictionId" = e."id" JOIN ${name('ArticleEntity')} y ON y."articleId" = x."articleId" AND y."entityId" = o."id" WHERE ${own('x')} AND ${isOneOf(statements, name('e', 'key'), authorities)}`,
        ]),
    ...(articles.length === 0
      ? []
      : [
          sql`SELECT x."articleId" AS "id" FROM ${name('ArticleKey')} x WHERE ${own('x')} AND ${isOneOf(statements, name('x', 'key'), articles)}`,
          sql`SELECT a."id" FROM ${name('Article')} a WHERE ${isOneOf(statements, name('a', 'id'), articleIds)} AND ${isOneOf(statements, name('a', 'url'), articles)}`,
        ]),
  ];
  const found = new Set<number>();
  for (const part of parts) for (const { id } of await query<{ id: number }>(statements, part)) found.add(id);
  return found;
}
