import type { EntityKey } from '../model/entity.ts';
import type { Candidate } from '../model/mention.ts';
import { type FieldText, sentenceStart } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { BareName } from './known-organisation.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';

interface EllipsisScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  /** What is already explained. */
  readonly taken: SpanMap<Finding>;
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
  const places = new SpanMap(field.folded.length, scene.places);
  for (let i = 0; i < field.folded.length; i++) {
    const match = gazetteer.agencies.at(field.folded, i);
    if (match === undefined) continue;
    const start = LEVEL.test(field.folded[i - 1] ?? '') ? i - 1 : i;
    const span = { start, end: match.end };
    if (!taken.isFree(span)) continue;
    const finding =
      resolve(scene, places, { ...span, agencyName: match.agency.name }) ?? leftOpen(field, span, match.agency.name);
    if (finding === undefined) continue;
    findings.push(finding);
    i = match.end - 1;
  }
  const explained = new SpanMap(field.folded.length, findings);
  const candidatesOf = rememberCandidates(scene.named);
  for (const { start, end, entry } of scene.bare) {
    if (!taken.isFree({ start, end }) || !explained.isFree({ start, end })) continue;
    const agency = gazetteer.agencies.at(field.folded, start)?.agency.name ?? '';
    const local = candidatesOf(agency);
    findings.push(undecided({ start, end }, scene.named.has(entry.key) ? [...local, entry.key] : local, entry.key));
  }
  return findings;
}

const LEVEL = /[省市县区州]/;

/** Local agencies of one kind that the article names, by key. */
function rememberCandidates(named: ReadonlySet<EntityKey>): (agencyName: string) => readonly EntityKey[] {
  const known = new Map<string, readonly EntityKey[]>();
  return (agencyName) => {
    const found =
      known.get(agencyName) ??
      [...named].filter((key) => key.startsWith('org:cn:') && key.endsWith(`/${agencyName}`)).sort();
    known.set(agencyName, found);
    return found;
  };
}

interface AgencySpan {
  readonly start: number;
  readonly end: number;
  readonly agencyName: string;
}

function resolve(
  scene: EllipsisScene,
  places: SpanMap<LinkedPlace>,
  { start, end, agencyName }: AgencySpan,
): Finding | undefined {
  if (scene.named.size === 0) return undefined;
  const place = places.before(start, start - sentenceStart(scene.field.folded, start) - 1);
  if (place?.target.kind !== 'LINKED') return undefined;
  const key = organisationKey(place.target.key, agencyName);
  if (!scene.named.has(key)) return undefined;
  return { start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationElliptical };
}

/** 市委, 省工信厅: certainly one, but the article does not say of what place. */
function leftOpen({ folded, words }: FieldText, span: Span, agencyName: string): Finding | undefined {
  const isLevelled = LEVEL.test(folded[span.start] as string) && span.end - span.start > 1;
  if (!isLevelled || NOT_NAMED_ALONE.test(agencyName) || !words().isBorder(span.start) || !words().isBorder(span.end))
    return undefined;
  return { ...span, type: 'ORGANIZATION', target: { kind: 'NONE' }, rule: RULES.organisationOpen };
}

/** 市政府 and 县法院 are spoken of in general as often as not. */
const NOT_NAMED_ALONE = /政府|法院|检察院|人民代表大会$|政治协商|医院|党校/;

function undecided(
  span: { start: number; end: number },
  candidates: readonly EntityKey[],
  national: EntityKey,
): Finding {
  const score = Math.round(1000 / candidates.length) / 1000;
  const [first, second, ...others] = candidates.map((key): Candidate => ({ key, score }));
  if (first === undefined || second === undefined) {
    const rule = first === undefined || first.key === national ? RULES.organisationKnown : RULES.organisationElliptical;
    return { ...span, type: 'ORGANIZATION', target: { kind: 'LINKED', key: first?.key ?? national }, rule };
  }
  return {
    ...span,
    type: 'ORGANIZATION',
    target: { kind: 'AMBIGUOUS', candidates: [first, second, ...others] },
    rule: RULES.organisationUndecided,
  };
}
