import type { EntityRecord } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows } from './bulk.ts';

/** Ids by current or former canonical key. Index: EntityKey primary key. */
export async function findEntityIds(statements: Statements, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await query<{ key: string; entityId: number }>(
    statements,
    sql`SELECT "key", "entityId" FROM ${name('EntityKey')} WHERE ${isOneOf(statements, name('key'), keys)}`,
  );
  return new Map(rows.map((row) => [row.key, row.entityId]));
}

/**
 * Ids of entities by canonical key: those of `records`, made when they are new, and those of `keys`. What a new
 * one is called and belongs to is told by the articles' facts: see `describeEntities`.
 */
export async function ensureEntities(
  statements: Statements,
  records: readonly EntityRecord[],
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = [
    ...new Map(records.map((record) => [record.key, { ...scalarColumns(record), isGazetteer: false }])).values(),
  ];
  const known = await findEntityIds(statements, [...new Set([...rows.map((row) => row.key), ...keys])]);
  const created = await insertRows<{ id: number; key: string }>(
    statements,
    'Entity',
    rows.filter((row) => !known.has(row.key)),
    { returning: ['id', 'key'] },
  );
  await insertEntityKeys(statements, created);
  for (const row of created) known.set(row.key, row.id);
  return known;
}

export async function insertEntityKeys(
  statements: Statements,
  entities: readonly { readonly id: number; readonly key: string }[],
): Promise<void> {
  await insertRows(
    statements,
    'EntityKey',
    entities.map((row) => ({ key: row.key, entityId: row.id, isCurrent: true })),
    {
      onConflict: sql`("key") DO UPDATE SET "entityId" = excluded."entityId", "isCurrent" = excluded."isCurrent"`,
    },
  );
}

/** Writes the closure of these entities, and of all that lie below them, anew. Index: EntityAncestor(ancestorId). */
export async function rebuildAncestors(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const below = await query<{ id: number }>(
    statements,
    sql`SELECT DISTINCT "entityId" AS "id" FROM ${name('EntityAncestor')} WHERE ${isOneOf(statements, name('ancestorId'), ids)}`,
  );
  const all = [...new Set([...ids, ...below.map((row) => row.id)])];
  await execute(
    statements,
    sql`DELETE FROM ${name('EntityAncestor')} WHERE ${isOneOf(statements, name('entityId'), all)}`,
  );
  await execute(
    statements,
    sql`WITH RECURSIVE up("entityId", "ancestorId", "distance") AS (
        SELECT e."id", e."parentId", 1 FROM ${name('Entity')} e WHERE e."parentId" IS NOT NULL AND ${isOneOf(statements, name('e', 'id'), all)}
        UNION ALL
        SELECT up."entityId", e."parentId", up."distance" + 1 FROM up JOIN ${name('Entity')} e ON e."id" = up."ancestorId" WHERE e."parentId" IS NOT NULL AND up."distance" < ${MAX_DEPTH}
      )
      INSERT INTO ${name('EntityAncestor')} ("entityId", "ancestorId", "distance")
      SELECT "entityId", "ancestorId", min("distance") FROM up WHERE "entityId" <> "ancestorId" GROUP BY "entityId", "ancestorId"`,
  );
}

/** More levels than anything real has; bounds a containment that bites its own tail. */
const MAX_DEPTH = 16;

export function scalarColumns(record: EntityRecord) {
  return {
    key: record.key,
    type: record.type,
    subtype: record.subtype,
    name: record.name,
    foldedName: foldName(record.name),
    level: record.level,
    adcode: record.adcode,
    isoCodes: JSON.stringify(record.isoCodes),
  };
}
