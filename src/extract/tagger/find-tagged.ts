import type { EntityKey } from '../../model/entity.ts';
import type { EntityRegister } from '../entity-register.ts';
import { type FieldText, isLatin, isLatinWord } from '../field-text.ts';
import type { Finding } from '../finding.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { organisationKey } from '../organisation-key.ts';
import { personKey } from '../person.ts';
import { RULES, type Rule } from '../rule.ts';
import { type Span, SpanMap } from '../span-map.ts';
import { TAGGED_TYPES, type TaggedType, type TypedSpan } from './label.ts';
import type { TaggedSpan, Tagger } from './tagger.ts';

interface TaggedScene {
  readonly fields: readonly FieldText[];
  /** What the rules say, by field: the outermost, by start. */
  readonly settled: readonly (readonly Finding[])[];
  readonly tagger: Tagger;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * What the tagger adds to the rules, field by field. It reads with the rules' findings before its eyes; where
 * the two disagree, a span of the tagger only stands when it holds what the rules found and is sure. A
 * person it found is then looked for in the whole article.
 */
export function findTagged(scene: TaggedScene): readonly (readonly Finding[])[] {
  const { fields, settled, tagger } = scene;
  const found = fields.map((field, i) => {
    const rules = settled[i] ?? [];
    const taken = new SpanMap<Finding>(field.folded.length, rules);
    return tagger
      .tag({ folded: field.folded, words: () => field.words(), evidence: rules.filter(isTagged) })
      .filter((span) => isAcceptable(span, taken))
      .flatMap((span) => toFinding(field, span, scene));
  });
  const people = new Map(
    fields.flatMap((field, i) =>
      (found[i] ?? [])
        .filter(isPerson)
        .map(({ start, end, target }) => [field.folded.slice(start, end), target] as const),
    ),
  );
  return fields.map((field, i) => {
    const own = found[i] ?? [];
    const taken = new SpanMap<Span>(field.folded.length, [...(settled[i] ?? []), ...own]);
    return [...own, ...findAgain(field, people, taken)];
  });
}

const isTagged = (finding: Finding): finding is Finding & TypedSpan =>
  (TAGGED_TYPES as readonly string[]).includes(finding.type);

const isPerson = ({ type }: Finding): boolean => type === 'PERSON';

/**
 * Least probability of a span that no rule touches, and of one that holds what a rule found: where a span is
 * as likely right that it gains more than it costs (measured beside the rules; bench/README.md). Places the
 * gazetteer does not know are too seldom right to be taken at all; they only help to tell the others apart.
 */
const LEAST: Readonly<Record<TaggedType, readonly [alone: number, over: number]>> = {
  PERSON: [0.7, 0.9],
  ORGANIZATION: [0.9, 0.9],
  PLACE: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
};

function isAcceptable(span: TaggedSpan, taken: SpanMap<Finding>): boolean {
  const [alone, over] = LEAST[span.type];
  const others = taken.over(span).filter((other) => other !== undefined);
  if (others.length === 0) return span.probability >= alone;
  return span.probability >= over && others.every((other) => holds(span, other));
}

const holds = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

function toFinding(field: FieldText, { start, end, type, probability }: TaggedSpan, scene: TaggedScene): Finding[] {
  const name = field.folded.slice(start, end).trim();
  if (name.length !== end - start || !/[\p{L}]/u.test(name)) return [];
  const key = keyOf(type, name, scene);
  return [{ start, end, type, target: { kind: 'LINKED', key }, rule: ruleOf(type, probability) }];
}

function keyOf(type: TaggedType, name: string, { gazetteer, register }: TaggedScene): EntityKey {
  const known = gazetteer.named(name).find((entry) => entry.type === type);
  if (known !== undefined && type !== 'PERSON') return known.key;
  const key = type === 'PERSON' ? personKey(name) : organisationKey(null, name);
  return register.note({ key, type, name });
}

/** The surer the model, the surer the mention: what was measured of each (bench/README.md). */
function ruleOf(type: TaggedType, probability: number): Rule {
  if (type !== 'PERSON') return RULES.taggerOrganisation;
  return probability >= SURE ? RULES.taggerPersonSure : RULES.taggerPerson;
}

const SURE = 0.9;

/** The people's names where the tagger did not see them, as long as they are no part of another word. */
function findAgain(field: FieldText, people: ReadonlyMap<string, Finding['target']>, taken: SpanMap<Span>): Finding[] {
  const findings: Finding[] = [];
  for (const [name, target] of people) {
    if (name.length < 2) continue;
    for (let start = field.folded.indexOf(name); start >= 0; start = field.folded.indexOf(name, start + 1)) {
      const end = start + name.length;
      if (!taken.isFree({ start, end })) continue;
      if (isLatin(name) ? !isLatinWord(field.folded, start, end) : name.length < 3 && cutsWords(field, start, end))
        continue;
      findings.push({ start, end, type: 'PERSON', target, rule: RULES.taggerPersonAgain });
    }
  }
  return findings;
}

const cutsWords = (field: FieldText, start: number, end: number): boolean =>
  !field.words().isBorder(start) || !field.words().isBorder(end);
