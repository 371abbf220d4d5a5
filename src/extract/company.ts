import type { EntityKey } from '../model/entity.ts';
import { HEADS, subtypeOfHead } from './body-head.ts';
import { type BodyScene, bodyNameStart } from './body-name.ts';
import { findEnglishBodies } from './english-body.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface CompanyScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/** Companies, schools, societies and the like, by the word their names end in. */
export function findNamedBodies({ field, places, gazetteer, register }: CompanyScene): readonly Finding[] {
  const scene: BodyScene = { field, gazetteer, placeAt: new Map(places.map((place) => [place.start, place])) };
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(HEADS)) {
    const [head] = match;
    const end = match.index + head.length;
    const start = bodyNameStart(scene, match.index, head);
    if (start === undefined || PART_OF_PLACE.test(field.folded.slice(end, end + 3))) continue;
    const name = field.folded.slice(start, end);
    const key =
      knownCompany(name, gazetteer) ??
      register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: subtypeOfHead(head) });
    findings.push({
      start,
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationSuffix,
    });
  }
  return [...findings, ...findEnglishBodies({ field, gazetteer, register })];
}

/** 万达集团大厦 is a house. */
const PART_OF_PLACE = /^(?:大厦|大楼|广场|大道|路口|路[0-9]|家属院|宿舍|旧址|遗址|站台)/;

/** 比亚迪股份有限公司 is 比亚迪. */
function knownCompany(name: string, gazetteer: Gazetteer): EntityKey | undefined {
  const forms = [name, name.replace(COMPANY_FORM, ''), name.replace(LEGAL_FORM, '')];
  return forms
    .flatMap((form) => gazetteer.named(form))
    .find(({ type, subtype }) => type === 'ORGANIZATION' && subtype === 'COMPANY')?.key;
}

const COMPANY_FORM = /(?:股份)?(?:有限)?(?:责任)?公司$/;
/** 有限公司 and the like, and 集团. */
export const LEGAL_FORM = /(?:控股|集团)?(?:股份)?(?:有限)?(?:责任)?公司$|集团$/;
