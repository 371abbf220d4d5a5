import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Mention } from '../model/mention.ts';
import { type EntityRollUp, VIA_KINDS, type Via } from '../model/roll-up.ts';
import { compareBytes } from '../model/text.ts';
import { type ArticleLength, salienceOf } from './salience.ts';

/** Where roll-ups learn what contains what. */
export interface EntityGraph {
  /** Entities of the gazetteer and of the extraction. */
  lookup(key: EntityKey): EntityRecord | undefined;
  /** As {@link Gazetteer.ancestors}: nearest first, empty for what is not in the gazetteer. */
  ancestors(key: EntityKey): readonly EntityKey[];
}

/** What an extraction and the gazetteer know together; of one key the extraction's word counts. */
export function entityGraphOf(entities: readonly EntityRecord[], gazetteer: EntityGraph): EntityGraph {
  const own = new Map(entities.map((entity) => [entity.key, entity]));
  return {
    lookup: (key) => own.get(key) ?? gazetteer.lookup(key),
    ancestors: (key) => gazetteer.ancestors(key),
  };
}

/**
 * One row per entity the article counts for, by key: those mentioned, the places that contain them, the
 * organisations they belong to, and the places an organisation has authority over (with theirs).
 *
 * An undecided mention counts for none of its candidates, but for whatever all of them would have
 * counted for. A mention inside another that counts for the same entity is not counted again.
 */
export function rollUp(
  mentions: readonly Mention[],
  length: ArticleLength,
  graph: EntityGraph,
): readonly EntityRollUp[] {
  const shares = new Map<EntityKey, Share[]>();
  for (const mention of mentions) {
    for (const [key, via] of contributionsOf(mention, graph)) {
      const share = { mention, via };
      const found = shares.get(key);
      if (found === undefined) shares.set(key, [share]);
      else found.push(share);
    }
  }
  return [...shares].map(([key, list]) => toRollUp(key, list, length)).sort((a, b) => compareBytes(a.key, b.key));
}

interface Share {
  readonly mention: Mention;
  readonly via: Via;
}

function toRollUp(key: EntityKey, shares: readonly Share[], length: ArticleLength): EntityRollUp {
  const sorted = [...shares].sort((a, b) => byPosition(a.mention, b.mention));
  const direct = new Set(shares.filter(isDirect).map(({ mention }) => mention));
  const counted = outermost(sorted.map(({ mention }) => mention));
  const first = (sorted[0] as Share).mention;
  const via = new Set(shares.map((share) => share.via));
  return {
    key,
    directCount: direct.size,
    totalCount: counted.length,
    titleCount: counted.filter(({ field }) => field === 'TITLE').length,
    via: VIA_KINDS.filter((kind) => via.has(kind)),
    firstField: first.field,
    firstStart: first.start,
    salience: salienceOf(
      counted.map((mention) => ({ mention, isDirect: direct.has(mention) })),
      length,
    ),
  };
}

const isDirect = ({ via }: Share): boolean => via === 'DIRECT' || via === 'NESTED';

/** Title before body, then by start, the longest first: an outer mention before what it holds. */
function byPosition(a: Mention, b: Mention): number {
  if (a.field !== b.field) return a.field === 'TITLE' ? -1 : 1;
  return a.start - b.start || b.end - a.end;
}

function outermost(sorted: readonly Mention[]): readonly Mention[] {
  const kept: Mention[] = [];
  for (const mention of sorted) {
    const last = kept.at(-1);
    if (last === undefined || last.field !== mention.field || mention.end > last.end) kept.push(mention);
  }
  return kept;
}

/** What one mention counts for, and how. */
function contributionsOf({ target, nested }: Mention, graph: EntityGraph): ReadonlyMap<EntityKey, Via> {
  if (target.kind === 'NONE') return new Map();
  if (target.kind === 'LINKED')
    return new Map([...contextOf(target.key, graph), [target.key, nested ? 'NESTED' : 'DIRECT']]);
  const [first, ...others] = target.candidates.map(({ key }) => contextOf(key, graph));
  const shared = [...(first ?? [])].filter(([key]) => others.every((other) => other.has(key)));
  return new Map(shared.map(([key]) => [key, 'DESCENDANT']));
}

/** What an entity rolls up into, itself left out. */
function contextOf(key: EntityKey, graph: EntityGraph): Map<EntityKey, Via> {
  const context = new Map<EntityKey, Via>();
  for (let at: EntityKey | null = key; at !== null && !context.has(at); at = graph.lookup(at)?.parentKey ?? null) {
    const record = graph.lookup(at);
    if (at !== key) context.set(at, 'DESCENDANT');
    for (const ancestor of graph.ancestors(at)) context.set(ancestor, 'DESCENDANT');
    const jurisdiction = record?.type === 'ORGANIZATION' ? record.jurisdictionKey : null;
    if (jurisdiction === null) continue;
    for (const place of [jurisdiction, ...graph.ancestors(jurisdiction)])
      if (!context.has(place)) context.set(place, 'JURISDICTION');
  }
  context.delete(key);
  return context;
}
