import type { DocumentChange } from '../store/write/batch.ts';
import { extractOne } from './extract-one.ts';
import type { SourceRun } from './source-run.ts';

/**
 * A batch is one transaction, small enough that memory stays flat and other writers get their turn within seconds.
 * As large as that allows, because indexes in no order cost a page for nearly every row that a batch puts into them:
 * the more rows, the more of them share one. 1000 articles a batch took 15 % less CPU to write than 250 a batch, at
 * 20,000 articles.
 */
const MAX_CHANGES = 1000;
const MAX_CHARACTERS = 8_000_000;

/** Gathers changes of one source and commits them in batches. In a dry run they are counted, and not written. */
export class BatchWriter {
  private readonly run: SourceRun;
  private changes: DocumentChange[] = [];
  private counts: (() => void)[] = [];
  private characters = 0;
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
    if (this.changes.length >= MAX_CHANGES || this.characters >= MAX_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.changes.length === 0) return;
    const { changes, counts } = this;
    this.changes = [];
    this.counts = [];
    this.characters = 0;
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
