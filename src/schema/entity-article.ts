import type { Query } from '../store/read/selection.ts';
import { defineArticleConnection } from './connection.ts';
import { ViaEnum } from './enums.ts';
import type { JoinedRow } from './joined-articles.ts';
import type { Edge } from './page.ts';
import { MentionRef } from './refs.ts';
import { viaOf } from './roll-up.ts';

export interface EntityArticleRow extends JoinedRow {
  readonly articleId: number;
  readonly totalCount: number;
  readonly salience: number;
  readonly via: number;
  readonly firstPosition: number;
}

export const ENTITY_ARTICLE_COLUMNS = {
  articleId: true,
  totalCount: true,
  salience: true,
  via: true,
  firstPosition: true,
} as const;

export interface EntityArticleEdge extends Edge<object> {
  readonly row: EntityArticleRow;
}

/** Articles of an entity, with how much each speaks of it. */
export const EntityArticleConnection = defineArticleConnection<EntityArticleEdge>('EntityArticle', {
  items: 'articles of an entity',
  edgeFields: (t) => ({
    mentionCount: t.int({
      description: 'Mentions of the entity and of what rolls up into it.',
      resolve: ({ row }) => row.totalCount,
    }),
    salience: t.float({
      description: '0 to 1: how much the article is about the entity.',
      resolve: ({ row }) => row.salience,
    }),
    via: t.field({
      type: [ViaEnum],
      description: 'How the article comes to count for the entity.',
      resolve: ({ row }) => viaOf(row.via),
    }),
    firstMention: t.prismaField({
      type: MentionRef,
      nullable: true,
      description: 'The first mention of it, or of what rolls up into it.',
      resolve: (query, { row }, _args, { reader }) =>
        reader.mentionAt({ articleId: row.articleId, position: row.firstPosition }, query as Query),
    }),
  }),
});
