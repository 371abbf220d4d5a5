import { expectedTogether, logLikelihoodRatio } from '../model/association.ts';
import type { EntityType } from '../model/entity.ts';
import { compareBytes } from '../model/text.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import { type CoOccurrenceRow, findCoOccurring } from '../store/read/co-occurrence.ts';
import type { Query } from '../store/read/selection.ts';
import { listArticles } from './article-list.ts';
import { ArticleCountsRef } from './article-set.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { EntityTypeEnum } from './enums.ts';
import { readBucketCount } from './facet.ts';
import { resolveArticleFilter } from './filter.ts';
import { ArticleFilterInput } from './filter-input.ts';
import { articleListArguments } from './joined-articles.ts';
import { EntityRef } from './refs.ts';
import { rowOf } from './row-of.ts';

interface CoOccurrence extends CoOccurrenceRow {
  readonly score: number;
  readonly expected: number;
  /** The articles they stand in together. */
  readonly of: ArticleFilter;
  readonly where: ArticleFilter;
}

const CoOccurrenceRef = builder.objectRef<CoOccurrence>('CoOccurrence').implement({
  description: 'An entity that the same articles speak of.',
  interfaces: [ArticleCountsRef],
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The other entity.',
      resolve: (query, { entityId }, _args, { reader }) =>
        rowOf(reader.unique('Entity', { id: entityId }, query as Query)),
    }),
    expected: t.exposeFloat('expected', {
      description: 'Stories that would speak of both if neither had to do with the other.',
    }),
    score: t.exposeFloat('score', {
      description:
        "How surely they have to do with each other: Dunning's log-likelihood ratio G² over stories (Computational Linguistics 19, 1993), negative when they meet less often than by chance. Above 10.83, chance alone would explain it in one case of a thousand.",
    }),
    articles: t.field({
      type: ArticleConnection,
      description: 'The evidence: articles that speak of both.',
      args: articleListArguments(),
      resolve: ({ of, where }, args, context, info) => listArticles({ of, where }, args, { context, info }),
    }),
  }),
});

builder.prismaInterfaceFields(EntityRef, (t) => ({
  coOccurring: t.field({
    type: [CoOccurrenceRef],
    description:
      'Entities that the same articles speak of, the most surely associated first. What it contains or lies in, and what is under its authority or has authority over it, is left out: those articles count for both anyway.',
    args: {
      types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
      first: t.arg.int({ required: true, defaultValue: 10, description: 'At most this many: 0 to 100.' }),
      minStories: t.arg.int({
        required: true,
        defaultValue: 1,
        description: 'Only those that at least so many stories speak of together with it.',
      }),
      where: t.arg({
        type: ArticleFilterInput,
        description: 'Only among these articles: what is expected is counted among them too.',
      }),
    },
    resolve: async (entity, { types, first, minStories, where }, { reader }) => {
      const most = readBucketCount(first);
      const filter = await resolveArticleFilter(where, reader);
      const rows = await findCoOccurring(reader, {
        entityId: entity.id,
        filter,
        minStories: Math.max(minStories, 1),
        ...(types ? { types: types as readonly EntityType[] } : {}),
      });
      return rows
        .map((row): CoOccurrence => {
          const counts = {
            together: row.storyCount,
            one: row.ownStories,
            other: row.otherStories,
            all: row.allStories,
          };
          const of = { countingFor: [entity.id, row.entityId] };
          return { ...row, score: logLikelihoodRatio(counts), expected: expectedTogether(counts), of, where: filter };
        })
        .sort((a, b) => b.score - a.score || b.storyCount - a.storyCount || compareBytes(a.key, b.key))
        .slice(0, most);
    },
  }),
}));
