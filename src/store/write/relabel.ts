import type { Statements } from '../database.ts';
import { execute } from '../run.ts';
import { name, sql } from '../sql.ts';
import { recordsOf, updateRows } from './bulk.ts';
import type { CounterDeltas } from './counters.ts';
import type { ArticleRow, PlannedArticle } from './plan.ts';

/** Tables that repeat their article's key for the sake of their order. */
const KEYED_TABLES = ['ArticleCategory', 'Contribution', 'ArticleImage', 'ArticleTag', 'Mention', 'ArticleEntity'];

export interface Relabelling {
  readonly articles: readonly (PlannedArticle & { readonly kind: 'RELABEL' })[];
  readonly rows: ReadonlyMap<number, ArticleRow>;
  /** By key. */
  readonly sources: ReadonlyMap<string, number>;
  readonly revision: number;
}

/**
 * Gives articles another key, path or source while everything else stays: a folder renamed does not extract its
 * articles again. A fixed number of statements.
 */
export async function relabelArticles(
  statements: Statements,
  { articles, rows, sources, revision }: Relabelling,
  deltas: CounterDeltas,
): Promise<void> {
  const sourceId = (key: string) => sources.get(key) as number;
  await updateRows(
    statements,
    'Article',
    articles.map(({ id, target }) => ({
      id,
      key: target.key,
      path: target.primary.path,
      sourceId: sourceId(target.primary.sourceKey),
      revision,
    })),
  );
  for (const { id, target } of articles) {
    deltas.addArticles('Source', sourceId((rows.get(id) as ArticleRow).sourceKey), -1);
    deltas.addArticles('Source', sourceId(target.primary.sourceKey), 1);
  }
  const renamed = articles
    .filter(({ fields }) => fields.includes('key'))
    .map(({ id, target }) => ({ articleId: id, articleKey: target.key }));
  if (renamed.length === 0) return;
  for (const table of KEYED_TABLES)
    await execute(
      statements,
      sql`UPDATE ${name(table)} SET "articleKey" = s."articleKey" FROM (${recordsOf(statements, table, renamed)}) AS s WHERE ${name(table, 'articleId')} = s."articleId"`,
    );
}
