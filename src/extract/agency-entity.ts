import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { EntityRegister } from './entity-register.ts';
import type { Gazetteer } from './gazetteer.ts';
import { organisationKey } from './organisation-key.ts';

/** What an agency is called without its place, and with it. */
export interface AgencyName {
  /** The last part of its key. */
  readonly part: string;
  full(place: string): string;
}

interface AgencyFacts {
  readonly jurisdiction: EntityRecord;
  readonly name: AgencyName;
  /** As written with its place; what leaves the place out is no name of it. */
  readonly surface?: string;
}

/** Notes the agency of a place under its official name; the form seen is an alias. */
export function noteAgency(
  { register, gazetteer }: { readonly register: EntityRegister; readonly gazetteer: Gazetteer },
  { jurisdiction, name, surface }: AgencyFacts,
): EntityKey {
  return register.note(
    {
      key: organisationKey(jurisdiction.key, name.part),
      type: 'ORGANIZATION',
      name: name.full(officialName(jurisdiction, gazetteer)),
      jurisdictionKey: jurisdiction.key,
      subtype: name.part.startsWith('中共') ? 'PARTY' : 'GOVERNMENT',
    },
    surface === undefined ? undefined : { form: surface, kind: 'SHORT' },
  );
}

/** A county's official name begins with its prefecture's: there are several 鼓楼区. */
export function officialName(place: EntityRecord, gazetteer: Gazetteer): string {
  const parent = place.level === 'COUNTY' && place.parentKey !== null ? gazetteer.lookup(place.parentKey) : undefined;
  return `${parent?.name ?? ''}${place.name}`;
}
