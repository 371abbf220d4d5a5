import type { EntityKey } from '../../model/entity.ts';
import type { Mention, MentionType } from '../../model/mention.ts';
import type { AnnotatedSpan } from '../annotated/annotated-text.ts';

/** One difference between what a person marked and what was found. */
export interface Difference {
  readonly kind: 'SPURIOUS' | 'MISSED' | 'WRONG_BORDER' | 'WRONG_TYPE' | 'WRONG_KEY';
  readonly type: MentionType;
  readonly marked: AnnotatedSpan | null;
  readonly found: Mention | null;
}

export interface Comparison {
  /** Found where a person marked the same, by exact span and type. */
  readonly right: readonly { readonly span: AnnotatedSpan; readonly mention: Mention }[];
  readonly spurious: readonly Mention[];
  readonly missed: readonly AnnotatedSpan[];
  /** Every error once, by place in the text: a border or a type that is wrong is one error, though it counts as two. */
  readonly differences: readonly Difference[];
}

/** Marked and found spans of one text, of the same types; found ones without those nested in a longer one. */
export function compareSpans(marked: readonly AnnotatedSpan[], found: readonly Mention[]): Comparison {
  const open = new Map(found.map((mention) => [nameOf(mention), mention]));
  const right: { span: AnnotatedSpan; mention: Mention }[] = [];
  const missed: AnnotatedSpan[] = [];
  for (const span of marked) {
    const mention = open.get(nameOf(span));
    if (mention === undefined) missed.push(span);
    else right.push({ span, mention });
    open.delete(nameOf(span));
  }
  const spurious = [...open.values()];
  const explained = new Set<Mention>();
  const differences: Difference[] = missed.map((span) => {
    const near = spurious.filter((mention) => mention.start < span.end && span.start < mention.end);
    const other = near.find(({ start, end }) => start === span.start && end === span.end) ?? near[0];
    if (other === undefined) return { kind: 'MISSED', type: span.type, marked: span, found: null };
    explained.add(other);
    const kind = other.type === span.type ? 'WRONG_BORDER' : 'WRONG_TYPE';
    return { kind, type: span.type, marked: span, found: other };
  });
  for (const mention of spurious)
    if (!explained.has(mention))
      differences.push({ kind: 'SPURIOUS', type: mention.type, marked: null, found: mention });
  for (const { span, mention } of right)
    if (span.key !== null && keyOf(mention) !== span.key)
      differences.push({ kind: 'WRONG_KEY', type: span.type, marked: span, found: mention });
  return { right, spurious, missed, differences: differences.sort((a, b) => startOf(a) - startOf(b)) };
}

/** What a mention is linked to; null when it is undecided or means nothing by key. */
export const keyOf = ({ target }: Mention): EntityKey | null => (target.kind === 'LINKED' ? target.key : null);

const nameOf = ({ start, end, type }: Pick<AnnotatedSpan, 'start' | 'end' | 'type'>): string =>
  `${start}-${end}-${type}`;

const startOf = ({ marked, found }: Difference): number => marked?.start ?? found?.start ?? 0;
