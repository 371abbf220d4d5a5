import type { EntityKey } from '../../model/entity.ts';
import type { MentionType } from '../../model/mention.ts';
import { UNDATED } from '../../model/publication.ts';
import type { AnnotatedFile, AnnotatedText } from '../annotated/annotated-text.ts';
import type { ExtractInput, Extraction, Extractor } from '../extractor.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { entityGraphOf, rollUp } from '../roll-up.ts';
import { type Comparison, compareSpans, type Difference, keyOf } from './compare.ts';
import { markedProvinces } from './provinces.ts';
import { addCounts, type Counts, NO_COUNTS, type Score, scoreOf } from './score.ts';

export interface TypeScore extends Score {
  /** Of the exact spans whose meaning is marked, the share that was linked to it; null when none is marked. */
  readonly linked: { readonly right: number; readonly of: number } | null;
}

export interface Evaluation {
  readonly texts: number;
  /** Exact spans, by type that the file marks. */
  readonly types: Readonly<Partial<Record<MentionType, TypeScore>>>;
  /** The set of provinces of each text. */
  readonly provinces: Score;
  readonly errors: readonly { readonly text: AnnotatedText; readonly difference: Difference }[];
}

/** How well an extractor finds what people marked: exact outermost spans by type, keys, and provinces of a text. */
export async function evaluate(
  { texts, types }: AnnotatedFile,
  { extractor, gazetteer }: { readonly extractor: Extractor; readonly gazetteer: Gazetteer },
): Promise<Evaluation> {
  const counts = new Map<MentionType, Counts>();
  const links = new Map<MentionType, { right: number; of: number }>();
  const errors: { text: AnnotatedText; difference: Difference }[] = [];
  let provinces = NO_COUNTS;
  for (const text of texts) {
    const extraction = await extractor.extract(toInput(text), { gazetteer });
    for (const type of types) {
      const { right, spurious, missed } = compareOfType(text, extraction, [type]);
      const more = { right: right.length, spurious: spurious.length, missed: missed.length };
      counts.set(type, addCounts(counts.get(type) ?? NO_COUNTS, more));
      const keyed = right.filter(({ span }) => span.key !== null);
      const link = links.get(type) ?? { right: 0, of: 0 };
      link.of += keyed.length;
      link.right += keyed.filter(({ span, mention }) => keyOf(mention) === span.key).length;
      links.set(type, link);
    }
    errors.push(...compareOfType(text, extraction, types).differences.map((difference) => ({ text, difference })));
    provinces = addCounts(provinces, compareProvinces(text, extraction, gazetteer));
  }
  const scores = types.map((type) => {
    const linked = links.get(type);
    const score = scoreOf(counts.get(type) ?? NO_COUNTS);
    return [type, { ...score, linked: linked === undefined || linked.of === 0 ? null : linked }] as const;
  });
  return { texts: texts.length, types: Object.fromEntries(scores), provinces: scoreOf(provinces), errors };
}

function compareOfType(text: AnnotatedText, { mentions }: Extraction, types: readonly MentionType[]): Comparison {
  const isOfType = ({ type }: { readonly type: MentionType }) => types.includes(type);
  return compareSpans(
    text.spans.filter(isOfType),
    mentions.filter((mention) => mention.field === 'BODY' && !mention.nested && isOfType(mention)),
  );
}

function compareProvinces(text: AnnotatedText, extraction: Extraction, gazetteer: Gazetteer): Counts {
  const marked = markedProvinces(text, gazetteer);
  const found = foundProvinces(text, extraction, gazetteer);
  const right = [...marked].filter((key) => found.has(key)).length;
  return { right, spurious: found.size - right, missed: marked.size - right };
}

/** Those that an article with this text would count for. */
function foundProvinces(
  { title, text }: AnnotatedText,
  { mentions, entities }: Extraction,
  gazetteer: Gazetteer,
): ReadonlySet<EntityKey> {
  const length = { titleLength: title.length, textLength: text.length };
  const rollUps = rollUp(mentions, length, entityGraphOf(entities, gazetteer));
  const keys = rollUps.map(({ key }) => key);
  return new Set(keys.filter((key) => gazetteer.lookup(key)?.level === 'PROVINCE'));
}

function toInput({ title, text, publishedOn }: AnnotatedText): ExtractInput {
  const publication =
    publishedOn === null
      ? UNDATED
      : ({
          ms: Date.parse(`${publishedOn}T00:00:00+08:00`),
          written: publishedOn,
          localDate: publishedOn,
          zone: '+08:00',
          zoneInferred: true,
          precision: 'DAY',
          provenance: 'FRONT_MATTER',
        } as const);
  return { title, text, language: /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en', publication, credits: [] };
}
