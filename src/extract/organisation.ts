import type { EntityKey } from '../model/entity.ts';
import { findAgencies } from './agency.ts';
import { findNamedBodies } from './company.ts';
import { findElliptical } from './ellipsis.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import { type Finding, overlaps } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findKnownOrganisations } from './known-organisation.ts';
import type { LinkedPlace } from './link.ts';
import { findShortNames, learnShortNames } from './short-name.ts';

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
export function findOrganisations({ fields, places, gazetteer, register }: OrganisationScene): readonly (readonly Finding[])[] {
  const scenes = fields.map((field, i) => ({ field, places: places[i] ?? [], gazetteer, register }));
  const known = scenes.map(findKnownOrganisations);
  const sure = scenes.map((scene, i) => longestFirst([...(known[i]?.findings ?? []), ...findAgencies(scene)]));
  const bodies = scenes.map((scene, i) => longestFirst(findNamedBodies(scene).filter((one) => isFree(one, sure[i] ?? []))));
  const introduced = scenes.map((_, i) => [...(sure[i] ?? []), ...(bodies[i] ?? [])]);
  const learnt = new Map(scenes.flatMap((scene, i) => [...learnShortNames(scene.field, introduced[i] ?? [], register)]));
  const named = new Set(sure.flat().flatMap(({ target }): EntityKey[] => (target.kind === 'LINKED' ? [target.key] : [])));
  return scenes.map((scene, i) => {
    const short = addTo(sure[i] ?? [], findShortNames(scene.field, learnt, introduced[i] ?? []));
    const elliptical = addTo(short, findElliptical({ ...scene, taken: short, bare: known[i]?.bare ?? [], named }));
    return longestFirst(addTo(elliptical, bodies[i] ?? []));
  });
}

function addTo(findings: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  return [...findings, ...longestFirst(more.filter((one) => isFree(one, findings)))];
}

/** A rule of less certainty may hold a surer finding inside it, but not cut through it or repeat it. */
function isFree(one: Finding, findings: readonly Finding[]): boolean {
  return findings.every((other) => !overlaps(one, other) || (one.start <= other.start && one.end > other.end));
}

/** Without those that overlap a longer one. */
function longestFirst(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = [];
  const sorted = [...findings].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || b.rule.precision - a.rule.precision);
  for (const finding of sorted) if (!kept.some((other) => overlaps(other, finding))) kept.push(finding);
  return kept.sort((a, b) => a.start - b.start);
}
