import { builder } from './builder.ts';
import { MentionConnection, pageArguments } from './connection.ts';
import { ENTITY_ARTICLE_COLUMNS, EntityArticleConnection, type EntityArticleEdge, type EntityArticleRow } from './entity-article.ts';
import { AliasKindEnum, EntityTypeEnum } from './enums.ts';
import { type ArticleListArgs, articleListArguments, joinedConnection, joinedPage } from './joined-articles.ts';
import { MENTION_ORDER } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { EntityRef } from './refs.ts';
import { selectionOf } from './article.ts';

const AliasRef = builder.prismaObject('Alias', {
  description: 'A name an entity goes by.',
  select: { id: true },
  fields: (t) => ({
    form: t.exposeString('form', { description: 'The name.' }),
    kind: t.expose('kind', { type: AliasKindEnum, description: 'What sort of name it is.' } as never),
  }),
});

builder.prismaInterfaceFields(EntityRef, (t) => ({
  key: t.exposeString('key', { description: 'Canonical and permanent, e.g. `cn:630000`.' }),
  name: t.exposeString('name', { description: 'The name shown.' }),
  type: t.expose('type', { type: EntityTypeEnum, description: 'What kind of entity it is.' } as never),
  aliases: t.field({
    type: [AliasRef],
    description: 'Every name it goes by, in byte order.',
    select: (_args, _context, nested) => ({ aliases: nested({ orderBy: [{ form: 'asc' }] } as never) as never }),
    resolve: (entity) => (entity as unknown as { aliases: never[] }).aliases,
  }),
  articleCount: t.exposeInt('articleCount', { description: 'Articles that count for it: what it contains and has authority over included.' }),
  storyCount: t.exposeInt('storyCount', { description: 'The same with syndicated copies counted once.' }),
  articles: t.field({
    type: EntityArticleConnection,
    description: 'Articles that speak of it.',
    args: {
      ...articleListArguments(),
      includeDescendants: t.arg.boolean({ required: true, defaultValue: true, description: 'Those that only mention what it contains or has authority over, too.' }),
    },
    select: (args, _context, nested) => ({ articleCount: true, articles: joinedPage(args as never, nested(true, ['edges', 'node']), directOnly(args), ENTITY_ARTICLE_COLUMNS) }),
    resolve: (entity, args, { reader }) =>
      joinedConnection<EntityArticleRow, EntityArticleEdge>((entity as unknown as { articles: unknown }).articles, args as unknown as ArticleListArgs, {
        toEdge: (row, cursor) => ({ node: row.article, cursor, row }),
        totalCount: () => (args.includeDescendants ? entity.articleCount : reader.count({ root: { kind: 'rows', model: 'ArticleEntity', where: { entityId: entity.id, isDirect: true } } })),
      }),
  }),
  mentions: t.field({
    type: MentionConnection,
    description: 'Mentions of it itself, newest article first.',
    args: pageArguments(),
    select: (args, _context, nested) => ({ mentionCount: true, mentions: relatedPage(readPage(args, MENTION_ORDER), selectionOf(nested(true, ['edges', 'node']))) as never }),
    resolve: (entity, args) =>
      connectionOf((entity as unknown as { mentions: object[] }).mentions, readPage(args, MENTION_ORDER), {
        toEdge: (node, cursor) => ({ node, cursor }),
        totalCount: () => entity.mentionCount,
      }),
  }),
}));

const directOnly = ({ includeDescendants }: { readonly includeDescendants: boolean }) => (includeDescendants ? {} : { isDirect: true });
