import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { foldCharacters } from '../model/fold.ts';
import { type FieldText, isLatinWord } from './field-text.ts';
import type { Finding } from './finding.ts';
import { createMatcher, type Matcher } from './match.ts';
import { RULES } from './rule.ts';

/** Every name of every topic, ready to be found. */
export interface TopicLexicon {
  readonly matcher: Matcher;
  /** By id of the matcher. */
  readonly forms: readonly TopicForm[];
}

interface TopicForm {
  readonly key: EntityKey;
  readonly isName: boolean;
  /** Two characters, which two words may form together (全国|防汛): only where a word begins and ends. */
  readonly needsBorders: boolean;
  readonly isLatin: boolean;
}

/** Latin names are matched in the case given, capitalised and, when longer than three letters, in lower case. */
export function createTopicLexicon(topics: readonly EntityRecord[]): TopicLexicon {
  const forms = new Map<string, TopicForm>();
  for (const { key, name, aliases } of topics) {
    for (const { form } of aliases) {
      const isLatin = LATIN.test(form);
      const facts = { key, isName: form === name, needsBorders: !isLatin && form.length <= 2, isLatin };
      for (const written of isLatin ? casesOf(form) : [foldCharacters(form)])
        if (!forms.has(written)) forms.set(written, facts);
    }
  }
  return { matcher: createMatcher([...forms.keys()]), forms: [...forms.values()] };
}

/** Topics named in one field, the longest name first and without overlaps. One pass, whatever their number. */
export function findTopics(field: FieldText, { matcher, forms }: TopicLexicon): readonly Finding[] {
  const findings: Finding[] = [];
  for (let at = 0; at < field.folded.length; ) {
    const found = matcher.at(field.folded, at);
    let next = at + 1;
    for (let i = 0; i < found.length; i += 2) {
      const end = found[i] as number;
      const form = forms[found[i + 1] as number] as TopicForm;
      if (!standsAlone(field, form, { start: at, end })) continue;
      const rule = form.isName ? RULES.topicName : RULES.topicAlias;
      findings.push({ start: at, end, type: 'TOPIC', target: { kind: 'LINKED', key: form.key }, rule });
      next = end;
      break;
    }
    at = next;
  }
  return findings;
}

function standsAlone(
  field: FieldText,
  { isLatin, needsBorders }: TopicForm,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  if (isLatin) return isLatinWord(field.folded, start, end);
  if (!needsBorders) return true;
  const words = field.words();
  return words.isBorder(start) && words.isBorder(end);
}

const LATIN = /^[\p{Script=Latin}\d]/u;
/** An abbreviation in lower case is another word. */
const SHORTEST_LOWER = 4;

function casesOf(form: string): readonly string[] {
  if (form.length < SHORTEST_LOWER || /^[A-Z\d]+$/.test(form)) return [form];
  const lower = form.toLowerCase();
  const capitalised = lower.charAt(0).toUpperCase() + lower.slice(1);
  const titled = lower.replace(/(?<=^|[ -])\p{L}/gu, (letter) => letter.toUpperCase());
  return [...new Set([form, lower, capitalised, titled])];
}
