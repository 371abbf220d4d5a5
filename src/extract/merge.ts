import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import type { Mention } from '../model/mention.ts';
import { compareBytes } from '../model/text.ts';
import type { Extraction } from './extractor.ts';
import { inReadingOrder, mayHold, overlaps } from './mention-order.ts';

/** What one extractor found, and what it counts for beside the others. */
export interface Contribution {
  readonly extraction: Extraction;
  /** Of contradicting findings those of the higher priority stay. */
  readonly priority: number;
}

/**
 * Several extractors' findings as one.
 *
 * Mentions that one extractor found stand beside each other as it says. Between two of them, both stay where they lie
 * apart, or one inside a longer one that may hold it (an organisation, a document or a topic). Else they contradict
 * each other, and one goes: that of the lower priority; then the less confident; then, of the same words, the one that
 * refers to nothing or to several things; then the shorter; then that of the later extractor. Each mention keeps the
 * id of the extractor it is from.
 *
 * Entities are joined by key: what an earlier extractor says is kept, gaps are filled by later ones, names add up.
 */
export function mergeExtractions(contributions: readonly Contribution[]): Extraction {
  const [only] = contributions;
  if (only !== undefined && contributions.length === 1) return only.extraction;
  const ranked = contributions
    .flatMap(({ extraction, priority }, order) => extraction.mentions.map((mention) => ({ mention, priority, order })))
    .sort(byPreference);
  const index = new Neighbourhood();
  for (const { mention, order } of ranked) {
    const near = index.near(mention);
    if (near.every((other) => other.order === order || canBoth(other.mention, mention))) index.add(mention, order);
  }
  const mentions = inReadingOrder(index.mentions);
  return { mentions, entities: referenced(joinRecords(contributions), mentions) };
}

interface Ranked {
  readonly mention: Mention;
  readonly priority: number;
  readonly order: number;
}

const TARGET_RANK = { LINKED: 0, AMBIGUOUS: 1, NONE: 2 } as const;

function byPreference(a: Ranked, b: Ranked): number {
  return (
    b.priority - a.priority ||
    b.mention.confidence - a.mention.confidence ||
    TARGET_RANK[a.mention.target.kind] - TARGET_RANK[b.mention.target.kind] ||
    lengthOf(b.mention) - lengthOf(a.mention) ||
    a.order - b.order ||
    a.mention.start - b.mention.start
  );
}

const canBoth = (a: Mention, b: Mention): boolean => mayHold(a, b) || mayHold(b, a);
const lengthOf = ({ start, end }: Mention): number => end - start;

/** Mentions by where they stand, so that asking what lies near one does not cost their number. */
class Neighbourhood {
  readonly mentions: Mention[] = [];
  readonly #cells = new Map<string, { readonly mention: Mention; readonly order: number }[]>();

  add(mention: Mention, order: number): void {
    this.mentions.push(mention);
    for (const cell of cellsOf(mention)) {
      const there = this.#cells.get(cell);
      if (there === undefined) this.#cells.set(cell, [{ mention, order }]);
      else there.push({ mention, order });
    }
  }

  /** Those that share a character with it. */
  near(mention: Mention): readonly { readonly mention: Mention; readonly order: number }[] {
    return cellsOf(mention).flatMap((cell) =>
      (this.#cells.get(cell) ?? []).filter((other) => overlaps(other.mention, mention)),
    );
  }
}

const CELL = 32;

function cellsOf({ field, start, end }: Mention): readonly string[] {
  const cells: string[] = [];
  for (let cell = Math.floor(start / CELL); cell <= Math.floor((end - 1) / CELL); cell++)
    cells.push(`${field} ${cell}`);
  return cells;
}

function joinRecords(contributions: readonly Contribution[]): ReadonlyMap<EntityKey, EntityRecord> {
  const joined = new Map<EntityKey, EntityRecord>();
  for (const record of contributions.flatMap(({ extraction }) => extraction.entities)) {
    const known = joined.get(record.key);
    joined.set(record.key, known === undefined ? record : fillGaps(known, record));
  }
  return joined;
}

function fillGaps(known: EntityRecord, other: EntityRecord): EntityRecord {
  const names = new Set([known.name, ...known.aliases.map(({ form }) => form)].map(foldName));
  return {
    ...known,
    aliases: [...known.aliases, ...other.aliases.filter(({ form }) => !names.has(foldName(form)))],
    parentKey: known.parentKey ?? other.parentKey,
    jurisdictionKey: known.jurisdictionKey ?? other.jurisdictionKey,
    issuerKey: known.issuerKey ?? other.issuerKey,
    subtype: known.subtype ?? other.subtype,
  };
}

/** Without those that only mentions which went spoke of. People who are credited have a record without any mention. */
function referenced(
  records: ReadonlyMap<EntityKey, EntityRecord>,
  mentions: readonly Mention[],
): readonly EntityRecord[] {
  const wanted = new Set<EntityKey>();
  const want = (key: EntityKey | null): void => {
    const record = key === null || wanted.has(key) ? undefined : records.get(key);
    if (key === null || record === undefined) return;
    wanted.add(key);
    for (const other of [record.parentKey, record.jurisdictionKey, record.issuerKey]) want(other);
  };
  for (const { key, type } of records.values()) if (type === 'PERSON') want(key);
  for (const { target } of mentions) {
    if (target.kind === 'LINKED') want(target.key);
    if (target.kind === 'AMBIGUOUS') for (const { key } of target.candidates) want(key);
  }
  return [...records.values()].filter(({ key }) => wanted.has(key)).sort((a, b) => compareBytes(a.key, b.key));
}
