import type { ParsedDocument } from '../../model/document.ts';
import { compareBytes } from '../../model/text.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { ArticleExtraction, Batch } from './batch.ts';
import { loadContents } from './document-content.ts';
import type { GroupedDocument, TargetArticle } from './regroup.ts';

/** An article's row before the batch, as far as telling what changed needs it. */
export interface ArticleRow {
  readonly id: number;
  readonly key: string;
  readonly sourceKey: string;
  readonly path: string;
  readonly gazetteerVersion: string;
  readonly extractorVersion: string;
}

/**
 * What must be done to one article.
 *
 * `WRITE`: all its rows are made; it is new (`id` null), changed in `fields`, or only extracted anew.
 * `RELABEL`: the same content goes by another key, path or source.
 */
export type PlannedArticle =
  | {
      readonly kind: 'WRITE';
      readonly target: TargetArticle;
      readonly id: number | null;
      readonly document: ParsedDocument;
      readonly extraction: ArticleExtraction;
      readonly fields: readonly string[];
    }
  | {
      readonly kind: 'RELABEL';
      readonly target: TargetArticle;
      readonly id: number;
      readonly fields: readonly string[];
      readonly textDigest: string;
    };

export async function loadArticleRows(
  statements: Statements,
  ids: readonly number[],
): Promise<Map<number, ArticleRow & { readonly textDigest: string }>> {
  const rows = await query<ArticleRow & { textDigest: string }>(
    statements,
    sql`SELECT a."id", a."key", s."key" AS "sourceKey", a."path", a."gazetteerVersion", a."extractorVersion", a."textDigest" FROM ${name('Article')} a JOIN ${name('Source')} s ON s."id" = a."sourceId" WHERE ${isOneOf(statements, name('a', 'id'), ids)}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface KnownArticles {
  readonly matched: ReadonlyMap<TargetArticle, number | null>;
  readonly rows: Awaited<ReturnType<typeof loadArticleRows>>;
  /** By article id: the document its text came from before the batch. */
  readonly oldContents: ReadonlyMap<number, ParsedDocument>;
}

/** What a batch makes of the articles it touches, by key; those it leaves as they are do not appear. */
export async function planArticles(
  statements: Statements,
  batch: Batch,
  known: KnownArticles,
): Promise<PlannedArticle[]> {
  const taken = new Map(
    batch.changes.flatMap((change) => (change.kind === 'TAKEN' ? [[change.path, change] as const] : [])),
  );
  const inBatch = (document: GroupedDocument) =>
    document.sourceKey === batch.source.key ? taken.get(document.path) : undefined;
  const contents = await loadContents(
    statements,
    [...known.matched.keys()].flatMap(({ primary }) => (inBatch(primary) || primary.id === null ? [] : [primary.id])),
  );
  const planned: PlannedArticle[] = [];
  for (const [target, id] of known.matched) {
    const change = inBatch(target.primary);
    const document = change?.document ?? (contents.get(target.primary.id as number) as ParsedDocument);
    const row = id === null ? undefined : known.rows.get(id);
    const labels = row ? changedLabels(row, target) : [];
    const facts = row ? changedFields(document, known.oldContents.get(row.id)) : [];
    const isStale =
      row !== undefined &&
      change !== undefined &&
      (row.extractorVersion !== change.extraction.extractorVersion ||
        row.gazetteerVersion !== change.extraction.gazetteerVersion);
    const fields = [...labels, ...facts];
    if (row === undefined || facts.length > 0 || isStale)
      planned.push({
        kind: 'WRITE',
        target,
        id,
        document,
        extraction: change?.extraction ?? (await batch.extract(document, target.primary.sourceKey)),
        fields,
      });
    else if (labels.length > 0)
      planned.push({ kind: 'RELABEL', target, id: row.id, fields, textDigest: row.textDigest });
  }
  return planned.sort((a, b) => compareBytes(a.target.key, b.target.key));
}

function changedLabels(row: ArticleRow, { key, primary }: TargetArticle): string[] {
  return [
    ...(row.key === key ? [] : ['key']),
    ...(row.path === primary.path ? [] : ['path']),
    ...(row.sourceKey === primary.sourceKey ? [] : ['source']),
  ];
}

/** Names of what differs, for the article's history. Warnings are the file's, not the article's. */
function changedFields(document: ParsedDocument, old: ParsedDocument | undefined): string[] {
  const names = Object.keys(document).filter((field) => field !== 'problems') as (keyof ParsedDocument)[];
  return old ? names.filter((field) => JSON.stringify(document[field]) !== JSON.stringify(old[field])) : names;
}
