import type { ParsedDocument } from '../../model/document.ts';
import { foldName } from '../../model/fold.ts';
import { identityOf } from '../../model/identity.ts';
import { digestOf } from '../../model/ids.ts';
import { compareBytes } from '../../model/text.ts';
import type { Database, Statements } from '../client.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { type ArticleToWrite, articleColumns, candidateRows, categoryRows, contributionRows, entityRows, imageRows, linkRows, mentionRows, tagRows } from './article-rows.ts';
import type { ArticleExtraction, Batch, BatchResult } from './batch.ts';
import { insertRows, updateRows } from './bulk.ts';
import { applyCounters, CounterDeltas, dropUnused, subtractArticles, updateTotals } from './counters.ts';
import { loadContents, loadGroupedDocuments, loadKnownDocuments, saveDocuments } from './documents.ts';
import { addSurfaceAliases, ensureEntities } from './entities.ts';
import { describeImages, ensureAuthors, ensureCategories, ensureImages, ensureTags } from './named-rows.ts';
import { type GroupedDocument, groupIntoArticles, matchToRows, type TargetArticle } from './regroup.ts';

/**
 * Saves what a run found out about some files of one source, as one transaction: documents, the articles they
 * are versions of, everything hung on those, totals, roll-ups and the change feed. A reader sees all or none.
 *
 * The first statement advances the content's revision, so revisions commit in order and a second writer waits.
 */
