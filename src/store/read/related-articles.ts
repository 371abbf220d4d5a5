import { compareBytes } from '../../model/text.ts';
import { type Dialect, name, type Sql, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** An article that speaks of the same entities as another. */
export interface RelatedArticle {
  readonly articleId: number;
  /** Sum of the shares. */
  readonly score: number;
  /** What they share, the weightiest first: rarity × salience in the one × salience in the other. */
  readonly shared: readonly { readonly entityId: number; readonly share: number }[];
}

/** Entities of an article that others are sought by: those it is most about, the rare ones before the common. */
export const PROFILE_SIZE = 10;
/** Of each entity, the articles most about it are looked at: so many, however many there are. */
export const CANDIDATES_PER_ENTITY = 100;

/**
 * Articles nearest to one, best first: of each story one, and none of its own. Scores are whole numbers inside, so that
 * both databases rank alike. Two statements, for any number of articles asked about in one tick.
 * Index: ArticleEntity primary key and (entityId, salience, articleKey).
 */
export const findRelatedArticles = async (
  reader: Reader,
  articleId: number,
  first: number,
): Promise<readonly RelatedArticle[]> =>
  (await reader.shared(`related articles ${first}`, String(articleId), async (ids) => {
    const profiles = await loadProfiles(reader, ids.map(Number));
    return profiles.length === 0 ? new Map() : await loadNearest(reader, profiles, first);
  })) ?? [];

interface ProfileTerm {
  readonly articleId: number;
  readonly entityId: number;
  /** Millionths. */
  readonly weight: number;
}

/** Saliences are kept to four places. */
const SALIENCE_UNIT = 10_000;
const WEIGHT_UNIT = 1_000_000;

async function loadProfiles(reader: Reader, ids: readonly number[]): Promise<readonly ProfileTerm[]> {
  const rows = await reader.run<{
    articleId: number;
    entityId: number;
    key: string;
    salience: number;
    stories: number;
    all: number;
  }>(
    sql`SELECT x."articleId", x."entityId", e."key", x."salience", e."storyCount" AS "stories", (SELECT "storyCount" FROM ${name('Corpus')} WHERE "id" = 1) AS "all" FROM ${name('ArticleEntity')} x JOIN ${name('Entity')} e ON e."id" = x."entityId" WHERE x."articleId" IN (${reader.dialect.values(ids)})`,
    ['articleId', 'entityId', 'key', 'salience', 'stories', 'all'],
  );
  const weighed = rows
    .map(({ salience, stories, all, ...row }) => ({
      ...row,
      weight: Math.round(salience * rarityOf(stories, all) * WEIGHT_UNIT),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || compareBytes(a.key, b.key));
  const taken = new Map<number, number>();
  return weighed.filter(({ articleId }) => {
    const count = (taken.get(articleId) ?? 0) + 1;
    taken.set(articleId, count);
    return count <= PROFILE_SIZE;
  });
}

/** Inverse document frequency over stories (K. Spärck Jones, Journal of Documentation 28, 1972): 0 for what all speak of. */
export const rarityOf = (stories: number, all: number): number =>
  stories === 0 ? 0 : Math.max(0, Math.log(all / stories));

interface NearRow {
  readonly source: number;
  readonly articleId: number;
  readonly rank: number;
  readonly score: number;
  readonly entityId: number;
  readonly key: string;
  readonly share: number;
}

async function loadNearest(
  reader: Reader,
  profiles: readonly ProfileTerm[],
  first: number,
): Promise<Map<string, RelatedArticle[]>> {
  const statement = compileNearest(profiles, reader.dialect, first);
  const rows = await reader.run<NearRow>(statement, [
    'source',
    'articleId',
    'rank',
    'score',
    'entityId',
    'key',
    'share',
  ]);
  rows.sort((a, b) => a.rank - b.rank || b.share - a.share || compareBytes(a.key, b.key));
  const unit = WEIGHT_UNIT * SALIENCE_UNIT;
  const found = new Map<string, Map<number, RelatedArticle & { shared: { entityId: number; share: number }[] }>>();
  for (const { source, articleId, score, entityId, share } of rows) {
    const near = found.get(String(source)) ?? new Map();
    const article = near.get(articleId) ?? { articleId, score: score / unit, shared: [] };
    article.shared.push({ entityId, share: share / unit });
    found.set(String(source), near.set(articleId, article));
  }
  return new Map([...found].map(([source, near]) => [source, [...near.values()]]));
}

function compileNearest(profiles: readonly ProfileTerm[], dialect: Dialect, first: number): Sql {
  const terms = dialect.records(
    [
      { name: 'articleId', type: 'integer' },
      { name: 'entityId', type: 'integer' },
      { name: 'weight', type: 'integer' },
    ],
    profiles,
  );
  const link = name('ArticleEntity');
  const foremost = sql`SELECT "y"."articleId" AS "value" FROM ${link} AS "y" WHERE "y"."entityId" = "p"."entityId" ORDER BY "y"."salience" DESC, "y"."articleKey" DESC LIMIT ${CANDIDATES_PER_ENTITY}`;
  const share = sql`"p"."weight" * CAST(round("x"."salience" * ${SALIENCE_UNIT}) AS BIGINT)`;
  return sql`WITH "profile" AS MATERIALIZED (SELECT t."articleId" AS "source", a."storyId", t."entityId", t."weight" FROM (${terms}) AS t JOIN ${name('Article')} a ON a."id" = t."articleId"),
"candidate" AS MATERIALIZED (SELECT DISTINCT "p"."source", "p"."storyId", "v"."value" AS "articleId" FROM "profile" AS "p" CROSS JOIN ${dialect.each(foremost)} AS "v" WHERE "v"."value" <> "p"."source"),
"share" AS MATERIALIZED (SELECT "c"."source", "c"."storyId" AS "ownStory", "c"."articleId", "p"."entityId", ${share} AS "share" FROM "candidate" AS "c" JOIN "profile" AS "p" ON "p"."source" = "c"."source" JOIN ${link} AS "x" ON "x"."articleId" = "c"."articleId" AND "x"."entityId" = "p"."entityId"),
"scored" AS (SELECT "source", "ownStory", "articleId", CAST(sum("share") AS BIGINT) AS "score" FROM "share" GROUP BY "source", "ownStory", "articleId"),
"single" AS (SELECT s."source", s."articleId", s."score", a."key", row_number() OVER (PARTITION BY s."source", coalesce(a."storyId", -a."id") ORDER BY s."score" DESC, a."key" DESC) AS "copy" FROM "scored" s JOIN ${name('Article')} a ON a."id" = s."articleId" WHERE s."score" > 0 AND (a."storyId" IS NULL OR s."ownStory" IS NULL OR a."storyId" <> s."ownStory")),
"ranked" AS (SELECT "source", "articleId", "score", row_number() OVER (PARTITION BY "source" ORDER BY "score" DESC, "key" DESC) AS "rank" FROM "single" WHERE "copy" = 1)
SELECT r."source", r."articleId", r."rank", r."score", h."entityId", e."key", h."share" FROM "ranked" r JOIN "share" h ON h."source" = r."source" AND h."articleId" = r."articleId" JOIN ${name('Entity')} e ON e."id" = h."entityId" WHERE r."rank" <= ${first} AND h."share" > 0`;
}
