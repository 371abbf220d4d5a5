import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Form, Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { RULES } from './rule.ts';
import { SpanMap } from './span-map.ts';

interface Scene {
  readonly organisations: readonly Finding[];
  /** Places already found: these stay as they are. */
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
}

/**
 * The country, province or city an organisation's name begins with (北京大学, 上海证券交易所), where the
 * surroundings alone did not make it a place. Says where it comes from rather than what is spoken of:
 * low confidence, and little weight in a roll-up.
 */
export function placesInOrganisations(
  field: FieldText,
  { organisations, places, gazetteer }: Scene,
): readonly Finding[] {
  const { matcher, forms } = gazetteer.places;
  const taken = new SpanMap(field.folded.length, places);
  return organisations.flatMap((organisation): Finding[] => {
    const [end, id] = matcher.at(field.folded, organisation.start);
    if (end === undefined || id === undefined || end >= organisation.end) return [];
    const form = forms[id] as Form;
    const [entry] = form.entries;
    const span = { start: organisation.start, end };
    if (entry === undefined || entry.level === 'COUNTY' || form.isCommonWord || !taken.isFree(span)) return [];
    if (form.entries.some((other) => other !== entry && other.level === entry.level)) return [];
    return [{ ...span, type: 'PLACE', target: { kind: 'LINKED', key: entry.key }, rule: RULES.placeInOrganisation }];
  });
}
