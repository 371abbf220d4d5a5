import { name, type Sql, sql } from '../sql.ts';

/**
 * Entities whose articles count for an entity, and those it counts for itself, by roll-up: that they stand in the same
 * articles says nothing. Itself; what contains it; what it or that is under the authority of, with what contains that;
 * and the other way round. A subquery of "id".
 * Index: EntityAncestor primary key and (ancestorId), Entity(jurisdictionId).
 */
export function familyOf(entityId: number): Sql {
  const [entity, ancestor] = [name('Entity'), name('EntityAncestor')];
  const up = sql`SELECT "ancestorId" AS "id" FROM ${ancestor} WHERE "entityId" = ${entityId} UNION SELECT ${id(entityId)}`;
  const down = sql`SELECT "entityId" AS "id" FROM ${ancestor} WHERE "ancestorId" = ${entityId} UNION SELECT ${id(entityId)}`;
  const authority = sql`SELECT "jurisdictionId" AS "id" FROM ${entity} WHERE "id" IN (${up}) AND "jurisdictionId" IS NOT NULL`;
  const governed = sql`SELECT "id" FROM ${entity} WHERE "jurisdictionId" IN (${down})`;
  return sql`${up} UNION ${down} UNION ${authority} UNION SELECT "ancestorId" FROM ${ancestor} WHERE "entityId" IN (${authority}) UNION ${governed} UNION SELECT "entityId" FROM ${ancestor} WHERE "ancestorId" IN (${governed})`;
}

/** Bound as an integer also where nothing else says that it is one. */
const id = (value: number): Sql => sql`CAST(${value} AS INTEGER)`;
