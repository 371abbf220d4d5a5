import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows, updateRows } from './bulk.ts';
import type { Member, StoryRow } from './story-graph.ts';

const MEMBER = sql`"id", "key", "sourceId", "publishedMs", "textLength", "signature", "storyId", "storyScore"`;

/** Articles by id. */
export const loadMembers = (statements: Statements, ids: readonly number[]): Promise<Member[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : query<Member>(
        statements,
        sql`SELECT ${MEMBER} FROM ${name('Article')} WHERE ${isOneOf(statements, name('id'), ids)}`,
      );

/** All articles of these stories. Index: Article(storyId, …). */
export const loadMembersOf = (statements: Statements, storyIds: readonly number[]): Promise<Member[]> =>
  storyIds.length === 0
    ? Promise.resolve([])
    : query<Member>(
        statements,
        sql`SELECT ${MEMBER} FROM ${name('Article')} WHERE ${isOneOf(statements, name('storyId'), storyIds)}`,
      );

export const loadStories = (statements: Statements, ids: readonly number[]): Promise<StoryRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : query<StoryRow>(
        statements,
        sql`SELECT "id", "key", "originalId", "articleCount" FROM ${name('Story')} WHERE ${isOneOf(statements, name('id'), ids)}`,
      );

/**
 * Articles that share a band with one of these, themselves included; nothing for one that shares none. Index:
 * ArticleBand(articleId), then its primary key.
 */
export async function loadNeighbours(statements: Statements, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const band = (alias: string) => sql`${name('ArticleBand')} AS ${name(alias)}`;
  const rows = await query<{ articleId: number }>(
    statements,
    sql`SELECT DISTINCT n."articleId" FROM (SELECT DISTINCT b."hash" FROM ${band('b')} WHERE ${isOneOf(statements, name('b', 'articleId'), ids)}) AS h
      JOIN ${band('n')} ON n."hash" = h."hash" WHERE EXISTS (SELECT 1 FROM ${band('o')} WHERE o."hash" = h."hash" AND o."articleId" <> n."articleId")`,
  );
  return rows.map((row) => row.articleId);
}

/**
 * Writes what differs, in a fixed number of statements. Gives the ids of the added stories by key. Keys are
 * released before they are given out: two stories may change places.
 */
export async function saveStories(
  statements: Statements,
  { added, updated, removed }: StoryChanges,
): Promise<Map<string, number>> {
  const released = [...removed, ...updated.map((story) => story.id)];
  if (released.length > 0)
    await execute(
      statements,
      sql`UPDATE ${name('Story')} SET "key" = '~' || "id" WHERE ${isOneOf(statements, name('id'), released)}`,
    );
  await updateRows(statements, 'Story', updated);
  const saved = await insertRows<{ id: number; key: string }>(statements, 'Story', added, { returning: ['id', 'key'] });
  return new Map(saved.map((row) => [row.key, row.id]));
}

/** Stories that are new, are another's or of other articles now, and are none any more. */
interface StoryChanges {
  readonly added: readonly Omit<StoryRow, 'id'>[];
  readonly updated: readonly StoryRow[];
  readonly removed: readonly number[];
}

/** After their members have left. */
export async function removeStories(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await execute(statements, sql`DELETE FROM ${name('Story')} WHERE ${isOneOf(statements, name('id'), ids)}`);
}
