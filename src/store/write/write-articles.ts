import type { EntityRecord } from '../../model/entity.ts';
import { textDigestOf } from '../../model/identity.ts';
import type { Mention } from '../../model/mention.ts';
import { toSearchEntry } from '../../model/search-entry.ts';
import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import {
  type ArticleToWrite,
  articleColumns,
  bandRows,
  candidateRows,
  categoryRows,
  contributionRows,
  entityRows,
  imageRows,
  linkRows,
  mentionRows,
  type SharedIds,
  tagRows,
} from './article-rows.ts';
import { insertRows, insertWideRows, updateRows } from './bulk.ts';
import type { CounterDeltas } from './counters.ts';
import type { ImageUse } from './described-rows.ts';
import { type FactRow, factRows } from './entity-facts.ts';
import { ensureEntities } from './entity-rows.ts';
import { ensureAuthors, ensureCategories, ensureImages, ensureTags } from './named-rows.ts';
import type { PlannedArticle } from './plan.ts';
import { indexArticles } from './search-rows.ts';

export type ArticleToSave = PlannedArticle & { readonly kind: 'WRITE' };

export interface Writing {
  readonly articles: readonly ArticleToSave[];
  /** By key. */
  readonly sources: ReadonlyMap<string, number>;
  readonly revision: number;
  readonly nowMs: number;
}

/** What was written that shared rows are described by. */
export interface WrittenArticles {
  /** By key. */
  readonly ids: ReadonlyMap<string, number>;
  readonly imageUses: readonly ImageUse[];
  readonly facts: readonly FactRow[];
  /** Keys of all people spoken of or credited. */
  readonly people: readonly string[];
}

const PARTS = [
  'ArticleCategory',
  'Contribution',
  'ArticleImage',
  'Link',
  'ArticleTag',
  'Mention',
  'ArticleEntity',
  'EntityFact',
  'ArticleBand',
];

/** Removes everything hung on articles that are about to be written again. */
export async function deleteArticleParts(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of PARTS)
    await execute(statements, sql`DELETE FROM ${name(table)} WHERE ${isOneOf(statements, name('articleId'), ids)}`);
}

/** Writes articles and everything hung on them; the keys of those that have a row must be released already. */
export async function writeArticles(
  statements: Statements,
  work: Writing,
  deltas: CounterDeltas,
): Promise<WrittenArticles> {
  const { articles: planned } = work;
  if (planned.length === 0) return { ids: new Map(), imageUses: [], facts: [], people: [] };
  const ids = await ensureShared(statements, planned);
  const { columns, articles } = await writeOwnRows(statements, work, ids);
  const parts = {
    ArticleCategory: articles.flatMap((article) => categoryRows(article, ids)),
    Contribution: articles.flatMap((article) => contributionRows(article, ids)),
    ArticleImage: articles.flatMap((article) => imageRows(article, ids)),
    Link: articles.flatMap(linkRows),
    ArticleTag: articles.flatMap((article) => tagRows(article, ids)),
    ArticleBand: articles.flatMap(bandRows),
    EntityFact: articles.flatMap((article) => factRows(article.id, article.extraction.entities, ids.entities)),
  };
  for (const [table, rows] of Object.entries(parts)) await insertRows(statements, table, rows);
  const mentions = await writeMentions(statements, articles, ids);
  const kinds = await entityKinds(statements, [...ids.entities.values()]);
  const rollUps = articles.flatMap((article) => entityRows(article, ids, kinds));
  await insertRows(statements, 'ArticleEntity', rollUps);
  await indexArticles(
    statements,
    articles.map(({ id, document, extraction }) => ({
      articleId: id,
      ...(extraction.search ?? toSearchEntry(document)),
    })),
  );
  deltas.add({ ...parts, ArticleEntity: rollUps, Mention: mentions, Article: columns });
  return {
    ids: new Map(articles.map(({ key, id }) => [key, id])),
    imageUses: parts.ArticleImage,
    facts: parts.EntityFact,
    people: recordsOf(planned).flatMap(({ type, key }) => (type === 'PERSON' ? [key] : [])),
  };
}

const recordsOf = (articles: readonly ArticleToSave[]): EntityRecord[] =>
  articles.flatMap((article) => article.extraction.entities);

