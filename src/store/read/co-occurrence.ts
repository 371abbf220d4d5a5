import type { EntityType } from '../../model/entity.ts';
import { type Dialect, empty, name, raw, type Sql, sql } from '../sql.ts';
import { type ArticleFilter, isUnconditional } from './article-root.ts';
import { articleSet, STORIES } from './article-set.ts';
import { CommonTables } from './common-tables.ts';
import { Compiler } from './compile.ts';
import { familyOf } from './entity-family.ts';
import { findInParts } from './in-parts.ts';
import type { Reader } from './reader.ts';

/** Entities in the articles that count for one, among the articles under a filter. */
export interface CoOccurrencePlan {
  readonly entityId: number;
  readonly filter: ArticleFilter;
  /** All types when absent. */
  readonly types?: readonly EntityType[];
  /** In at least so many stories together. */
  readonly minStories: number;
}

/** Another entity, in the same articles; stories are counted, since a copy says nothing new. */
export interface CoOccurrenceRow {
  readonly entityId: number;
  readonly key: string;
  readonly articleCount: number;
  readonly storyCount: number;
  /** Stories of the one entity, of the other, and all of them. */
  readonly ownStories: number;
  readonly otherStories: number;
  readonly allStories: number;
}

/**
 * In no order. What rolls up into the entity, or it into, is left out. Those asked for in one tick share a statement;
 * without a filter the totals kept with the entities are read.
 * Index: ArticleEntity(entityId, …), then its primary key.
 */
export const findCoOccurring = (reader: Reader, plan: CoOccurrencePlan): Promise<readonly CoOccurrenceRow[]> =>
  findInParts<CoOccurrencePlan, CoOccurrenceRow>(reader, plan, { name: 'co-occurrence', compile, columns: COLUMNS });

const COLUMNS = [
  'part',
  'entityId',
  'key',
  'articleCount',
  'storyCount',
  'ownStories',
  'otherStories',
  'allStories',
] as const;

function compile(plans: readonly CoOccurrencePlan[], dialect: Dialect): Sql {
  const compiler = new Compiler(dialect);
  const tables = new CommonTables();
  return tables.select(plans.map((plan, index) => select(plan, raw(String(index)), { compiler, tables })));
}

function select(
  plan: CoOccurrencePlan,
  index: Sql,
  { compiler, tables }: { compiler: Compiler; tables: CommonTables },
): Sql {
  const { entityId, filter, types, minStories } = plan;
  const counting = { ...filter, countingFor: [entityId] };
  const own = tables.define(['own', counting], () => articleSet(counting, ['articleId', 'storyId'], compiler));
  const pair = tables.define(['pair', plan], () => {
    const typed = types ? sql` AND ${compiler.oneOf(name('x', 'type'), types)}` : empty;
    return sql`SELECT "x"."entityId", count(*) AS "articleCount", ${STORIES} AS "storyCount" FROM ${own} AS "o" JOIN ${name('ArticleEntity')} AS "x" ON "x"."articleId" = "o"."articleId"${typed} WHERE "x"."entityId" NOT IN (${familyOf(entityId)}) GROUP BY "x"."entityId" HAVING ${STORIES} >= ${minStories}`;
  });
  const columns = sql`${index} AS "part", "e"."id" AS "entityId", "e"."key", "p"."articleCount", "p"."storyCount", (SELECT ${STORIES} FROM ${own}) AS "ownStories"`;
  const pairs = sql`${pair} AS "p" JOIN ${name('Entity')} AS "e" ON "e"."id" = "p"."entityId"`;
  if (isUnconditional(filter))
    return sql`SELECT ${columns}, "e"."storyCount" AS "otherStories", (SELECT "storyCount" FROM ${name('Corpus')} WHERE "id" = 1) AS "allStories" FROM ${pairs}`;
  const all = tables.define(['all', filter], () => articleSet(filter, ['articleId', 'storyId'], compiler));
  const others = tables.define(
    ['others', plan],
    () =>
      sql`SELECT "x"."entityId", ${STORIES} AS "stories" FROM ${all} AS "a" JOIN ${name('ArticleEntity')} AS "x" ON "x"."articleId" = "a"."articleId" WHERE "x"."entityId" IN (SELECT "entityId" FROM ${pair}) GROUP BY "x"."entityId"`,
  );
  return sql`SELECT ${columns}, "t"."stories" AS "otherStories", (SELECT ${STORIES} FROM ${all}) AS "allStories" FROM ${pairs} JOIN ${others} AS "t" ON "t"."entityId" = "e"."id"`;
}
