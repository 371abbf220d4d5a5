import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Candidate, MentionTarget } from '../model/mention.ts';
import type { Form, Gazetteer } from './gazetteer.ts';
import type { PlaceHit } from './place.ts';
import { RULES, type Rule } from './rule.ts';

export interface LinkedPlace {
  readonly start: number;
  readonly end: number;
  readonly target: MentionTarget;
  readonly rule: Rule;
}

/**
 * Decides what the names of one article mean; `fields` are its title and body, answered field by field.
 *
 * A name means its highest-level place, unless it stands right after a place that contains another
 * (江苏鼓楼区, 青海海南) or, below provinces, the article speaks of that other's surroundings only. Among
 * equals the one whose surroundings the article speaks of more often wins; else it is ambiguous. Names
 * that are everyday words or two characters of a county need such evidence to be places at all.
 */
export function linkPlaces(
  fields: readonly (readonly PlaceHit[])[],
  gazetteer: Gazetteer,
): readonly (readonly LinkedPlace[])[] {
  const evidence = gatherEvidence(fields, gazetteer);
  return fields.map((hits) => {
    const linked: LinkedPlace[] = [];
    for (const hit of hits) {
      const before = linked.at(-1);
      const container = before?.end === hit.start && before.target.kind === 'LINKED' ? before.target.key : null;
      const choice = choose(hit, container, evidence);
      if (choice !== null) linked.push({ start: hit.start, end: hit.end, ...choice });
    }
    return linked;
  });
}

interface Evidence {
  readonly gazetteer: Gazetteer;
  /** How often each place is named beyond doubt. */
  readonly counts: ReadonlyMap<EntityKey, number>;
  /** Places whose full form stands in the article. */
  readonly full: ReadonlySet<EntityKey>;
}

type Choice = Pick<LinkedPlace, 'target' | 'rule'>;

function gatherEvidence(fields: readonly (readonly PlaceHit[])[], gazetteer: Gazetteer): Evidence {
  const counts = new Map<EntityKey, number>();
  const full = new Set<EntityKey>();
  for (const { form } of fields.flat()) {
    if (form.isFull) for (const entry of form.entries) full.add(entry.key);
    const best = topLevel(form.entries);
    const [only] = best;
    if (best.length !== 1 || only === undefined || (!form.isFull && (form.isCommonWord || only.level === 'COUNTY')))
      continue;
    counts.set(only.key, (counts.get(only.key) ?? 0) + 1);
  }
  return { gazetteer, counts, full };
}

function choose(hit: PlaceHit, container: EntityKey | null, evidence: Evidence): Choice | null {
  const { form } = hit;
  if (container !== null) {
    const inside = form.entries.filter(
      (entry) => evidence.gazetteer.ancestors(entry.key).includes(container) && !isCountry(container),
    );
    if (inside.length > 0) return decide(topLevel(inside), form, { evidence, rule: RULES.placeAdjacent });
  }
  const best = topLevel(form.entries);
  const level = best[0]?.level;
  if (level === 'COUNTRY' || level === 'PROVINCE') {
    return form.isCommonWord
      ? null
      : decide(best, form, { evidence, rule: form.isFull ? RULES.placeFullName : RULES.placeShortName });
  }
  const scored = form.entries.map((entry) => ({ entry, score: supportOf(entry, form, evidence) }));
  const supported = scored.filter(({ score }) => score > 0).map(({ entry }) => entry);
  const preferred =
    best.some((entry) => supported.includes(entry)) || supported.length === 0 ? best : topLevel(supported);
  if (!isBelievable(hit, preferred, supported.length > 0, evidence)) return null;
  return decide(preferred, form, { evidence, rule: ruleFor(form, preferred, best) });
}

/** Context is the rule only where a name alone would not have done. */
function ruleFor(form: Form, preferred: readonly EntityRecord[], best: readonly EntityRecord[]): Rule {
  const isPlain = preferred === best && best.length === 1;
  if (isPlain && form.isFull) return RULES.placeFullName;
  const needsNoEvidence = !form.isCommonWord && (best[0]?.level === 'PREFECTURE' || form.text.length > 2);
  return isPlain && needsNoEvidence ? RULES.placeShortName : RULES.placeInContext;
}

function isBelievable(
  { form, isWord }: PlaceHit,
  entries: readonly EntityRecord[],
  isSupported: boolean,
  evidence: Evidence,
): boolean {
  if (form.isFull) return isSupported || (!POSITION_IN_A_CITY.test(form.text) && !form.isCommonWord);
  if (entries.some((entry) => evidence.full.has(entry.key))) return true;
  if (entries[0]?.level === 'PREFECTURE') return isSupported || !form.isCommonWord;
  if (form.text.length > 2) return !form.isCommonWord || isSupported;
  return isSupported && isWord && !form.isCommonWord && entries.some((entry) => !entry.name.endsWith('区'));
}

/** 城区, 郊区, 市中区: only a place beside a city's name. */
const POSITION_IN_A_CITY = /^(?:[城郊矿]区|.?[东西南北中]区|新城区|老城区|主城区|新市区|高新区|开发区)$/;

/** Of several equals the one best supported; all the best supported when that does not decide. */
function decide(
  entries: readonly EntityRecord[],
  form: Form,
  { evidence, rule }: { readonly evidence: Evidence; readonly rule: Rule },
): Choice {
  const scores = entries.map((entry) => supportOf(entry, form, evidence));
  const most = Math.max(...scores);
  const best = entries.filter((_, i) => scores[i] === most);
  const [first, second, ...others] = best.map(
    (entry): Candidate => ({ key: entry.key, score: round(1 / best.length) }),
  );
  if (second === undefined) return { target: { kind: 'LINKED', key: (first as Candidate).key }, rule };
  return {
    target: { kind: 'AMBIGUOUS', candidates: [first as Candidate, second, ...others] },
    rule: RULES.placeAmbiguous,
  };
}

/**
 * Mentions of the places that contain it; the nearer, the heavier. Countries contain too much to tell. A
 * short name is also supported by the full form it is short for.
 */
function supportOf(entry: EntityRecord, form: Form, { gazetteer, counts, full }: Evidence): number {
  let support = !form.isFull && full.has(entry.key) ? 3 : 0;
  gazetteer.ancestors(entry.key).forEach((key, i) => {
    if (!isCountry(key)) support += (counts.get(key) ?? 0) * (i === 0 ? 2 : 1);
  });
  return support;
}

const isCountry = (key: EntityKey): boolean => key.startsWith('country:');
const topLevel = (entries: readonly EntityRecord[]): readonly EntityRecord[] =>
  entries.filter((e) => e.level === entries[0]?.level);
const round = (score: number): number => Math.round(score * 1000) / 1000;
