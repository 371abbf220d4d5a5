import type { ArticleFilter } from '../store/read/article-root.ts';
import { builder } from './builder.ts';
import { MentionConnection, pageArguments } from './connection.ts';
import {
  ENTITY_ARTICLE_COLUMNS,
  EntityArticleConnection,
  type EntityArticleEdge,
  type EntityArticleRow,
} from './entity-article.ts';
import { AliasKindEnum, EntityTypeEnum } from './enums.ts';
import { type ArticleListArgs, articleListArguments, joinedConnection, joinedPage } from './joined-articles.ts';
import { MENTION_ORDER } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { EntityRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';
import { resolveTimeline, TimelineRef, timelineArguments } from './timeline.ts';

const AliasRef = builder.prismaObject('Alias', {
  description: 'A name an entity goes by.',
  shareable: true,
  select: { id: true },
  fields: (t) => ({
    form: t.exposeString('form', { description: 'The name.' }),
    kind: t.field({
      type: AliasKindEnum,
      description: 'What sort of name it is.',
      select: { kind: true },
      resolve: (row) => row.kind as never,
    }),
  }),
});

builder.prismaInterfaceFields(EntityRef, (t) => ({
  key: t.exposeString('key', { description: 'Canonical and permanent, e.g. `cn:630000`.' }),
  name: t.exposeString('name', { description: 'The name shown.' }),
  type: t.field({
    type: EntityTypeEnum,
    description: 'What kind of entity it is.',
    select: { type: true },
    resolve: (row) => row.type as never,
  }),
  aliases: t.field({
    type: [AliasRef],
    description: 'Every name it goes by, in byte order.',
    select: (_args, _context, nested) => ({ aliases: nested({ orderBy: [{ form: 'asc' }] }) }),
    resolve: (entity) => selectedRows<never>(entity, 'aliases'),
  }),
  articleCount: t.exposeInt('articleCount', {
    description: 'Articles that count for it: what it contains and has authority over included.',
  }),
  storyCount: t.exposeInt('storyCount', { description: 'The same with near-copies counted once: see `Story`.' }),
  articles: t.field({
    type: EntityArticleConnection,
    description: 'Articles that speak of it.',
    args: {
      ...articleListArguments(),
      includeDescendants: t.arg.boolean({
        required: true,
        defaultValue: true,
        description: 'Those that only mention what it contains or has authority over, too.',
      }),
    },
    select: (args, _context, nested) => ({
      articleCount: true,
      articles: joinedPage(args as never, nested(true, ['edges', 'node']), directOnly(args), ENTITY_ARTICLE_COLUMNS),
    }),
    resolve: (entity, args, { reader }) =>
      joinedConnection<EntityArticleRow, EntityArticleEdge>(
        selectedRows(entity, 'articles'),
        args as unknown as ArticleListArgs,
        {
          toEdge: (row, cursor) => ({ node: row.article, cursor, row }),
          reader,
          root: { kind: 'rows', model: 'ArticleEntity', where: { entityId: entity.id, ...directOnly(args) } },
          total: args.includeDescendants ? entity.articleCount : undefined,
          articles: { of: articlesOf(entity.id, args.includeDescendants), where: {} },
        },
      ),
  }),
  timeline: t.field({
    type: TimelineRef,
    description: 'Articles that speak of it, by when they were published.',
    args: {
      ...timelineArguments(),
      includeDescendants: t.arg.boolean({
        required: true,
        defaultValue: true,
        description: 'Those that only mention what it contains or has authority over, too.',
      }),
    },
    resolve: (entity, args, context) => resolveTimeline(articlesOf(entity.id, args.includeDescendants), args, context),
  }),
  mentions: t.field({
    type: MentionConnection,
    description: 'Mentions of it itself, newest article first.',
    args: pageArguments(),
    select: (args, _context, nested) => ({
      mentionCount: true,
      mentions: relatedPage(readPage(args, MENTION_ORDER), selectionOf(nested(true, ['edges', 'node']))) as never,
    }),
    resolve: (entity, args, { reader }) =>
      connectionOf(selectedRows<object>(entity, 'mentions'), readPage(args, MENTION_ORDER), {
        toEdge: (node, cursor) => ({ node, cursor }),
        reader,
        root: { kind: 'rows', model: 'Mention', where: { entityId: entity.id } },
        total: entity.mentionCount,
      }),
  }),
}));

const articlesOf = (id: number, includeDescendants: boolean): ArticleFilter =>
  includeDescendants ? { countingFor: [id] } : { mentionsAll: [id], includeDescendants };

const directOnly = ({ includeDescendants }: { readonly includeDescendants: boolean }) =>
  includeDescendants ? {} : { isDirect: true };
