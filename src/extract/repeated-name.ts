import type { EntityKey } from '../model/entity.ts';
import type { Candidate, MentionTarget } from '../model/mention.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { createFormIndex } from './form-index.ts';
import { mayBeginSurname, surnameScore } from './name-character.ts';
import { titleLengthAt } from './name-context.ts';
import { RULES } from './rule.ts';
import type { Span, SpanMap } from './span-map.ts';

interface Draft {
  readonly field: FieldText;
  /** What is already explained; grows. */
  readonly taken: SpanMap<Span>;
  readonly findings: readonly Finding[];
}

/**
 * The people of an article wherever it names them again, field by field: by the full name in surroundings
 * that alone would not have done, by a part of a dotted name (克林顿 after 比尔·克林顿), and by surname and
 * title (王局长), where only one person named has that surname; else all who have it are candidates.
 */
export function findRepeated(drafts: readonly Draft[]): readonly (readonly Finding[])[] {
  const full = new Map<string, EntityKey>();
  const bySurname = new Map<string, Set<EntityKey>>();
  for (const { field, findings } of drafts) {
    for (const { start, end, target } of findings) {
      if (target.kind !== 'LINKED') continue;
      const form = field.folded.slice(start, end);
      full.set(form, target.key);
      for (const part of form.split(DOT))
        if (part !== form && part.length > 1 && !full.has(part)) full.set(part, target.key);
      const surname = surnameOf(form);
      if (surname !== undefined) bySurname.set(surname, (bySurname.get(surname) ?? new Set()).add(target.key));
    }
  }
  if (full.size === 0) return [];
  const forms = [...full];
  const matcher = createFormIndex(forms.map(([form]) => form));
  return drafts.map(({ field, taken }) => {
    const found: Finding[] = [];
    const add = (start: number, end: number, target: MentionTarget, rule: Finding['rule']): void => {
      if (!taken.isFree({ start, end })) return;
      taken.add({ start, end });
      found.push({ start, end, type: 'PERSON', target, rule });
    };
    for (let start = 0; start < field.folded.length; start++) {
      const [end, id] = matcher.at(field.folded, start);
      const form = id === undefined ? undefined : forms[id];
      if (end === undefined || form === undefined) continue;
      if ((end - start > 2 || isBordered(field, start, end)) && !NAMED_AFTER.test(field.folded[end] ?? ''))
        add(start, end, { kind: 'LINKED', key: form[1] }, RULES.personRepeated);
    }
    for (const span of titledSurnames(field)) {
      const target = targetOf(bySurname.get(field.folded.slice(span.start, span.end)));
      if (target !== undefined) add(span.start, span.end, target, RULES.personSurname);
    }
    return found;
  });
}

/** 杜兰戈州, 中山路: what is called after somebody. */
const NAMED_AFTER = /[州城市县镇村路街桥湖山岛奖杯堂号]/;
const DOT = /[·•・‧．]/;

function surnameOf(form: string): string | undefined {
  if (form.length > 4 || DOT.test(form)) return undefined;
  const double = form.slice(0, 2);
  if (form.length > 2 && surnameScore(double) !== undefined) return double;
  return surnameScore(form.slice(0, 1)) === undefined ? undefined : form.slice(0, 1);
}

const isBordered = (field: FieldText, start: number, end: number): boolean =>
  field.words().isBorder(start) && field.words().isBorder(end);

/** 王 in 王局长. */
function* titledSurnames(field: FieldText): Generator<Span> {
  const { folded } = field;
  const words = field.words();
  for (let i = 0; i < words.count; i++) {
    const start = words.startOf(i);
    if (!mayBeginSurname(folded, start)) continue;
    for (const length of [2, 1]) {
      if (surnameScore(folded.slice(start, start + length)) === undefined) continue;
      if (
        titleLengthAt(folded, start + length) > 0 &&
        (words.isBorder(start + length) || words.startOf(i + 1) > start + length)
      )
        yield { start, end: start + length };
      break;
    }
  }
}

function targetOf(keys: ReadonlySet<EntityKey> | undefined): MentionTarget | undefined {
  if (keys === undefined) return undefined;
  const score = Math.round(1000 / keys.size) / 1000;
  const [first, second, ...others] = [...keys].map((key): Candidate => ({ key, score }));
  if (first === undefined) return undefined;
  return second === undefined
    ? { kind: 'LINKED', key: first.key }
    : { kind: 'AMBIGUOUS', candidates: [first, second, ...others] };
}
