import { ALIAS_KINDS, type EntityRecord } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import type { Statements } from '../client.ts';
import { execute, isOneOf, query } from '../run.ts';
import { name, type Sql, sql } from '../sql.ts';
import { insertRows, updateRows } from './bulk.ts';
import { findEntityIds, rebuildAncestors } from './entity-rows.ts';

/** Rows of EntityFact: what an article says of the entities outside the gazetteer that it deals with. */
export function factRows(articleId: number, records: readonly EntityRecord[], ids: ReadonlyMap<string, number>): FactRow[] {
  const rows = new Map<string, FactRow>();
  for (const record of records) {
    const entityId = ids.get(record.key) as number;
    for (const [fact, value] of factsOf(record)) rows.set(`${entityId} ${fact} ${value}`, { articleId, entityId, fact, value });
  }
  return [...rows.values()];
}

export interface FactRow {
  readonly articleId: number;
  readonly entityId: number;
  readonly fact: string;
  readonly value: string;
}

/** Entities that these articles say something of. Index: EntityFact primary key. */
export async function entitiesDescribedBy(statements: Statements, articleIds: readonly number[]): Promise<number[]> {
  const rows = await query<{ id: number }>(statements, sql`SELECT DISTINCT "entityId" AS "id" FROM ${name('EntityFact')} WHERE ${isOneOf(statements, name('articleId'), articleIds)}`);
  return rows.map((row) => row.id);
}

/**
 * Makes entities outside the gazetteer what the articles now say of them: of each kind of fact the smallest
 * value in byte order, and every name as an alias. So neither the order of files nor what was once said matters.
 *
 * Gives the entities that others no longer belong to. Index: EntityFact(entityId, fact, value), one look-up a fact.
 */
export async function describeEntities(statements: Statements, touched: readonly number[]): Promise<number[]> {
  if (touched.length === 0) return [];
  const said = await query<DescribedEntity>(
    statements,
    sql`SELECT e."id", e."name", e."subtype", e."parentId", e."jurisdictionId", e."issuerId",
        ${smallest('NAME')} AS "saidName", ${smallest('SUBTYPE')} AS "saidSubtype", ${smallest('PARENT')} AS "parentKey", ${smallest('JURISDICTION')} AS "jurisdictionKey", ${smallest('ISSUER')} AS "issuerKey"
      FROM ${name('Entity')} e WHERE NOT e."isGazetteer" AND ${isOneOf(statements, name('e', 'id'), touched)} AND EXISTS (SELECT 1 FROM ${name('EntityFact')} f WHERE f."entityId" = e."id")`,
  );
  const linkKeys = said.flatMap((row) => [row.parentKey, row.jurisdictionKey, row.issuerKey].filter((key) => key !== null));
  const ids = await findEntityIds(statements, [...new Set(linkKeys)]);
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null));
  const wanted = said.map((row) => {
    const shown = row.saidName ?? row.name;
    return { id: row.id, name: shown, foldedName: foldName(shown), subtype: row.saidSubtype, parentId: idOf(row.parentKey), jurisdictionId: idOf(row.jurisdictionKey), issuerId: idOf(row.issuerKey) };
  });
  const changed = wanted.filter((row, index) => {
    const old = said[index] as DescribedEntity;
    return row.name !== old.name || row.subtype !== old.subtype || LINKS.some((link) => row[link] !== old[link]);
  });
  await updateRows(statements, 'Entity', changed);
  await nameEntities(statements, said.map((row) => row.id));
  await rebuildAncestors(statements, wanted.filter((row, index) => row.parentId !== said[index]?.parentId).map((row) => row.id));
  return said.flatMap((old, index) => LINKS.flatMap((link) => (old[link] !== null && old[link] !== wanted[index]?.[link] ? [old[link]] : [])));
}

/** Aliases of entities outside the gazetteer: the names articles give them; of one form's kinds the smallest. */
async function nameEntities(statements: Statements, ids: readonly number[]): Promise<void> {
  const isName = sql`f."fact" IN (${dialectList(statements, ALIAS_KINDS)})`;
  const bearing = sql`f."entityId" = ${name('Alias', 'entityId')} AND f."value" = ${name('Alias', 'form')} AND ${isName}`;
  const own = isOneOf(statements, name('entityId'), ids);
  const missing = await query<{ entityId: number; form: string; kind: string }>(
    statements,
    sql`SELECT f."entityId", f."value" AS "form", min(f."fact") AS "kind" FROM ${name('EntityFact')} f WHERE ${isOneOf(statements, name('f', 'entityId'), ids)} AND ${isName}
      AND NOT EXISTS (SELECT 1 FROM ${name('Alias')} a WHERE a."entityId" = f."entityId" AND a."form" = f."value") GROUP BY f."entityId", f."value"`,
  );
  await execute(statements, sql`DELETE FROM ${name('Alias')} WHERE ${own} AND NOT EXISTS (SELECT 1 FROM ${name('EntityFact')} f WHERE ${bearing})`);
  await execute(statements, sql`UPDATE ${name('Alias')} SET "kind" = (SELECT min(f."fact") FROM ${name('EntityFact')} f WHERE ${bearing}) WHERE ${own}`);
  await insertRows(statements, 'Alias', missing.map((row) => ({ ...row, folded: foldName(row.form) })));
}
