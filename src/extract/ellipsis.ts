import type { EntityKey } from '../model/entity.ts';
import type { Candidate } from '../model/mention.ts';
import { type FieldText, sentenceStart } from './field-text.ts';
import { type Finding, overlaps } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { BareName } from './known-organisation.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface EllipsisScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  /** Spans already explained. */
  readonly taken: readonly { readonly start: number; readonly end: number }[];
  readonly bare: readonly BareName[];
  /** Every organisation the article names, title and body. */
  readonly named: ReadonlySet<EntityKey>;
}

/**
 * An agency without its place: it is the one the article has already named, when the last place of the
 * sentence is that one's (青海省是省工信厅…发布 → 青海省工信厅). A national body's abbreviation that local
 * agencies share (发改委) is the national one only in an article that names no local one.
 */
export function findElliptical(scene: EllipsisScene): readonly Finding[] {
  const { field, gazetteer, taken } = scene;
  const findings: Finding[] = [];
  for (let i = 0; i < field.folded.length; i++) {
    const match = gazetteer.agencies.at(field.folded, i);
    if (match === undefined) continue;
    const start = LEVEL.test(field.folded[i - 1] ?? '') ? i - 1 : i;
    const span = { start, end: match.end };
    if (taken.some((other) => overlaps(other, span))) continue;
    const finding = resolve(scene, { ...span, agencyName: match.agency.name });
    if (finding === undefined) continue;
    findings.push(finding);
    i = match.end - 1;
  }
  const explained = [...taken, ...findings];
  for (const { start, end, entry } of scene.bare) {
    if (explained.some((other) => overlaps(other, { start, end }))) continue;
    const agency = gazetteer.agencies.at(field.folded, start)?.agency.name ?? '';
    const candidates = [...scene.named].filter((key) => key.startsWith('org:cn:') && key.endsWith(`/${agency}`)).sort();
    if (scene.named.has(entry.key)) candidates.push(entry.key);
    findings.push(undecided({ start, end }, candidates, entry.key));
  }
  return findings;
}

const LEVEL = /[省市县区州]/;

function resolve(scene: EllipsisScene, { start, end, agencyName }: { start: number; end: number; agencyName: string }): Finding | undefined {
  const from = sentenceStart(scene.field.folded, start);
  const place = scene.places.findLast((other) => other.start >= from && other.end <= start);
  if (place?.target.kind !== 'LINKED') return undefined;
  const key = organisationKey(place.target.key, agencyName);
  if (!scene.named.has(key)) return undefined;
  return { start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationElliptical };
}

function undecided(span: { start: number; end: number }, candidates: readonly EntityKey[], national: EntityKey): Finding {
  const score = Math.round(1000 / candidates.length) / 1000;
  const [first, second, ...others] = candidates.map((key): Candidate => ({ key, score }));
  if (first === undefined || second === undefined) {
    const rule = first === undefined || first.key === national ? RULES.organisationKnown : RULES.organisationElliptical;
    return { ...span, type: 'ORGANIZATION', target: { kind: 'LINKED', key: first?.key ?? national }, rule };
  }
  return { ...span, type: 'ORGANIZATION', target: { kind: 'AMBIGUOUS', candidates: [first, second, ...others] }, rule: RULES.organisationUndecided };
}
