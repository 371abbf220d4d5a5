import type { TextQuery } from '../../model/text-query.ts';
import { name, type Sql, sql } from '../sql.ts';
import type { Compiler } from './compile.ts';
import { hasAll, hasAny, type JoinTerm, joinTo, walkOf } from './join-term.ts';
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
  /** All of these too, with what rolls up into them, whatever `includeDescendants` says of the others. */
  readonly countingFor?: readonly number[];
  /** False: only mentions of the entities themselves count, not of what rolls up into them. */
  readonly includeDescendants?: boolean;
  readonly categoryIds?: readonly number[];
  readonly includeSubcategories?: boolean;
  readonly authorIds?: readonly number[];
  readonly role?: string;
  readonly sourceIds?: readonly number[];
  /** Tags as articles have them. */
  readonly languages?: readonly string[];
  /** All of these tags, the rarest first. */
  readonly tagIds?: readonly number[];
  readonly imageIds?: readonly number[];
  readonly storyId?: number;
  readonly hasImage?: boolean;
  /** What title and text must say. */
  readonly text?: TextQuery;
  /** Only articles without a story, and originals. */
  readonly distinctStories?: boolean;
  /** UTC milliseconds, `from` inclusive, `to` exclusive. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** At most how many articles meet a condition; of lists that must hold whole, the first of them. Chooses the index. */
  readonly sizes?: Readonly<Partial<Record<SizedCondition, number>>>;
}

export type SizedCondition = 'mentionsAll' | 'mentionsAny' | 'countingFor' | 'categoryIds' | 'authorIds' | 'tagIds';

/** The FROM and WHERE of a list of articles, and the columns it may be ordered by. */
export interface ArticleRoot {
  readonly from: Sql;
  readonly conditions: readonly Sql[];
  readonly sortMs: Sql;
  readonly key: Sql;
  readonly titleStart: Sql;
  /** How much each is about the one entity asked for; null when none was, or several. */
  readonly salience: Sql | null;
  readonly article: string;
}

/**
 * What the list is for: its first rows in order of publication, or by how much they are about the entity asked
 * for, or all of it in any order.
 */
export type Walk = 'NEWEST' | 'SALIENCE' | 'WHOLE';

/**
 * Chooses the index to walk: that of the condition which the fewest articles meet. "Newest first" under one
 * entity, category, author, tag or picture is a range scan of that join table's (id, sortMs, articleKey) index,
 * "most about it first" one of (entityId, salience, articleKey); the remaining conditions are look-ups by article.
 *
 * What any of several ids have is gathered and sorted when the list is wanted whole or is short; otherwise the
 * articles are walked by date until a page is full.
 */
export function articleRoot(filter: ArticleFilter, compiler: Compiler, walk: Walk = 'NEWEST'): ArticleRoot {
  const article = compiler.alias();
  const terms = termsOf(filter);
  const walked = chooseWalk(terms, walk);
  const conditions = [
    ...terms.filter((term) => term !== walked).map((term) => hasAny(term, article, compiler)),
    ...furtherConditions(filter, article, compiler),
  ];
  const titleStart = name(article, 'titleStart');
  if (!walked)
    return withRange(filter, {
      from: sql`${name('Article')} AS ${name(article)}`,
      conditions,
      sortMs: name(article, 'sortMs'),
      key: name(article, 'key'),
      titleStart,
      salience: null,
      article,
    });
  const alias = compiler.alias();
  const { from, where } = walkOf(walked, alias, compiler);
  return withRange(filter, {
    from: sql`${from} JOIN ${name('Article')} AS ${name(article)} ON ${name(article, 'id')} = ${name(alias, 'articleId')}`,
    conditions: [...where, ...conditions],
    sortMs: name(alias, 'sortMs'),
    key: name(alias, 'articleKey'),
    titleStart,
    salience: walked.table === 'ArticleEntity' && walked.ids.length === 1 ? name(alias, 'salience') : null,
    article,
  });
}

/** Conditions on the columns that the list may be ordered by. */
export function onOrder(root: ArticleRoot, where: Where, compiler: Compiler): Sql {
  return compiler.whereColumns(orderColumns(root), where);
}

/** What the list may be ordered by, under the names that cursors have for it. */
export const orderColumns = (root: ArticleRoot): ReadonlyMap<string, Sql> =>
  new Map([
    ['sortMs', root.sortMs],
    ['key', root.key],
    ['titleStart', root.titleStart],
    ...(root.salience ? [['salience', root.salience] as const] : []),
  ]);

