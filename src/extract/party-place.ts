import type { FieldText } from './field-text.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { RULES } from './rule.ts';

/**
 * The divisions right behind 中共 (中共山东省委), which the dictionary joins into one word, so that no place was found:
 * where the name is of one division only.
 */
export function placesBehindParty(
  field: FieldText,
  gazetteer: Gazetteer,
  places: readonly LinkedPlace[],
): readonly LinkedPlace[] {
  const known = new Set(places.map(({ start }) => start));
  const found: LinkedPlace[] = [];
  for (let at = field.folded.indexOf(PARTY); at >= 0; at = field.folded.indexOf(PARTY, at + PARTY.length)) {
    const start = at + PARTY.length;
    const [end, id] = gazetteer.places.matcher.at(field.folded, start);
    const entries = gazetteer.places.forms[id ?? -1]?.entries ?? [];
    const [only] = entries;
    if (end === undefined || only === undefined || known.has(start) || !only.key.startsWith('cn:')) continue;
    if (entries.some((other) => other !== only && other.level === only.level)) continue;
    found.push({ start, end, target: { kind: 'LINKED', key: only.key }, rule: RULES.placeInOrganisation });
  }
  return found.length === 0 ? places : [...places, ...found].sort((a, b) => a.start - b.start);
}

const PARTY = '中共';
