import type { EntityAlias, EntityKey, EntityRecord } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import type { Candidate, Mention, MentionTarget } from '../model/mention.ts';
import { compareBytes } from '../model/text.ts';
import type { CorrectedGazetteer } from './corrected-gazetteer.ts';
import { recordOfKey } from './entity-name.ts';
import type { ExtractInput, Extraction, Extractor } from './extractor.ts';
import type { Gazetteer } from './gazetteer.ts';
import { inReadingOrder } from './mention-order.ts';
import { type CorrectionOf, correctionsOf, mergedKeys, type Overlay, typeOfKey } from './overlay.ts';
import { addGivenNames, createNameFinder, type GivenName, type NameFinder } from './overlay-alias.ts';
import { personKey } from './person.ts';

export type Correct = (extraction: Extraction, input: ExtractInput) => Extraction;

/** An extractor whose answers are as a person corrected them. The version of the corrections is the gazetteer's. */
export function withOverlay(extractor: Extractor, overlay: Overlay, gazetteer: CorrectedGazetteer): Extractor {
  if (overlay.corrections.length === 0) return extractor;
  const correct = createCorrection(overlay, gazetteer);
  return {
    ...extractor,
    extract: async (input, context, signal) => correct(await extractor.extract(input, context, signal), input),
  };
}

/**
 * Corrects what was found in an article: names that were given are added, merged entities replaced, then words that
 * mean another entity are linked to it, and what is to be hidden goes. Each mention changed says so: its method is
 * `OVERLAY`, and its confidence 1. `gazetteer`: as the corrections would have it.
 */
export function createCorrection(overlay: Overlay, gazetteer: CorrectedGazetteer): Correct {
  const merged = mergedKeys(overlay);
  const given = new Set(
    [...gazetteer.given].flatMap(([key, forms]) => forms.map((form) => `${key} ${foldName(form)}`)),
  );
  const finalKey = (key: EntityKey): EntityKey => merged.get(key) ?? key;
  const aliases = correctionsOf(overlay, 'ALIAS').map((alias) => ({ ...alias, entity: finalKey(alias.entity) }));
  const names = rememberNames(aliases);
  const hides = correctionsOf(overlay, 'HIDE').map((hide) => ({
    ...hide,
    entity: hide.entity && finalKey(hide.entity),
  }));
  const relinks = correctionsOf(overlay, 'RELINK').map((relink) => ({
    ...relink,
    entity: relink.entity && finalKey(relink.entity),
    target: finalKey(relink.target),
  }));
  const isScoped = overlay.corrections.some(({ scope }) => scope !== null);
  return (extraction, input) => {
    const own = isScoped ? new Set(input.names?.() ?? []) : new Set<string>();
    const isHere = ({ scope }: { readonly scope: string | null }): boolean => scope === null || own.has(scope);
    const withNames = addGivenNames(
      extraction.mentions,
      { TITLE: input.title, BODY: input.text },
      names(aliases.filter(isHere)),
    );
    const mentions = withNames
      .map((mention) => redirect(mention, merged))
      .map((mention) => linkedByHand(mention, given))
      .map((mention) => relink(mention, relinks.filter(isHere)))
      .filter((mention) => !isHidden(mention, hides.filter(isHere)))
      .map((mention) => withoutHidden(mention, hides.filter(isHere)));
    if (
      mentions.length === extraction.mentions.length &&
      mentions.every((one, at) => one === extraction.mentions[at]) &&
      merged.size === 0
    )
      return extraction;
    const ordered = inReadingOrder(mentions);
    return {
      mentions: ordered,
      entities: settleRecords(extraction.entities, { mentions: ordered, input, merged, gazetteer }),
      ...mergedCredits(input, merged),
    };
  };
}

