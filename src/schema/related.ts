import type { EntityType } from '../model/entity.ts';
import { compareBytes } from '../model/text.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import { findRelatedArticles, type RelatedArticle } from '../store/read/related-articles.ts';
import { findRelatedEntities, type RelatedEntity } from '../store/read/related-entities.ts';
import type { Query } from '../store/read/selection.ts';
import { listArticles } from './article-list.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { EntityTypeEnum } from './enums.ts';
import { readBucketCount } from './facet.ts';
import { articleListArguments } from './joined-articles.ts';
import { ArticleRef, EntityRef } from './refs.ts';
import { rowOf } from './row-of.ts';

const SharedEntityRef = builder.objectRef<RelatedArticle['shared'][number]>('SharedEntity').implement({
  description: 'Why two articles are related: an entity that both are about.',
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The entity.',
      resolve: (query, { entityId }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: entityId }, query as Query)),
    }),
    share: t.exposeFloat('share', {
      description: 'Its part of the score: its rarity × its salience in the one article × that in the other.',
    }),
  }),
});

const RelatedArticleRef = builder.objectRef<RelatedArticle>('RelatedArticle').implement({
  description: 'An article that is about the same as another.',
  fields: (t) => ({
    article: t.prismaField({
      type: ArticleRef,
      description: 'The article.',
      resolve: (query, { articleId }, _args, { reader }) =>
        rowOf(reader.unique('Article', { id: articleId }, query as Query)),
    }),
    score: t.exposeFloat('score', { description: 'The sum of the shares.' }),
    shared: t.field({
      type: [SharedEntityRef],
      description: 'The reason: what both are about, the weightiest first.',
      resolve: ({ shared }) => [...shared],
    }),
  }),
});

interface RelatedEntityOf extends RelatedEntity {
  /** The articles that speak of both. */
  readonly of: ArticleFilter;
}

const RelatedEntityRef = builder.objectRef<RelatedEntityOf>('RelatedEntity').implement({
  description: 'An entity that the articles most about another are about, too.',
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The entity.',
      resolve: (query, { entityId }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: entityId }, query as Query)),
    }),
    score: t.exposeFloat('score', {
      description: 'Its rarity × the sum over shared stories of the salience of the one × that of the other.',
    }),
    storyCount: t.exposeInt('storyCount', { description: 'How many such stories there are.' }),
    articles: t.field({
      type: ArticleConnection,
      description: 'The reason: articles that speak of both.',
      args: articleListArguments(),
      resolve: ({ of }, args, context, info) => listArticles({ of, where: {} }, args, { context, info }),
    }),
  }),
});

builder.prismaObjectField(ArticleRef, 'related', (t) =>
  t.field({
    type: [RelatedArticleRef],
    description:
      'Articles about the same, nearest first, each with the reason: shared entities, the rare ones and those that both are much about weighing most. Its ten weightiest entities are sought, each in the hundred articles most about it; of each story one article is listed, and none of its own.',
    args: { first: t.arg.int({ required: true, defaultValue: 5, description: 'At most this many: 0 to 100.' }) },
    resolve: async (article, { first }, { reader }) => [
      ...(await findRelatedArticles(reader, article.id, readBucketCount(first))),
    ],
  }),
);

builder.prismaInterfaceField(EntityRef, 'related', (t) =>
  t.field({
    type: [RelatedEntityRef],
    description:
      'Entities that the hundred articles most about it are about, too, the rare ones weighing most. What it contains or lies in, and what is under its authority or has authority over it, is left out. How surely others have to do with it, over all its articles, is told by `coOccurring`.',
    args: {
      types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
      first: t.arg.int({ required: true, defaultValue: 5, description: 'At most this many: 0 to 100.' }),
    },
    resolve: async (entity, { types, first }, { reader }) => {
      const most = readBucketCount(first);
      const rows = await findRelatedEntities(reader, {
        entityId: entity.id,
        ...(types ? { types: types as readonly EntityType[] } : {}),
      });
      return rows
        .filter((row) => row.score > 0)
        .sort((a, b) => b.score - a.score || compareBytes(a.key, b.key))
        .slice(0, most)
        .map((row) => ({ ...row, of: { countingFor: [entity.id, row.entityId] } }));
    },
  }),
);
