import type { ListOrder } from './page.ts';

export type ArticleOrderName = 'PUBLISHED_DESC' | 'PUBLISHED_ASC';
export type SearchOrderName = 'RELEVANCE' | 'NEWEST' | 'OLDEST';
export type EntityOrderName = 'ARTICLE_COUNT_DESC' | 'KEY_ASC';

const direction = (order: ArticleOrderName) => (order === 'PUBLISHED_ASC' ? 'asc' : 'desc');

/** Articles themselves. Index: Article(sortMs, key). */
export const articleOrder = (order: ArticleOrderName): ListOrder => ({
  name: `articles.${order}`,
  columns: ['sortMs', 'key'],
  direction: direction(order),
});

/** Articles through a table that joins them to something. Index: (…Id, sortMs, articleKey). */
export const joinedArticleOrder = (order: ArticleOrderName): ListOrder => ({
  name: `joined.${order}`,
  columns: ['sortMs', 'articleKey'],
  direction: direction(order),
});

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
