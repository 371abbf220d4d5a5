import type { TextQuery } from '../../model/text-query.ts';
import { name, type Sql, sql } from '../sql.ts';
import type { Compiler } from './compile.ts';
import type { Where } from './selection.ts';
import { matchingIds } from './text-match.ts';

/**
 * Which articles, in terms of rows that exist: names and ids were resolved before. Absent: no condition; an
 * empty list of alternatives: no article. Lists hold each id once.
 */
export interface ArticleFilter {
  /** All of these entities, the rarest first: its index is the one walked. */
  readonly mentionsAll?: readonly number[];
  /** At least one of these. */
  readonly mentionsAny?: readonly number[];
  readonly mentionsNone?: readonly number[];
  /** False: only mentions of the entities themselves count, not of what rolls up into them. */
  readonly includeDescendants?: boolean;
  readonly categoryIds?: readonly number[];
  readonly includeSubcategories?: boolean;
  readonly authorIds?: readonly number[];
  readonly role?: string;
  readonly sourceIds?: readonly number[];
  /** BCP 47 tag; stands for its narrower ones too (`zh` for `zh-Hans`). */
  readonly language?: string;
  readonly tagIds?: readonly number[];
  readonly hasImage?: boolean;
  /** What title and text must say. */
  readonly text?: TextQuery;
  /** Only articles without a story, and originals. */
  readonly distinctStories?: boolean;
  /** UTC milliseconds, `from` inclusive, `to` exclusive. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** True when something was asked for that no article can have. */
  readonly isImpossible?: boolean;
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
  const entity = joinTo('ArticleEntity', 'entityId', filter.includeDescendants === false ? { isDirect: true } : {});
  const category = joinTo(
    'ArticleCategory',
    'categoryId',
    filter.includeSubcategories === false ? { isDirect: true } : {},
  );
  const author = joinTo('Contribution', 'authorId', filter.role ? { role: filter.role } : { isFirst: true });
  const [rarest, ...others] = filter.mentionsAll ?? [];
  const terms: JoinTerm[] = [
    ...(rarest === undefined ? [] : [entity([rarest])]),
    ...(filter.mentionsAny ? [entity(filter.mentionsAny)] : []),
    ...(filter.categoryIds ? [category(filter.categoryIds)] : []),
    ...(filter.authorIds ? [author(filter.authorIds)] : []),
  ];
  const walked = terms.find((term) => term.ids.length === 1);
  const conditions = [
    ...terms.filter((term) => term !== walked).map((term) => exists(term, article, compiler)),
    ...hasAll(entity(others), article, compiler),
    ...(filter.mentionsNone?.length ? [sql`NOT ${exists(entity(filter.mentionsNone), article, compiler)}`] : []),
    ...hasAll(joinTo('ArticleTag', 'tagId', {})(filter.tagIds ?? []), article, compiler),
    ...ownConditions(filter, article, compiler),
  ];
  if (!walked)
    return withRange(filter, {
      from: sql`${name('Article')} AS ${name(article)}`,
      conditions,
      sortMs: name(article, 'sortMs'),
      key: name(article, 'key'),
      article,
    });
  const alias = compiler.alias();
  return withRange(filter, {
    from: sql`${name(walked.table)} AS ${name(alias)} JOIN ${name('Article')} AS ${name(article)} ON ${name(article, 'id')} = ${name(alias, 'articleId')}`,
    conditions: [
      compiler.where(walked.table, alias, { [walked.column]: walked.ids[0], ...walked.extra }),
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

/** A table that joins articles to something, one row per article and id, and the ids meant. */
interface JoinTerm {
  readonly table: string;
  readonly column: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly ids: readonly number[];
}

const joinTo =
  (table: string, column: string, extra: JoinTerm['extra']) =>
  (ids: readonly number[]): JoinTerm => ({ table, column, extra, ids });

function exists(term: JoinTerm, article: string, compiler: Compiler): Sql {
  const alias = compiler.alias();
  return sql`EXISTS (SELECT 1 FROM ${name(term.table)} AS ${name(alias)} WHERE ${linksTo(term, alias, article, compiler)})`;
}

/**
 * One condition for all ids, however many: with an EXISTS each, PostgreSQL's planner takes minutes to order
 * a hundred joins.
 */
function hasAll(term: JoinTerm, article: string, compiler: Compiler): Sql[] {
  if (term.ids.length === 0) return [];
  if (term.ids.length === 1) return [exists(term, article, compiler)];
  const alias = compiler.alias();
  return [
    sql`(SELECT count(*) FROM ${name(term.table)} AS ${name(alias)} WHERE ${linksTo(term, alias, article, compiler)}) = ${term.ids.length}`,
  ];
}

function linksTo(term: JoinTerm, alias: string, article: string, compiler: Compiler): Sql {
  const { column, ids, extra } = term;
  const which = { [column]: ids.length === 1 ? ids[0] : { in: ids }, ...extra };
  return sql`${name(alias, 'articleId')} = ${name(article, 'id')} AND ${compiler.where(term.table, alias, which)}`;
}

function ownConditions(filter: ArticleFilter, article: string, compiler: Compiler): Sql[] {
  const conditions: Sql[] = [];
  const { sourceIds } = filter;
  if (sourceIds)
    conditions.push(
      compiler.where('Article', article, { sourceId: sourceIds.length === 1 ? sourceIds[0] : { in: sourceIds } }),
    );
  if (filter.hasImage !== undefined) conditions.push(compiler.where('Article', article, { hasImage: filter.hasImage }));
  const tag = filter.language;
  if (tag !== undefined)
    conditions.push(
      compiler.where('Article', article, {
        OR: [{ language: tag }, { AND: [{ language: { gte: `${tag}-` } }, { language: { lt: `${tag}.` } }] }],
      }),
    );
  if (filter.text)
    conditions.push(sql`${name(article, 'id')} IN (${matchingIds(filter.text, compiler.dialect.search)})`);
  if (filter.distinctStories) conditions.push(isNoCopy(article, compiler.alias()));
  if (filter.isImpossible) conditions.push(sql`1 = 0`);
  return conditions;
}

/** Told by the article's row and, for the few with a story, one look-up by the story's primary key. */
const isNoCopy = (article: string, story: string): Sql =>
  sql`(${name(article, 'storyId')} IS NULL OR EXISTS (SELECT 1 FROM ${name('Story')} AS ${name(story)} WHERE ${name(story, 'id')} = ${name(article, 'storyId')} AND ${name(story, 'originalId')} = ${name(article, 'id')}))`;

function withRange(filter: ArticleFilter, root: ArticleRoot): ArticleRoot {
  const conditions = [...root.conditions];
  if (filter.fromMs !== undefined) conditions.push(sql`${root.sortMs} >= ${filter.fromMs}`);
  if (filter.toMs !== undefined) conditions.push(sql`${root.sortMs} < ${filter.toMs}`);
  return { ...root, conditions };
}
