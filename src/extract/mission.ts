import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface MissionScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly register: EntityRegister;
}

/** Missions of a state or a place abroad: 美国驻华大使馆, 日本驻上海总领事馆. */
export function findMissions({ field, places, register }: MissionScene): readonly Finding[] {
  const findings: Finding[] = [];
  for (const place of places) {
    if (field.folded[place.end] !== '驻' || place.target.kind !== 'LINKED') continue;
    const match = MISSION.exec(field.folded.slice(place.end, place.end + 18));
    if (match === null) continue;
    const end = place.end + match[0].length;
    const name = field.folded.slice(place.start, end);
    const key = register.note({
      key: organisationKey(place.target.key, match[0]),
      type: 'ORGANIZATION',
      name,
      jurisdictionKey: place.target.key,
      subtype: 'GOVERNMENT',
    });
    const { start } = place;
    findings.push({
      start,
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationAgency,
    });
  }
  return findings;
}

const MISSION =
  /^驻\p{Script=Han}{1,9}?(?:大使馆|使馆|总领事馆|总领馆|领事馆|使团|代表处|办事处|维和部队|军队|部队)(?!区)/u;
