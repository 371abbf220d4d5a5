import type { EntityKey } from '../../model/entity.ts';
import type { MentionType } from '../../model/mention.ts';

/** A name marked by a person. `end` is exclusive; both are UTF-16 code units of the text. */
export interface AnnotatedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: MentionType;
  /** What it means; null when the annotation does not say. */
  readonly key: EntityKey | null;
}

/** One text with every name of its types marked; spans by start, without overlaps unless one holds the other. */
export interface AnnotatedText {
  /** 1-based line of the file where it begins. */
  readonly line: number;
  readonly title: string;
  readonly text: string;
  readonly spans: readonly AnnotatedSpan[];
  /** The provinces it speaks of; null when the annotation does not say. */
  readonly provinces: readonly EntityKey[] | null;
  /** `YYYY-MM-DD`, for dates that are told from it. */
  readonly publishedOn: string | null;
}

export interface AnnotationFault {
  /** 1-based. */
  readonly line: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
}

export interface AnnotatedFile {
  readonly texts: readonly AnnotatedText[];
  /** Types that the file marks: whatever else is found in its texts is neither right nor wrong. */
  readonly types: readonly MentionType[];
  /** What could not be used; everything else was. */
  readonly faults: readonly AnnotationFault[];
}

/** Types of the spans, each once, in the order of their first use. */
export const typesOf = (texts: readonly AnnotatedText[]): readonly MentionType[] => [
  ...new Set(texts.flatMap(({ spans }) => spans.map(({ type }) => type))),
];
