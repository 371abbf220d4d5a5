import type { EntityKey } from '../model/entity.ts';
import { type AgencyName, noteAgency } from './agency-entity.ts';
import type { Agency } from './agency-table.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { foreignAgency } from './foreign-agency.ts';
import type { Gazetteer } from './gazetteer.ts';
import { genericAgencyEnd } from './generic-agency.ts';
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
      const ministry = foreignAgency(scene, place, jurisdictionKey);
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
        : noteAgency(scene, { jurisdiction, name: agencyName(scene, known?.agency, place.end, end), surface });
    findings.push({
      start: chainStart - partyPrefix(scene.field.folded, chainStart, known?.agency),
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: known === undefined ? RULES.organisationGeneric : RULES.organisationAgency,
    });
  });
  return findings;
}

/** 中共 in 中共河北省委 is part of the name. */
function partyPrefix(folded: string, start: number, agency: Agency | undefined): number {
  return agency?.name.startsWith('中共') === true && folded.slice(start - 2, start) === '中共' ? 2 : 0;
}

function agencyName(scene: AgencyScene, agency: Agency | undefined, start: number, end: number): AgencyName {
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
