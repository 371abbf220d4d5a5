import type { EntityKey } from './entity.ts';
import type { MentionField } from './mention.ts';

/** How an article comes to count for an entity; a roll-up holds a set of these. */
export const VIA_KINDS = ['DIRECT', 'NESTED', 'DESCENDANT', 'JURISDICTION'] as const;
export type Via = (typeof VIA_KINDS)[number];

/**
 * One article's dealings with one entity, ancestors included (昌吉回族自治州 counts for 新疆).
 */
export interface EntityRollUp {
  readonly key: EntityKey;
  /** Mentions linked to the entity itself, in title and body. */
  readonly directCount: number;
  /** Mentions of it and of what rolls up into it; a surface nested in another counted once. */
  readonly totalCount: number;
  /** Those of `totalCount` that stand in the title. */
  readonly titleCount: number;
  /** Sorted as in {@link VIA_KINDS}. */
  readonly via: readonly Via[];
  /** Where it is first spoken of: the title before the body, then by offset. */
  readonly firstField: MentionField;
  readonly firstStart: number;
  /** 0 to 1: how much the article is about it. */
  readonly salience: number;
}
