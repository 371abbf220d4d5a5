import type { AliasKind, EntityAlias, EntityKey, EntityRecord, PlaceLevel } from '../model/entity.ts';
import { foldCharacters } from '../model/fold.ts';
import { organisationKey } from './organisation-key.ts';

/** Cells of a tab-separated table: lines that begin with `#` are comments, the first other line is the header. */
export function parseTable(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => line.split('\t'));
}

/** Names of a table's columns. */
export const tableHeader = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .find((line) => line !== '' && !line.startsWith('#'))
    ?.split('\t') ?? [];

/** Columns: key, level, name, parent, iso, aliases (`KIND:form`, both lists joined by `|`). */
export function parsePlaces(text: string): readonly EntityRecord[] {
  return parseTable(text).map(([key = '', level = '', name = '', parent = '', iso = '', aliases = '']) => {
    const isoCodes = iso === '' ? [] : iso.split('|');
    const adcode = key.startsWith('cn:') ? key.slice('cn:'.length) : null;
    const codes = adcode === null ? isoCodes : [adcode, ...isoCodes];
    return {
      key: key as EntityKey,
      type: 'PLACE',
      name,
      aliases: [
        { form: name, kind: key.startsWith('geo:') ? 'NAME' : 'FULL' },
        ...parseAliases(aliases),
        ...codes.map((form) => ({ form, kind: 'CODE' as const })),
      ],
      isGazetteer: true,
      parentKey: parent === '' ? null : (parent as EntityKey),
      level: level as PlaceLevel,
      adcode,
      isoCodes,
      jurisdictionKey: null,
      issuerKey: null,
      subtype: null,
    };
  });
}

/**
 * Columns: name, jurisdiction, parent (an organisation's name with the same jurisdiction), subtype, aliases, guarded
 * (names that need their surroundings, see {@link parseGuards}; aliases as well).
 */
export function parseOrganisations(text: string): readonly EntityRecord[] {
  return parseTable(text).map(
    ([name = '', jurisdiction = '', parent = '', subtype = '', aliases = '', guarded = '']) => {
      const jurisdictionKey = jurisdiction === '' ? null : (jurisdiction as EntityKey);
      return {
        key: organisationKey(jurisdictionKey, name),
        type: 'ORGANIZATION',
        name,
        aliases: [
          { form: name, kind: 'NAME' },
          ...parseAliases(aliases),
          ...parseAliases(guarded).flatMap(({ form }) => (form === name ? [] : [{ form, kind: 'SHORT' as const }])),
        ],
        isGazetteer: true,
        parentKey: parent === '' ? null : organisationKey(jurisdictionKey, parent),
        level: null,
        adcode: null,
        isoCodes: [],
        jurisdictionKey,
        issuerKey: null,
        subtype,
      };
    },
  );
}

/** The guarded names of the organisations, folded as matched, each with the surroundings it needs (`sport:罗马`). */
export function parseGuards(text: string): ReadonlyMap<string, string> {
  const guards = new Map<string, string>();
  for (const [, , , , , guarded = ''] of parseTable(text)) {
    for (const { kind, form } of parseAliases(guarded)) guards.set(foldCharacters(form), kind);
  }
  return guards;
}

function parseAliases(cell: string): EntityAlias[] {
  if (cell === '') return [];
  return cell.split('|').map((alias) => {
    const colon = alias.indexOf(':');
    return { kind: alias.slice(0, colon) as AliasKind, form: alias.slice(colon + 1) };
  });
}
