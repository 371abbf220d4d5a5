import type { Database, Statements } from '../database.ts';
import type { StoredArticle } from '../read/stored-articles.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { ArticleExtraction } from './batch.ts';
import { applyCounters, CounterDeltas, updateTotals } from './counters.ts';
import type { PlannedArticle } from './plan.ts';
import { describeShared, recordChanges, sourceIds, takeAway } from './save-batch.ts';
import { type Evidence, evidenceOf, isSameEvidence, loadEvidence } from './stored-evidence.ts';
import { regroupStories } from './stories.ts';
import { loadStoryPlaces } from './story-counts.ts';
import { wellFormedExtraction } from './well-formed.ts';
import { recordRevisions, writeArticles } from './write-articles.ts';

/** Articles extracted anew from their stored text. */
export interface Renewal {
  readonly articles: readonly { readonly stored: StoredArticle; readonly extraction: ArticleExtraction }[];
  readonly nowMs: number;
}

/** What came of it. Articles that another run has written since they were read are left as that run made them. */
export interface RenewalResult {
  /** Public keys of the articles whose mentions or entities are others now, in byte order. */
  readonly updated: readonly string[];
  /** Articles renewed, those among them that came out the same. */
  readonly renewed: number;
  /** Mentions by type that were not there before, and that are no more. */
  readonly gained: Readonly<Record<string, number>>;
  readonly lost: Readonly<Record<string, number>>;
}

/**
 * Saves what was found in articles anew, as one transaction and one revision, like a batch of files. An article in
 * which nothing else is found only notes the versions; the others are written again, with everything that hangs on
 * their mentions, and are told by the change feed as updated in `mentions`.
 */
export async function saveExtractions(database: Database, { articles: given, nowMs }: Renewal): Promise<RenewalResult> {
  const wellFormed = given.map(({ stored, extraction }) => ({ stored, extraction: wellFormedExtraction(extraction) }));
  return await database.transaction(async (transaction) => {
    const [corpus] = await query<{ revision: number }>(
      transaction,
      sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1 WHERE "id" = 1 RETURNING "revision"`,
    );
    const { revision } = corpus as { revision: number };
    const articles = await withoutRewritten(transaction, wellFormed);
    const before = await loadEvidence(
      transaction,
      articles.map(({ stored }) => stored.id),
    );
    const compared = articles.map((article) => {
      const [was, is] = [before.get(article.stored.id) as Evidence, evidenceOf(article.extraction)];
      return { ...article, was, is, isSame: isSameEvidence(was, is) };
    });
    await noteVersions(
      transaction,
      compared.filter(({ isSame }) => isSame),
    );
    const changed = compared.filter(({ isSame }) => !isSame);
    if (changed.length > 0)
      await rewrite(
        transaction,
        changed.map(({ stored, extraction }) => planned(stored, extraction)),
        { revision, nowMs },
      );
    const updated = changed.map(({ stored }) => stored.key).sort();
    await recordChanges(transaction, { added: [], updated, removed: [] }, revision, nowMs);
    return { updated, renewed: articles.length, ...countDifference(changed) };
  });
}

type Renewed = Renewal['articles'][number];

async function withoutRewritten(statements: Statements, articles: readonly Renewed[]): Promise<readonly Renewed[]> {
  const rows = await query<{ id: number; revision: number }>(
    statements,
    sql`SELECT "id", "revision" FROM ${name('Article')} WHERE ${isOneOf(
      statements,
      name('id'),
      articles.map(({ stored }) => stored.id),
    )}`,
  );
  const revisions = new Map(rows.map((row) => [row.id, row.revision]));
  return articles.filter(({ stored }) => revisions.get(stored.id) === stored.revision);
}

async function noteVersions(statements: Statements, articles: readonly Renewed[]): Promise<void> {
  const groups = new Map<string, Renewed[]>();
  for (const article of articles) {
    const { gazetteerVersion, extractorVersion } = article.extraction;
    const key = `${gazetteerVersion}\n${extractorVersion}`;
    groups.set(key, [...(groups.get(key) ?? []), article]);
  }
  for (const group of groups.values()) {
    const { gazetteerVersion, extractorVersion } = (group[0] as Renewed).extraction;
    await execute(
      statements,
      sql`UPDATE ${name('Article')} SET "gazetteerVersion" = ${gazetteerVersion}, "extractorVersion" = ${extractorVersion} WHERE ${isOneOf(
        statements,
        name('id'),
        group.map(({ stored }) => stored.id),
      )}`,
    );
  }
}

type Rewritten = PlannedArticle & { readonly kind: 'WRITE' };

/** The article as a batch would plan it: nothing but what is found in it is new. */
function planned({ id, key, sourceKey, path, document }: StoredArticle, extraction: ArticleExtraction): Rewritten {
  const primary = { id: null, sourceKey, path, identity: '', bodyDigest: '', textLength: document.text.length };
  const target = { key, documents: [], primary: { ...primary, articleId: id, wasPrimary: true } };
  return { kind: 'WRITE', target, id, document, extraction, fields: ['mentions'] };
}

async function rewrite(
  statements: Statements,
  plan: readonly Rewritten[],
  at: { readonly revision: number; readonly nowMs: number },
): Promise<void> {
  const ids = plan.map(({ id }) => id as number);
  const deltas = new CounterDeltas();
  const before = await loadStoryPlaces(statements, ids);
  const reduced = await takeAway(statements, { rewritten: ids, removed: [], heirs: new Map() }, deltas);
  const sources = await sourceIds(statements);
  const written = await writeArticles(statements, { articles: plan, sources, ...at }, deltas);
  await recordRevisions(statements, plan, written.ids, at);
  await regroupStories(statements, { changed: ids, before }, deltas);
  await applyCounters(statements, deltas);
  await describeShared(statements, { deltas, reduced, written });
  await updateTotals(statements, deltas);
}

function countDifference(articles: readonly { readonly was: Evidence; readonly is: Evidence }[]) {
  const gained: Record<string, number> = {};
  const lost: Record<string, number> = {};
  for (const { was, is } of articles) {
    countMissing(is, was, gained);
    countMissing(was, is, lost);
  }
  return { gained, lost };
}

/** Counts by type what `of` has and `other` has not. */
function countMissing(of: Evidence, other: Evidence, counts: Record<string, number>): void {
  const there = new Set(other.mentions.map(({ identity }) => identity));
  for (const { identity, type } of of.mentions) if (!there.has(identity)) counts[type] = (counts[type] ?? 0) + 1;
}
