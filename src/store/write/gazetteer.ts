import type { EntityRecord } from '../../model/entity.ts';
import { PLACE_LEVELS } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import type { Database, Statements } from '../client.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows, updateRows } from './bulk.ts';
import { dropUnusedEntities, findEntityIds, rebuildAncestors, scalarColumns } from './entities.ts';

/**
 * Brings the gazetteer's entities into the graph: about four thousand places and organisations that exist
 * whether or not an article mentions them. Does nothing when this version is there already.
 *
 * An entry that left the gazetteer stays only while articles mention it.
 */
export async function saveGazetteer(database: Database, entries: readonly EntityRecord[], version: string): Promise<{ readonly changed: boolean }> {
  const [corpus] = await query<{ gazetteerVersion: string }>(database, sql`SELECT "gazetteerVersion" FROM ${name('Corpus')} WHERE "id" = 1`);
  if (corpus?.gazetteerVersion === version) return { changed: false };
  await database.transaction(async (transaction) => {
    await execute(transaction, sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1, "gazetteerVersion" = ${version} WHERE "id" = 1`);
    await execute(transaction, sql`UPDATE ${name('Entity')} SET "isGazetteer" = ${false} WHERE "isGazetteer"`);
    await upsertEntries(transaction, entries);
    const ids = await findEntityIds(transaction, entries.map((entry) => entry.key));
    const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null));
    await updateRows(transaction, 'Entity', entries.map((entry) => ({ id: ids.get(entry.key) as number, parentId: idOf(entry.parentKey), jurisdictionId: idOf(entry.jurisdictionKey), issuerId: idOf(entry.issuerKey) })));
    await replaceAliases(transaction, entries, ids);
    await replaceAncestors(transaction, entries, ids);
    await dropUnusedEntities(transaction, []);
  });
  return { changed: true };
}

async function upsertEntries(statements: Statements, entries: readonly EntityRecord[]): Promise<void> {
  const rows = entries.map((entry) => ({ ...scalarColumns(entry), isGazetteer: true }));
  const created = await insertRows<{ id: number; key: string }>(statements, 'Entity', rows, {
    onConflict: sql`("key") DO UPDATE SET "type" = excluded."type", "subtype" = excluded."subtype", "name" = excluded."name", "foldedName" = excluded."foldedName", "level" = excluded."level", "adcode" = excluded."adcode", "isoCodes" = excluded."isoCodes", "isGazetteer" = excluded."isGazetteer"`,
    returning: ['id', 'key'],
  });
  await insertRows(statements, 'EntityKey', created.map((row) => ({ key: row.key, entityId: row.id, isCurrent: true })), {
    onConflict: sql`("key") DO UPDATE SET "entityId" = excluded."entityId", "isCurrent" = excluded."isCurrent"`,
  });
}

async function replaceAliases(statements: Statements, entries: readonly EntityRecord[], ids: ReadonlyMap<string, number>): Promise<void> {
  await execute(statements, sql`DELETE FROM ${name('Alias')} WHERE ${isOneOf(statements, name('entityId'), [...ids.values()])}`);
  const rows = entries.flatMap((entry) => {
    const forms = new Map([[entry.name, 'NAME'], ...entry.aliases.map((alias) => [alias.form, alias.kind] as const)]);
    return [...forms].map(([form, kind]) => ({ entityId: ids.get(entry.key) as number, form, folded: foldName(form), kind }));
  });
  await insertRows(statements, 'Alias', rows);
}

async function replaceAncestors(statements: Statements, entries: readonly EntityRecord[], ids: ReadonlyMap<string, number>): Promise<void> {
  await execute(statements, sql`DELETE FROM ${name('EntityAncestor')} WHERE ${isOneOf(statements, name('entityId'), [...ids.values()])}`);
  const byLevel = [...PLACE_LEVELS, null].map((level) => entries.filter((entry) => entry.level === level).map((entry) => ids.get(entry.key) as number));
  // A level at a time: each takes over the finished closure of the one above.
  for (const level of byLevel) await rebuildAncestors(statements, level);
}
