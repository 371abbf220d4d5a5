import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Candidate, MentionTarget } from '../model/mention.ts';
import type { EntityRegister } from './entity-register.ts';
import { isLatin } from './field-text.ts';
import type { Form, Gazetteer } from './gazetteer.ts';
import { noteNamed } from './named-place.ts';
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
 *
 * A place the gazetteer does not have is noted in `register`, inside the one it stands right behind.
 */
export function linkPlaces(
  fields: readonly (readonly PlaceHit[])[],
  gazetteer: Gazetteer,
  register: EntityRegister,
): readonly (readonly LinkedPlace[])[] {
  const evidence = gatherEvidence(fields, gazetteer);
  return fields.map((hits) => {
    const linked: LinkedPlace[] = [];
    let container: EntityKey | null = null;
    hits.forEach((hit, i) => {
      const before = linked.at(-1);
      if (before?.end !== hit.start) container = null;
      else if (before.target.kind === 'LINKED' && !before.target.key.startsWith('place:'))
        container = before.target.key;
      const { start, end, form } = hit;
      if (form === null) {
        const inside =
          hit.inside === null ? null : choose({ ...hit, form: hit.inside, isListed: true }, container, evidence);
        const parent = insideOf(inside?.target, container);
        linked.push({
          start,
          end,
          target: { kind: 'LINKED', key: noteNamed(hit, parent, register) },
          rule: RULES.placeNamed,
        });
      } else {
        const choice = choose({ ...hit, form, isListed: isListed(hits, i) }, container, evidence);
        if (choice !== null) linked.push({ start, end, ...choice });
      }
    });
    return linked;
  });
}

/** 广元火车站 lies in 广元, but 长江大桥 behind 武汉 in 武汉. */
function insideOf(named: MentionTarget | undefined, container: EntityKey | null): EntityKey | null {
  if (named?.kind !== 'LINKED') return container;
  return named.key.startsWith('cn:') ? named.key : (container ?? named.key);
}

/** A hit with a name of the gazetteer. */
type KnownHit = PlaceHit & { readonly form: Form; readonly isListed: boolean };

interface Evidence {
  readonly gazetteer: Gazetteer;
  /** How often each place is named beyond doubt. */
  readonly counts: ReadonlyMap<EntityKey, number>;
  /** Places whose full form stands in the article. */
  readonly full: ReadonlySet<EntityKey>;
  /** Countries with another place named inside them, or named themselves by a name of their own. */
  readonly abroad: ReadonlySet<EntityKey>;
}

type Choice = Pick<LinkedPlace, 'target' | 'rule'>;

function gatherEvidence(fields: readonly (readonly PlaceHit[])[], gazetteer: Gazetteer): Evidence {
  const counts = new Map<EntityKey, number>();
  const full = new Set<EntityKey>();
  for (const { form } of fields.flat()) {
    if (form === null) continue;
    if (form.isFull) for (const entry of form.entries) full.add(entry.key);
    const best = topLevel(form.entries);
    const [only] = best;
    if (best.length !== 1 || only === undefined || (!form.isFull && (form.isCommonWord || only.level === 'COUNTY')))
      continue;
    counts.set(only.key, (counts.get(only.key) ?? 0) + 1);
  }
  const abroad = new Set<EntityKey>();
  for (const { form } of fields.flat())
    if (form !== null && form.entries.length === 1)
      for (const { key, parentKey } of form.entries) abroad.add(isCountry(key) ? key : (parentKey ?? key));
  return { gazetteer, counts, full, abroad };
}

/** Between the names of a list (怀柔、密云两地) every one is a place. */
function isListed(hits: readonly PlaceHit[], i: number): boolean {
  const hit = hits[i] as PlaceHit;
  const isSure = (other: PlaceHit | undefined): boolean =>
    other?.form != null &&
    !other.form.isCommonWord &&
    (other.form.isFull || other.form.text.length > 2 || other.form.entries[0]?.level !== 'COUNTY');
  const before = hits[i - 1];
  const after = hits[i + 1];
  return (
    (before?.end === hit.start - 1 && hit.isAfterComma && isSure(before)) ||
    (after?.start === hit.end + 1 && after.isAfterComma && isSure(after))
  );
}

