import type { DocumentChange } from '../store/write/batch.ts';
import { extractOne } from './extract-one.ts';
import type { SourceRun } from './source-run.ts';

/**
 * A batch is one transaction, small enough that memory stays flat and other writers get their turn within seconds;
 * the first is smaller still, so that there is soon something to see, and each may be twice as large as the last.
 *
 * As large as that allows, because indexes in no order cost a page for nearly every row that a batch puts into them,
 * and the more rows, the more of them share one: at 20,000 articles, 1000 a batch took 15 % less CPU to write than 250.
 * Not more than what is parsed ahead outlasts, or the threads that parse would wait for each batch.
 */
const FIRST_CHANGES = 250;
const MAX_CHANGES = 500;
const MAX_CHARACTERS = 8_000_000;

/** Gathers changes of one source and commits them in batches. In a dry run they are counted, and not written. */
export class BatchWriter {
  private readonly run: SourceRun;
  private changes: DocumentChange[] = [];
  private counts: (() => void)[] = [];
  private characters = 0;
  private maxChanges = FIRST_CHANGES;
  /** Whether a document of this run is in the database. */
  hasTaken = false;

  constructor(run: SourceRun) {
    this.run = run;
  }

  /** Changes given together are committed together; `count` is called when they are. */
  async add(changes: readonly DocumentChange[], count: () => void): Promise<void> {
    if (this.run.dryRun) {
      count();
      return;
    }
    this.changes.push(...changes);
    this.counts.push(count);
    for (const change of changes)
      if (change.kind === 'TAKEN') this.characters += change.document.text.length + change.document.html.length;
    if (this.changes.length >= this.maxChanges || this.characters >= MAX_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.changes.length === 0) return;
    const { changes, counts } = this;
    this.changes = [];
    this.counts = [];
    this.characters = 0;
    this.maxChanges = Math.min(MAX_CHANGES, 2 * this.maxChanges);
    const { settings, location, store, interpreter, now, signal } = this.run;
    await this.run.onWrite();
    const started = performance.now();
    await store.saveBatch({
      source: settings,
      location: location ?? undefined,
      changes,
      nowMs: now.getTime(),
      extract: (document, sourceKey) => extractOne({ document, sourceKey }, interpreter, signal),
    });
    this.run.onTimings({ readMs: 0, parseMs: 0, extractMs: 0, writeMs: performance.now() - started });
    if (changes.some((change) => change.kind === 'TAKEN')) this.hasTaken = true;
    for (const count of counts) count();
    await this.run.onCommit();
  }
}
