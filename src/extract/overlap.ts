import type { MentionType } from '../model/mention.ts';
import { type Finding, isInside, overlaps } from './finding.ts';

export interface SettledFinding {
  readonly finding: Finding;
  /** Lies inside a longer one that was kept. */
  readonly isNested: boolean;
}

/**
 * Keeps what may stand beside each other: apart, or one inside a longer one. Of two that cross, or that
 * have the same span, the longer and then the surer stays. Nothing is nested in a person's name.
 *
 * Answers by start, the longest first.
 */
export function settleOverlaps(findings: readonly Finding[]): readonly SettledFinding[] {
  const kept: Finding[] = [];
  for (const finding of [...findings].sort(byPreference)) if (kept.every((other) => mayStandWith(finding, other))) kept.push(finding);
  return kept
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((finding) => ({ finding, isNested: kept.some((other) => other !== finding && isInside(finding, other)) }));
}

function mayStandWith(finding: Finding, longer: Finding): boolean {
  if (!overlaps(finding, longer)) return true;
  const isSame = finding.start === longer.start && finding.end === longer.end;
  return !isSame && isInside(finding, longer) && longer.type !== 'PERSON' && longer.type !== 'PLACE';
}

const RANK: Partial<Record<MentionType, number>> = { POLICY_DOCUMENT: 0, PERSON: 1, ORGANIZATION: 2, PLACE: 3 };

const byPreference = (a: Finding, b: Finding): number =>
  b.end - b.start - (a.end - a.start) || b.rule.precision - a.rule.precision || (RANK[a.type] ?? 9) - (RANK[b.type] ?? 9) || a.start - b.start;