function choose(hit: KnownHit, container: EntityKey | null, evidence: Evidence): Choice | null {
  const { form } = hit;
  if (container !== null) {
    const inside = form.entries.filter(
      (entry) =>
        evidence.gazetteer.ancestors(entry.key).includes(container) && (!isCountry(container) || !isDivision(entry)),
    );
    if (inside.length > 0) return decide(topLevel(inside), form, { evidence, rule: RULES.placeAdjacent });
  }
  const best = topLevel(form.entries);
  const [first] = best;
  if (first?.level === 'COUNTRY' || first?.level === 'PROVINCE' || (first !== undefined && !isDivision(first))) {
    const rival =
      first.level === 'CITY' ? supportedDivision(form, first, evidence) : namesakeAbroad(form, first, evidence);
    if (rival !== undefined) return decide([rival], form, { evidence, rule: RULES.placeInContext });
    return form.isCommonWord && !isLatin(form.text) && !isNamedWithSurroundings(first, evidence)
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

/** 全州 is in Korea, but not in an article on 广西. */
function supportedDivision(form: Form, city: EntityRecord, evidence: Evidence): EntityRecord | undefined {
  if (supportOf(city, form, evidence) > 0 || evidence.counts.has(city.parentKey as EntityKey)) return undefined;
  return form.entries.find((entry) => isDivision(entry) && supportOf(entry, form, evidence) > 0);
}

/** Georgia is a country, but a state where the article speaks of others of that country. */
function namesakeAbroad(form: Form, country: EntityRecord, { abroad }: Evidence): EntityRecord | undefined {
  if (country.level !== 'COUNTRY' || form.entries.length === 1 || abroad.has(country.key)) return undefined;
  return form.entries.find(
    (entry) => entry.key.startsWith('geo:') && entry.parentKey !== null && abroad.has(entry.parentKey),
  );
}

const isNamedWithSurroundings = (entry: EntityRecord, { gazetteer, counts }: Evidence): boolean =>
  gazetteer.ancestors(entry.key).some((key) => key !== CHINA && counts.has(key));

/** Context is the rule only where a name alone would not have done. */
function ruleFor(form: Form, preferred: readonly EntityRecord[], best: readonly EntityRecord[]): Rule {
  const isPlain = preferred === best && best.length === 1;
  if (isPlain && form.isFull) return RULES.placeFullName;
  const needsNoEvidence = !form.isCommonWord && (best[0]?.level === 'PREFECTURE' || form.text.length > 2);
  return isPlain && needsNoEvidence ? RULES.placeShortName : RULES.placeInContext;
}

function isBelievable(
  { form, isWord, isFramed, isListed }: KnownHit,
  entries: readonly EntityRecord[],
  isSupported: boolean,
  evidence: Evidence,
): boolean {
  if (form.isFull) return isSupported || (!POSITION_IN_A_CITY.test(form.text) && !form.isCommonWord);
  if (entries.some((entry) => evidence.full.has(entry.key))) return true;
  if (entries[0]?.level === 'PREFECTURE') return isSupported || !form.isCommonWord;
  if (form.text.length > 2) return !form.isCommonWord || isSupported;
  if (!isWord || form.isCommonWord || entries.every((entry) => entry.name.endsWith('区') && !isFramed)) return false;
  return isSupported || isFramed || isListed;
}

/** 城区, 郊区, 市中区: only a place beside a city's name. */
const POSITION_IN_A_CITY = /^(?:[城郊矿]区|[东西南北中市城]{1,2}区|新城区|老城区|主城区|新市区|高新区|开发区)$/;

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
 * Mentions of the places that contain it; the nearer, the heavier. China contains too much to tell. A
 * short name is also supported by the full form it is short for.
 */
function supportOf(entry: EntityRecord, form: Form, { gazetteer, counts, full }: Evidence): number {
  let support = !form.isFull && full.has(entry.key) ? 3 : 0;
  gazetteer.ancestors(entry.key).forEach((key, i) => {
    if (key !== CHINA) support += (counts.get(key) ?? 0) * (i === 0 ? 2 : 1);
  });
  return support;
}

const CHINA = 'country:CN' as EntityKey;
const isCountry = (key: EntityKey): boolean => key.startsWith('country:');
const isDivision = (entry: EntityRecord): boolean => entry.key.startsWith('cn:');
const topLevel = (entries: readonly EntityRecord[]): readonly EntityRecord[] =>
  entries.filter((e) => e.level === entries[0]?.level);
const round = (score: number): number => Math.round(score * 1000) / 1000;
