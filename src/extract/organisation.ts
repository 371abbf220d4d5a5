import type { EntityKey } from '../model/entity.ts';
import { findAgencies } from './agency.ts';
import { findNamedBodies } from './company.ts';
import { findDictionaryBodies } from './dictionary-body.ts';
import { findElliptical } from './ellipsis.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findKnownOrganisations } from './known-organisation.ts';
import type { LinkedPlace } from './link.ts';
import { findListedCompanies } from './listed-company.ts';
import { findMissions } from './mission.ts';
import { keepLongest } from './overlap.ts';
import { placesBehindParty } from './party-place.ts';
import { withPlaceBefore } from './place-before.ts';
import { findPress } from './press.ts';
import { findShortNames, learnShortNames } from './short-name.ts';
import { SpanMap } from './span-map.ts';
import { findTeams } from './team.ts';
import { findUnits } from './unit.ts';

interface OrganisationScene {
  readonly fields: readonly FieldText[];
  /** By field. */
  readonly places: readonly (readonly LinkedPlace[])[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * The organisations of an article, field by field, without overlaps. Surer rules come first and a later
 * one only explains what they left; short and elliptical names need the whole article and come last.
 */
export function findOrganisations({
  fields,
  places,
  gazetteer,
  register,
}: OrganisationScene): readonly (readonly Finding[])[] {
  const drafts = fields.map((field, i) => {
    const scene = { field, places: placesBehindParty(field, gazetteer, places[i] ?? []), gazetteer, register };
    const length = field.folded.length;
    const known = findKnownOrganisations(scene);
    const firm = [...known.findings, ...findAgencies(scene), ...findMissions(scene)];
    const sure = keepLongest(withPlaceBefore(scene, keepLongest(firm, length)), length);
    const guessed = [
      ...findNamedBodies(scene),
      ...findTeams(scene),
      ...findDictionaryBodies(scene),
      ...findListedCompanies(scene),
      ...findPress(scene),
    ];
    const named = keepLongest(withoutConflict(guessed, sure, length), length);
    noteWholes(named, sure, register);
    const bodies = [...named, ...findUnits(scene, keepLongest([...sure, ...named], length))];
    return { scene, length, bare: known.bare, sure, bodies };
  });
  const learnt = new Map(
    drafts.flatMap(({ scene, sure, bodies }) => [...learnShortNames(scene, [...sure, ...bodies])]),
  );
  const named = new Set(drafts.flatMap(({ sure }) => sure.flatMap(linkedKey)));
  const placeKeys = new Set(places.flat().flatMap(linkedKey));
  return drafts.map(({ scene, length, bare, sure, bodies }) => {
    const short = findShortNames(scene.field, learnt, new SpanMap(length, [...bodies, ...sure]));
    const surer = [...sure, ...short];
    const elliptical = findElliptical({ ...scene, taken: new SpanMap(length, surer), bare, named, placeKeys });
    return keepLongest(
      [...surer, ...elliptical, ...withoutConflict(bodies, [...surer, ...elliptical], length)],
      length,
    );
  });
}

const linkedKey = ({ target }: Pick<Finding, 'target'>): EntityKey[] => (target.kind === 'LINKED' ? [target.key] : []);

/** 清华大学法学院 belongs to 清华大学, which its name begins with. */
function noteWholes(named: readonly Finding[], sure: readonly Finding[], register: EntityRegister): void {
  const byStart = new Map(sure.map((one) => [one.start, one]));
  for (const { start, end, target } of named) {
    const whole = byStart.get(start);
    const record = target.kind === 'LINKED' ? register.get(target.key) : undefined;
    if (whole?.target.kind !== 'LINKED' || record === undefined || whole.end >= end) continue;
    if (record.key !== whole.target.key) register.note({ ...record, parentKey: whole.target.key });
  }
}

/** A less certain finding may hold a surer one, but not cut through it, lie in it or repeat it. */
function withoutConflict(findings: readonly Finding[], surer: readonly Finding[], length: number): readonly Finding[] {
  const map = new SpanMap(length, surer);
  return findings.filter((one) =>
    map.over(one).every((other) => other === undefined || (one.start <= other.start && one.end > other.end)),
  );
}
