import type { MentionType } from '../model/mention.ts';
import type { Finding } from './finding.ts';
import { type Span, SpanMap } from './span-map.ts';

export interface SettledFinding {
  readonly finding: Finding;
  /** Lies inside a longer one that was kept. */
  readonly isNested: boolean;
}

/**
 * Keeps what may stand beside each other in a text of `length`: apart, or one inside a longer one. Of two
 * that cross, or that have the same span, the longer and then the surer stays. Nothing is nested in a
 * place or in a person's name. Topics, dates and amounts come last: they may lie in a name, and otherwise
 * stand only where no name does; but a topic may reach over whole names (东北 in 东北振兴), which stay as they are.
 *
 * Answers by start, the longest first.
 */
export function settleOverlaps(findings: readonly Finding[], length: number): readonly SettledFinding[] {
  const map = new SpanMap<Finding>(length);
  const kept: SettledFinding[] = [];
  const amounts = new SpanMap(
    length,
    findings.filter(({ type }) => type === 'AMOUNT'),
  );
  // The longest first: whatever covers a later one entirely holds it, whatever covers a part crosses it.
  for (const finding of [...findings].sort(byPreference)) {
    // US$500 names no country.
    if (finding.type === 'PLACE' && amounts.at(finding.start) !== undefined) continue;
    const over = map.over(finding);
    const [outer, ...others] = over;
    if (finding.type === 'TOPIC' && reachesOver(finding, over)) {
      kept.push({ finding, isNested: false });
      continue;
    }
    if (others.length > 0 || (outer !== undefined && !mayHold(outer, finding))) continue;
    map.add(finding);
    kept.push({ finding, isNested: outer !== undefined });
  }
  return kept.sort((a, b) => a.finding.start - b.finding.start || b.finding.end - a.finding.end);
}

/** The longest of those that overlap, by start. */
export function keepLongest<T extends Finding>(findings: readonly T[], length: number): readonly T[] {
  const map = new SpanMap<T>(length);
  const kept: T[] = [];
  for (const finding of [...findings].sort(byPreference)) {
    if (!map.isFree(finding)) continue;
    map.add(finding);
    kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function mayHold(outer: Finding, inner: Finding): boolean {
  return lengthOf(outer) > lengthOf(inner) && HOLDERS.has(outer.type);
}

/** Whether some names lie in a longer topic, and none is cut by it. */
function reachesOver(topic: Finding, over: readonly (Finding | undefined)[]): boolean {
  const names = over.filter((one) => one !== undefined);
  return (
    names.length > 0 &&
    names.every((one) => !LAST.has(one.type) && one.start >= topic.start && one.end <= topic.end) &&
    names.every((one) => lengthOf(one) < lengthOf(topic))
  );
}

const HOLDERS: ReadonlySet<MentionType> = new Set(['ORGANIZATION', 'POLICY_DOCUMENT']);

const lengthOf = ({ start, end }: Span): number => end - start;

const RANK: Partial<Record<MentionType, number>> = { POLICY_DOCUMENT: 0, PERSON: 1, ORGANIZATION: 2, PLACE: 3 };

function byPreference(a: Finding, b: Finding): number {
  const rank = (RANK[a.type] ?? RANK_LAST) - (RANK[b.type] ?? RANK_LAST);
  return (
    isLast(a) - isLast(b) ||
    lengthOf(b) - lengthOf(a) ||
    b.rule.precision - a.rule.precision ||
    rank ||
    a.start - b.start
  );
}

const RANK_LAST = 9;

/** Names are settled before everything else, so that no topic, date or amount cuts or hides one. */
const isLast = ({ type }: Finding): number => Number(LAST.has(type));
const LAST: ReadonlySet<MentionType> = new Set(['TOPIC', 'DATE', 'AMOUNT']);
