import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Agency } from './agency-table.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface AgencyScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Agencies of a place: the place (with those it lies in before it), then an agency's name from the
 * folding table (青海省 + 工信厅) or words that end as agencies do (新疆 + 准东…开发区管委会).
 */
export function findAgencies(scene: AgencyScene): readonly Finding[] {
  const { places } = scene;
  const findings: Finding[] = [];
  let chainStart = 0;
  places.forEach((place, i) => {
    if (i === 0 || places[i - 1]?.end !== place.start) chainStart = place.start;
    if (places[i + 1]?.start === place.end && knownAgency(scene, place) === undefined) return;
    const jurisdictionKey = place.target.kind === 'LINKED' ? place.target.key : null;
    if (jurisdictionKey?.startsWith('country:') === true) {
      const ministry = ministryAfter(scene, place, jurisdictionKey) ?? foreignAgency(scene, place, jurisdictionKey);
      if (ministry !== undefined) findings.push(ministry);
      return;
    }
    const known = knownAgency(scene, place);
    const end = known?.end ?? genericAgencyEnd(scene.field, place.end);
    if (end === undefined) return;
    const surface = scene.field.text.slice(chainStart, end);
    const jurisdiction = jurisdictionKey === null ? undefined : scene.gazetteer.lookup(jurisdictionKey);
    const key =
      jurisdiction === undefined
        ? noteUnplaced(scene.register, scene.field.folded.slice(chainStart, end))
        : noteAgency(scene.register, { jurisdiction, name: agencyName(scene, known?.agency, place.end, end), surface });
    findings.push({
      start: chainStart - partyPrefix(scene.field.folded, chainStart, known?.agency),
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: known === undefined ? RULES.organisationGeneric : RULES.organisationAgency,
    });
  });
  return findings;

  function noteAgency(
    register: EntityRegister,
    { jurisdiction, name, surface }: { jurisdiction: EntityRecord; name: Named; surface: string },
  ): EntityKey {
    const place = officialName(jurisdiction, scene.gazetteer);
    const facts = {
      key: organisationKey(jurisdiction.key, name.part),
      type: 'ORGANIZATION',
      name: name.full(place),
      jurisdictionKey: jurisdiction.key,
    } as const;
    return register.note(
      { ...facts, subtype: name.part.startsWith('中共') ? 'PARTY' : 'GOVERNMENT' },
      { form: surface, kind: 'SHORT' },
    );
  }
}

/** Another country's 外交部 is not China's. */
function ministryAfter(
  { field, gazetteer, register }: AgencyScene,
  place: LinkedPlace,
  countryKey: EntityKey,
): Finding | undefined {
  const match = MINISTRY.exec(field.folded.slice(place.end, place.end + 12));
  const country = gazetteer.lookup(countryKey);
  if (match === null || country === undefined || (countryKey === 'country:CN' && NATIONAL.test(match[0])))
    return undefined;
  const end = place.end + match[0].length;
  const name = `${country.name}${match[0]}`;
  const known = gazetteer.lookup(organisationKey(countryKey, name));
  const key =
    known?.key ??
    register.note({
      key: organisationKey(countryKey, match[0]),
      type: 'ORGANIZATION',
      name,
      jurisdictionKey: countryKey,
      subtype: 'GOVERNMENT',
    });
  return {
    start: place.start,
    end,
    type: 'ORGANIZATION',
    target: { kind: 'LINKED', key },
    rule: RULES.organisationAgency,
  };
}

/** 日本文化厅, 美国联邦航空局. */
function foreignAgency(
  { field, gazetteer, register }: AgencyScene,
  place: LinkedPlace,
  countryKey: EntityKey,
): Finding | undefined {
  const end = genericAgencyEnd(field, place.end);
  const country = gazetteer.lookup(countryKey);
  if (end === undefined || country === undefined || countryKey === 'country:CN') return undefined;
  const part = field.folded.slice(place.end, end);
  const name = `${country.name}${part}`;
  const known = gazetteer.lookup(organisationKey(countryKey, name));
  const key =
    known?.key ??
    register.note({
      key: organisationKey(countryKey, part),
      type: 'ORGANIZATION',
      name,
      jurisdictionKey: countryKey,
      subtype: 'GOVERNMENT',
    });
  return {
    start: place.start,
    end,
    type: 'ORGANIZATION',
    target: { kind: 'LINKED', key },
    rule: RULES.organisationGeneric,
  };
}

