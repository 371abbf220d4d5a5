import type { EntityKey } from '../model/entity.ts';
import type { Candidate, MentionTarget } from '../model/mention.ts';
import { noteAgency } from './agency-entity.ts';
import type { Agency } from './agency-table.ts';
import type { EntityRegister } from './entity-register.ts';
import { type FieldText, sentenceStart } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { BareName } from './known-organisation.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { isOfLevel, jurisdictionsOfLevel, LEVEL_WORDS } from './place-level.ts';
import { RULES, type Rule } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';

interface EllipsisScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
  /** What is already explained. */
  readonly taken: SpanMap<Finding>;
  readonly bare: readonly BareName[];
  /** Every organisation the article names, title and body. */
  readonly named: ReadonlySet<EntityKey>;
  /** Every place the article names beyond doubt. */
  readonly placeKeys: ReadonlySet<EntityKey>;
}

/**
 * An agency without its place. It is the one the article has already named when the last place of the sentence is
 * that one's (青海省是省工信厅…发布 → 青海省工信厅), or when it is the only one of its kind and level; one of the only
 * province the article speaks of, if it speaks of one (省工信厅); else it is left open. A national body's abbreviation
 * that local agencies share (发改委) is the national one only in an article that names no local one.
 */
export function findElliptical(scene: EllipsisScene): readonly Finding[] {
  const { field, gazetteer, taken } = scene;
  const findings: Finding[] = [];
  const places = new SpanMap(field.folded.length, scene.places);
  const localOf = rememberLocal(scene.named);
  for (let i = 0; i < field.folded.length; i++) {
    const match = gazetteer.agencies.at(field.folded, i);
    if (match === undefined) continue;
    const start = LEVEL_WORDS.has(field.folded[i - 1] ?? '') ? i - 1 : i;
    const span = { start, end: match.end };
    if (!taken.isFree(span)) continue;
    const agency = { ...span, agency: match.agency };
    const choice =
      bySentence(scene, places, agency) ??
      (isLevelled(field, span)
        ? (byPlaceBefore(scene, places, agency) ?? byArticle(scene, localOf(match.agency.name), agency))
        : undefined);
    if (choice === undefined) continue;
    findings.push({ ...span, type: 'ORGANIZATION', ...choice });
    i = match.end - 1;
  }
  const explained = new SpanMap(field.folded.length, findings);
  for (const { start, end, entry } of scene.bare) {
    if (!taken.isFree({ start, end }) || !explained.isFree({ start, end })) continue;
    const local = localOf(gazetteer.agencies.at(field.folded, start)?.agency.name ?? '');
    const candidates = scene.named.has(entry.key) ? [...local, entry.key] : local;
    const choice = choose(candidates) ?? { target: linked(entry.key), rule: RULES.organisationKnown };
    const isNational = candidates.length === 1 && candidates[0] === entry.key;
    findings.push({
      start,
      end,
      type: 'ORGANIZATION',
      ...choice,
      ...(isNational && { rule: RULES.organisationKnown }),
    });
  }
  return findings;
}

interface Choice {
  readonly target: MentionTarget;
  readonly rule: Rule;
}

interface AgencySpan extends Span {
  readonly agency: Agency;
}

const linked = (key: EntityKey): MentionTarget => ({ kind: 'LINKED', key });

/** Local agencies of one kind that the article names, by key. */
function rememberLocal(named: ReadonlySet<EntityKey>): (agencyName: string) => readonly EntityKey[] {
  const known = new Map<string, readonly EntityKey[]>();
  return (agencyName) => {
    const found =
      known.get(agencyName) ??
      [...named].filter((key) => key.startsWith('org:cn:') && key.endsWith(`/${agencyName}`)).sort();
    known.set(agencyName, found);
    return found;
  };
}

