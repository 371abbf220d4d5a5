import { hashKey } from '../../model/ids.ts';
import { compareBytes } from '../../model/text.ts';
import { type Comparable, Comparison } from './likeness.ts';

/** An article with the story it was in before. */
export interface Member extends Omit<Comparable, 'signature'> {
  readonly signature: string | null;
  readonly storyId: number | null;
  readonly storyScore: number | null;
}

export interface StoryRow {
  readonly id: number;
  readonly key: string;
  readonly originalId: number | null;
  readonly articleCount: number;
}

/** A story as it must be: its original and the likeness of every member to it. */
export interface TargetStory {
  readonly key: string;
  readonly originalId: number;
  readonly members: readonly { readonly member: Member; readonly score: number }[];
}

/**
 * Groups articles into connected components of "is a copy of". Only pairs with one of `focus` in them are
 * compared: what the others are to each other is known by the story they are in already, which `intact` names.
 *
 * In each band an article is compared with one component after the other, and with each only until one of its
 * members is a copy: thousands of equal texts cost one comparison each.
 */
export function groupCopies(
  members: readonly Member[],
  focus: ReadonlySet<number>,
  intact: ReadonlySet<number>,
): Member[][] {
  const groups = new DisjointSets(members.length);
  const first = new Map<number, number>();
  members.forEach(({ storyId }, index) => {
    if (storyId === null || !intact.has(storyId)) return;
    const known = first.get(storyId);
    if (known === undefined) first.set(storyId, index);
    else groups.join(known, index);
  });
  const comparisons = members.map(({ signature, ...member }) =>
    signature === null ? null : new Comparison({ ...member, signature }),
  );
  const isCopy = (a: number, b: number) =>
    (focus.has((members[a] as Member).id) || focus.has((members[b] as Member).id)) &&
    (comparisons[a] as Comparison).isCopyOf(comparisons[b] as Comparison);
  for (const bucket of bucketsOf(comparisons)) joinBucket(bucket, groups, isCopy);
  const found = new Map<number, Member[]>();
  members.forEach((member, index) => {
    const root = groups.find(index);
    const group = found.get(root);
    if (group) group.push(member);
    else found.set(root, [member]);
  });
  return [...found.values()];
}

/** Positions of those that share a band, band by band. */
function bucketsOf(comparisons: readonly (Comparison | null)[]): number[][] {
  const buckets = new Map<number, number[]>();
  comparisons.forEach((comparison, index) => {
    for (const band of comparison?.bands ?? []) {
      const bucket = buckets.get(band);
      if (bucket) bucket.push(index);
      else buckets.set(band, [index]);
    }
  });
  return [...buckets.values()].filter((bucket) => bucket.length > 1);
}

function joinBucket(bucket: readonly number[], groups: DisjointSets, isCopy: (a: number, b: number) => boolean): void {
  let components: number[][] = [];
  for (const index of bucket) {
    const [joined, apart] = [[] as number[][], [] as number[][]];
    for (const component of components) {
      const some = component[0] as number;
      const isJoined = groups.find(some) === groups.find(index) || component.some((other) => isCopy(other, index));
      if (isJoined) groups.join(some, index);
      (isJoined ? joined : apart).push(component);
    }
    const [largest = [], ...others] = joined.sort((a, b) => b.length - a.length);
    largest.push(index, ...others.flat());
    components = [...apart, largest];
  }
}

/** Of a group of two or more: the earliest published is the original, undated last, then the smallest key. */
export function toStory(group: readonly Member[]): TargetStory | null {
  if (group.length < 2) return null;
  const original = group.reduce((best, member) => (byPrecedence(member, best) < 0 ? member : best));
  const comparison = comparisonOf(original);
  return {
    key: hashKey('story', original.key),
    originalId: original.id,
    members: group.map((member) => ({
      member,
      score: member.signature === original.signature ? 1 : comparison.likenessTo(comparisonOf(member)),
    })),
  };
}

const comparisonOf = (member: Member) => new Comparison({ ...member, signature: member.signature as string });

const byPrecedence = (a: Member, b: Member): number =>
  (a.publishedMs ?? Number.POSITIVE_INFINITY) - (b.publishedMs ?? Number.POSITIVE_INFINITY) ||
  compareBytes(a.key, b.key);

/** Union by size with path halving (Tarjan & van Leeuwen 1984). */
class DisjointSets {
  private readonly parents: Int32Array;
  private readonly sizes: Int32Array;

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, index) => index);
    this.sizes = new Int32Array(size).fill(1);
  }

  find(index: number): number {
    let at = index;
    while (this.parents[at] !== at) {
      this.parents[at] = this.parents[this.parents[at] as number] as number;
      at = this.parents[at] as number;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return;
    const [small, large] = (this.sizes[x] as number) < (this.sizes[y] as number) ? [x, y] : [y, x];
    this.parents[small] = large;
    this.sizes[large] = (this.sizes[large] as number) + (this.sizes[small] as number);
  }
}
