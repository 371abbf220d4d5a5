import { join, name, type Sql, sql } from '../sql.ts';
import type { Compiler } from './compile.ts';
import type { Where } from './selection.ts';

/** Which articles, in terms of rows that exist: names and ids were resolved before. Absent: no condition. */
export interface ArticleFilter {
  /** An article satisfies every group by at least one of the group's entities. */
  readonly mentions?: readonly (readonly number[])[];
  readonly notMentions?: readonly number[];
  /** False: only mentions of the entities themselves count, not of what rolls up into them. */
  readonly includeDescendants?: boolean;
  readonly categoryIds?: readonly number[];
  readonly includeSubcategories?: boolean;
  readonly authorIds?: readonly number[];
  readonly role?: string;
  readonly sourceIds?: readonly number[];
  /** BCP 47 tags; each also stands for its narrower ones (`zh` for `zh-Hans`). */
  readonly languages?: readonly string[];
  readonly tagKeys?: readonly string[];
  readonly hasImage?: boolean;
  /** UTC milliseconds, `from` inclusive, `to` exclusive. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** The FROM and WHERE of a list of articles, and the two columns it is ordered by. */
export interface ArticleRoot {
  readonly from: Sql;
  readonly conditions: readonly Sql[];
  readonly sortMs: Sql;
  readonly key: Sql;
  readonly article: string;
}

/**
 * Chooses the index to walk. "Newest first" under one entity, category or author is a range scan of that
 * join table's (id, sortMs, articleKey) index; the remaining conditions are look-ups by article.
 */
export function articleRoot(filter: ArticleFilter, compiler: Compiler): ArticleRoot {
  const article = compiler.alias();
  const groups = [...(filter.mentions ?? [])].sort((a, b) => a.length - b.length);
  const joins: JoinTerm[] = [
    ...groups.map((ids) => ({
      table: 'ArticleEntity',
      column: 'entityId',
      ids,
      extra: filter.includeDescendants === false ? { isDirect: true } : {},
    })),
    ...(filter.categoryIds
      ? [
          {
            table: 'ArticleCategory',
            column: 'categoryId',
            ids: filter.categoryIds,
            extra: filter.includeSubcategories === false ? { isDirect: true } : {},
          },
        ]
      : []),
    ...(filter.authorIds
      ? [
          {
            table: 'Contribution',
            column: 'authorId',
            ids: filter.authorIds,
            extra: filter.role ? { role: filter.role } : { isFirst: true },
          },
        ]
      : []),
  ];
  const driver = joins.find((term) => term.ids.length === 1);
  const conditions = [
    ...joins.filter((term) => term !== driver).map((term) => exists(term, article, compiler)),
    ...ownConditions(filter, article, compiler),
  ];
  const notMentions = filter.notMentions ?? [];
  if (notMentions.length > 0)
    conditions.push(
      sql`NOT ${exists({ table: 'ArticleEntity', column: 'entityId', ids: notMentions, extra: filter.includeDescendants === false ? { isDirect: true } : {} }, article, compiler)}`,
    );
  if (!driver)
    return withRange(filter, {
      from: sql`${name('Article')} AS ${name(article)}`,
      conditions,
      sortMs: name(article, 'sortMs'),
      key: name(article, 'key'),
      article,
    });
  const alias = compiler.alias();
  return withRange(filter, {
    from: sql`${name(driver.table)} AS ${name(alias)} JOIN ${name('Article')} AS ${name(article)} ON ${name(article, 'id')} = ${name(alias, 'articleId')}`,
    conditions: [
      compiler.where(driver.table, alias, { [driver.column]: driver.ids[0], ...driver.extra }),
      ...conditions,
    ],
    sortMs: name(alias, 'sortMs'),
    key: name(alias, 'articleKey'),
    article,
  });
}

/** Conditions on the two columns that the list is ordered by. */
export function onOrder(root: ArticleRoot, where: Where, compiler: Compiler): Sql {
  const columns = new Map([
    ['sortMs', root.sortMs],
    ['key', root.key],
  ]);
  return compiler.whereColumns(columns, where);
}

interface JoinTerm {
  readonly table: string;
  readonly column: string;
  readonly ids: readonly number[];
  readonly extra: Readonly<Record<string, unknown>>;
}

function exists(term: JoinTerm, article: string, compiler: Compiler): Sql {
  const alias = compiler.alias();
  const which = compiler.where(term.table, alias, {
    [term.column]: term.ids.length === 1 ? term.ids[0] : { in: term.ids },
    ...term.extra,
  });
  return sql`EXISTS (SELECT 1 FROM ${name(term.table)} AS ${name(alias)} WHERE ${name(alias, 'articleId')} = ${name(article, 'id')} AND ${which})`;
}

function ownConditions(filter: ArticleFilter, article: string, compiler: Compiler): Sql[] {
  const conditions: Sql[] = [];
  const { sourceIds } = filter;
  if (sourceIds)
    conditions.push(
      compiler.where('Article', article, { sourceId: sourceIds.length === 1 ? sourceIds[0] : { in: sourceIds } }),
    );
  if (filter.hasImage !== undefined) conditions.push(compiler.where('Article', article, { hasImage: filter.hasImage }));
  if (filter.languages) {
    const terms = filter.languages.map((tag) =>
      compiler.where('Article', article, {
        OR: [{ language: tag }, { AND: [{ language: { gte: `${tag}-` } }, { language: { lt: `${tag}.` } }] }],
      }),
    );
    conditions.push(terms.length === 0 ? sql`1 = 0` : sql`(${join(terms, ' OR ')})`);
  }
  for (const key of filter.tagKeys ?? [])
    conditions.push(compiler.where('Article', article, { tags: { some: { tag: { key } } } }));
  return conditions;
}

function withRange(filter: ArticleFilter, root: ArticleRoot): ArticleRoot {
  const conditions = [...root.conditions];
  if (filter.fromMs !== undefined) conditions.push(sql`${root.sortMs} >= ${filter.fromMs}`);
  if (filter.toMs !== undefined) conditions.push(sql`${root.sortMs} < ${filter.toMs}`);
  return { ...root, conditions };
}