function placeBefore({ field }: EllipsisScene, places: SpanMap<LinkedPlace>, start: number): EntityKey | undefined {
  const place = places.before(start, start - sentenceStart(field.folded, start) - 1);
  // 海南和贵州通报，省商务厅: of which, the sentence does not say.
  const isOneOfSeveral =
    /[、和与及]/.test(field.folded[(place?.start ?? 0) - 1] ?? '') && places.at((place?.start ?? 0) - 2);
  return place?.target.kind === 'LINKED' && !isOneOfSeveral ? place.target.key : undefined;
}

function bySentence(
  scene: EllipsisScene,
  places: SpanMap<LinkedPlace>,
  { start, agency }: AgencySpan,
): Choice | undefined {
  const place = scene.named.size === 0 ? undefined : placeBefore(scene, places, start);
  if (place === undefined) return undefined;
  const key = organisationKey(place, agency.name);
  return scene.named.has(key) ? { target: linked(key), rule: RULES.organisationElliptical } : undefined;
}

/** 云南省是省工信厅: of the division of that level which the sentence spoke of last. */
function byPlaceBefore(
  scene: EllipsisScene,
  places: SpanMap<LinkedPlace>,
  { start, agency }: AgencySpan,
): Choice | undefined {
  const place = placeBefore(scene, places, start);
  const level = scene.field.folded[start] as string;
  if (place === undefined || IN_GENERAL.test(agency.name)) return undefined;
  const [only] = jurisdictionsOfLevel(new Set([place]), level, scene.gazetteer);
  return only === undefined ? undefined : inferred(scene, only, agency);
}

/** 市委, 省工信厅: certainly one, but not 各市工信局. */
function isLevelled({ folded, words }: FieldText, { start, end }: Span): boolean {
  const isOne = LEVEL_WORDS.has(folded[start] as string) && end - start > 1;
  return (
    isOne &&
    words().isBorder(start) &&
    words().isBorder(end) &&
    !SEVERAL.test(folded.slice(Math.max(0, start - 6), start))
  );
}

const SEVERAL = /(?:各|每|多个|所有|[两几数]个?)(?:[省市县区州旗地乡镇]|级|、|和)*$/;

function byArticle(
  scene: EllipsisScene,
  local: readonly EntityKey[],
  { start, agency }: AgencySpan,
): Choice | undefined {
  const level = scene.field.folded[start] as string;
  const named = choose(local.filter((key) => isOfLevel(key.slice('org:'.length), level)));
  if (named !== undefined) return named;
  // 市政府 and 县法院 are spoken of in general as often as not.
  if (IN_GENERAL.test(agency.name)) return undefined;
  const [only, ...others] = jurisdictionsOfLevel(scene.placeKeys, level, scene.gazetteer);
  if (only === undefined || others.length > 0) return { target: { kind: 'NONE' }, rule: RULES.organisationOpen };
  return inferred(scene, only, agency);
}

function inferred(scene: EllipsisScene, jurisdictionKey: EntityKey, agency: Agency): Choice | undefined {
  const key = organisationKey(jurisdictionKey, agency.name);
  if (scene.named.has(key)) return { target: linked(key), rule: RULES.organisationElliptical };
  const jurisdiction = scene.gazetteer.lookup(jurisdictionKey);
  if (jurisdiction === undefined) return undefined;
  const name = { part: agency.name, full: (place: string) => agency.nameFor(place) };
  return { target: linked(noteAgency(scene, { jurisdiction, name })), rule: RULES.organisationInferred };
}

const IN_GENERAL = /政府|法院|检察院|人民代表大会$|政治协商|医院|党校/;

function choose(candidates: readonly EntityKey[]): Choice | undefined {
  const score = Math.round(1000 / candidates.length) / 1000;
  const [first, second, ...others] = candidates.map((key): Candidate => ({ key, score }));
  if (first === undefined) return undefined;
  if (second === undefined) return { target: linked(first.key), rule: RULES.organisationElliptical };
  return { target: { kind: 'AMBIGUOUS', candidates: [first, second, ...others] }, rule: RULES.organisationUndecided };
}
