import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { recordsOf } from './bulk.ts';
import type { CounterDeltas } from './counters.ts';
import type { Member } from './story-graph.ts';

/** Articles that were in a story before a batch, by id: in which, and the entities they counted for. */
export type StoryPlaces = ReadonlyMap<number, { readonly storyId: number; readonly entityIds: readonly number[] }>;

/** To be asked before anything of these articles is taken away. One statement; articles without a story are left out. */
export async function loadStoryPlaces(statements: Statements, ids: readonly number[]): Promise<StoryPlaces> {
  const places = new Map<number, { storyId: number; entityIds: number[] }>();
  if (ids.length === 0) return places;
  const rows = await query<{ id: number; storyId: number; entityId: number | null }>(
    statements,
    sql`SELECT a."id", a."storyId", x."entityId" FROM ${name('Article')} a LEFT JOIN ${name('ArticleEntity')} x ON x."articleId" = a."id" WHERE a."storyId" IS NOT NULL AND ${isOneOf(statements, name('a', 'id'), ids)}`,
  );
  for (const { id, storyId, entityId } of rows) {
    const place = places.get(id) ?? { storyId, entityIds: [] };
    if (entityId !== null) place.entityIds.push(entityId);
    places.set(id, place);
  }
  return places;
}

export interface Regrouping {
  readonly before: StoryPlaces;
  readonly changed: ReadonlySet<number>;
  /** Every article of the stories that were regrouped, as it was. */
  readonly members: readonly Member[];
  /** Where each is now; absent when in no story. */
  readonly storyIdOf: ReadonlyMap<number, number>;
}

/**
 * Counts how many articles more than before are second to another of their story, for each entity: that is what
 * `storyCount` grows less by than `articleCount`.
 *
 * Only articles that were written, removed or moved to another story are looked at. With one other article of a
 * story that counts for the entity, each of them is a copy more or less; without any, the first of them is none.
 */
export async function countStories(
  statements: Statements,
  { before, changed, members, storyIdOf }: Regrouping,
  deltas: CounterDeltas,
): Promise<void> {
  const moved = members.filter(
    (member) => changed.has(member.id) || member.storyId !== (storyIdOf.get(member.id) ?? null),
  );
  const movedIds = new Set([...moved.map((member) => member.id), ...before.keys()]);
  if (movedIds.size === 0) return;
  const entities = await entitiesOf(statements, [...movedIds]);
  const pairs = new PairCounts();
  for (const { storyId, entityIds } of before.values())
    for (const entityId of entityIds) pairs.add(storyId, entityId, -1);
  for (const { id, storyId } of moved) {
    const [own, now] = [entities.get(id) ?? [], storyIdOf.get(id)];
    if (storyId !== null && !before.has(id)) for (const entityId of own) pairs.add(storyId, entityId, -1);
    if (now !== undefined) for (const entityId of own) pairs.add(now, entityId, 1);
  }
  const settled = new Set(
    members.flatMap(({ id, storyId }) => (movedIds.has(id) || storyId === null ? [] : [storyId])),
  );
  const others = await pairsOfOthers(
    statements,
    pairs.list().filter((pair) => settled.has(pair.storyId)),
    [...movedIds],
  );
  for (const { storyId, entityId, lost, won } of pairs.list()) {
    const spared = others.has(`${storyId} ${entityId}`) ? 0 : 1;
    deltas.addCopies(entityId, Math.max(0, won - spared) - Math.max(0, lost - spared));
  }
}

/** For pairs of a story and an entity: how many of the moved articles stood for them, and how many do now. */
class PairCounts {
  private readonly pairs = new Map<string, { storyId: number; entityId: number; lost: number; won: number }>();

  add(storyId: number, entityId: number, by: 1 | -1): void {
    const key = `${storyId} ${entityId}`;
    const pair = this.pairs.get(key) ?? { storyId, entityId, lost: 0, won: 0 };
    if (by > 0) pair.won++;
    else pair.lost++;
    this.pairs.set(key, pair);
  }

  list() {
    return [...this.pairs.values()];
  }
}

/** Entities that articles count for now. Index: ArticleEntity primary key. */
async function entitiesOf(statements: Statements, ids: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await query<{ articleId: number; entityId: number }>(
    statements,
    sql`SELECT "articleId", "entityId" FROM ${name('ArticleEntity')} WHERE ${isOneOf(statements, name('articleId'), ids)}`,
  );
  const entities = new Map<number, number[]>();
  for (const { articleId, entityId } of rows) {
    const own = entities.get(articleId);
    if (own) own.push(entityId);
    else entities.set(articleId, [entityId]);
  }
  return entities;
}

/**
 * Which pairs have an article besides the moved ones, as `story entity`. Index: Article(storyId, …), then the
 * primary key of ArticleEntity; the first that is found will do.
 */
async function pairsOfOthers(
  statements: Statements,
  pairs: readonly { readonly storyId: number; readonly entityId: number }[],
  moved: readonly number[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  // The column names only carry the pairs: `articleId` is the story.
  const wanted = recordsOf(
    statements,
    'ArticleEntity',
    pairs.map(({ storyId, entityId }) => ({ articleId: storyId, entityId })),
  );
  const rows = await query<{ storyId: number; entityId: number }>(
    statements,
    sql`SELECT p."articleId" AS "storyId", p."entityId" FROM (${wanted}) AS p WHERE EXISTS (SELECT 1 FROM ${name('Article')} a JOIN ${name('ArticleEntity')} x ON x."articleId" = a."id" AND x."entityId" = p."entityId" WHERE a."storyId" = p."articleId" AND NOT (${isOneOf(statements, name('a', 'id'), moved)}))`,
  );
  return new Set(rows.map((row) => `${row.storyId} ${row.entityId}`));
}
