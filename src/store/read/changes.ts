import { empty, name, type Sql, sql } from '../sql.ts';
import { type ArticleFilter, articleRoot } from './article-root.ts';
import { Compiler, whereOf } from './compile.ts';
import type { Reader } from './reader.ts';

/** One change of one article, as the feed has it. */
export interface ChangeRow {
  readonly revision: number;
  /** Order within the revision, from 0. */
  readonly position: number;
  readonly kind: 'ADDED' | 'UPDATED' | 'REMOVED';
  readonly articleKey: string;
  /** UTC milliseconds. */
  readonly changedMs: number;
}

/** A change, and of which database's feed. */
export interface FeedChange extends ChangeRow {
  readonly databaseId: string;
}

export interface ChangesRead {
  /** Which database this is: an id that was drawn when it was first migrated, and that a copy of it keeps. */
  readonly databaseId: string;
  readonly changes: readonly ChangeRow[];
}

/**
 * Changes in the order of their commits, from a position on, itself included. Revisions commit in order, so what
 * one statement sees of the feed has no gaps, and nothing ever comes to lie before it. One statement.
 * Index: Change primary key.
 */
export async function findChanges(
  reader: Reader,
  from: Pick<ChangeRow, 'revision' | 'position'> | null,
  take: number,
): Promise<ChangesRead> {
  const feed = sql`SELECT "revision", "position", "kind", "articleKey", "changedMs" FROM ${name('Change')}${from ? startingAt(from) : empty} ORDER BY "revision", "position" LIMIT ${take}`;
  return await readFeed(reader, feed);
}

async function readFeed(reader: Reader, feed: Sql): Promise<ChangesRead> {
  // Joined, so that the database says who it is even when there is no change.
  const rows = await reader.run<ChangeRow & { databaseId: string }>(
    sql`SELECT d."id" AS "databaseId", c.* FROM (SELECT "id" FROM "_prisma_migrations" ORDER BY "started_at", "migration_name" LIMIT 1) d LEFT JOIN (${feed}) c ON 1 = 1 ORDER BY c."revision", c."position"`,
    ['databaseId', 'revision', 'position', 'kind', 'articleKey', 'changedMs'],
  );
  const [first] = rows;
  if (first === undefined) throw new Error('The database has no record of its migrations');
  return { databaseId: first.databaseId, changes: rows.filter((row) => row.revision !== null) };
}

/** The last change of all, and whose feed it is; one statement. Index: Change primary key. */
export async function findLastChange(reader: Reader): Promise<ChangesRead> {
  const last = sql`SELECT "revision", "position", "kind", "articleKey", "changedMs" FROM ${name('Change')} ORDER BY "revision" DESC, "position" DESC LIMIT 1`;
  return await readFeed(reader, last);
}

/** Which of these articles meet a filter as they are now, by key; one statement. Index: Article(key), and the filter's. */
export async function findMatchingKeys(
  reader: Reader,
  filter: ArticleFilter,
  keys: readonly string[],
): Promise<Set<string>> {
  const compiler = new Compiler(reader.dialect);
  const { article, from, conditions } = articleRoot(filter, compiler);
  const key = name(article, 'key');
  const rows = await reader.run<{ key: string }>(
    sql`SELECT ${key} AS "key" FROM ${from}${whereOf([sql`${key} IN (${reader.dialect.values(keys)})`, ...conditions])}`,
    ['key'],
  );
  return new Set(rows.map((row) => row.key));
}

/** As in read/keyset.ts: the first half lets the index begin at the position. */
const startingAt = ({ revision, position }: Pick<ChangeRow, 'revision' | 'position'>): Sql =>
  sql` WHERE "revision" >= ${revision} AND ("revision" > ${revision} OR "position" >= ${position})`;

/**
 * Names of the fields that a change altered; undefined when its article is gone, or goes by another key, since.
 * Those asked for in one tick share a statement.
 * Index: Article(key), ArticleRevision primary key.
 */
export const findChangedFields = (
  reader: Reader,
  { revision, articleKey }: Pick<ChangeRow, 'revision' | 'articleKey'>,
): Promise<readonly string[] | undefined> =>
  reader.shared('fields by change', `${revision} ${articleKey}`, (changes) => loadChangedFields(reader, changes));

async function loadChangedFields(reader: Reader, changes: readonly string[]): Promise<Map<string, readonly string[]>> {
  const wanted = changes.map((change) => {
    const space = change.indexOf(' ');
    return { revision: Number(change.slice(0, space)), articleKey: change.slice(space + 1) };
  });
  const records = reader.dialect.records(
    [
      { name: 'revision', type: 'integer' },
      { name: 'articleKey', type: 'text' },
    ],
    wanted,
  );
  const rows = await reader.run<{ revision: number; articleKey: string; fields: string }>(
    sql`SELECT w."revision", w."articleKey", r."fields" FROM (${records}) AS w JOIN ${name('Article')} a ON a."key" = w."articleKey" JOIN ${name('ArticleRevision')} r ON r."articleId" = a."id" AND r."revision" = w."revision"`,
    ['revision', 'articleKey', 'fields'],
  );
  return new Map(rows.map((row) => [`${row.revision} ${row.articleKey}`, JSON.parse(row.fields) as string[]]));
}
