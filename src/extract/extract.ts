import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { MENTION_TYPES, type Mention, type MentionType } from '../model/mention.ts';
import { findAbbreviations } from './abbreviation.ts';
import { findDatesAndAmounts } from './date-and-amount.ts';
import { EntityRegister } from './entity-register.ts';
import type { ExtractInput, Extraction, Extractor } from './extractor.ts';
import { createFieldText, type FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { type LinkedPlace, linkPlaces } from './link.ts';
import { findOrganisations } from './organisation.ts';
import { type SettledFinding, settleOverlaps } from './overlap.ts';
import { findPeople, personKey } from './person.ts';
import { scanPlaces } from './place.ts';
import { placesInOrganisations } from './place-in-organisation.ts';
import { findPolicyDocuments } from './policy-document.ts';
import { RULES } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';
import { findTagged } from './tagger/find-tagged.ts';
import type { Tagger } from './tagger/tagger.ts';
import { findTopics } from './topic.ts';

/** Permanent: part of a mention's identity. */
export const BUILT_IN_EXTRACTOR_ID = 'dateline';
/** Change it with every change of what the rules find. */
export const BUILT_IN_EXTRACTOR_VERSION = '3';

export interface BuiltInOptions {
  /** Finds the names that no rule knows; without it the rules stand alone. */
  readonly tagger?: Tagger;
}

/**
 * Places, organisations, people, policy documents, topics, dates and amounts, by rule and by the tagger. Pure:
 * the same input gives the same extraction.
 */
export function createBuiltInExtractor(
  gazetteer: Gazetteer,
  { tagger }: BuiltInOptions = {},
): Extractor & { extract(input: ExtractInput): Extraction } {
  return {
    id: BUILT_IN_EXTRACTOR_ID,
    version: tagger === undefined ? BUILT_IN_EXTRACTOR_VERSION : `${BUILT_IN_EXTRACTOR_VERSION}+${tagger.version}`,
    types: MENTION_TYPES,
    extract: (input) => extractAll(input, gazetteer, tagger),
  };
}

function extractAll(input: ExtractInput, gazetteer: Gazetteer, tagger: Tagger | undefined): Extraction {
  const register = new EntityRegister(gazetteer);
  const fields = [createFieldText('TITLE', input.title), createFieldText('BODY', input.text)];
  const places = linkPlaces(
    fields.map((field) => scanPlaces(field, gazetteer)),
    gazetteer,
    register,
  );
  const organisations = findOrganisations({ fields, places, gazetteer, register });
  const people = findPeople({ fields, credits: input.credits, gazetteer, register });
  const documents = findPolicyDocuments({ fields, organisations, register });
  const values = findDatesAndAmounts(fields, input);

  const named = new Set(places.flat().flatMap(({ target }) => (target.kind === 'LINKED' ? [target.key] : [])));

  const settled = fields.map((field, i) => {
    const own = places[i] ?? [];
    const bodies = organisations[i] ?? [];
    const taken = new SpanMap<Span>(field.folded.length, [...own, ...bodies]);
    return settleOverlaps(
      [
        ...(documents[i] ?? []),
        ...bodies,
        ...(people[i] ?? []),
        ...own.map((place) => toFinding(field, place)),
        ...placesInOrganisations(field, { organisations: bodies, places: own, gazetteer }),
        ...findAbbreviations(field, { gazetteer, taken, named }),
        ...findTopics(field, gazetteer.topics),
        ...(values[i] ?? []),
      ],
      field.folded.length,
    );
  });
  const all = tagger === undefined ? settled : withTagged(fields, settled, { tagger, gazetteer, register });
  const mentions = fields.flatMap((field, i) =>
    (all[i] ?? []).map(({ finding, isNested }) => toMention(field, finding, isNested)),
  );
  const credited = input.credits.filter(({ kind }) => kind === 'PERSON').map(({ name }) => personKey(name.trim()));
  return { mentions, entities: referenced(mentions, credited, register) };
}

/** What a name the tagger finds may not cut: topics, dates and amounts may lie in one. */
const NAMES: ReadonlySet<MentionType> = new Set(['PLACE', 'ORGANIZATION', 'PERSON', 'POLICY_DOCUMENT']);

/** Settled once more, with what the tagger adds. */
function withTagged(
  fields: readonly FieldText[],
  settled: readonly (readonly SettledFinding[])[],
  tools: { readonly tagger: Tagger; readonly gazetteer: Gazetteer; readonly register: EntityRegister },
): readonly (readonly SettledFinding[])[] {
  const outermost = settled.map((own) =>
    own.filter(({ isNested, finding }) => !isNested && NAMES.has(finding.type)).map(({ finding }) => finding),
  );
  const tagged = findTagged({ fields, settled: outermost, ...tools });
  return fields.map((field, i) =>
    settleOverlaps([...(settled[i] ?? []).map(({ finding }) => finding), ...(tagged[i] ?? [])], field.folded.length),
  );
}

/** 北京6月11日电: where the report was filed, not what it is about. */
const DATELINE = /^\s*(?:\d{1,2}月)?\d{1,2}日(?:专|综合)?[电讯]/;

function toFinding(field: FieldText, { start, end, target, rule }: LinkedPlace): Finding {
  const isDateline = DATELINE.test(field.folded.slice(end, end + 12));
  return {
    start,
    end,
    type: 'PLACE',
    target,
    rule: isDateline && target.kind === 'LINKED' ? RULES.placeDateline : rule,
  };
}

function toMention(
  field: FieldText,
  { start, end, type, target, rule, value = null }: Finding,
  nested: boolean,
): Mention {
  const surface = field.text.slice(start, end);
  const { name, method, precision } = rule;
  return {
    field: field.field,
    start,
    end,
    surface,
    type,
    target,
    value,
    method,
    rule: name,
    confidence: precision,
    nested,
    extractor: BUILT_IN_EXTRACTOR_ID,
  };
}

/** Entities of the register that a mention, a credit or another entity points to. */
function referenced(
  mentions: readonly Mention[],
  credited: readonly EntityKey[],
  register: EntityRegister,
): readonly EntityRecord[] {
  const wanted = new Set<EntityKey>();
  const want = (key: EntityKey | null): void => {
    const record = key === null || wanted.has(key) ? undefined : register.get(key);
    if (key === null || record === undefined) return;
    wanted.add(key);
    for (const other of [record.parentKey, record.jurisdictionKey, record.issuerKey]) want(other);
  };
  credited.forEach(want);
  for (const { target } of mentions) {
    if (target.kind === 'LINKED') want(target.key);
    if (target.kind === 'AMBIGUOUS') for (const { key } of target.candidates) want(key);
  }
  return register.list().filter(({ key }) => wanted.has(key));
}
