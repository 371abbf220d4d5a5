import type { Json } from '../model/document.ts';
import { cutExcerpt } from '../model/text.ts';
import { ArticleEntityConnection } from './article-entity.ts';
import { builder } from './builder.ts';
import { MentionConnection, pageArguments } from './connection.ts';
import { EntityTypeEnum, MentionTypeEnum } from './enums.ts';
import { keyOfGlobalId } from './global-id.ts';
import { POSITION_ORDER } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { PublicationRef } from './publication.ts';
import { ArticleRef, CategoryRef, ContributorRef, ImageRef, LinkRef, PlaceRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';

const EXCERPT_DEFAULT_LENGTH = 200;

builder.prismaObjectFields(ArticleRef, (t) => ({
  key: t.exposeString('key', {
    description: 'Permanent key, derived from what the article says of itself. Former keys still resolve.',
  }),
  title: t.exposeString('title', { description: 'Title, as one line of text.' }),
  excerpt: t.string({
    description: 'The first sentences of the text.',
    args: {
      length: t.arg.int({
        defaultValue: EXCERPT_DEFAULT_LENGTH,
        required: true,
        description: 'Most characters (UTF-16 units), 1 to 400.',
      }),
    },
    select: { excerpt: true },
    resolve: (article, { length }) => cutExcerpt(article.excerpt, Math.min(Math.max(length, 1), 400)),
  }),
  text: t.exposeString('text', {
    description: 'Visible text: paragraphs divided by line breaks. Every offset refers to it.',
  }),
  html: t.exposeString('html', { description: 'The body, sanitised: safe to put into a page.' }),
  textLength: t.exposeInt('textLength', { description: 'Length of `text` in UTF-16 units.' }),
  language: t.exposeString('language', { description: 'BCP 47 tag, e.g. `zh-Hans`; `und` when it cannot be told.' }),
  publishedAt: t.expose('publishedMs', {
    type: 'DateTime',
    nullable: true,
    description: 'When it was published; null when nothing readable says so.',
  }),
  publication: t.field({
    type: PublicationRef,
    description: 'When it was published, with how that is known.',
    select: {
      publishedMs: true,
      publishedWritten: true,
      publishedZone: true,
      zoneInferred: true,
      precision: true,
      dateProvenance: true,
    },
    resolve: (article) => article,
  }),
  url: t.exposeString('url', { nullable: true, description: 'Canonical address, when the document names it.' }),
  path: t.exposeString('path', { description: "The document's place in its source." }),
  revision: t.exposeInt('revision', { description: "The content's revision in which this article last changed." }),
  ingestedAt: t.expose('ingestedMs', { type: 'DateTime', description: 'When its present form was written.' }),
  frontMatter: t.field({
    type: 'JSON',
    description: 'The front matter as written, unknown keys included; scalars are strings.',
    select: { frontMatter: true },
    resolve: (article) => JSON.parse(article.frontMatter) as Json,
  }),
  source: t.relation('source', { description: 'The archive or feed it comes from.' }),
  category: t.relation('category', { nullable: true, description: 'What it is filed under first.' }),
  categories: t.field({
    type: [CategoryRef],
    description: 'Everything it is filed under, in the order of the document.',
    select: (_args, _context, nested) => ({
      categories: {
        where: { isDirect: true },
        orderBy: [{ position: 'asc' as const }],
        select: { category: nested() },
      },
    }),
    resolve: (article) => selectedRows<{ readonly category: never }>(article, 'categories').map((row) => row.category),
  }),
  tags: t.stringList({
    description: 'Its tags.',
    select: { tags: { orderBy: [{ position: 'asc' }], select: { tag: { select: { name: true } } } } },
    resolve: (article) => article.tags.map((row) => row.tag.name),
  }),
  author: t.relation('author', { nullable: true, description: 'The author that the front matter names.' }),
  contributors: t.field({
    type: [ContributorRef],
    description: 'Everyone credited, in front matter or in print.',
    select: (_args, _context, nested) => ({ contributions: nested({ orderBy: [{ position: 'asc' }] }) }),
    resolve: (article) => selectedRows<never>(article, 'contributions'),
  }),
  leadImage: t.relation('leadImage', { nullable: true, description: 'The picture that stands for it.' }),
  images: t.field({
    type: [ImageRef],
    description: 'Its pictures, each once, in order.',
    args: { first: t.arg.int({ description: 'At most this many; all when nothing is said.' }) },
    select: ({ first }, _context, nested) => ({
      images: {
        orderBy: [{ position: 'asc' as const }],
        ...(first == null ? {} : { take: Math.max(first, 0) }),
        select: { image: nested() },
      },
    }),
    resolve: (article) => selectedRows<{ readonly image: never }>(article, 'images').map((row) => row.image),
  }),
  story: t.relation('story', {
    nullable: true,
    description: 'The original and near-copies of the same piece of writing; null when there is no other.',
  }),
  storyScore: t.exposeFloat('storyScore', {
    nullable: true,
    description: "Likeness to the story's original, 0 to 1; null without a story.",
  }),
  links: t.field({
    type: [LinkRef],
    description: 'Its links, in order.',
    select: (_args, _context, nested) => ({ links: nested({ orderBy: [{ position: 'asc' }] }) }),
    resolve: (article) => selectedRows<never>(article, 'links'),
  }),
  mentions: t.field({
    type: MentionConnection,
    description: 'The evidence: every mention, in reading order.',
    args: {
      ...pageArguments(),
      types: t.arg({ type: [MentionTypeEnum], description: 'Only mentions of these types.' }),
      entity: t.arg.id({ description: 'Only mentions of the entity with this id.' }),
    },
    select: (args, _context, nested) => ({
      mentions: relatedPage(
        readPage(args, POSITION_ORDER),
        selectionOf(nested(true, ['edges', 'node'])),
        mentionWhere(args),
      ) as never,
    }),
    resolve: (article, args, { reader }) =>
      connectionOf(selectedRows<object>(article, 'mentions'), readPage(args, POSITION_ORDER), {
        reader,
        root: { kind: 'rows', model: 'Mention', where: { articleId: article.id, ...mentionWhere(args) } },
        toEdge: (node, cursor) => ({ node, cursor }),
      }),
  }),
  entities: t.field({
    type: ArticleEntityConnection,
    description: 'What it speaks of, most salient first; containing places included.',
    args: {
      ...pageArguments(),
      types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
    },
    select: (args, _context, nested) => ({
      entities: relatedPage(
        readPage(args, POSITION_ORDER),
        {
          totalCount: true,
          titleCount: true,
          salience: true,
          via: true,
          entity: nested(true, ['edges', 'node']) as never,
        },
        typesWhere(args),
      ) as never,
    }),
    resolve: (article, args, { reader }) =>
      connectionOf(selectedRows<ArticleEntityRow>(article, 'entities'), readPage(args, POSITION_ORDER), {
        reader,
        root: { kind: 'rows', model: 'ArticleEntity', where: { articleId: article.id, ...typesWhere(args) } },
        toEdge: (row, cursor) => ({ node: row.entity, cursor, row }),
      }),
  }),
  provinces: t.field({
    type: [PlaceRef],
    description:
      'Provinces it speaks of, themselves or through what lies in them or is under them; most salient first.',
    select: (_args, _context, nested) => ({
      entities: {
        where: { level: 'PROVINCE' },
        orderBy: [{ position: 'asc' as const }],
        select: { entity: nested() },
      } as never,
    }),
    resolve: (article) => selectedRows<{ readonly entity: never }>(article, 'entities').map((row) => row.entity),
  }),
}));

interface ArticleEntityRow {
  readonly entity: object;
  readonly totalCount: number;
  readonly titleCount: number;
  readonly salience: number;
  readonly via: number;
}

type MentionArgs = { readonly types?: readonly string[] | null; readonly entity?: string | null };

const mentionWhere = ({ types, entity }: MentionArgs) => ({
  ...(types ? { type: { in: [...types] } } : {}),
  ...(entity
    ? { entity: { key: keyOfGlobalId(entity, 'Place', 'Organization', 'Person', 'PolicyDocument', 'Topic') } }
    : {}),
});

const typesWhere = ({ types }: { readonly types?: readonly string[] | null }) =>
  types ? { type: { in: [...types] } } : {};