/** The finder for a list of names; the one for all articles is made once. */
function rememberNames(all: readonly CorrectionOf<'ALIAS'>[]): (some: readonly CorrectionOf<'ALIAS'>[]) => NameFinder {
  const known = new Map<string, NameFinder>();
  const namesOf = (some: readonly CorrectionOf<'ALIAS'>[]): readonly GivenName[] =>
    some.map(({ surface, entity }) => ({ surface, key: entity }));
  const everywhere = createNameFinder(namesOf(all.filter(({ scope }) => scope === null)));
  return (some) => {
    if (some.every(({ scope }) => scope === null)) return everywhere;
    const key = some.map(({ line }) => line).join(' ');
    const finder = known.get(key) ?? createNameFinder(namesOf([...some].sort((a, b) => scopeFirst(a) - scopeFirst(b))));
    known.set(key, finder);
    return finder;
  };
}

/** What is said of one article goes before what is said of all. */
const scopeFirst = ({ scope }: { readonly scope: string | null }): number => (scope === null ? 1 : 0);

function redirect(mention: Mention, merged: ReadonlyMap<EntityKey, EntityKey>): Mention {
  const { target } = mention;
  if (target.kind === 'LINKED') {
    const to = merged.get(target.key);
    return to === undefined ? mention : corrected(mention, 'overlay-merge', { kind: 'LINKED', key: to });
  }
  if (target.kind === 'NONE' || !target.candidates.some(({ key }) => merged.has(key))) return mention;
  return corrected(
    mention,
    'overlay-merge',
    without(target.candidates.map(({ key, score }) => ({ key: merged.get(key) ?? key, score }))),
  );
}

/** The gazetteer itself links a form that a merge or an alias gave an entity. */
function linkedByHand(mention: Mention, given: ReadonlySet<string>): Mention {
  const { target, surface, method } = mention;
  const isGiven = target.kind === 'LINKED' && given.has(`${target.key} ${foldName(surface)}`);
  return isGiven && method !== 'OVERLAY' ? corrected(mention, 'overlay-merge', target) : mention;
}

function corrected(mention: Mention, rule: string, target: MentionTarget): Mention {
  const type = target.kind === 'LINKED' ? (typeOfKey(target.key) ?? mention.type) : mention.type;
  const confidence = target.kind === 'LINKED' ? 1 : mention.confidence;
  return { ...mention, type, target, method: 'OVERLAY', rule, confidence };
}

/** Candidates each once; with one left it is no question any more. */
function without(candidates: readonly Candidate[], key?: EntityKey): MentionTarget {
  const unique = new Map<EntityKey, Candidate>();
  for (const candidate of candidates)
    if (candidate.key !== key && !unique.has(candidate.key)) unique.set(candidate.key, candidate);
  const [first, second, ...others] = [...unique.values()];
  if (first === undefined) return { kind: 'NONE' };
  if (second === undefined) return { kind: 'LINKED', key: first.key };
  return { kind: 'AMBIGUOUS', candidates: [first, second, ...others] };
}

const isLinkedTo = ({ target }: Mention, key: EntityKey | null): boolean =>
  key === null || (target.kind === 'LINKED' && target.key === key);
const isCalled = ({ surface }: Mention, words: string | null): boolean =>
  words === null || foldName(surface) === foldName(words);

/** Of several that fit, the one that says most: of this article, and of what it was linked to. */
function relink(mention: Mention, relinks: readonly CorrectionOf<'RELINK'>[]): Mention {
  const [best] = relinks
    .filter(({ surface, entity }) => isCalled(mention, surface) && isLinkedTo(mention, entity))
    .sort((a, b) => scopeFirst(a) - scopeFirst(b) || Number(a.entity === null) - Number(b.entity === null));
  return best === undefined ? mention : corrected(mention, 'overlay-relink', { kind: 'LINKED', key: best.target });
}

const isHidden = (mention: Mention, hides: readonly CorrectionOf<'HIDE'>[]): boolean =>
  hides.some(({ surface, entity }) => isCalled(mention, surface) && isLinkedTo(mention, entity));

/** What is hidden is no candidate either. */
function withoutHidden(mention: Mention, hides: readonly CorrectionOf<'HIDE'>[]): Mention {
  const { target } = mention;
  if (target.kind !== 'AMBIGUOUS') return mention;
  const hidden = hides.find(
    ({ surface, entity }) => isCalled(mention, surface) && target.candidates.some(({ key }) => key === entity),
  );
  if (hidden?.entity == null) return mention;
  return withoutHidden(corrected(mention, 'overlay-hide', without(target.candidates, hidden.entity)), hides);
}

