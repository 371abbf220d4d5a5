import type { FeedChange } from '../store/read/changes.ts';
import { findChangedFields, findChanges } from '../store/read/changes.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { decodePosition, encodePosition, verifyPosition } from './change-cursor.ts';
import { defineConnection } from './connection.ts';
import { ChangeKindEnum } from './enums.ts';
import { encodeGlobalId } from './global-id.ts';
import { type Connection, type Edge, readSize } from './page.ts';
import { ArticleRef } from './refs.ts';

export const ChangeRef = builder.objectRef<FeedChange>('Change').implement({
  description:
    'One article that was added, updated or removed. One that goes by another key is removed under the old and added under the new.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Its place in the feed: `changes` and `articleChanged` go on behind it when it is their `after`.',
      resolve: (change) => encodePosition({ databaseId: change.databaseId, behind: change }),
    }),
    kind: t.field({ type: ChangeKindEnum, description: 'What happened.', resolve: (change) => change.kind }),
    articleKey: t.exposeString('articleKey', { description: 'Key of the article, whether or not it is still there.' }),
    articleId: t.id({
      description: 'Global id of the article, whether or not it is still there.',
      resolve: (change) => encodeGlobalId('Article', change.articleKey),
    }),
    revision: t.exposeInt('revision', {
      description: "The content's revision that it came with; changes of one revision came all at once.",
    }),
    at: t.expose('changedMs', { type: 'DateTime', description: 'When it was written.' }),
    article: t.prismaField({
      type: ArticleRef,
      nullable: true,
      description: 'The article as it is now; null when this removed it, or when it is gone since.',
      resolve: (query, change, _args, { reader }) =>
        change.kind === 'REMOVED' ? null : reader.unique('Article', { key: change.articleKey }, query as Query),
    }),
    fields: t.stringList({
      nullable: true,
      description:
        'Names of what an update altered, such as `title` and `text`; empty for what was added or removed, null when the article is gone since.',
      resolve: async (change, _args, { reader }) =>
        change.kind === 'UPDATED' ? ((await findChangedFields(reader, change)) ?? null) : [],
    }),
  }),
});

const ChangeConnection = defineConnection<FeedChange>('Change', ChangeRef as never, { items: 'changes' });

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeConnection,
    description:
      "Every change of the articles, in the order in which they were committed: nothing is left out, and nothing is put in later. To follow, pass each page's `endCursor` as `after`, that of an empty page too.",
    args: {
      first: t.arg.int({ description: 'How many: 0 to 100; 20 when nothing is said.' }),
      after: t.arg.string({
        description:
          'Go on behind this cursor, which stays good for as long as the database; from the first change when there is none.',
      }),
    },
    resolve: (_root, args, { reader }) => readFeed(reader, args),
  }),
);

async function readFeed(
  reader: Reader,
  { first, after }: { readonly first?: number | null; readonly after?: string | null },
): Promise<Connection<Edge<FeedChange>>> {
  const size = readSize(first);
  const start = after == null ? null : decodePosition(after);
  const from = start?.behind ?? null;
  // The change that the cursor lies behind is read too, to see that it is there.
  const found = await findChanges(reader, from, size + (from ? 2 : 1));
  if (start) verifyPosition(start, { databaseId: found.databaseId, change: found.changes[0] });
  const changes = from ? found.changes.slice(1) : found.changes;
  const { databaseId } = found;
  const edges = changes.slice(0, size).map((change) => ({
    node: { ...change, databaseId },
    cursor: encodePosition({ databaseId, behind: change }),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: () => changes.length > size,
      hasPreviousPage: () => from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? encodePosition({ databaseId, behind: from }),
    },
    totalCount: () => reader.count({ root: { kind: 'rows', model: 'Change' } }),
  };
}
