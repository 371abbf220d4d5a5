import type { EntityType } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import { toPinyinPrefix } from '../../model/pinyin.ts';
import { empty, join, name, raw, sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** An entity of which a name begins with what was typed. */
export interface SuggestedEntity {
  readonly id: number;
  /** The name, as it is written. */
  readonly form: string;
  readonly match: SuggestionMatch;
}

export type SuggestionMatch = (typeof MATCHES)[number][1];

/** Columns of Alias in order of preference, where several names of one entity begin so. */
const MATCHES = [
  ['folded', 'NAME'],
  ['pinyin', 'PINYIN'],
  ['initials', 'INITIALS'],
] as const;

/**
 * Entities by the beginning of a name, each once: those whose whole name was typed first, then by the number of their
 * articles. One statement. Index: Alias(folded), Alias(pinyin), Alias(initials), a range of each.
 */
export async function suggestEntities(
  reader: Reader,
  typed: string,
  { types, first }: { readonly types?: readonly EntityType[] | null; readonly first: number },
): Promise<SuggestedEntity[]> {
  const pinyin = toPinyinPrefix(typed);
  const prefixes = { folded: foldName(typed), pinyin, initials: pinyin } as const;
  const ranges = MATCHES.flatMap(([column, match], rank) => {
    const prefix = prefixes[column];
    if (prefix === null || prefix === '') return [];
    const matched = name(column);
    return [
      sql`SELECT "entityId", "form", ${raw(`'${match}'`)} AS "match", ${raw(String(rank))} AS "rank", CASE WHEN ${matched} = ${prefix} THEN 0 ELSE 1 END AS "goesOn" FROM ${name('Alias')} WHERE ${matched} >= ${prefix} AND ${matched} < ${prefix + LAST_CHARACTER} AND "kind" <> 'CODE'`,
    ];
  });
  if (ranges.length === 0 || first === 0) return [];
  const ofTypes = types ? sql` WHERE e."type" IN (${reader.dialect.values(types)})` : empty;
  const ranked = sql`SELECT m.*, e."articleCount", e."key", row_number() OVER (PARTITION BY m."entityId" ORDER BY m."goesOn", m."rank", length(m."form"), m."form") AS "n" FROM (${join(ranges, ' UNION ALL ')}) AS m JOIN ${name('Entity')} e ON e."id" = m."entityId"${ofTypes}`;
  return await reader.run<SuggestedEntity>(
    sql`SELECT "entityId" AS "id", "form", "match" FROM (${ranked}) AS r WHERE "n" = 1 ORDER BY "goesOn", "articleCount" DESC, "key" LIMIT ${first}`,
    ['id', 'form', 'match'],
  );
}

const LAST_CHARACTER = '\u{10FFFF}';