const MINISTRY =
  /^(?:联邦|中央|国家)?(?:外交部|外务省|国防部|财政部|财务省|商务部|内政部|司法部|教育部|卫生部|农业部|农林部|能源部|交通部|劳工部|国土安全部|环境部|经济部|工业部|贸易部|文部科学省|厚生劳动省|防卫省|通商产业省|总统府|首相府|检察院|议会|国会|参议院|众议院|参院|众院|国家杜马|最高法院|最高联邦法院|宪法法院|中央银行|央行|国家银行|铁路局|统计局|警察局|情报局|移民局|海关|海军|空军|陆军)(?!舰|基地|部?长官?邸)/;
/** China's own stand in the gazetteer under their names. */
const NATIONAL = /部$|央行|中央银行|统计局|铁路局|海关|海军|空军|陆军/;

/** 中共 in 中共河北省委 is part of the name. */
function partyPrefix(folded: string, start: number, agency: Agency | undefined): number {
  return agency?.name.startsWith('中共') === true && folded.slice(start - 2, start) === '中共' ? 2 : 0;
}

interface Named {
  readonly part: string;
  full(place: string): string;
}

function agencyName(scene: AgencyScene, agency: Agency | undefined, start: number, end: number): Named {
  if (agency !== undefined) return { part: agency.name, full: (place) => agency.nameFor(place) };
  const part = scene.field.folded
    .slice(start, end)
    .replace(/管委会$/, '管理委员会')
    .replace(/街道办$/, '街道办事处');
  return { part, full: (place) => `${place}${part}` };
}

function noteUnplaced(register: EntityRegister, name: string): EntityKey {
  return register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: 'GOVERNMENT' });
}

/** A county's official name begins with its prefecture's: there are several 鼓楼区. */
export function officialName(place: EntityRecord, gazetteer: Gazetteer): string {
  const parent = place.level === 'COUNTY' && place.parentKey !== null ? gazetteer.lookup(place.parentKey) : undefined;
  return `${parent?.name ?? ''}${place.name}`;
}

/** In 山东省委 the level word belongs to both; otherwise the agency begins where the place ends. */
function knownAgency(
  { field, gazetteer }: AgencyScene,
  place: LinkedPlace,
): { readonly agency: Agency; readonly end: number } | undefined {
  const after = gazetteer.agencies.at(field.folded, place.end);
  const shared = /[省市县区州旗盟]/.test(field.folded[place.end - 1] ?? '')
    ? gazetteer.agencies.at(field.folded, place.end - 1)
    : undefined;
  const levelWord = /[省市县区州]/.test(field.folded[place.end] ?? '')
    ? gazetteer.agencies.at(field.folded, place.end + 1)
    : undefined;
  const best = [after, shared, levelWord].reduce((a, b) => ((b?.end ?? 0) > (a?.end ?? 0) ? b : a), undefined);
  return best === undefined || CONTINUES.test(field.folded.slice(best.end, best.end + 3)) ? undefined : best;
}

/** What follows shows that it was no agency: 政府采购, 法院路. */
const CONTINUES = /^(?:采购|路|街|债|补贴|工作报告|网|巷)/;

/** Words that may stand between a place and the word for an agency. */
const INNER_TAG = /^(?:n|ng|nz|ns|nt|nr|nrt|nrfg|vn|an|a|b|j|l|i|s|f|x|eng|g)$/;
const AGENCY_END =
  /(?:管委会|管理委员会|工作委员会|委员会|办公室|办事处|街道办|管理局|管理处|分局|监管局|[总支大]队|局|厅|指挥部|领导小组|派出所|检察院|法院)$/;
const NOT_AGENCY =
  /(?:格|结|布|僵|败|残|邮|饭|大|变|危|全|当|政|客|餐|舞|歌|展|时|棋|骗|赌|出|入|终|破|定|战|总|两)(?:局|厅)$|(?:董事会|组|军|车|球|乐|舰|部)[总支大]?队$/;
const MAX_WORDS = 9;

/** Where the longest run of nouns that ends as agencies do ends, if there is one. */
function genericAgencyEnd(field: FieldText, start: number): number | undefined {
  const words = field.words();
  if (!words.isBorder(start)) return undefined;
  let found: number | undefined;
  const first = words.indexAt(start);
  for (let i = first; i < Math.min(words.count, first + MAX_WORDS); i++) {
    const end = words.startOf(i + 1);
    const word = field.folded.slice(words.startOf(i), end);
    if (!INNER_TAG.test(words.tagOf(i)) || !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(word)) break;
    const run = field.folded.slice(start, end);
    if (AGENCY_END.test(run) && run.length > 2 && !NOT_AGENCY.test(run)) found = end;
  }
  return found;
}
