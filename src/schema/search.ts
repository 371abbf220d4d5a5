import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { DatelineError } from '../errors.ts';
import { soughtForms, type TextQuery } from '../model/text-query.ts';
import type { ArticleFilter } from '../store/read/article-root.ts';
import type { Reader } from '../store/read/reader.ts';
import { findRelevant, findScores, SCORE_UNIT, type Weighting, weighTerms } from '../store/read/relevance.ts';
import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { defineArticleConnection, pageArguments } from './connection.ts';
import type { GraphContext } from './context.ts';
import { SearchOrderEnum } from './enums.ts';
import { resolveArticleFilter } from './filter.ts';
import { ArticleFilterInput } from './filter-input.ts';
import { findArticleHighlights, HighlightRef } from './highlight.ts';
import { nodeQuery } from './node-query.ts';
import { SEARCH_ORDERS, type SearchOrderName } from './order.ts';
import { type Connection, connectionOf, type Edge, type Page, readPage } from './page.ts';
import { readTextQuery, TEXT_QUERY_SYNTAX } from './text-query.ts';

const DEFAULT_HIGHLIGHTS = 5;
const MAX_HIGHLIGHTS = 50;

interface SearchEdge extends Edge<{ readonly id: number }> {
  readonly forms: readonly string[];
  /** In units of SCORE_UNIT. */
  readonly score: () => number | Promise<number>;
}

const SearchConnection = defineArticleConnection<SearchEdge>('Search', {
  items: 'articles that a search found',
  edgeFields: (t) => ({
    score: t.float({
      description:
        'Relevance, 0 to 1, by the same formula on every database: how often the terms stand in title and text, rare terms and the title weighing more, long texts less. Comparable within one search only.',
      resolve: async (edge) => (await edge.score()) / SCORE_UNIT,
    }),
    highlights: t.field({
      type: [HighlightRef],
      description: 'Where it says what was searched for: those in the title first, then in reading order.',
      args: {
        first: t.arg.int({
          required: true,
          defaultValue: DEFAULT_HIGHLIGHTS,
          description: `At most this many, 0 to ${MAX_HIGHLIGHTS}.`,
        }),
      },
      resolve: ({ node, forms }, args, { reader }) => {
        const { first } = args as unknown as { readonly first: number };
        if (first < 0 || first > MAX_HIGHLIGHTS)
          throw new DatelineError('BAD_ARGUMENT', `An article shows 0 to ${MAX_HIGHLIGHTS} highlights, not ${first}`);
        return findArticleHighlights(reader, { id: node.id, forms }, first);
      },
    }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description:
      'Articles by what their titles and texts say. By relevance, a page that goes on from a cursor is refused with CURSOR_STALE when the content has changed since.',
    args: {
      query: t.arg.string({ required: true, description: `What to find: one character or more. ${TEXT_QUERY_SYNTAX}` }),
      ...pageArguments(),
      where: t.arg({ type: ArticleFilterInput, description: 'Conditions that must hold besides.' }),
      orderBy: t.arg({
        type: SearchOrderEnum,
        required: true,
        defaultValue: 'RELEVANCE' as never,
        description: 'Order of the list.',
      }),
    },
    resolve: async (_root, { query, where, orderBy, ...args }, context, info) => {
      const sought = readTextQuery(query);
      const page = readPage(args, SEARCH_ORDERS[orderBy as SearchOrderName]);
      const filter = withText(await resolveArticleFilter(where, context.reader), sought);
      const search: Search = { sought, filter, page };
      return orderBy === 'RELEVANCE' ? byRelevance(search, context, info) : byTime(search, context, info);
    },
  }),
);

interface Search {
  readonly sought: TextQuery;
  readonly filter: ArticleFilter;
  readonly page: Page;
}

const withText = (filter: ArticleFilter, sought: TextQuery): ArticleFilter => ({
  ...filter,
  text: filter.text ? { kind: 'ALL', of: [sought, filter.text], without: [] } : sought,
});

async function byTime(
  { sought, filter, page }: Search,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<SearchEdge>> {
  const { reader } = context;
  const query = nodeQuery(context, info, page);
  const rows = await reader.list<'Article'>({
    root: { kind: 'articles', filter },
    direction: page.direction,
    beyond: page.position ?? undefined,
    take: page.size + 1,
    query: { select: { ...query.select, id: true } },
  });
  const forms = soughtForms(sought);
  const ids = rows.map((row) => row.id);
  let scores: Promise<Map<number, number>> | undefined;
  const scoreOf = async (id: number) => {
    scores ??= scoreAll(reader, sought, ids);
    return (await scores).get(id) ?? 0;
  };
  return connectionOf<{ readonly id: number }, SearchEdge>(rows, page, {
    reader,
    root: { kind: 'articles', filter },
    articles: { of: {}, where: filter },
    toEdge: (node, cursor) => ({ node, cursor, forms, score: () => scoreOf(node.id) }),
  });
}

async function scoreAll(reader: Reader, sought: TextQuery, ids: readonly number[]): Promise<Map<number, number>> {
  const { terms } = await weighTerms(reader, sought);
  return await findScores(reader, ids, terms);
}

async function byRelevance(
  { sought, filter, page }: Search,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<SearchEdge>> {
  const { reader } = context;
  const weighting = await weighTerms(reader, sought);
  const found = await findRelevant(reader, filter, {
    terms: weighting.terms,
    beyond: placeOf(page, weighting),
    direction: page.direction,
    take: page.size + 1,
  });
  const { select } = queryFromInfo({ context, info, path: ['edges', 'node'], select: {} }) as Query;
  const nodes = await Promise.all(
    found.map(({ id }) => reader.unique('Article', { id }, { select: { ...select, id: true } })),
  );
  const forms = soughtForms(sought);
  // One that is gone since was found before a writer committed, and the whole operation is read again.
  const rows = found.flatMap(({ key, score }, index) => {
    const node = nodes[index];
    return node ? [{ revision: weighting.revision, score, key, node }] : [];
  });
  const connection = connectionOf<(typeof rows)[number], SearchEdge>(rows, page, {
    reader,
    root: { kind: 'articles', filter },
    articles: { of: {}, where: filter },
    toEdge: ({ node, score }, cursor) => ({ node, cursor, forms, score: () => score }),
  });
  // Within one revision the article of the cursor is still where it was.
  const isEntered = () => page.position !== null;
  const { pageInfo } = connection;
  return {
    ...connection,
    pageInfo: { ...pageInfo, ...(page.isBackward ? { hasNextPage: isEntered } : { hasPreviousPage: isEntered }) },
  };
}

/** Throws CURSOR_STALE. */
function placeOf({ position }: Page, { revision }: Weighting): { readonly score: number; readonly key: string } | null {
  if (position === null) return null;
  const {
    revision: made,
    score,
    key,
  } = Object.fromEntries(position) as { revision: number; score: number; key: string };
  if (made !== revision)
    throw new DatelineError(
      'CURSOR_STALE',
      'The content has changed since this page was ranked: its order is another',
      {
        details: { revision },
      },
    );
  return { score, key };
}
