import { DatelineError } from '../errors.ts';
import { findArticleId } from '../store/read/lookup.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';
import { listArticles } from './article-list.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { resolveArticleFilter } from './filter.ts';
import { ArticleFilterInput } from './filter-input.ts';
import { keyOfGlobalId, tryDecodeGlobalId } from './global-id.ts';
import { articleListArguments } from './joined-articles.ts';
import { ArticleRef } from './refs.ts';

export const MAX_IDS = 1000;

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
      return await findArticle(
        reader,
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
  articlesByIds: t.prismaField({
    type: [ArticleRef],
    nullable: { list: false, items: true },
    directives: { merge: { keyField: 'id' } },
    description: 'Articles by id: as many as asked for, in that order, null where there is none.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 1,000 ids; former ids resolve too.' }) },
    resolve: async (query, _root, { ids }, { reader }) => {
      assertFewIds(ids);
      const keys = ids.map((id) => {
        const decoded = tryDecodeGlobalId(id);
        return decoded?.typename === 'Article' ? decoded.key : null;
      });
      return await Promise.all(keys.map((key) => (key === null ? null : findArticle(reader, key, query as Query))));
    },
  }),
}));

/** By current key, else by a former one. Those of one tick share a statement. */
export async function findArticle(reader: Reader, key: string, query: Query) {
  const article = await reader.unique('Article', { key }, query);
  if (article) return article;
  const id = await findArticleId(reader, key);
  return id === undefined ? null : await reader.unique('Article', { id }, query);
}

export function assertFewIds(ids: readonly unknown[]): void {
  if (ids.length > MAX_IDS) throw new DatelineError('TOO_MANY_IDS', `${ids.length} ids were asked for at once`);
}
