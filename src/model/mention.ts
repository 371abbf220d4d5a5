import type { EntityKey, EntityType } from './entity.ts';

export const MENTION_TYPES = [
  'PLACE',
  'ORGANIZATION',
  'PERSON',
  'POLICY_DOCUMENT',
  'TOPIC',
  'DATE',
  'AMOUNT',
] as const satisfies readonly (EntityType | 'DATE' | 'AMOUNT')[];
export type MentionType = (typeof MENTION_TYPES)[number];

export const MENTION_FIELDS = ['TITLE', 'BODY'] as const;
export type MentionField = (typeof MENTION_FIELDS)[number];

export const MENTION_METHODS = ['GAZETTEER', 'RULE', 'BYLINE', 'MODEL', 'OVERLAY'] as const;
export type MentionMethod = (typeof MENTION_METHODS)[number];

export interface Candidate {
  readonly key: EntityKey;
  /** 0 to 1; a mention's candidates need not sum to 1. */
  readonly score: number;
}

/** A linked mention has an entity; an ambiguous one at least two candidates; a date or amount neither. */
export type MentionTarget =
  | { readonly kind: 'LINKED'; readonly key: EntityKey }
  | { readonly kind: 'AMBIGUOUS'; readonly candidates: readonly [Candidate, Candidate, ...Candidate[]] }
  | { readonly kind: 'NONE' };

/**
 * Evidence that an article speaks of something.
 *
 * Always `fieldText.slice(start, end) === surface`, where `fieldText` is the article's title or visible
 * text and offsets are UTF-16 code units.
 */
export interface Mention {
  readonly field: MentionField;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly type: MentionType;
  readonly target: MentionTarget;
  /** Normalised date (ISO 8601) or amount (`120000000 CNY`); null for entities. */
  readonly value: string | null;
  readonly method: MentionMethod;
  /** The rule's permanent name, e.g. `place-longest-match`. */
  readonly rule: string;
  /** 0 to 1, honest: the share of such mentions expected to be right. */
  readonly confidence: number;
  /** Lies inside a longer mention (新疆 inside 新疆昌吉回族自治州发改委). */
  readonly nested: boolean;
  /** Id of the extractor that found it. */
  readonly extractor: string;
}
