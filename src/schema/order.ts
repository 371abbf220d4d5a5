import { DatelineError } from '../errors.ts';
import type { ArticleOrdering } from '../store/read/plan.ts';
import type { ListOrder } from './page.ts';

export type SearchOrderName = 'RELEVANCE' | 'NEWEST' | 'OLDEST';
export type ArticleOrderName = 'PUBLISHED_DESC' | 'PUBLISHED_ASC' | 'TITLE_ASC' | 'TITLE_DESC' | 'SALIENCE_DESC';
export type EntityOrderName = 'ARTICLE_COUNT_DESC' | 'KEY_ASC';

interface OrderOptions {
  /** True where the list is of the articles of one entity, each of which says how much it is about it. */
  readonly hasSalience?: boolean;
}

const direction = (order: ArticleOrderName) => (order.endsWith('_ASC') ? 'asc' : 'desc');

/**
 * Articles themselves. Index: Article(sortMs, key), Article(titleStart, key), ArticleEntity(entityId, salience, articleKey).
 * Throws BAD_ARGUMENT.
 */
export const articleOrder = (order: ArticleOrderName, options: OrderOptions = {}): ListOrder => ({
  name: `articles.${order}`,
  columns: [orderingOf(order, options), 'key'],
  direction: direction(order),
});

/**
 * Articles through a table that joins them to something. Index: (…Id, sortMs, articleKey), and for an entity
 * (entityId, salience, articleKey); by title they are sorted. Throws BAD_ARGUMENT.
 */
export const joinedArticleOrder = (order: ArticleOrderName, options: OrderOptions = {}): ListOrder => ({
  name: `joined.${order}`,
  columns: [orderingOf(order, options), 'articleKey'],
  direction: direction(order),
  through: { titleStart: 'article' },
});

/** What articles are ordered by first. Throws BAD_ARGUMENT. */
export function orderingOf(order: ArticleOrderName, { hasSalience = false }: OrderOptions = {}): ArticleOrdering {
  if (order.startsWith('TITLE')) return 'titleStart';
  if (order !== 'SALIENCE_DESC') return 'sortMs';
  if (!hasSalience)
    throw new DatelineError(
      'BAD_ARGUMENT',
      'Articles are more or less about an entity: filter by exactly one to order by salience',
    );
  return 'salience';
}

/** Reading order within an article. */
export const POSITION_ORDER: ListOrder = { name: 'position', columns: ['position'], direction: 'asc' };

/** Mentions of an entity, newest article first. Index: Mention(entityId, sortMs, articleKey, position). */
export const MENTION_ORDER: ListOrder = {
  name: 'mentions',
  columns: ['sortMs', 'articleKey', 'position'],
  direction: 'desc',
};

export const ENTITY_ORDERS: Readonly<Record<EntityOrderName, ListOrder>> = {
  ARTICLE_COUNT_DESC: { name: 'entities.count', columns: ['articleCount', 'key'], direction: 'desc' },
  KEY_ASC: { name: 'entities.key', columns: ['key'], direction: 'asc' },
};

/** Named rows, most articles first. Index: (articleCount, key). */
export const COUNT_ORDER: ListOrder = { name: 'count', columns: ['articleCount', 'key'], direction: 'desc' };

/** Runs, newest first. Index: IngestRun(startedMs, key). */
export const RUN_ORDER: ListOrder = { name: 'runs', columns: ['startedMs', 'key'], direction: 'desc' };

/** The history of an article, latest first. Index: ArticleRevision primary key. */
export const REVISION_ORDER: ListOrder = { name: 'revisions', columns: ['revision'], direction: 'desc' };

/**
 * What a search found. Relevance depends on all articles there are: its cursors carry the content's revision.
 * Index: by time, Article(sortMs, key); by relevance none, all that match are ranked.
 */
export const SEARCH_ORDERS: Readonly<Record<SearchOrderName, ListOrder>> = {
  RELEVANCE: { name: 'search.RELEVANCE', columns: ['revision', 'score', 'key'], direction: 'desc' },
  NEWEST: { ...articleOrder('PUBLISHED_DESC'), name: 'search.NEWEST' },
  OLDEST: { ...articleOrder('PUBLISHED_ASC'), name: 'search.OLDEST' },
};
