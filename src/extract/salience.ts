import type { Mention } from '../model/mention.ts';
import { RULES } from './rule.ts';

export interface ArticleLength {
  /** UTF-16 code units. */
  readonly titleLength: number;
  readonly textLength: number;
}

/** One mention that counts for an entity. */
export interface SalienceShare {
  readonly mention: Mention;
  /** Of the entity itself, not of what rolls up into it. */
  readonly isDirect: boolean;
}

/**
 * How much an article is about something, 0 to 1, from the mentions that count for it (one of several
 * nested in each other):
 *
 *     salience = 1 − exp(−W / (4 + textLength / 1000)),  W = Σ place × kind × via
 *
 * `place` is 4 in the title, 2 in the lead (the first fifth of the text, at least 120 and at most 400 code
 * units), else 1. `kind` is 0.25 for a dateline and for what only stands in an organisation's or a
 * document's name (北京 in 北京大学), 0.5 for an undecided name, else 1. `via` is 1 for a mention of the thing itself, 0.5 for one of what
 * rolls up into it. Rounded to four places, so that every
 * platform stores the same.
 */
export function salienceOf(shares: readonly SalienceShare[], { textLength }: ArticleLength): number {
  const leadEnd = Math.min(400, Math.max(120, textLength / 5));
  const weight = shares.reduce(
    (sum, { mention, isDirect }) => sum + placeWeight(mention, leadEnd) * kindWeight(mention) * (isDirect ? 1 : 0.5),
    0,
  );
  return Math.round((1 - Math.exp(-weight / (4 + textLength / 1000))) * 10_000) / 10_000;
}

const placeWeight = ({ field, start }: Mention, leadEnd: number): number =>
  field === 'TITLE' ? 4 : start < leadEnd ? 2 : 1;

function kindWeight({ rule, nested, target }: Mention): number {
  if (nested || rule === RULES.placeDateline.name) return 0.25;
  return target.kind === 'AMBIGUOUS' ? 0.5 : 1;
}
