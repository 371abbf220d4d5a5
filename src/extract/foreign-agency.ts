import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { genericAgencyEnd } from './generic-agency.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES, type Rule } from './rule.ts';

interface ForeignScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/** An agency right behind the name of its country: by its own word (俄罗斯外交部) or by what agencies end in. */
export const foreignAgency = (scene: ForeignScene, place: LinkedPlace, countryKey: EntityKey): Finding | undefined =>
  ministryAfter(scene, place, countryKey) ?? nounAgency(scene, place, countryKey);

/** Another country's 外交部 is not China's. */
function ministryAfter(
  { field, gazetteer, register }: ForeignScene,
  place: LinkedPlace,
  countryKey: EntityKey,
): Finding | undefined {
  const match = MINISTRY.exec(field.folded.slice(place.end, place.end + 12));
  const country = gazetteer.lookup(countryKey);
  if (match === null || country === undefined || (countryKey === 'country:CN' && NATIONAL.test(match[0])))
    return undefined;
  return noteForeign({ gazetteer, register }, place, { country, part: match[0], rule: RULES.organisationAgency });
}

/** 日本文化厅, 美国联邦航空局. */
function nounAgency(
  { field, gazetteer, register }: ForeignScene,
  place: LinkedPlace,
  countryKey: EntityKey,
): Finding | undefined {
  const end = genericAgencyEnd(field, place.end);
  const country = gazetteer.lookup(countryKey);
  if (end === undefined || country === undefined || countryKey === 'country:CN') return undefined;
  const part = field.folded.slice(place.end, end);
  return noteForeign({ gazetteer, register }, place, { country, part, rule: RULES.organisationGeneric });
}

/** The body of `country` that is called `part` right after its name; one of the gazetteer goes by both together. */
function noteForeign(
  { gazetteer, register }: Pick<ForeignScene, 'gazetteer' | 'register'>,
  place: LinkedPlace,
  { country, part, rule }: { readonly country: EntityRecord; readonly part: string; readonly rule: Rule },
): Finding {
  const name = `${country.name}${part}`;
  const key =
    gazetteer.lookup(organisationKey(country.key, name))?.key ??
    register.note({
      key: organisationKey(country.key, part),
      type: 'ORGANIZATION',
      name,
      jurisdictionKey: country.key,
      subtype: 'GOVERNMENT',
    });
  const { start, end } = place;
  return { start, end: end + part.length, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule };
}

const MINISTRY =
  /^(?:联邦|中央|国家)?(?:外交部|外务省|国防部|财政部|财务省|商务部|内政部|司法部|教育部|卫生部|农业部|农林部|能源部|交通部|劳工部|国土安全部|环境部|经济部|工业部|贸易部|文部科学省|厚生劳动省|防卫省|通商产业省|总统府|首相府|检察院|议会|国会|参议院|众议院|参院|众院|国家杜马|最高法院|最高联邦法院|宪法法院|中央银行|央行|国家银行|铁路局|统计局|警察局|情报局|移民局|海关|海军|空军|陆军)(?!舰|基地|部?长官?邸)/;
/** China's own stand in the gazetteer under their names. */
const NATIONAL = /部$|央行|中央银行|统计局|铁路局|海关|海军|空军|陆军/;
