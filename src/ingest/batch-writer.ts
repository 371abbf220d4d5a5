import type { DocumentChange } from '../store/write/batch.ts';
import { extractArticle } from './extract-article.ts';
import type { SourceRun } from './source-run.ts';

/** A batch is one transaction: large enough to be worth one, small enough that memory stays flat. */
const MAX_CHANGES = 200;
const MAX_CHARACTERS = 4_000_000;

/** Gathers changes of one source and commits them in batches. Nothing is written in a dry run. */
export class BatchWriter {
  private readonly run: SourceRun;
  private changes: DocumentChange[] = [];
  private characters = 0;

  constructor(run: SourceRun) {
    this.run = run;
  }

  /** Changes given together are committed together. */
  async add(...changes: readonly DocumentChange[]): Promise<void> {
    if (this.run.dryRun) return;
    this.changes.push(...changes);
    for (const change of changes)
      if (change.kind === 'TAKEN') this.characters += change.document.text.length + change.document.html.length;
    if (this.changes.length >= MAX_CHANGES || this.characters >= MAX_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.changes.length === 0) return;
    const changes = this.changes;
    this.changes = [];
    this.characters = 0;
    const { root, store, extractor, gazetteer, now } = this.run;
    await store.saveBatch({
      source: root.settings,
      changes,
      nowMs: now.getTime(),
      extract: (document) => extractArticle(document, extractor, gazetteer),
    });
  }
}
