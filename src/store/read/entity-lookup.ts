import { type EntityType, levelRank, type PlaceLevel } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import { compareBytes } from '../../model/text.ts';
import { empty, join, name, type Sql, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** An entity as a caller may name it: by any alias, by canonical key (former ones too), or by division or ISO code. */
export interface EntityMatch {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly type: EntityType;
  readonly level: PlaceLevel | null;
  readonly articleCount: number;
}

/** What a name stands for: a name means its highest-level place and is ambiguous only among equals. */
export type NameResolution =
  | { readonly kind: 'FOUND'; readonly entity: EntityMatch }
  | { readonly kind: 'AMBIGUOUS'; readonly candidates: readonly EntityMatch[] }
  | { readonly kind: 'UNKNOWN' };

/**
 * Resolves names against every alias, folded (traditional and simplified forms are one), in one statement.
 * Index: Alias(folded).
 */
export async function resolveEntityNames(
  reader: Reader,
  names: readonly string[],
  types?: readonly EntityType[],
): Promise<NameResolution[]> {
  const folded = names.map(foldName);
  const matches = await findByAlias(reader, [...new Set(folded)]);
  return folded.map((form): NameResolution => {
    const found = (matches.get(form) ?? []).filter((match) => !types || types.includes(match.type));
    const best = highest(found);
    if (best.length === 1) return { kind: 'FOUND', entity: best[0] as EntityMatch };
    return best.length > 1 ? { kind: 'AMBIGUOUS', candidates: best } : { kind: 'UNKNOWN' };
  });
}

/** Entities by canonical key, former keys included, in one statement. Index: EntityKey primary key. */
export async function findEntitiesByKey(reader: Reader, keys: readonly string[]): Promise<Map<string, EntityMatch>> {
  const rows = await reader.run<EntityMatch & { asked: string }>(
    sql`SELECT k."key" AS "asked", ${COLUMNS} FROM ${name('EntityKey')} k JOIN ${name('Entity')} e ON e."id" = k."entityId" WHERE k."key" IN (${reader.dialect.values(keys)})`,
    ['asked', ...MATCH],
  );
  return new Map(rows.map(({ asked, ...entity }) => [asked, entity]));
}

/**
 * Names like one that was not found, closest first, at most five: of those that begin alike, and of all larger
 * places, for a first character may be the one that is wrong. One statement.
 * Index: Alias(folded), Entity(level, adcode), Alias(entityId, form).
 */
export async function suggestNames(reader: Reader, wanted: string, types?: readonly EntityType[]): Promise<string[]> {
  const folded = foldName(wanted);
  const [first] = folded;
  if (!first) return [];
  const of = (condition: Sql) =>
    sql`SELECT a."form", a."folded", e."type", e."level", e."articleCount" FROM ${name('Alias')} a JOIN ${name('Entity')} e ON e."id" = a."entityId" WHERE a."kind" <> ${'CODE'} AND ${condition}`;
  const last = nextCharacter(first);
  const alike = sql`a."folded" >= ${first}${last === null ? empty : sql` AND a."folded" < ${last}`}`;
  const rows = await reader.run<{
    form: string;
    folded: string;
    type: EntityType;
    level: PlaceLevel | null;
    articleCount: number;
  }>(
    sql`SELECT * FROM (${of(alike)} ORDER BY e."articleCount" DESC, a."folded" LIMIT ${MAX_ALIKE}) AS "s" UNION ${of(sql`e."level" IN (${reader.dialect.values(LARGE)})`)}`,
    ['form', 'folded', 'type', 'level', 'articleCount'],
  );
  const ranked = rows
    // Names differ by at least as many edits as they differ in length.
    .filter(
      (row) =>
        (!types || types.includes(row.type)) && Math.abs(row.folded.length - folded.length) < allowedEdits(row.folded),
    )
    .map((row) => ({ ...row, distance: editDistance(folded, row.folded) }))
    .filter((row) => row.distance < allowedEdits(row.folded))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        b.articleCount - a.articleCount ||
        rankOf(a) - rankOf(b) ||
        compareBytes(a.form, b.form),
    );
  return [...new Set(ranked.map((row) => row.form))].slice(0, 5);
}

const MAX_ALIKE = 2000;
const LARGE = ['COUNTRY', 'PROVINCE', 'PREFECTURE'] as const satisfies readonly PlaceLevel[];

/** A name of which nothing is right is no suggestion. */
const allowedEdits = (form: string): number => Math.max(2, form.length);

const MATCH = ['id', 'key', 'name', 'type', 'level', 'articleCount'] as const satisfies readonly (keyof EntityMatch)[];
const COLUMNS = join(MATCH.map((column) => sql`e.${name(column)}`));

async function findByAlias(reader: Reader, folded: readonly string[]): Promise<Map<string, EntityMatch[]>> {
  const rows = await reader.run<EntityMatch & { folded: string }>(
    sql`SELECT DISTINCT a."folded", ${COLUMNS} FROM ${name('Alias')} a JOIN ${name('Entity')} e ON e."id" = a."entityId" WHERE a."folded" IN (${reader.dialect.values(folded)}) ORDER BY e."articleCount" DESC, e."key"`,
    ['folded', ...MATCH],
  );
  const found = new Map<string, EntityMatch[]>();
  for (const { folded: form, ...entity } of rows) found.set(form, [...(found.get(form) ?? []), entity]);
  return found;
}

const rankOf = ({ level }: { readonly level: PlaceLevel | null }): number => levelRank(level);

function highest(matches: readonly EntityMatch[]): readonly EntityMatch[] {
  const best = Math.min(...matches.map(rankOf));
  return matches.filter((match) => rankOf(match) === best);
}

/** The next character in byte order; null after the last. Surrogates are none. */
function nextCharacter(character: string): string | null {
  const next = (character.codePointAt(0) as number) + 1;
  if (next > LAST_CODE_POINT) return null;
  return String.fromCodePoint(next >= FIRST_SURROGATE && next <= LAST_SURROGATE ? LAST_SURROGATE + 1 : next);
}

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;

/** Levenshtein distance in UTF-16 units; both strings are names, so short. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
