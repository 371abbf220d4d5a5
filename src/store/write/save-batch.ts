import type { ParsedDocument } from '../../model/document.ts';
import { identityOf } from '../../model/identity.ts';
import { assumedZone } from '../../model/publication.ts';
import { compareBytes } from '../../model/text.ts';
import type { Database, Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { bequeathKeys, releaseKeys, saveKeys } from './article-keys.ts';
import type { Batch, BatchResult } from './batch.ts';
import { insertRows, updateRows } from './bulk.ts';
import { applyCounters, CounterDeltas, dropUnused, subtractArticles, updateTotals } from './counters.ts';
import { describeAuthors, describeImages, describeTags, identifyAuthors } from './described-rows.ts';
import { contentOf, loadContents, loadPrimaryContents } from './document-content.ts';
import { type PlacedDocument, saveDocuments } from './documents.ts';
import { dropUnusedEntities, entitiesUsedBy } from './entities.ts';
import { describeEntities } from './entity-facts.ts';
import { restoreRedirects } from './entity-redirects.ts';
import { applyBatch, loadGroupedDocuments, loadKnownDocuments } from './grouped-documents.ts';
import { type ArticleRow, loadArticleRows, type PlannedArticle, planArticles } from './plan.ts';
import { reconcileBatch } from './reconcile.ts';
import { findHeirs, type GroupedDocument, groupIntoArticles, matchToRows, type TargetArticle } from './regroup.ts';
import { relabelArticles } from './relabel.ts';
import { unindexArticles } from './search-rows.ts';
import { regroupStories } from './stories.ts';
import { loadStoryPlaces } from './story-counts.ts';
import { wellFormedChange } from './well-formed.ts';
import { deleteArticleParts, recordRevisions, type WrittenArticles, writeArticles } from './write-articles.ts';

/**
 * Saves what a run found out about some files of one source, as one transaction: documents, the articles they
 * are versions of, everything hung on those, totals, roll-ups and the change feed. A reader sees all or none.
 *
 * The first statement advances the content's revision, so revisions commit in order and a second writer waits.
 */
export async function saveBatch(database: Database, given: Batch): Promise<BatchResult> {
  const wellFormed = { ...given, changes: given.changes.map(wellFormedChange) };
  return await database.transaction(async (transaction) => {
    const [corpus] = await query<{ revision: number }>(
      transaction,
      sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1 WHERE "id" = 1 RETURNING "revision"`,
    );
    const { revision } = corpus as { revision: number };
    const sourceId = await ensureSource(transaction, wellFormed);
    const batch = await reconcileBatch(transaction, sourceId, wellFormed);
    const { plan, matched, removed, rows, refitted } = await planBatch(transaction, batch, sourceId);
    const sources = await sourceIds(transaction);

    const writes = plan.filter((article) => article.kind === 'WRITE');
    const relabels = plan.filter((article) => article.kind === 'RELABEL');
    const rewritten = writes.flatMap((article) => (article.id === null ? [] : [article.id]));
    const deltas = new CounterDeltas();
    const before = await loadStoryPlaces(transaction, [...idsOfKnown(plan), ...removed]);
    const reduced = await takeAway(transaction, { rewritten, removed, heirs: findHeirs(matched) }, deltas);
    deltas.articles += writes.length - rewritten.length - removed.length;
    await releaseKeys(transaction, idsOfKnown(plan));
    await relabelArticles(transaction, { articles: relabels, rows, sources, revision }, deltas);
    const written = await writeArticles(
      transaction,
      { articles: writes, sources, revision, nowMs: batch.nowMs },
      deltas,
    );

    const ids = new Map([...written.ids, ...relabels.map(({ target, id }) => [target.key, id] as const)]);
    await saveKeys(
      transaction,
      [...ids].map(([key, id]) => ({ key, id })),
      idsOfKnown(plan),
    );
    await recordRevisions(transaction, plan, ids, { revision, nowMs: batch.nowMs });
    const placed = placeDocuments(matched, ids);
    await linkDocuments(transaction, batch, placed);
    await updateRows(transaction, 'Document', refitted);
    await saveDocuments(transaction, sourceId, batch, ownOf(placed, batch));
    await regroupStories(transaction, { changed: [...ids.values()], before }, deltas);
    await applyCounters(transaction, deltas);
    await describeShared(transaction, { deltas, reduced, written });
    await dropUnused(transaction, deltas, sourceId);
    await updateTotals(transaction, deltas);

    const changes = changesByKey(
      plan,
      removed.map((id) => rows.get(id) as ArticleRow),
      rows,
    );
    await recordChanges(transaction, changes, revision, batch.nowMs);
    return { revision, ...changes };
  });
}

const idsOfKnown = (plan: readonly PlannedArticle[]): number[] =>
  plan.flatMap((article) => (article.id === null ? [] : [article.id]));

/**
 * The batch as the change feed tells it, by public key: an article that goes by another key now is gone under
 * the one and new under the other, or whoever follows the feed would keep both.
 */
function changesByKey(
  plan: readonly PlannedArticle[],
  removed: readonly ArticleRow[],
  rows: ReadonlyMap<number, ArticleRow>,
): Omit<BatchResult, 'revision'> {
  const changed = plan.filter((article) => article.id === null || article.fields.length > 0);
  const after = new Set(changed.map((article) => article.target.key));
  const before = new Set([
    ...removed.map((row) => row.key),
    ...changed.flatMap(({ id }) => (id === null ? [] : [rows.get(id)?.key as string])),
  ]);
  return {
    added: [...after].filter((key) => !before.has(key)).sort(compareBytes),
    updated: [...after].filter((key) => before.has(key)).sort(compareBytes),
    removed: [...before].filter((key) => !after.has(key)).sort(compareBytes),
  };
}

/** A known source keeps its location: only a whole run can tell whether another folder is the same source. */
async function ensureSource(statements: Statements, { source, location }: Batch): Promise<number> {
  const row = {
    key: source.key,
    name: source.name,
    kind: source.kind,
    // Not null in the database: where the source leaves it to its documents, what most of them get.
    timeZone: assumedZone(source.timeZone, source.language),
    baseUrl: source.baseUrl,
    language: source.language,
    location: location ?? null,
  };
  const [saved] = await insertRows<{ id: number }>(statements, 'Source', [row], {
    onConflict: sql`("key") DO UPDATE SET "name" = excluded."name", "kind" = excluded."kind", "timeZone" = excluded."timeZone", "baseUrl" = excluded."baseUrl", "language" = excluded."language"`,
    returning: ['id'],
  });
  return (saved as { id: number }).id;
}

/** Ids of all sources, by key. */
export async function sourceIds(statements: Statements): Promise<Map<string, number>> {
  const rows = await query<{ id: number; key: string }>(statements, sql`SELECT "id", "key" FROM ${name('Source')}`);
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** Groups all documents that share an identity with one of the batch's, and tells what the batch makes of the articles. */
async function planBatch(statements: Statements, batch: Batch, sourceId: number) {
  const known = await loadKnownDocuments(statements, sourceId, batch);
  const identities = new Set(known.flatMap(({ identity }) => (identity === null ? [] : [identity])));
  for (const change of batch.changes)
    if (change.kind === 'TAKEN') identities.add(identityOf(change.document, batch.source.key));
  const before = await loadGroupedDocuments(statements, [...identities]);
  const documents = applyBatch(before, known, batch);
  const affected = [
    ...new Set([...known, ...before].flatMap(({ articleId }) => (articleId === null ? [] : [articleId]))),
  ];
  const rows = await loadArticleRows(statements, affected);
  const matched = matchToRows(groupIntoArticles(documents), new Map([...rows].map(([id, row]) => [row.key, id])));
  const kept = new Set(matched.values());
  const oldContents = await loadPrimaryContents(statements, affected);
  const plan = await planArticles(statements, batch, { matched, rows, oldContents });
  const refitted = await refitContents(statements, batch, matched);
  return { plan, matched, rows, refitted, removed: affected.filter((id) => !kept.has(id)) };
}

/** Documents that the batch does not write, for whose article's text they began or ceased to be the source: as they must be kept now. */
async function refitContents(
  statements: Statements,
  batch: Batch,
  matched: ReadonlyMap<TargetArticle, number | null>,
): Promise<{ readonly id: number; readonly content: string }[]> {
  const isTaken = createTakenTest(batch);
  const changed = [...matched.keys()].flatMap(({ documents, primary }) =>
    documents.flatMap((document) => {
      const isPrimary = document === primary;
      const isOther = document.id !== null && !isTaken(document);
      return isOther && document.wasPrimary !== isPrimary ? [{ id: document.id as number, isPrimary }] : [];
    }),
  );
  const contents = await loadContents(
    statements,
    changed.map(({ id }) => id),
  );
  return changed.map(({ id, isPrimary }) => ({
    id,
    content: contentOf(contents.get(id) as ParsedDocument, isPrimary),
  }));
}

/** Whether a batch itself writes a document. */
function createTakenTest({ source, changes }: Batch): (document: GroupedDocument) => boolean {
  const taken = new Set(changes.flatMap((change) => (change.kind === 'TAKEN' ? [change.path] : [])));
  return ({ sourceKey, path }) => sourceKey === source.key && taken.has(path);
}

interface Departure {
  readonly rewritten: readonly number[];
  readonly removed: readonly number[];
  readonly heirs: ReadonlyMap<number, number>;
}

/** Takes articles that go, and everything hung on those to be written again, out of rows and totals. Gives the entities they used. */
export async function takeAway(
  statements: Statements,
  { rewritten, removed, heirs }: Departure,
  deltas: CounterDeltas,
): Promise<Reduced> {
  const ids = [...rewritten, ...removed];
  if (ids.length === 0) return { entities: [], images: [] };
  await subtractArticles(statements, ids, deltas);
  const images = [...deltas.articleDeltas('Image').keys()];
  const entities = await entitiesUsedBy(statements, ids);
  await deleteArticleParts(statements, rewritten);
  await unindexArticles(statements, ids);
  await bequeathKeys(statements, heirs);
  if (removed.length > 0)
    await execute(statements, sql`DELETE FROM ${name('Article')} WHERE ${isOneOf(statements, name('id'), removed)}`);
  return { entities, images };
}

/** Shared rows that lost a use, by id. */
interface Reduced {
  readonly entities: readonly number[];
  readonly images: readonly number[];
}

/** Brings what shared rows show into line with the articles that now use them; entities that none uses go. */
export async function describeShared(
  statements: Statements,
  { deltas, reduced, written }: { deltas: CounterDeltas; reduced: Reduced; written: WrittenArticles },
): Promise<void> {
  const authors = [...deltas.articleDeltas('Author').keys()];
  await describeAuthors(statements, authors);
  await describeTags(statements, [...deltas.articleDeltas('Tag').keys()]);
  await describeImages(statements, written.imageUses, reduced.images);
  const touched = [...new Set([...reduced.entities, ...written.facts.map((fact) => fact.entityId)])];
  const abandoned = await describeEntities(statements, touched, written.facts);
  await dropUnusedEntities(statements, [...reduced.entities, ...abandoned]);
  const people = [...written.people, ...(await restoreRedirects(statements))];
  if (authors.length > 0 || people.length > 0)
    await identifyAuthors(
      statements,
      sql`${isOneOf(statements, name('a', 'id'), authors)} OR ${isOneOf(statements, name('a', 'key'), people)}`,
    );
}

const placeDocuments = (
  matched: ReadonlyMap<TargetArticle, number | null>,
  ids: ReadonlyMap<string, number>,
): PlacedDocument[] =>
  [...matched].flatMap(([target, id]) =>
    target.documents.map((document) => ({
      document,
      articleId: id ?? (ids.get(target.key) as number),
      isPrimary: document === target.primary,
    })),
  );

const ownOf = (placed: readonly PlacedDocument[], { source }: Batch): Map<string, PlacedDocument> =>
  new Map(
    placed.flatMap((place) => (place.document.sourceKey === source.key ? [[place.document.path, place] as const] : [])),
  );

/** Documents that the batch does not write go with the articles they belong to now. */
async function linkDocuments(statements: Statements, batch: Batch, placed: readonly PlacedDocument[]): Promise<void> {
  const isTaken = createTakenTest(batch);
  const moved = placed.filter(
    ({ document, articleId }) => document.id !== null && document.articleId !== articleId && !isTaken(document),
  );
  await updateRows(
    statements,
    'Document',
    moved.map(({ document, articleId }) => ({ id: document.id as number, articleId })),
  );
}

/** Rows of the change feed. */
export async function recordChanges(
  statements: Statements,
  changes: Pick<BatchResult, 'added' | 'updated' | 'removed'>,
  revision: number,
  nowMs: number,
): Promise<void> {
  const rows = [
    ...changes.added.map((key) => ({ kind: 'ADDED', articleKey: key })),
    ...changes.updated.map((key) => ({ kind: 'UPDATED', articleKey: key })),
    ...changes.removed.map((key) => ({ kind: 'REMOVED', articleKey: key })),
  ];
  await insertRows(
    statements,
    'Change',
    rows.map((row, position) => ({ ...row, revision, position, changedMs: nowMs })),
  );
}
