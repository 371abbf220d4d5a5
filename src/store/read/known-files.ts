import type { Statements } from '../database.ts';
import { dialectOf, isOneOf, query } from '../run.ts';
import { join, name, type Sql, sql } from '../sql.ts';

/** A file as the last run left it. */
export interface KnownFile {
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly state: 'TAKEN' | 'IGNORED' | 'QUARANTINED' | 'FEED';
  readonly ignoredReason: string | null;
  /** Version of the parser and the settings it was parsed with. */
  readonly parsedWith: string | null;
  /** Versions its article was extracted with; null when it has none. */
  readonly gazetteerVersion: string | null;
  readonly extractorVersion: string | null;
}

export interface KnownFilesPage {
  /** Only files at or below one of these paths; null for all. */
  readonly scopes: readonly string[] | null;
  /** Only files behind this path. */
  readonly after: string | null;
  readonly limit: number;
}

/** Files of a source in bytewise order of their paths; items of feeds are none. Index: Document(sourceId, path). */
export async function loadKnownFiles(
  statements: Statements,
  sourceKey: string,
  { scopes, after, limit }: KnownFilesPage,
): Promise<KnownFile[]> {
  const rest = after === null ? [] : [sql`d."path" > ${after}`];
  const from =
    scopes === null
      ? sql`${KNOWN_FILES} WHERE ${join([sql`s."key" = ${sourceKey}`, sql`d."feedPath" IS NULL`, ...rest], ' AND ')}`
      : sql`SELECT ${COLUMNS} FROM (${idsWithin(statements, sourceKey, { scopes, rest })}) i JOIN ${name('Document')} d ON d."id" = i."id" ${ARTICLES} WHERE d."feedPath" IS NULL`;
  return await query<KnownFile>(statements, sql`${from} ORDER BY d."path" LIMIT ${limit}`);
}

/** Files of a source whose bytes have one of these digests. Index: Document(digest). */
export async function findKnownFiles(
  statements: Statements,
  sourceKey: string,
  digests: readonly string[],
): Promise<KnownFile[]> {
  return await query<KnownFile>(
    statements,
    sql`${KNOWN_FILES} WHERE s."key" = ${sourceKey} AND d."feedPath" IS NULL AND ${isOneOf(statements, name('d', 'digest'), digests)} ORDER BY d."path"`,
  );
}

/** Items of one feed, in bytewise order of their paths. Index: Document(sourceId, feedPath). */
export async function loadKnownItems(
  statements: Statements,
  sourceKey: string,
  feedPath: string,
): Promise<KnownFile[]> {
  return await query<KnownFile>(
    statements,
    sql`${KNOWN_FILES} WHERE s."key" = ${sourceKey} AND d."feedPath" = ${feedPath} ORDER BY d."path"`,
  );
}

/**
 * How many of a source's files have an article. The source's own count of articles is a lower bound, kept and free;
 * the files are counted, all of them, only when that is less than `enough`. Index: Source(key), Document(sourceId, path).
 */
export async function countArticleFiles(
  statements: Statements,
  sourceKey: string,
  { enough }: { readonly enough: number },
): Promise<number> {
  const [source] = await query<{ articleCount: number }>(
    statements,
    sql`SELECT "articleCount" FROM ${name('Source')} WHERE "key" = ${sourceKey}`,
  );
  if (source === undefined || source.articleCount >= enough) return source?.articleCount ?? 0;
  const [files] = await query<{ number: number }>(
    statements,
    sql`SELECT count(d."articleId") AS "number" FROM ${name('Source')} s JOIN ${name('Document')} d ON d."sourceId" = s."id" WHERE s."key" = ${sourceKey} AND d."feedPath" IS NULL`,
  );
  return files?.number ?? 0;
}

const COLUMNS = sql`d."path", d."digest", d."state", d."ignoredReason", d."parsedWith", a."gazetteerVersion", a."extractorVersion"`;

const ARTICLES = sql`LEFT JOIN ${name('Article')} a ON a."id" = d."articleId"`;

const KNOWN_FILES = sql`SELECT ${COLUMNS} FROM ${name('Source')} s JOIN ${name('Document')} d ON d."sourceId" = s."id" ${ARTICLES}`;

/**
 * Each path itself, and those below it: `0` follows `/` in ASCII. The paths lead (SQLite keeps the order of cross
 * joins): the other way round, every file of the source is held against every path.
 */
function idsWithin(
  statements: Statements,
  sourceKey: string,
  { scopes, rest }: { readonly scopes: readonly string[]; readonly rest: readonly Sql[] },
): Sql {
  const files = (...conditions: readonly Sql[]) => {
    const all = [sql`s."key" = ${sourceKey}`, sql`d."sourceId" = s."id"`, ...conditions, ...rest];
    return sql`SELECT d."id" FROM (${dialectOf(statements).values(scopes)}) v CROSS JOIN ${name('Source')} s CROSS JOIN ${name('Document')} d WHERE ${join(all, ' AND ')}`;
  };
  return sql`${files(sql`d."path" = v."value"`)} UNION ${files(sql`d."path" > v."value" || '/'`, sql`d."path" < v."value" || '0'`)}`;
}