interface Settled {
  readonly mentions: readonly Mention[];
  readonly input: ExtractInput;
  readonly merged: ReadonlyMap<EntityKey, EntityKey>;
  readonly gazetteer: Gazetteer;
}

/** Records of what is still spoken of, those merged into one another as one. */
function settleRecords(
  entities: readonly EntityRecord[],
  { mentions, input, merged, gazetteer }: Settled,
): readonly EntityRecord[] {
  const finalKey = (key: EntityKey | null): EntityKey | null => (key === null ? null : (merged.get(key) ?? key));
  const records = new Map<EntityKey, EntityRecord>();
  // An entity's own record first: what is merged into it only adds to it.
  for (const record of [...entities].sort((a, b) => Number(merged.has(a.key)) - Number(merged.has(b.key)))) {
    const links = {
      parentKey: finalKey(record.parentKey),
      jurisdictionKey: finalKey(record.jurisdictionKey),
      issuerKey: finalKey(record.issuerKey),
    };
    const key = merged.get(record.key) ?? record.key;
    const known = records.get(key) ?? (key === record.key ? undefined : recordOfKey(key, gazetteer));
    records.set(key, known === undefined ? { ...record, ...links } : joinRecords(known, { ...record, ...links }));
  }
  for (const { method, rule, surface, target } of mentions) {
    if (method !== 'OVERLAY' || target.kind !== 'LINKED' || gazetteer.lookup(target.key) !== undefined) continue;
    const record = records.get(target.key) ?? recordOfKey(target.key, gazetteer);
    records.set(target.key, rule === 'overlay-alias' ? withAlias(record, { form: surface, kind: 'SHORT' }) : record);
  }
  const credited = input.credits.filter(({ kind }) => kind === 'PERSON').map(({ name }) => personKey(name.trim()));
  const wanted = new Set<EntityKey>();
  const want = (key: EntityKey | null): void => {
    const record = key === null || wanted.has(key) ? undefined : records.get(key);
    if (key === null || record === undefined || gazetteer.lookup(key) !== undefined) return;
    wanted.add(key);
    for (const other of [record.parentKey, record.jurisdictionKey, record.issuerKey]) want(other);
  };
  for (const key of credited) want(finalKey(key));
  for (const { target } of mentions) {
    if (target.kind === 'LINKED') want(target.key);
    if (target.kind === 'AMBIGUOUS') for (const { key } of target.candidates) want(key);
  }
  return [...records.values()].filter(({ key }) => wanted.has(key)).sort((a, b) => compareBytes(a.key, b.key));
}

/** The first one's facts, its gaps filled by the other's, and both their names. */
function joinRecords(a: EntityRecord, b: EntityRecord): EntityRecord {
  const joined = {
    ...a,
    parentKey: a.parentKey ?? (b.parentKey === a.key ? null : b.parentKey),
    jurisdictionKey: a.jurisdictionKey ?? b.jurisdictionKey,
    issuerKey: a.issuerKey ?? b.issuerKey,
    subtype: a.subtype ?? b.subtype,
  };
  return [{ form: b.name, kind: 'SHORT' as const }, ...b.aliases].reduce(
    (record, { form, kind }) => withAlias(record, { form, kind: kind === 'NAME' ? 'SHORT' : kind }),
    joined,
  );
}

const withAlias = (record: EntityRecord, alias: EntityAlias): EntityRecord =>
  [record.name, ...record.aliases.map(({ form }) => form)].some((form) => foldName(form) === foldName(alias.form))
    ? record
    : { ...record, aliases: [...record.aliases, alias] };

function mergedCredits(
  { credits }: ExtractInput,
  merged: ReadonlyMap<EntityKey, EntityKey>,
): Pick<Extraction, 'mergedInto'> {
  const keys = credits
    .filter(({ kind }) => kind === 'PERSON')
    .flatMap(({ name }) => {
      const key = personKey(name.trim());
      const to = merged.get(key);
      return to === undefined ? [] : [[key, to] as const];
    });
  return keys.length === 0 ? {} : { mergedInto: Object.fromEntries(keys) };
}
