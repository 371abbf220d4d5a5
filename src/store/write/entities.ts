import type { EntityRecord } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import { compareBytes } from '../../model/text.ts';
import type { Statements } from '../client.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows, updateRows } from './bulk.ts';

/**
 * Ids of entities by canonical key: those of `records`, made or completed, and those of `keys`, which must
 * exist (the gazetteer's) or be merged ones whose former key still resolves.
 *
 * Where documents differ about an entity (spelling of a title, issuer), the smallest in byte order holds,
 * so that no order of files matters. Aliases of entities outside the gazetteer are their name and the
 * surfaces they are mentioned by; see {@link addSurfaceAliases}.
 */
export async function ensureEntities(statements: Statements, records: readonly EntityRecord[], keys: readonly string[]): Promise<Map<string, number>> {
  const wanted = mergeRecords(records);
  await insertNew(statements, [...wanted.values()]);
  const allKeys = new Set<string>(keys);
  for (const record of wanted.values()) for (const key of [record.key, record.parentKey, record.jurisdictionKey, record.issuerKey]) if (key) allKeys.add(key);
  const ids = await findEntityIds(statements, [...allKeys]);
  await completeEntities(statements, [...wanted.values()], ids);
  return ids;
}

/** Ids by current or former canonical key. Index: EntityKey primary key. */
export async function findEntityIds(statements: Statements, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await query<{ key: string; entityId: number }>(statements, sql`SELECT "key", "entityId" FROM ${name('EntityKey')} WHERE ${isOneOf(statements, name('key'), keys)}`);
  return new Map(rows.map((row) => [row.key, row.entityId]));
}

/** Makes every surface an entity outside the gazetteer is mentioned by one of its names. */
export async function addSurfaceAliases(statements: Statements, surfaces: readonly { readonly entityId: number; readonly surface: string }[]): Promise<void> {
  const rows = new Map(surfaces.map(({ entityId, surface }) => [`${entityId} ${surface}`, { entityId, form: surface, folded: foldName(surface), kind: 'SHORT' }]));
  await insertRows(statements, 'Alias', [...rows.values()], { onConflict: sql`DO NOTHING` });
}

/**
 * After articles changed or went: entities outside the gazetteer lose the names that no mention bears out any
 * more, and go altogether when nothing refers to them.
 */
export async function dropUnusedEntities(statements: Statements, touched: readonly number[]): Promise<void> {
  await execute(
    statements,
    sql`DELETE FROM ${name('Alias')} WHERE "kind" = ${'SHORT'} AND ${isOneOf(statements, name('entityId'), touched)}
      AND EXISTS (SELECT 1 FROM ${name('Entity')} e WHERE e."id" = ${name('Alias', 'entityId')} AND NOT e."isGazetteer")
      AND NOT EXISTS (SELECT 1 FROM ${name('Mention')} m WHERE m."entityId" = ${name('Alias', 'entityId')} AND m."surface" = ${name('Alias', 'form')})`,
  );
  // A body that goes may have been the last to hold on to its issuer or jurisdiction: repeat until none goes.
  let gone: number;
  do {
    gone = await execute(
      statements,
      sql`DELETE FROM ${name('Entity')} WHERE "articleCount" = 0 AND NOT "isGazetteer"
        AND NOT EXISTS (SELECT 1 FROM ${name('Author')} a WHERE a."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Contribution')} c WHERE c."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('MentionCandidate')} c WHERE c."entityId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} e WHERE e."parentId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} e WHERE e."jurisdictionId" = ${name('Entity', 'id')})
        AND NOT EXISTS (SELECT 1 FROM ${name('Entity')} e WHERE e."issuerId" = ${name('Entity', 'id')})`,
    );
  } while (gone > 0);
}

/** One record per key, agreeing with {@link completeEntities} on what holds where records differ. */
function mergeRecords(records: readonly EntityRecord[]): Map<string, EntityRecord> {
  const merged = new Map<string, EntityRecord>();
  for (const record of records) {
    const known = merged.get(record.key);
    merged.set(record.key, known ? { ...known, name: smaller(known.name, record.name), issuerKey: smallerOrNull(known.issuerKey, record.issuerKey) } : record);
  }
  return merged;
}

async function insertNew(statements: Statements, records: readonly EntityRecord[]): Promise<void> {
  const rows = records.map((record) => ({ ...scalarColumns(record), isGazetteer: false }));
  const created = await insertRows<{ id: number; key: string; name: string }>(statements, 'Entity', rows, { onConflict: sql`DO NOTHING`, returning: ['id', 'key', 'name'] });
  await insertRows(statements, 'EntityKey', created.map((row) => ({ key: row.key, entityId: row.id, isCurrent: true })), {
    onConflict: sql`("key") DO UPDATE SET "entityId" = excluded."entityId", "isCurrent" = excluded."isCurrent"`,
  });
}

async function completeEntities(statements: Statements, records: readonly EntityRecord[], ids: ReadonlyMap<string, number>): Promise<void> {
  const stored = await query<StoredEntity>(
    statements,
    sql`SELECT e."id", e."key", e."name", i."key" AS "issuerKey" FROM ${name('Entity')} e LEFT JOIN ${name('Entity')} i ON i."id" = e."issuerId" WHERE NOT e."isGazetteer" AND ${isOneOf(statements, name('e', 'key'), records.map((record) => record.key))}`,
  );
  const byKey = new Map(stored.map((row) => [row.key, row]));
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null));
  const rows = records.flatMap((record) => {
    const row = byKey.get(record.key);
    if (!row) return [];
    const shown = smaller(row.name, record.name);
    return [{ id: row.id, name: shown, foldedName: foldName(shown), parentId: idOf(record.parentKey), jurisdictionId: idOf(record.jurisdictionKey), issuerId: idOf(smallerOrNull(row.issuerKey, record.issuerKey)) }];
  });
  await updateRows(statements, 'Entity', rows);
  const touched = rows.map((row) => row.id);
  await execute(statements, sql`DELETE FROM ${name('Alias')} WHERE "kind" = ${'NAME'} AND ${isOneOf(statements, name('entityId'), touched)}`);
  await insertRows(statements, 'Alias', rows.map((row) => ({ entityId: row.id, form: row.name, folded: row.foldedName, kind: 'NAME' })), {
    onConflict: sql`("entityId", "form") DO UPDATE SET "kind" = excluded."kind"`,
  });
  await rebuildAncestors(statements, touched);
}

/** Closure rows of entities whose parent's closure is complete. */
export async function rebuildAncestors(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    statements,
    sql`INSERT INTO ${name('EntityAncestor')} ("entityId", "ancestorId", "distance")
      SELECT e."id", e."parentId", 1 FROM ${name('Entity')} e WHERE e."parentId" IS NOT NULL AND ${isOneOf(statements, name('e', 'id'), ids)}
      UNION ALL
      SELECT e."id", a."ancestorId", a."distance" + 1 FROM ${name('Entity')} e JOIN ${name('EntityAncestor')} a ON a."entityId" = e."parentId" WHERE ${isOneOf(statements, name('e', 'id'), ids)}
      ON CONFLICT DO NOTHING`,
  );
}

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

interface StoredEntity {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly issuerKey: string | null;
}

const smaller = (a: string, b: string): string => (compareBytes(a, b) <= 0 ? a : b);

function smallerOrNull<T extends string>(a: T | string | null, b: T | null): T | null {
  if (a === null) return b;
  if (b === null) return a as T;
  return smaller(a, b) as T;
}
