import type { IgnoredReason } from '../model/document.ts';
import type { MentionType } from '../model/mention.ts';
import type { Problem } from '../model/problem.ts';
import type { IngestReport, MentionCounts, Phases, ReportedProblem } from '../model/report.ts';

/** What became of one file. */
export type Outcome = 'taken' | 'unchanged' | 'updated' | 'moved' | 'quarantined' | 'ignored';

/** Counts a run as it goes: each outcome once it is in the database, so that a run that dies has not claimed more. */
export class Tally {
  private readonly counts = { taken: 0, unchanged: 0, updated: 0, moved: 0, quarantined: 0, ignored: 0 };
  private readonly ignoredBy: Partial<Record<IgnoredReason, number>> = {};
  private readonly problems: ReportedProblem[] = [];
  private documents = 0;
  private removed = 0;
  private reextracted = 0;
  private readonly mentionsGained: Partial<Record<MentionType, number>> = {};
  private readonly mentionsLost: Partial<Record<MentionType, number>> = {};
  private readonly phases = { readMs: 0, parseMs: 0, extractMs: 0, writeMs: 0 };

  /** Counts one file. A quarantined file has its problem added apart. */
  file(outcome: Exclude<Outcome, 'ignored'>): void {
    this.counts[outcome]++;
    this.documents++;
  }

  /** Counts one file of many documents. */
  feed(outcome: 'taken' | 'updated' | 'unchanged', documents: number): void {
    this.counts[outcome]++;
    this.documents += documents;
  }

  ignored(reason: IgnoredReason): void {
    this.counts.ignored++;
    this.ignoredBy[reason] = (this.ignoredBy[reason] ?? 0) + 1;
    if (reason !== 'HIDDEN' && reason !== 'NOT_AN_ARTICLE') this.documents++;
  }

  /** Counts one known file that is an article no more. */
  gone(): void {
    this.removed++;
  }

  /** Counts articles extracted anew, and what that found and lost. */
  renewed(articles: number, difference: { readonly gained: MentionCounts; readonly lost: MentionCounts }): void {
    this.reextracted += articles;
    addTo(this.mentionsGained, difference.gained);
    addTo(this.mentionsLost, difference.lost);
  }

  /** Adds time spent; summed over threads, so that it may exceed the time that passed. */
  time(spent: Phases): void {
    for (const phase of Object.keys(this.phases) as (keyof Phases)[]) this.phases[phase] += spent[phase];
  }

  problem(problem: Problem, sourceKey: string): void {
    this.problems.push({ ...problem, sourceKey });
  }

  report(seconds: number): IngestReport {
    return {
      files: Object.values(this.counts).reduce((sum, count) => sum + count, 0),
      documents: this.documents,
      ...this.counts,
      removed: this.removed,
      ignoredBy: { ...this.ignoredBy },
      reextracted: this.reextracted,
      mentionsGained: { ...this.mentionsGained },
      mentionsLost: { ...this.mentionsLost },
      seconds,
      phases: {
        readMs: Math.round(this.phases.readMs),
        parseMs: Math.round(this.phases.parseMs),
        extractMs: Math.round(this.phases.extractMs),
        writeMs: Math.round(this.phases.writeMs),
      },
      problems: [...this.problems],
    };
  }
}

function addTo(counts: Partial<Record<MentionType, number>>, more: MentionCounts): void {
  for (const [type, number] of Object.entries(more) as [MentionType, number][])
    counts[type] = (counts[type] ?? 0) + number;
}
