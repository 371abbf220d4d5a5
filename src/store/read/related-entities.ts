import type { EntityType } from '../../model/entity.ts';
import { type Dialect, empty, name, raw, type Sql, sql } from '../sql.ts';
import { Compiler } from './compile.ts';
import { familyOf } from './entity-family.ts';
import { findInParts } from './in-parts.ts';
import type { Reader } from './reader.ts';
import { CANDIDATES_PER_ENTITY, rarityOf } from './related-articles.ts';

export interface RelatedEntitiesPlan {
  readonly entityId: number;
  readonly types?: readonly EntityType[];
}

/** An entity that the articles most about another are about, too. */
export interface RelatedEntity {
  readonly entityId: number;
  readonly key: string;
  /** Rarity × sum over stories of salience × salience. */
  readonly score: number;
  /** Stories that are among those most about the other, and speak of it. */
  readonly storyCount: number;
}

/** Saliences are kept to four places. */
const SALIENCE_UNIT = 10_000;

/**
 * In no order. Looks at the articles most about the entity, so many however many there are; of near-copies at the one
 * that says most. Its family (see `familyOf`) is left out. One statement for all asked about in one tick.
 * Index: ArticleEntity(entityId, salience, articleKey) and its primary key.
 */
export async function findRelatedEntities(
  reader: Reader,
  plan: RelatedEntitiesPlan,
): Promise<readonly RelatedEntity[]> {
  const lookup = { name: 'related entities', compile, columns: COLUMNS };
  const rows = await findInParts<RelatedEntitiesPlan, RelatedRow>(reader, plan, lookup);
  return rows.map(({ product, stories, all, ...row }) => ({
    ...row,
    score: (product / SALIENCE_UNIT ** 2) * rarityOf(stories, all),
  }));
}

interface RelatedRow {
  readonly entityId: number;
  readonly key: string;
  readonly storyCount: number;
  readonly product: number;
  readonly stories: number;
  readonly all: number;
}
const COLUMNS = ['part', 'entityId', 'key', 'storyCount', 'product', 'stories', 'all'] as const;

function compile(plans: readonly RelatedEntitiesPlan[], dialect: Dialect): Sql {
  const compiler = new Compiler(dialect);
  const parts = plans.map((plan, index) => select(plan, raw(String(index)), compiler));
  return parts.reduce((before, part) => sql`${before} UNION ALL ${part}`);
}

function select({ entityId, types }: RelatedEntitiesPlan, index: Sql, compiler: Compiler): Sql {
  const link = name('ArticleEntity');
  const units = (alias: string) => sql`CAST(round(${name(alias, 'salience')} * ${SALIENCE_UNIT}) AS BIGINT)`;
  const typed = types ? sql` AND ${compiler.oneOf(name('y', 'type'), types)}` : empty;
  const foremost = sql`SELECT "articleId", "salience" FROM ${link} WHERE "entityId" = ${entityId} ORDER BY "salience" DESC, "articleKey" DESC LIMIT ${CANDIDATES_PER_ENTITY}`;
  const pairs = sql`SELECT "y"."entityId", coalesce(a."storyId", -a."id") AS "story", max(${units('x')} * ${units('y')}) AS "product" FROM (${foremost}) AS "x" JOIN ${name('Article')} a ON a."id" = "x"."articleId" JOIN ${link} AS "y" ON "y"."articleId" = "x"."articleId" WHERE "y"."entityId" NOT IN (${familyOf(entityId)})${typed} GROUP BY "y"."entityId", coalesce(a."storyId", -a."id")`;
  return sql`SELECT ${index} AS "part", e."id" AS "entityId", e."key", s."storyCount", s."product", e."storyCount" AS "stories", (SELECT "storyCount" FROM ${name('Corpus')} WHERE "id" = 1) AS "all" FROM (SELECT "entityId", count(*) AS "storyCount", CAST(sum("product") AS BIGINT) AS "product" FROM (${pairs}) AS "p" GROUP BY "entityId") s JOIN ${name('Entity')} e ON e."id" = s."entityId"`;
}
