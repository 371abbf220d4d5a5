import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { addToCounters } from './bulk.ts';

type Counter = 'Category' | 'Author' | 'Image' | 'Tag' | 'Entity' | 'Source';

/** By how much a batch changes the totals that are kept with the rows they count for. */
export class CounterDeltas {
  articles = 0;
  mentions = 0;
  /** Articles that are second to another of their story. */
  copies = 0;
  private readonly articleCounts = new Map<Counter, Map<number, number>>();
  private readonly mentionCounts = new Map<number, number>();
  private readonly copyCounts = new Map<number, number>();

  addArticles(counter: Counter, id: number, delta: number): void {
    const counts = this.articleCounts.get(counter) ?? new Map<number, number>();
    this.articleCounts.set(counter, counts.set(id, (counts.get(id) ?? 0) + delta));
  }

  addMentions(entityId: number, delta: number): void {
    this.mentionCounts.set(entityId, (this.mentionCounts.get(entityId) ?? 0) + delta);
  }

  /** Articles that count for an entity, and are second to another of their story that does. */
  addCopies(entityId: number, delta: number): void {
    if (delta !== 0) this.copyCounts.set(entityId, (this.copyCounts.get(entityId) ?? 0) + delta);
  }

  /** Counts rows just written. */
  add(rows: WrittenRows): void {
    for (const row of rows.Article) this.addArticles('Source', row.sourceId, 1);
    for (const row of rows.ArticleCategory) this.addArticles('Category', row.categoryId, 1);
    for (const row of rows.Contribution) if (row.isFirst) this.addArticles('Author', row.authorId, 1);
    for (const row of rows.ArticleImage) this.addArticles('Image', row.imageId, 1);
    for (const row of rows.ArticleTag) this.addArticles('Tag', row.tagId, 1);
    for (const row of rows.ArticleEntity) this.addArticles('Entity', row.entityId, 1);
    for (const row of rows.Mention) if (row.entityId !== null) this.addMentions(row.entityId, 1);
    this.mentions += rows.Mention.length;
  }

  articleDeltas(counter: Counter): ReadonlyMap<number, number> {
    return this.articleCounts.get(counter) ?? new Map();
  }

  mentionDeltas(): ReadonlyMap<number, number> {
    return this.mentionCounts;
  }

  copyDeltas(): ReadonlyMap<number, number> {
    return this.copyCounts;
  }
}

interface WrittenRows {
  readonly Article: readonly { readonly sourceId: number }[];
  readonly ArticleCategory: readonly { readonly categoryId: number }[];
  readonly Contribution: readonly { readonly authorId: number; readonly isFirst: boolean }[];
  readonly ArticleImage: readonly { readonly imageId: number }[];
  readonly ArticleTag: readonly { readonly tagId: number }[];
  readonly ArticleEntity: readonly { readonly entityId: number }[];
  readonly Mention: readonly { readonly entityId: number | null }[];
}

/** Takes what articles counted for off the totals, before their rows are rewritten or removed. */
export async function subtractArticles(
  statements: Statements,
  ids: readonly number[],
  deltas: CounterDeltas,
): Promise<void> {
  if (ids.length === 0) return;
  const joins = [
    ['Source', 'Article', 'sourceId', 'id', sql`1 = 1`],
    ['Category', 'ArticleCategory', 'categoryId', 'articleId', sql`1 = 1`],
    ['Author', 'Contribution', 'authorId', 'articleId', sql`"isFirst"`],
    ['Image', 'ArticleImage', 'imageId', 'articleId', sql`1 = 1`],
    ['Tag', 'ArticleTag', 'tagId', 'articleId', sql`1 = 1`],
    ['Entity', 'ArticleEntity', 'entityId', 'articleId', sql`1 = 1`],
  ] as const;
  for (const [counter, table, column, article, which] of joins) {
    const rows = await query<{ id: number; n: number }>(
      statements,
      sql`SELECT ${name(column)} AS "id", count(*) AS "n" FROM ${name(table)} WHERE ${which} AND ${isOneOf(statements, name(article), ids)} GROUP BY ${name(column)}`,
    );
    for (const row of rows) deltas.addArticles(counter, row.id, -row.n);
  }
  const mentions = await query<{ id: number | null; n: number }>(
    statements,
    sql`SELECT "entityId" AS "id", count(*) AS "n" FROM ${name('Mention')} WHERE ${isOneOf(statements, name('articleId'), ids)} GROUP BY "entityId"`,
  );
  for (const row of mentions) {
    deltas.mentions -= row.n;
    if (row.id !== null) deltas.addMentions(row.id, -row.n);
  }
}

export async function applyCounters(statements: Statements, deltas: CounterDeltas): Promise<void> {
  for (const counter of ['Source', 'Category', 'Author', 'Image', 'Tag'] as const)
    await addToCounters(
      statements,
      counter,
      ['articleCount'],
      new Map([...deltas.articleDeltas(counter)].map(([id, delta]) => [id, [delta]])),
    );
  const articles = deltas.articleDeltas('Entity');
  const mentions = deltas.mentionDeltas();
  const copies = deltas.copyDeltas();
  const ids = new Set([...articles.keys(), ...mentions.keys(), ...copies.keys()]);
  const entities = new Map(
    [...ids].map((id) => {
      const delta = articles.get(id) ?? 0;
      return [id, [delta, delta - (copies.get(id) ?? 0), mentions.get(id) ?? 0]];
    }),
  );
  await addToCounters(statements, 'Entity', ['articleCount', 'storyCount', 'mentionCount'], entities);
}

/** Removes what no article needs any more: categories, authors, images and tags; and the source, with its last file. */
export async function dropUnused(statements: Statements, deltas: CounterDeltas, sourceId: number): Promise<void> {
  for (const table of ['Category', 'Author', 'Image', 'Tag'] as const)
    await execute(
      statements,
      sql`DELETE FROM ${name(table)} WHERE "articleCount" = 0 AND ${isOneOf(statements, name('id'), [...deltas.articleDeltas(table).keys()])}`,
    );
  await execute(
    statements,
    sql`DELETE FROM ${name('Source')} WHERE "id" = ${sourceId} AND "articleCount" = 0 AND NOT EXISTS (SELECT 1 FROM ${name('Document')} d WHERE d."sourceId" = ${name('Source', 'id')})`,
  );
}

/** The totals nobody should have to count; the tables counted here are small beside the articles. */
export async function updateTotals(statements: Statements, deltas: CounterDeltas): Promise<void> {
  const types = await query<{ type: string; n: number }>(
    statements,
    sql`SELECT "type", count(*) AS "n" FROM ${name('Entity')} WHERE "articleCount" > 0 GROUP BY "type" ORDER BY "type"`,
  );
  const count = (table: string) => sql`(SELECT count(*) FROM ${name(table)})`;
  await execute(
    statements,
    sql`UPDATE ${name('Corpus')} SET "articleCount" = "articleCount" + ${deltas.articles}, "storyCount" = "storyCount" + ${deltas.articles - deltas.copies}, "mentionCount" = "mentionCount" + ${deltas.mentions}, "categoryCount" = ${count('Category')}, "authorCount" = ${count('Author')}, "imageCount" = ${count('Image')}, "entityCounts" = ${JSON.stringify(Object.fromEntries(types.map((row) => [row.type, row.n])))} WHERE "id" = 1`,
  );
}
