import type { EntityKey, EntityType } from '../model/entity.ts';
import { foldCharacters } from '../model/fold.ts';
import type { Mention, MentionField } from '../model/mention.ts';
import { createFieldText, type FieldText, isLatin, isLatinWord } from './field-text.ts';
import { createMatcher, type Matcher } from './match.ts';
import { mayHold, overlaps } from './mention-order.ts';
import { typeOfKey } from './overlay.ts';

/** A name that a person gave an entity. */
export interface GivenName {
  readonly surface: string;
  readonly key: EntityKey;
}

export interface NameFinder {
  readonly matcher: Matcher;
  readonly names: readonly GivenName[];
}

export const createNameFinder = (names: readonly GivenName[]): NameFinder => ({
  matcher: createMatcher(names.map(({ surface }) => foldCharacters(surface))),
  names,
});

/** Id of the extractor that a mention is told to be of when nothing else found it. */
export const OVERLAY_EXTRACTOR_ID = 'overlay';

/**
 * Mentions with those of given names among them: every place where one stands as a word. What was found there is
 * linked to the entity that was named; what crosses it goes, and so does what may not stand inside it.
 */
export function addGivenNames(
  mentions: readonly Mention[],
  texts: Readonly<Record<MentionField, string>>,
  finder: NameFinder,
): readonly Mention[] {
  if (finder.matcher.size === 0) return mentions;
  const given = (['TITLE', 'BODY'] as const).flatMap((field) => findNames(field, texts[field], finder));
  if (given.length === 0) return mentions;
  const kept = given.filter(
    (one) => !mentions.some((other) => other.field === one.field && isAround(other, one) && !mayHold(other, one)),
  );
  const others = mentions.filter(
    (other) => !kept.some((one) => one.field === other.field && overlaps(one, other) && !canBoth(one, other)),
  );
  const replaced = new Map(mentions.map((mention) => [spanOf(mention), mention]));
  return [
    ...others,
    ...kept.map((one) => {
      const before = replaced.get(spanOf(one));
      return before === undefined ? one : { ...one, extractor: before.extractor };
    }),
  ];
}

const spanOf = ({ field, start, end }: Mention): string => `${field} ${start} ${end}`;
const isAround = (outer: Mention, inner: Mention): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;
const canBoth = (a: Mention, b: Mention): boolean => mayHold(a, b) || mayHold(b, a);

function findNames(field: MentionField, text: string, { matcher, names }: NameFinder): Mention[] {
  const fieldText = createFieldText(field, text);
  const { folded } = fieldText;
  const found: Mention[] = [];
  for (let start = 0; start < folded.length; ) {
    const matches = matcher.at(folded, start);
    let next = start + 1;
    for (let at = 0; at < matches.length; at += 2) {
      const end = matches[at] as number;
      const name = names[matches[at + 1] as number] as GivenName;
      if (!isWord(fieldText, start, end)) continue;
      found.push({
        field,
        start,
        end,
        surface: text.slice(start, end),
        type: typeOfKey(name.key) as EntityType,
        target: { kind: 'LINKED', key: name.key },
        value: null,
        method: 'OVERLAY',
        rule: 'overlay-alias',
        confidence: 1,
        nested: false,
        extractor: OVERLAY_EXTRACTOR_ID,
      });
      next = end;
      break;
    }
    start = next;
  }
  return found;
}

/** Two characters may be parts of two words; more seldom are. */
function isWord(field: FieldText, start: number, end: number): boolean {
  if (isLatin(field.folded.slice(start, end))) return isLatinWord(field.folded, start, end);
  if (end - start > 2) return true;
  const words = field.words();
  return words.isBorder(start) && words.isBorder(end);
}
