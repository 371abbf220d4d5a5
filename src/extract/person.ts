import type { Credit } from '../model/document.ts';
import type { EntityKey } from '../model/entity.ts';
import { foldCharacters, foldName } from '../model/fold.ts';
import { ACCEPTED, nameAt } from './chinese-name.ts';
import { findEnglishNames } from './english-name.ts';
import type { EntityRegister } from './entity-register.ts';
import { type FieldText, isLatin, isLatinWord } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findJapanese } from './japanese-name.ts';
import { knownPeople } from './known-person.ts';
import { mayBeginSurname } from './name-character.ts';
import { findRepeated } from './repeated-name.ts';
import { findReporters } from './reporter.ts';
import { RULES, type Rule } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';
import { findDotted, findTransliterated } from './transliterated-name.ts';

/** `person:<folded name>`. */
export const personKey = (name: string): EntityKey => `person:${foldName(name)}` as EntityKey;

interface PersonScene {
  readonly fields: readonly FieldText[];
  readonly credits: readonly Credit[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * People, field by field, without overlaps: whoever a credit names, wherever the name stands; names printed
 * as bylines (新华社记者 张三、李四); names that show by their characters and surroundings; and, last, what the
 * article calls the same people elsewhere. Every credited person is noted, also without a mention.
 */
export function findPeople({ fields, credits, gazetteer, register }: PersonScene): readonly (readonly Finding[])[] {
  const credited = credits
    .filter((credit) => credit.kind === 'PERSON')
    .map((credit) => credit.name.trim())
    .filter((name) => name.length > 1);
  for (const name of credited) notePerson(register, name);
  const drafts = fields.map((field) => {
    const taken = new SpanMap<Span>(field.folded.length);
    const findings: Finding[] = [];
    const add = (span: Span, name: string, rule: Rule): void => {
      if (!taken.isFree(span)) return;
      taken.add(span);
      const { start, end } = span;
      findings.push({ start, end, type: 'PERSON', target: { kind: 'LINKED', key: notePerson(register, name) }, rule });
    };
    for (const name of new Set(credited))
      for (const span of occurrences(field, name)) add(span, name, ruleOfCredited(field, span));
    for (const span of findReporters(field)) add(span, textOf(field, span), RULES.personReporter);
    for (const span of findDotted(field)) add(span, textOf(field, span), RULES.personDotted);
    for (const span of findEnglishNames(field)) add(span, textOf(field, span), RULES.personEnglish);
    const known = [...findKnown(field)];
    // A short one may be part of a longer name: 陈云 in 陈云波.
    for (const { name, ...span } of known) if (span.end - span.start > 2) add(span, name, RULES.personKnown);
    for (const span of findTransliterated(field, gazetteer)) add(span, textOf(field, span), RULES.personForeign);
    for (const span of findJapanese(field)) add(span, textOf(field, span), RULES.personJapanese);
    for (const { start, end, rule } of findByShape(field, gazetteer))
      add({ start, end }, textOf(field, { start, end }), rule);
    for (const { name, ...span } of known) add(span, name, RULES.personKnown);
    return { field, taken, findings };
  });
  lengthenToNames(drafts, register);
  const repeated = findRepeated(drafts);
  return drafts.map(({ findings }, i) =>
    [...findings, ...(repeated[i] ?? [])].sort((a, b) => a.start - b.start || b.end - a.end),
  );
}

/** 周子 of 周子昂带队: where the article has the longer name elsewhere, that is the one. */
function lengthenToNames(
  drafts: readonly { readonly field: FieldText; readonly taken: SpanMap<Span>; readonly findings: Finding[] }[],
  register: EntityRegister,
): void {
  const names = new Set(
    drafts.flatMap(({ field, findings }) => findings.map(({ start, end }) => field.folded.slice(start, end))),
  );
  for (const { field, taken, findings } of drafts) {
    findings.forEach((finding, i) => {
      const { start, end } = finding;
      const longer = { start, end: end + 1 };
      if (end - start > 3 || !names.has(field.folded.slice(start, longer.end))) return;
      if (!taken.isFree({ start: end, end: longer.end })) return;
      taken.add(longer);
      const key = notePerson(register, textOf(field, longer));
      findings[i] = { ...finding, ...longer, target: { kind: 'LINKED', key } };
    });
  }
}

const textOf = (field: FieldText, { start, end }: Span): string => field.text.slice(start, end);

function notePerson(register: EntityRegister, name: string): EntityKey {
  return register.note({ key: personKey(name), type: 'PERSON', name });
}

/** Surname and given name, from left to right; a name right after another and a 、 needs less evidence. */
function findByShape(field: FieldText, gazetteer: Gazetteer): { start: number; end: number; rule: Rule }[] {
  const found: { start: number; end: number; rule: Rule }[] = [];
  const words = field.words();
  let lastEnd = -2;
  for (let i = 0; i < words.count; i++) {
    const wordStart = words.startOf(i);
    const wordEnd = words.startOf(i + 1);
    // Inside an unknown word the segmenter may have glued the name to what stands before it.
    const until = words.tagOf(i) === 'x' ? wordEnd - 1 : wordStart + 1;
    for (let start = Math.max(wordStart, lastEnd); start < until; start++) {
      if (!mayBeginSurname(field.folded, start)) continue;
      const follows = lastEnd === start - 1 && /[、和与及]/.test(field.folded[lastEnd] as string);
      const candidate = nameAt(field, start, follows);
      if (candidate === undefined || candidate.score < ACCEPTED) continue;
      const { end, lead, trail } = candidate;
      if (lead !== 'TITLE' && isPlace(field, gazetteer, { start, end })) continue;
      found.push({ start, end, rule: lead === 'TITLE' || trail === 'TITLE' ? RULES.personTitled : RULES.personNamed });
      lastEnd = end;
      break;
    }
    while (i + 1 < words.count && words.startOf(i + 1) < lastEnd) i++;
  }
  return found;
}

/** A name of the gazetteer, and no everyday word. */
function isPlace({ folded }: FieldText, { places }: Gazetteer, { start, end }: Span): boolean {
  const [placeEnd] = places.matcher.at(folded, start);
  return placeEnd !== undefined && placeEnd >= end;
}

function* findKnown(field: FieldText): Generator<Span & { readonly name: string }> {
  const { matcher, names } = knownPeople();
  const words = field.words();
  for (let i = 0; i < words.count; i++) {
    const start = words.startOf(i);
    const [end, id] = matcher.at(field.folded, start);
    if (end === undefined || id === undefined || (end - start === 2 && !words.isBorder(end))) continue;
    yield { start, end, name: names[id] as string };
  }
}

function occurrences(field: FieldText, name: string): Span[] {
  const form = foldCharacters(name);
  const spans: Span[] = [];
  for (let start = field.folded.indexOf(form); start >= 0; start = field.folded.indexOf(form, start + form.length)) {
    const end = start + form.length;
    if (isLatin(form) ? isLatinWord(field.folded, start, end) : !isInsideWord(field, start, end))
      spans.push({ start, end });
  }
  return spans;
}

/** A two-character name may be part of a longer word, or of two. */
export function isInsideWord(field: FieldText, start: number, end: number): boolean {
  return end - start <= 2 && (cutsWord(field, start) || cutsWord(field, end));
}

/** Unknown words do not count: the segmenter may have glued a name to its verb. */
function cutsWord(field: FieldText, offset: number): boolean {
  const words = field.words();
  return !words.isBorder(offset) && !/^(?:x|nr)/.test(words.tagOf(words.indexAt(offset)));
}

const ruleOfCredited = ({ folded }: FieldText, { start }: Span): Rule =>
  BYLINE_BEFORE.test(folded.slice(Math.max(0, start - 12), start)) ? RULES.personByline : RULES.personCredited;

const BYLINE_BEFORE =
  /(?:记者|编辑|作者|撰文|采写|摄影|摄|文|校对|通讯员|编译|实习生|责编|审校|翻译)[\s/／|丨:：]*(?:[\p{Script=Han}]{2,4}[ \u3000、，,])*$/u;
