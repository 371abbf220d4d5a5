import type { IgnoredReason, ParsedDocument, SourceSettings } from '../../model/document.ts';
import type { EntityKey, EntityRecord } from '../../model/entity.ts';
import type { Mention } from '../../model/mention.ts';
import type { EntityRollUp } from '../../model/roll-up.ts';
import type { SearchEntry } from '../../model/search-entry.ts';

/** What extraction found in one article, with the versions that found it. */
export interface ArticleExtraction {
  readonly mentions: readonly Mention[];
  /** Every entity outside the gazetteer that is linked, a candidate, or credited. */
  readonly entities: readonly EntityRecord[];
  /** Most salient first. */
  readonly rollUps: readonly EntityRollUp[];
  /** Of the text (model/signature.ts); null when it is too short to tell copies by. */
  readonly signature: string | null;
  /** Made where the text is extracted, many at a time; the one writer makes it when it is not there. */
  readonly search?: SearchEntry;
  readonly gazetteerVersion: string;
  readonly extractorVersion: string;
  /** Entities merged by hand, by the key they were found under: who is credited as the one is the other. */
  readonly mergedInto?: Readonly<Record<EntityKey, EntityKey>>;
}

interface FileFacts {
  readonly path: string;
  /** The feed file that it is an item of; none for a file of its own. */
  readonly feedPath?: string;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly byteLength: number;
}

/** What a run found out about one file since the last one. */
export type DocumentChange =
  | ({
      readonly kind: 'TAKEN';
      readonly document: ParsedDocument;
      /** Version of the parser and the settings it was parsed with. */
      readonly parsedWith: string;
      readonly extraction: ArticleExtraction;
    } & FileFacts)
  | ({ readonly kind: 'QUARANTINED' } & FileFacts)
  /** A file of items, all of which have been told before it. */
  | ({ readonly kind: 'FEED'; readonly parsedWith: string } & FileFacts)
  | ({ readonly kind: 'IGNORED'; readonly reason: IgnoredReason } & FileFacts)
  | {
      readonly kind: 'MOVED';
      readonly from: string;
      readonly path: string;
      /** The file on its own, for when another run has removed the one it was moved from. */
      readonly otherwise?: () => Promise<DocumentChange>;
    }
  | {
      readonly kind: 'REMOVED';
      readonly path: string;
      /** Of the version that is gone: another, which some other run has taken since, stays. Any when left out. */
      readonly digest?: string;
    };

/** Changes of one source that become visible together: one transaction, one revision. */
export interface Batch {
  readonly source: SourceSettings;
  /** Hash of the folder it is read from, for a source that is new. */
  readonly location?: string;
  readonly changes: readonly DocumentChange[];
  readonly nowMs: number;
  /** For an article whose text comes from a document outside the batch (its longest copy went away). */
  readonly extract: (document: ParsedDocument, sourceKey: string) => Promise<ArticleExtraction>;
}

/**
 * Public keys by what a batch did to the article they stand for, in byte order. An article that goes by another
 * key now is removed under the one and added under the other; the former one still resolves.
 */
export interface BatchResult {
  readonly revision: number;
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}
