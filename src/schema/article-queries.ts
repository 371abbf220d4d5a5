import { findByPublicKey } from '../store/read/by-public-key.ts';
import type { Query } from '../store/read/selection.ts';
import { listArticles } from './article-list.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { resolveArticleFilter } from './filter.ts';
import { ArticleFilterInput } from './filter-input.ts';
import { keyOfGlobalId } from './global-id.ts';
import { articleListArguments } from './joined-articles.ts';
import { ArticleRef } from './refs.ts';

const ArticleBy = builder.inputType('ArticleBy', {
  description: 'One article, by exactly one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its global id; former ids resolve too.' }),
    key: t.string({ description: 'Its key; former keys resolve too.' }),
    url: t.string({ description: 'Its canonical address.' }),
  }),
});

builder.queryFields((t) => ({
  article: t.prismaField({
    type: ArticleRef,
    nullable: true,
    description: 'One article; null when there is none.',
    args: { by: t.arg({ type: ArticleBy, required: true, description: 'Which.' }) },
    resolve: async (query, _root, { by }, { reader }) => {
      if (by.url != null)
        return (
          (
            await reader.list<'Article'>({
              root: { kind: 'rows', model: 'Article', where: { url: by.url }, orderBy: { key: 'asc' } },
              take: 1,
              query: query as Query,
            })
          )[0] ?? null
        );
      return await findByPublicKey(
        reader,
        'Article',
        by.id == null ? (by.key as string) : keyOfGlobalId(by.id, 'Article'),
        query as Query,
      );
    },
  }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles under conditions.',
    args: {
      ...articleListArguments(),
      where: t.arg({ type: ArticleFilterInput, description: 'Conditions; all must hold.' }),
    },
    resolve: async (_root, args, context, info) =>
      listArticles({ of: {}, where: await resolveArticleFilter(args.where, context.reader) }, args, { context, info }),
  }),
}));
