import type { Credit } from '../model/document.ts';
import type { EntityKey, EntityRecord } from '../model/entity.ts';
import type { Mention, MentionType } from '../model/mention.ts';
import type { Publication } from '../model/publication.ts';
import type { Gazetteer } from './gazetteer.ts';

/** What an extractor is told of an article; offsets of its mentions refer to `title` and `text`. */
export interface ExtractInput {
  readonly title: string;
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  readonly publication: Publication;
  readonly credits: readonly Credit[];
  /** Keys and URL that a person may mean the article by; none when nobody has given it any. */
  readonly names?: () => readonly string[];
}

export interface Extraction {
  /** Title first, then by start, the longest first. */
  readonly mentions: readonly Mention[];
  /** Every entity linked or candidate that is not from the gazetteer, and every person credited; each once, by key. */
  readonly entities: readonly EntityRecord[];
  /** Entities merged by hand, by the key they were found under: credits of the one are credits of the other. */
  readonly mergedInto?: Readonly<Record<EntityKey, EntityKey>>;
}

/** What the run lends to every extractor. */
export interface ExtractContext {
  readonly gazetteer: Gazetteer;
}

/**
 * Text to evidence. The built-in one is pure and synchronous; a model behind HTTP has the same shape,
 * may be slow, and should stop when `signal` says so.
 */
export interface Extractor {
  /** Permanent; written into every mention. */
  readonly id: string;
  /** A change makes articles due for extraction again. */
  readonly version: string;
  readonly types: readonly MentionType[];
  extract(input: ExtractInput, context: ExtractContext, signal?: AbortSignal): Extraction | Promise<Extraction>;
}
