import { ALIAS_KINDS, type EntityRecord } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import type { Statements } from '../database.ts';
import { execute, isOneOf, query } from '../run.ts';
import { join, name, sql } from '../sql.ts';
import { aliasRows } from './alias-rows.ts';
import { insertRows, updateRows } from './bulk.ts';
import { findEntityIds, rebuildAncestors } from './entity-rows.ts';

/** Rows of EntityFact: what an article says of the entities outside the gazetteer that it deals with. */
export function factRows(
  articleId: number,
  records: readonly EntityRecord[],
  ids: ReadonlyMap<string, number>,
): FactRow[] {
  const rows = new Map<string, FactRow>();
  for (const record of records) {
    const entityId = ids.get(record.key) as number;
    for (const [fact, value] of factsOf(record))
      rows.set(`${entityId} ${fact} ${value}`, { articleId, entityId, fact, value });
  }
  return [...rows.values()];
}

export interface FactRow {
  readonly articleId: number;
  readonly entityId: number;
  readonly fact: string;
  readonly value: string;
}

/** Everything articles say of these entities. Index: EntityFact(entityId, …). */
export async function loadFacts(statements: Statements, entityIds: readonly number[]): Promise<FactRow[]> {
  return await query<FactRow>(
    statements,
    sql`SELECT "articleId", "entityId", "fact", "value" FROM ${name('EntityFact')} WHERE ${isOneOf(statements, name('entityId'), entityIds)}`,
  );
}

/**
 * Makes entities outside the gazetteer what the articles now say of them: of each kind of fact the smallest
 * value in byte order, and every name as an alias. So neither the order of files nor what was once said matters.
 *
 * `said`: facts just written; only they can bring a new alias. Gives the entities that others belong to no
 * longer. Index: EntityFact(entityId, fact, value), one look-up a fact.
 */
export async function describeEntities(
  statements: Statements,
  touched: readonly number[],
  said: readonly FactRow[],
): Promise<number[]> {
  if (touched.length === 0) return [];
  const entities = await query<DescribedEntity>(
    statements,
    sql`SELECT e."id", e."type", e."name", e."subtype", e."parentId", e."jurisdictionId", e."issuerId", ${join(LINKS_AND_TEXTS.map(([fact, column]) => sql`(SELECT min(f."value") FROM ${name('EntityFact')} f WHERE f."entityId" = e."id" AND f."fact" = ${fact}) AS ${name(column)}`))}
      FROM ${name('Entity')} e WHERE NOT e."isGazetteer" AND ${isOneOf(statements, name('e', 'id'), touched)} AND EXISTS (SELECT 1 FROM ${name('EntityFact')} f WHERE f."entityId" = e."id")`,
  );
  const keys = entities.flatMap((row) =>
    [row.parentKey, row.jurisdictionKey, row.issuerKey].filter((key) => key !== null),
  );
  const ids = await findEntityIds(statements, [...new Set(keys)]);
  const described = entities.map((old) => ({ old, row: describe(old, ids) }));
  await updateRows(
    statements,
    'Entity',
    described
      .filter(
        ({ old, row }) =>
          row.name !== old.name || row.subtype !== old.subtype || LINKS.some((link) => row[link] !== old[link]),
      )
      .map(({ row }) => row),
  );
  await nameEntities(statements, entities, said);
  await rebuildAncestors(
    statements,
    described.filter(({ old, row }) => row.parentId !== old.parentId).map(({ row }) => row.id),
  );
  return described.flatMap(({ old, row }) =>
    LINKS.flatMap((link) => (old[link] !== null && old[link] !== row[link] ? [old[link]] : [])),
  );
}

const LINKS = ['parentId', 'jurisdictionId', 'issuerId'] as const;
const LINKS_AND_TEXTS = [
  ['NAME', 'saidName'],
  ['SUBTYPE', 'saidSubtype'],
  ['PARENT', 'parentKey'],
  ['JURISDICTION', 'jurisdictionKey'],
  ['ISSUER', 'issuerKey'],
] as const;

interface DescribedEntity
  extends Readonly<Record<(typeof LINKS)[number], number | null>>,
    Readonly<Record<(typeof LINKS_AND_TEXTS)[number][1], string | null>> {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly subtype: string | null;
}

function describe(entity: DescribedEntity, ids: ReadonlyMap<string, number>) {
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null));
  const shown = entity.saidName ?? entity.name;
  return {
    id: entity.id,
    name: shown,
    foldedName: foldName(shown),
    subtype: entity.saidSubtype,
    parentId: idOf(entity.parentKey),
    jurisdictionId: idOf(entity.jurisdictionKey),
    issuerId: idOf(entity.issuerKey),
  };
}

/** Aliases of entities outside the gazetteer: the names articles give them; of one form's kinds the smallest. */
async function nameEntities(
  statements: Statements,
  entities: readonly DescribedEntity[],
  said: readonly FactRow[],
): Promise<void> {
  const ids = entities.map(({ id }) => id);
  const described = new Set(ids);
  const people = new Set(entities.flatMap(({ id, type }) => (type === 'PERSON' ? [id] : [])));
  const added = new Map(
    said
      .filter((row) => NAMING.has(row.fact) && described.has(row.entityId))
      .map((row) => [
        `${row.entityId} ${row.value}`,
        { entityId: row.entityId, form: row.value, kind: row.fact, isPerson: people.has(row.entityId) },
      ]),
  );
  await insertRows(statements, 'Alias', await aliasRows([...added.values()]), { onConflict: sql`DO NOTHING` });
  const own = isOneOf(statements, name('entityId'), ids);
  const bearing = sql`f."entityId" = ${name('Alias', 'entityId')} AND f."value" = ${name('Alias', 'form')} AND ${isOneOf(statements, name('f', 'fact'), ALIAS_KINDS)}`;
  await execute(
    statements,
    sql`DELETE FROM ${name('Alias')} WHERE ${own} AND NOT EXISTS (SELECT 1 FROM ${name('EntityFact')} f WHERE ${bearing})`,
  );
  await execute(
    statements,
    sql`UPDATE ${name('Alias')} SET "kind" = (SELECT min(f."fact") FROM ${name('EntityFact')} f WHERE ${bearing}) WHERE ${own}`,
  );
}

const NAMING: ReadonlySet<string> = new Set(ALIAS_KINDS);

/** Everything a record says, as kind of fact and value. */
export function factsOf(record: EntityRecord): readonly (readonly [fact: string, value: string])[] {
  const links = [
    ['SUBTYPE', record.subtype],
    ['PARENT', record.parentKey],
    ['JURISDICTION', record.jurisdictionKey],
    ['ISSUER', record.issuerKey],
  ] as const;
  return [
    ['NAME', record.name],
    ...record.aliases.map(({ form, kind }) => [kind, form] as const),
    ...links.flatMap(([fact, value]) => (value === null ? [] : [[fact, value] as const])),
  ];
}