/** Whether every article meets it. */
export const isUnconditional = (filter: ArticleFilter): boolean =>
  Object.entries(filter).every(
    ([condition, value]) =>
      value === undefined ||
      condition === 'sizes' ||
      condition.startsWith('include') ||
      (Array.isArray(value) && ALL_OF.has(condition) && value.length === 0),
  );

/** Lists of what an article must have all or none of: empty, they ask nothing. */
const ALL_OF: ReadonlySet<string> = new Set(['mentionsAll', 'mentionsNone', 'countingFor', 'tagIds']);

/** Conditions that an index can be walked for. */
function termsOf(filter: ArticleFilter): JoinTerm[] {
  const { mentionsAll, mentionsAny, countingFor, categoryIds, authorIds, tagIds, imageIds, sizes = {} } = filter;
  const [rarest] = mentionsAll ?? [];
  const [first] = countingFor ?? [];
  const [tag] = tagIds ?? [];
  return [
    ...(rarest === undefined ? [] : [entityTerm(filter)([rarest], sizes.mentionsAll)]),
    ...(first === undefined ? [] : [ROLLED_UP([first], sizes.countingFor)]),
    ...(mentionsAny ? [entityTerm(filter)(mentionsAny, sizes.mentionsAny)] : []),
    ...(categoryIds ? [categoryTerm(filter)(categoryIds, sizes.categoryIds)] : []),
    ...(authorIds ? [authorTerm(filter)(authorIds, sizes.authorIds)] : []),
    ...(tag === undefined ? [] : [TAGGED([tag], sizes.tagIds)]),
    ...(imageIds ? [SHOWN(imageIds)] : []),
  ];
}

/** Gathering and sorting the articles of several ids beats looking for them by date when they are this few. */
const FEW = 2000;

function chooseWalk(terms: readonly JoinTerm[], walk: Walk): JoinTerm | undefined {
  if (walk === 'SALIENCE') return terms.find((term) => term.table === 'ArticleEntity' && term.ids.length === 1);
  const walkable = terms.filter(
    ({ ids, size }) => ids.length === 1 || (ids.length > 1 && (walk === 'WHOLE' || (size > 0 && size <= FEW))),
  );
  return walkable.reduce<JoinTerm | undefined>(
    (best, term) => (best && best.size <= term.size ? best : term),
    undefined,
  );
}

const entityTerm = (filter: ArticleFilter) =>
  joinTo('ArticleEntity', 'entityId', filter.includeDescendants === false ? { isDirect: true } : {});
const ROLLED_UP = joinTo('ArticleEntity', 'entityId', {});
const categoryTerm = (filter: ArticleFilter) =>
  joinTo('ArticleCategory', 'categoryId', filter.includeSubcategories === false ? { isDirect: true } : {});
const authorTerm = (filter: ArticleFilter) =>
  joinTo('Contribution', 'authorId', filter.role ? { role: filter.role } : { isFirst: true });
const TAGGED = joinTo('ArticleTag', 'tagId', {});
const SHOWN = joinTo('ArticleImage', 'imageId', {});

function furtherConditions(filter: ArticleFilter, article: string, compiler: Compiler): Sql[] {
  const entity = entityTerm(filter);
  return [
    ...hasAll(entity(filter.mentionsAll?.slice(1) ?? []), article, compiler),
    ...hasAll(ROLLED_UP(filter.countingFor?.slice(1) ?? []), article, compiler),
    ...(filter.mentionsNone?.length ? [sql`NOT ${hasAny(entity(filter.mentionsNone), article, compiler)}`] : []),
    ...hasAll(TAGGED(filter.tagIds?.slice(1) ?? []), article, compiler),
    ...ownConditions(filter, article, compiler),
  ];
}

function ownConditions(filter: ArticleFilter, article: string, compiler: Compiler): Sql[] {
  const conditions: Sql[] = [];
  const { sourceIds } = filter;
  if (sourceIds)
    conditions.push(
      compiler.where('Article', article, { sourceId: sourceIds.length === 1 ? sourceIds[0] : { in: sourceIds } }),
    );
  if (filter.hasImage !== undefined) conditions.push(compiler.where('Article', article, { hasImage: filter.hasImage }));
  const { languages, storyId } = filter;
  if (languages)
    conditions.push(
      compiler.where('Article', article, { language: languages.length === 1 ? languages[0] : { in: languages } }),
    );
  if (filter.text)
    conditions.push(sql`${name(article, 'id')} IN (${matchingIds(filter.text, compiler.dialect.search)})`);
  if (storyId !== undefined) conditions.push(compiler.where('Article', article, { storyId }));
  if (filter.distinctStories) conditions.push(isNoCopy(article, compiler.alias()));
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