export async function saveBatch(database: Database, batch: Batch): Promise<BatchResult> {
  return await database.transaction(async (transaction) => {
    const [corpus] = await query<{ revision: number }>(transaction, sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1 WHERE "id" = 1 RETURNING "revision"`);
    const revision = (corpus as { revision: number }).revision;
    const sourceId = await ensureSource(transaction, batch);
    const before = await loadKnownDocuments(transaction, sourceId, batch.changes);
    const oldContents = await loadPrimaryContents(transaction, before.flatMap((known) => (known.articleId === null ? [] : [known.articleId])));
    await saveDocuments(transaction, sourceId, batch);

    const identities = new Set(before.flatMap((known) => (known.identity === null ? [] : [known.identity])));
    for (const change of batch.changes) if (change.kind === 'TAKEN') identities.add(identityOf(change.document, batch.source.key));
    const documents = await loadGroupedDocuments(transaction, [...identities]);
    const targets = groupIntoArticles(documents);
    const affected = new Set<number>([...before, ...documents].flatMap((document) => (document.articleId === null ? [] : [document.articleId])));
    const rows = await loadArticleRows(transaction, [...affected]);
    const matched = matchToRows(targets, new Map([...rows].map(([id, row]) => [row.key, id])));
    const kept = new Set([...matched.values()].filter((id) => id !== null));
    const removed = [...affected].filter((id) => !kept.has(id));

    const plan = await planArticles(transaction, batch, { matched, rows, oldContents });
    const rewritten = plan.filter((article) => article.id !== null).map((article) => article.id as number);
    const deltas = new CounterDeltas();
    await subtractArticles(transaction, [...rewritten, ...removed], deltas);
    await deleteArticleParts(transaction, rewritten);
    if (removed.length > 0) await execute(transaction, sql`DELETE FROM ${name('Article')} WHERE ${isOneOf(transaction, name('id'), removed)}`);
    deltas.articles += plan.length - rewritten.length - removed.length;
    await writeArticles(transaction, batch, { plan, revision, deltas });
    await linkDocuments(transaction, plan, matched);
    await applyCounters(transaction, deltas);
    if (rewritten.length > 0 || removed.length > 0) await dropUnused(transaction, deltas);
    await updateTotals(transaction, deltas);

    const changes = {
      added: plan.filter((article) => article.id === null).map((article) => article.target.key).sort(compareBytes),
      updated: plan.filter((article) => article.id !== null && article.fields.length > 0).map((article) => article.target.key).sort(compareBytes),
      removed: removed.map((id) => (rows.get(id) as ArticleRow).key).sort(compareBytes),
    };
    await recordChanges(transaction, changes, revision, batch.nowMs);
    return { revision, ...changes };
  });
}

interface ArticleRow {
  readonly id: number;
  readonly key: string;
  readonly sourceId: number;
  readonly path: string;
  readonly gazetteerVersion: string;
  readonly extractorVersion: string;
}

/** An article whose rows must be written: new (`id` null), or changed in `fields`, or only extracted anew. */
interface PlannedArticle {
  readonly target: TargetArticle;
  readonly id: number | null;
  readonly document: ParsedDocument;
  readonly extraction: ArticleExtraction;
  readonly fields: readonly string[];
}

async function ensureSource(statements: Statements, { source }: Batch): Promise<number> {
  const row = { key: source.key, name: source.name, kind: source.kind, timeZone: source.timeZone, baseUrl: source.baseUrl, language: source.language };
  const [saved] = await insertRows<{ id: number }>(statements, 'Source', [row], {
    onConflict: sql`("key") DO UPDATE SET "name" = excluded."name", "kind" = excluded."kind", "timeZone" = excluded."timeZone", "baseUrl" = excluded."baseUrl", "language" = excluded."language"`,
    returning: ['id'],
  });
  return (saved as { id: number }).id;
}

async function loadArticleRows(statements: Statements, ids: readonly number[]): Promise<Map<number, ArticleRow>> {
  const rows = await query<ArticleRow>(statements, sql`SELECT "id", "key", "sourceId", "path", "gazetteerVersion", "extractorVersion" FROM ${name('Article')} WHERE ${isOneOf(statements, name('id'), ids)}`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The document each article's text came from, before the batch. */
async function loadPrimaryContents(statements: Statements, articleIds: readonly number[]): Promise<Map<number, ParsedDocument>> {
  const rows = await query<{ articleId: number; content: string }>(
    statements,
    sql`SELECT a."id" AS "articleId", d."content" FROM ${name('Article')} a JOIN ${name('Document')} d ON d."sourceId" = a."sourceId" AND d."path" = a."path" WHERE d."content" IS NOT NULL AND ${isOneOf(statements, name('a', 'id'), articleIds)}`,
  );
  return new Map(rows.map((row) => [row.articleId, JSON.parse(row.content) as ParsedDocument]));
}

async function planArticles(
  statements: Statements,
  batch: Batch,
  known: { matched: ReadonlyMap<TargetArticle, number | null>; rows: ReadonlyMap<number, ArticleRow>; oldContents: ReadonlyMap<number, ParsedDocument> },
): Promise<PlannedArticle[]> {
  const taken = new Map(batch.changes.flatMap((change) => (change.kind === 'TAKEN' ? [[change.path, change] as const] : [])));
  const inBatch = (document: GroupedDocument) => (document.sourceKey === batch.source.key ? taken.get(document.path) : undefined);
  const contents = await loadContents(statements, [...known.matched.keys()].filter((target) => !inBatch(target.primary)).map((target) => target.primary.id));
  const planned: PlannedArticle[] = [];
  for (const [target, id] of known.matched) {
    const change = inBatch(target.primary);
    const document = change?.document ?? (contents.get(target.primary.id) as ParsedDocument);
    const row = id === null ? null : (known.rows.get(id) as ArticleRow);
    const fields = row ? changedFields(row, target, document, known.oldContents.get(row.id)) : [];
    const isStale = row !== null && change !== undefined && (row.extractorVersion !== change.extraction.extractorVersion || row.gazetteerVersion !== change.extraction.gazetteerVersion);
    if (row && fields.length === 0 && !isStale) continue;
    planned.push({ target, id, document, extraction: change?.extraction ?? (await batch.extract(document)), fields });
  }
  return planned.sort((a, b) => compareBytes(a.target.key, b.target.key));
}

/** Names of what differs, for the article's history. A text that moved to another copy of itself is no change. */
function changedFields(row: ArticleRow, target: TargetArticle, document: ParsedDocument, old: ParsedDocument | undefined): string[] {
  const own = [...(row.key === target.key ? [] : ['key']), ...(row.path === target.primary.path ? [] : ['path'])];
  if (!old) return own;
  const names = Object.keys(document).filter((field) => field !== 'problems') as (keyof ParsedDocument)[];
  return [...own, ...names.filter((field) => JSON.stringify(document[field]) !== JSON.stringify(old[field]))];
}

async function deleteArticleParts(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ['ArticleCategory', 'Contribution', 'ArticleImage', 'Link', 'ArticleTag', 'Mention', 'ArticleEntity'])
    await execute(statements, sql`DELETE FROM ${name(table)} WHERE ${isOneOf(statements, name('articleId'), ids)}`);
}

async function writeArticles(statements: Statements, batch: Batch, work: { plan: readonly PlannedArticle[]; revision: number; deltas: CounterDeltas }): Promise<void> {
  const { plan, revision, deltas } = work;
  if (plan.length === 0) return;
  const documents = plan.map((article) => article.document);
  const entities = await ensureEntities(
    statements,
    plan.flatMap((article) => article.extraction.entities),
    plan.flatMap(({ extraction }) => [...extraction.rollUps.map((rollUp) => rollUp.key), ...extraction.mentions.flatMap(({ target }) => (target.kind === 'LINKED' ? [target.key] : target.kind === 'AMBIGUOUS' ? target.candidates.map((candidate) => candidate.key) : []))]),
  );
  const people = new Map(plan.flatMap(({ extraction }) => extraction.entities.flatMap((entity) => (entity.type === 'PERSON' ? [[foldName(entity.name), entities.get(entity.key) as number] as const] : []))));
  const organizations = await gazetteerOrganizations(statements, documents.flatMap((document) => document.credits.flatMap((credit) => (credit.kind === 'ORGANIZATION' ? [foldName(credit.name)] : []))));
  const ids = {
    entities,
    categories: await ensureCategories(statements, documents.flatMap((document) => document.categories)),
    authors: await ensureAuthors(statements, documents.flatMap((document) => document.credits), (credit) => (credit.kind === 'PERSON' ? people : organizations).get(foldName(credit.name)) ?? null),
    images: await ensureImages(statements, documents.flatMap((document) => document.images)),
    tags: await ensureTags(statements, documents.flatMap((document) => document.tags)),
  };
  const sources = await sourceIds(statements);
  const columns = plan.map((article) =>
    articleColumns({ key: article.target.key, sourceId: sources.get(article.target.primary.sourceKey) as number, path: article.target.primary.path, document: article.document, extraction: article.extraction }, ids, revision, batch.nowMs),
  );
  const existing = plan.flatMap((article, index) => (article.id === null ? [] : [{ id: article.id, ...(columns[index] as (typeof columns)[number]) }]));
  // Keys may change places between articles: none may stand in another's way meanwhile.
  await execute(statements, sql`UPDATE ${name('Article')} SET "key" = '~' || "id" WHERE ${isOneOf(statements, name('id'), existing.map((row) => row.id))}`);
  await updateRows(statements, 'Article', existing);
  await insertRows(statements, 'Article', plan.flatMap((article, index) => (article.id === null ? [columns[index] as object] : [])));
  const articleIds = await idsOfArticles(statements, plan.map((article) => article.target.key));
  const articles = plan.map((article, index): ArticleToWrite => ({ ...(columns[index] as (typeof columns)[number]), id: articleIds.get(article.target.key) as number, document: article.document, extraction: article.extraction }));
  await writeKeys(statements, articles);
  await insertRows(statements, 'ArticleRevision', plan.filter((article) => article.id === null || article.fields.length > 0).map((article) => ({ articleId: articleIds.get(article.target.key), revision, changedMs: batch.nowMs, kind: article.id === null ? 'ADDED' : 'UPDATED', fields: JSON.stringify(article.fields), textDigest: digestOf(article.document.text) })));

  const parts = {
    ArticleCategory: articles.flatMap((article) => categoryRows(article, ids)),
    Contribution: articles.flatMap((article) => contributionRows(article, ids)),
    ArticleImage: articles.flatMap((article) => imageRows(article, ids)),
    Link: articles.flatMap(linkRows),
    ArticleTag: articles.flatMap((article) => tagRows(article, ids)),
  };
  for (const [table, rows] of Object.entries(parts)) await insertRows(statements, table, rows);
  const mentions = await writeMentions(statements, articles, ids);
  const kinds = await entityKinds(statements, [...entities.values()]);
  const rollUps = articles.flatMap((article) => entityRows(article, ids, kinds));
  await insertRows(statements, 'ArticleEntity', rollUps);
  const gazetteer = new Set([...kinds].filter(([, kind]) => kind.isGazetteer).map(([id]) => id));
  await addSurfaceAliases(statements, mentions.filter((row) => row.entityId !== null && row.type !== 'POLICY_DOCUMENT' && !gazetteer.has(row.entityId)).map((row) => ({ entityId: row.entityId as number, surface: row.surface })));
  await describeImages(statements, [...new Set(parts.ArticleImage.map((row) => row.imageId))]);
  deltas.add({ ...parts, ArticleEntity: rollUps, Mention: mentions, Article: columns });
}

async function writeMentions(statements: Statements, articles: readonly ArticleToWrite[], ids: Parameters<typeof mentionRows>[1]) {
  const rows = articles.flatMap((article) => mentionRows(article, ids));
  const saved = await insertRows<{ id: number; articleId: number; position: number }>(statements, 'Mention', rows, { returning: ['id', 'articleId', 'position'] });
  const byArticle = new Map<number, Map<number, number>>();
  for (const row of saved) byArticle.set(row.articleId, (byArticle.get(row.articleId) ?? new Map()).set(row.position, row.id));
  await insertRows(statements, 'MentionCandidate', articles.flatMap((article) => candidateRows(article, ids, byArticle.get(article.id) ?? new Map())));
  return rows;
}

async function writeKeys(statements: Statements, articles: readonly ArticleToWrite[]): Promise<void> {
  await execute(statements, sql`UPDATE ${name('ArticleKey')} SET "isCurrent" = ${false} WHERE ${isOneOf(statements, name('articleId'), articles.map((article) => article.id))}`);
  await insertRows(statements, 'ArticleKey', articles.map((article) => ({ key: article.key, articleId: article.id, isCurrent: true })), {
    onConflict: sql`("key") DO UPDATE SET "articleId" = excluded."articleId", "isCurrent" = excluded."isCurrent"`,
  });
}

async function linkDocuments(statements: Statements, plan: readonly PlannedArticle[], matched: ReadonlyMap<TargetArticle, number | null>): Promise<void> {
  const created = await idsOfArticles(statements, plan.filter((article) => article.id === null).map((article) => article.target.key));
  const rows = [...matched].flatMap(([target, id]) => {
    const articleId = id ?? (created.get(target.key) as number);
    return target.documents.filter((document) => document.articleId !== articleId).map((document) => ({ id: document.id, articleId }));
  });
  await updateRows(statements, 'Document', rows);
}

async function idsOfArticles(statements: Statements, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await query<{ id: number; key: string }>(statements, sql`SELECT "id", "key" FROM ${name('Article')} WHERE ${isOneOf(statements, name('key'), keys)}`);
  return new Map(rows.map((row) => [row.key, row.id]));
}

async function sourceIds(statements: Statements): Promise<Map<string, number>> {
  const rows = await query<{ id: number; key: string }>(statements, sql`SELECT "id", "key" FROM ${name('Source')}`);
  return new Map(rows.map((row) => [row.key, row.id]));
}

async function entityKinds(statements: Statements, ids: readonly number[]) {
  const rows = await query<{ id: number; type: string; level: string | null; isGazetteer: boolean | number }>(statements, sql`SELECT "id", "type", "level", "isGazetteer" FROM ${name('Entity')} WHERE ${isOneOf(statements, name('id'), ids)}`);
  return new Map(rows.map((row) => [row.id, { ...row, isGazetteer: Boolean(row.isGazetteer) }]));
}

/** Organisations of the gazetteer by folded alias, where it is unambiguous: an author may be one of them. */
async function gazetteerOrganizations(statements: Statements, folded: readonly string[]): Promise<Map<string, number>> {
  const rows = await query<{ folded: string; id: number }>(
    statements,
    sql`SELECT a."folded", min(e."id") AS "id" FROM ${name('Alias')} a JOIN ${name('Entity')} e ON e."id" = a."entityId" WHERE e."isGazetteer" AND e."type" = ${'ORGANIZATION'} AND ${isOneOf(statements, name('a', 'folded'), folded)} GROUP BY a."folded" HAVING count(DISTINCT e."id") = 1`,
  );
  return new Map(rows.map((row) => [row.folded, row.id]));
}

async function recordChanges(statements: Statements, changes: Pick<BatchResult, 'added' | 'updated' | 'removed'>, revision: number, nowMs: number): Promise<void> {
  const rows = [
    ...changes.added.map((key) => ({ kind: 'ADDED', articleKey: key })),
    ...changes.updated.map((key) => ({ kind: 'UPDATED', articleKey: key })),
    ...changes.removed.map((key) => ({ kind: 'REMOVED', articleKey: key })),
  ];
  await insertRows(statements, 'Change', rows.map((row, position) => ({ ...row, revision, position, changedMs: nowMs })));
}

