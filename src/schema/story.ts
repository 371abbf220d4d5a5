import { builder } from './builder.ts';
import { defineArticleConnection } from './connection.ts';
import { type ArticleListArgs, articleListArguments } from './joined-articles.ts';
import { articleOrder } from './order.ts';
import { connectionOf, type Edge, readPage, relatedPage } from './page.ts';
import { StoryRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';

interface StoryArticleEdge extends Edge<object> {
  readonly score: number;
}

/** Articles of a story, with how alike each is to the original. */
const StoryArticleConnection = defineArticleConnection<StoryArticleEdge>('StoryArticle', {
  items: 'articles of a story',
  edgeFields: (t) => ({
    score: t.exposeFloat('score', {
      description: "Likeness of its text to the original's, 0 to 1, give or take 0.02; 1 for the original itself.",
    }),
  }),
});

builder.prismaObjectFields(StoryRef, (t) => ({
  key: t.exposeString('key', {
    description: 'Derived from the key of the original: another original makes another story.',
  }),
  articleCount: t.exposeInt('articleCount', { description: 'The original and its copies; two at least.' }),
  original: t.relation('original', {
    nullable: true,
    description: 'The earliest published; one without a date only where none has any.',
  }),
  articles: t.field({
    type: StoryArticleConnection,
    description: 'The original and its copies.',
    args: articleListArguments(),
    select: (args, _context, nested) => ({
      articleCount: true,
      articles: relatedPage(readPage(args, orderOf(args)), {
        ...selectionOf(nested(true, ['edges', 'node'])),
        storyScore: true,
      }) as never,
    }),
    resolve: (story, args, { reader }) =>
      connectionOf<StoryArticleRow, StoryArticleEdge>(selectedRows(story, 'articles'), readPage(args, orderOf(args)), {
        toEdge: (node, cursor) => ({ node, cursor, score: node.storyScore }),
        reader,
        root: { kind: 'rows', model: 'Article', where: { storyId: story.id } },
        total: story.articleCount,
        articles: { of: { storyId: story.id }, where: {} },
      }),
  }),
}));

interface StoryArticleRow {
  readonly storyScore: number;
}

const orderOf = (args: object) => articleOrder((args as ArticleListArgs).orderBy);
