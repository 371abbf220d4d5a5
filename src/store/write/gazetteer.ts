import type { EntityRecord } from '../../model/entity.ts';
import type { Database, Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { aliasRows } from './alias-rows.ts';
import { insertRows, updateRows } from './bulk.ts';
import { identifyAuthors } from './described-rows.ts';
import { dropUnusedEntities } from './entities.ts';
import { describeEntities, loadFacts } from './entity-facts.ts';
import { type EntityRedirect, replaceRedirects, restoreRedirects } from './entity-redirects.ts';
import { findEntityIds, insertEntityKeys, rebuildAncestors, scalarColumns } from './entity-rows.ts';

/** A gazetteer as a whole. */
export interface GazetteerFacts {
  /** Another version brings the entries, and the redirects, into the graph again. */
  readonly version: string;
  /** Keys merged into others by hand. */
  readonly redirects?: readonly EntityRedirect[];
}

/**
 * Brings the gazetteer's entities into the graph: about four thousand places and organisations that exist
 * whether or not an article mentions them. Does nothing when this version is there already.
 *
 * An entry that left the gazetteer stays only while articles mention it.
 */
export async function saveGazetteer(
  database: Database,
  entries: readonly EntityRecord[],
  { version, redirects = [] }: GazetteerFacts,
): Promise<{ readonly changed: boolean }> {
  const [corpus] = await query<{ gazetteerVersion: string }>(
    database,
    sql`SELECT "gazetteerVersion" FROM ${name('Corpus')} WHERE "id" = 1`,
  );
  if (corpus?.gazetteerVersion === version) return { changed: false };
  return await database.transaction(async (transaction) => {
    // Another process may have brought it in the meantime.
    const updated = await execute(
      transaction,
      sql`UPDATE ${name('Corpus')} SET "revision" = "revision" + 1, "gazetteerVersion" = ${version} WHERE "id" = 1 AND "gazetteerVersion" <> ${version}`,
    );
    if (updated === 0) return { changed: false };
    await replaceRedirects(transaction, redirects);
    const before = await query<{ id: number }>(
      transaction,
      sql`UPDATE ${name('Entity')} SET "isGazetteer" = ${false} WHERE "isGazetteer" RETURNING "id"`,
    );
    await upsertEntries(transaction, entries);
    const ids = await findEntityIds(
      transaction,
      entries.map((entry) => entry.key),
    );
    const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null));
    await updateRows(
      transaction,
      'Entity',
      entries.map((entry) => ({
        id: ids.get(entry.key) as number,
        parentId: idOf(entry.parentKey),
        jurisdictionId: idOf(entry.jurisdictionKey),
        issuerId: idOf(entry.issuerKey),
      })),
    );
    await replaceAliases(transaction, entries, ids);
    await rebuildAncestors(transaction, [...ids.values()]);
    const stayed = new Set(ids.values());
    await releaseEntries(
      transaction,
      before.flatMap((row) => (stayed.has(row.id) ? [] : [row.id])),
    );
    await restoreRedirects(transaction);
    await identifyAuthors(transaction, sql`1 = 1`);
    return { changed: true };
  });
}

async function upsertEntries(statements: Statements, entries: readonly EntityRecord[]): Promise<void> {
  const rows = entries.map((entry) => ({ ...scalarColumns(entry), isGazetteer: true }));
  const created = await insertRows<{ id: number; key: string }>(statements, 'Entity', rows, {
    onConflict: sql`("key") DO UPDATE SET "type" = excluded."type", "subtype" = excluded."subtype", "name" = excluded."name", "foldedName" = excluded."foldedName", "level" = excluded."level", "adcode" = excluded."adcode", "isoCodes" = excluded."isoCodes", "isGazetteer" = excluded."isGazetteer"`,
    returning: ['id', 'key'],
  });
  await insertEntityKeys(statements, created);
}

/** Entries that left: what articles say of them holds from now on; without an article they go. */
async function releaseEntries(statements: Statements, left: readonly number[]): Promise<void> {
  if (left.length === 0) return;
  const abandoned = await describeEntities(statements, left, await loadFacts(statements, left));
  await dropUnusedEntities(statements, [...left, ...abandoned]);
}

async function replaceAliases(
  statements: Statements,
  entries: readonly EntityRecord[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  await execute(
    statements,
    sql`DELETE FROM ${name('Alias')} WHERE ${isOneOf(statements, name('entityId'), [...ids.values()])}`,
  );
  const rows = entries.flatMap((entry) => {
    const forms = new Map([[entry.name, 'NAME'], ...entry.aliases.map((alias) => [alias.form, alias.kind] as const)]);
    return [...forms].map(([form, kind]) => ({
      entityId: ids.get(entry.key) as number,
      form,
      kind,
      isPerson: entry.type === 'PERSON',
    }));
  });
  await insertRows(statements, 'Alias', await aliasRows(rows));
}
