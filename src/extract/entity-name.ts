import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Gazetteer } from './gazetteer.ts';
import { typeOfKey } from './overlay.ts';

/** A name for an entity of which nothing but its key is known: the key's own, after that of the place it belongs to. */
export function nameOfKey(key: EntityKey, gazetteer: Pick<Gazetteer, 'lookup'>): string {
  const known = gazetteer.lookup(key);
  if (known !== undefined) return known.name;
  if (typeOfKey(key) !== 'ORGANIZATION') return key.slice(key.indexOf(':') + 1);
  const [jurisdiction, name] = splitOrganisationKey(key);
  const place = jurisdiction === null ? '' : (gazetteer.lookup(jurisdiction)?.name ?? '');
  return name.startsWith(place) ? name : `${place}${name}`;
}

/** The place an organisation's key says it belongs to, and the rest of it. */
export function splitOrganisationKey(key: EntityKey): readonly [jurisdiction: EntityKey | null, name: string] {
  const slash = key.indexOf('/');
  const place = key.slice('org:'.length, slash);
  return [place === '' ? null : (place as EntityKey), key.slice(slash + 1)];
}

/** An entity outside the gazetteer that a person named by its key alone. */
export function recordOfKey(key: EntityKey, gazetteer: Pick<Gazetteer, 'lookup'>): EntityRecord {
  const type = typeOfKey(key);
  if (type === null) throw new Error(`${key} is no key of an entity`);
  const name = nameOfKey(key, gazetteer);
  return {
    key,
    type,
    name,
    aliases: [{ form: name, kind: 'NAME' }],
    isGazetteer: false,
    parentKey: null,
    level: null,
    adcode: null,
    isoCodes: [],
    jurisdictionKey: type === 'ORGANIZATION' ? splitOrganisationKey(key)[0] : null,
    issuerKey: null,
    subtype: null,
  };
}