const keysOf = ({ target }: Mention): readonly string[] => {
  if (target.kind === 'LINKED') return [target.key];
  return target.kind === 'AMBIGUOUS' ? target.candidates.map((candidate) => candidate.key) : [];
};

async function ensureShared(statements: Statements, articles: readonly ArticleToSave[]): Promise<SharedIds> {
  const documents = articles.map((article) => article.document);
  const keys = articles.flatMap(({ extraction }) => [
    ...extraction.rollUps.map((rollUp) => rollUp.key),
    ...extraction.mentions.flatMap(keysOf),
  ]);
  return {
    entities: await ensureEntities(statements, recordsOf(articles), keys),
    categories: await ensureCategories(
      statements,
      documents.flatMap((document) => document.categories),
    ),
    authors: await ensureAuthors(
      statements,
      documents.flatMap((document) => document.credits),
    ),
    images: await ensureImages(
      statements,
      documents.flatMap((document) => document.images),
    ),
    tags: await ensureTags(
      statements,
      documents.flatMap((document) => document.tags),
    ),
  };
}

async function writeOwnRows(
  statements: Statements,
  { articles: planned, sources, revision, nowMs }: Writing,
  ids: SharedIds,
) {
  const rows = planned.map(({ target, document, extraction }) => {
    const article = {
      key: target.key,
      sourceId: sources.get(target.primary.sourceKey) as number,
      path: target.primary.path,
      document,
      extraction,
    };
    return { article, columns: articleColumns(article, ids, revision, nowMs) };
  });
  await updateRows(
    statements,
    'Article',
    rows.flatMap(({ columns }, index) => withId(planned[index]?.id ?? null, columns)),
  );
  const added = await insertWideRows<{ id: number; key: string }>(
    statements,
    'Article',
    rows.flatMap(({ columns }, index) => (planned[index]?.id === null ? [columns] : [])),
    { returning: ['id', 'key'] },
  );
  const idByKey = new Map([
    ...added.map(({ key, id }) => [key, id] as const),
    ...planned.flatMap(({ target, id }) => (id === null ? [] : [[target.key, id] as const])),
  ]);
  const articles = rows.map(({ article }): ArticleToWrite => ({ ...article, id: idByKey.get(article.key) as number }));
  return { articles, columns: rows.map((row) => row.columns) };
}

const withId = <T extends object>(id: number | null, columns: T): (T & { readonly id: number })[] =>
  id === null ? [] : [{ id, ...columns }];

async function writeMentions(statements: Statements, articles: readonly ArticleToWrite[], ids: SharedIds) {
  const rows = articles.flatMap((article) => mentionRows(article, ids));
  const saved = await insertRows<{ id: number; articleId: number; position: number }>(statements, 'Mention', rows, {
    returning: ['id', 'articleId', 'position'],
  });
  const byArticle = new Map<number, Map<number, number>>();
  for (const row of saved)
    byArticle.set(row.articleId, (byArticle.get(row.articleId) ?? new Map()).set(row.position, row.id));
  await insertRows(
    statements,
    'MentionCandidate',
    articles.flatMap((article) => candidateRows(article, ids, byArticle.get(article.id) ?? new Map())),
  );
  return rows;
}

async function entityKinds(statements: Statements, ids: readonly number[]) {
  const rows = await query<{ id: number; type: string; level: string | null }>(
    statements,
    sql`SELECT "id", "type", "level" FROM ${name('Entity')} WHERE ${isOneOf(statements, name('id'), ids)}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The history of articles: one row for each that is new or changed in this batch. */
export async function recordRevisions(
  statements: Statements,
  plan: readonly PlannedArticle[],
  ids: ReadonlyMap<string, number>,
  at: { readonly revision: number; readonly nowMs: number },
): Promise<void> {
  const changed = plan.filter((article) => article.id === null || article.fields.length > 0);
  await insertRows(
    statements,
    'ArticleRevision',
    changed.map((article) => ({
      articleId: ids.get(article.target.key) as number,
      revision: at.revision,
      changedMs: at.nowMs,
      kind: article.id === null ? 'ADDED' : 'UPDATED',
      fields: JSON.stringify(article.id === null ? [] : article.fields),
      textDigest: article.kind === 'WRITE' ? textDigestOf(article.document) : article.textDigest,
    })),
  );
}
