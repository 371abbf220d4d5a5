import { capitalRuns, type LatinWord } from './capital-run.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface BodyScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Organisations in English, by the word their names end in (General Services Administration) or begin with
 * (Department of Energy, University of California). In a headline, where every word may have a capital, only by the
 * words that hardly end anything else.
 */
export function findEnglishBodies({ field, gazetteer, register }: BodyScene): readonly Finding[] {
  const findings: Finding[] = [];
  const isHeadline = field.field === 'TITLE';
  for (const words of capitalRuns(field.text)) {
    for (let i = 0; i < words.length; i++) {
      const end = openedEnd(words, i) ?? headedEnd(words, i, isHeadline);
      if (end === undefined) continue;
      const start = (words[i] as LatinWord).start;
      const name = field.text.slice(start, (words[end - 1] as LatinWord).end).replace(/(?<=\p{Ll}{3})\.$|['’]s$/u, '');
      const key =
        gazetteer.named(name).find(({ type }) => type === 'ORGANIZATION')?.key ??
        register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name });
      findings.push({
        start,
        end: start + name.length,
        type: 'ORGANIZATION',
        target: { kind: 'LINKED', key },
        rule: RULES.organisationEnglish,
      });
      i = end - 1;
    }
  }
  return findings;
}

/** Whether organisations' names end in this word. */
export const isBodyHead = (word: string): boolean => STRONG.has(bare(word)) || WEAK.has(bare(word));

const bare = (word: string): string => word.replace(/['’]s$|\.$/, '');

const STRONG = new Set(
  'Administration Agency Bureau Commission University Foundation Association Corporation Corp Inc LLC Ltd Ministry Committee Archives Museum Hospital Federation Academy Authority Consortium Institute Institutes College Laboratory Laboratories Parliament Congress Technologies Airlines Airways Motors Pharmaceuticals'.split(
    ' ',
  ),
);
const WEAK = new Set(
  'Council Bank Society Fund Press Court Center Centers Centre Office Service Services Department Library Alliance Union Division Company Group Corps Guard Party Systems'.split(
    ' ',
  ),
);
const OPENING = new Set(
  'Department Ministry Office Bureau University Institute Institutes College Center Centers Centre Council Library Bank Board Division School'.split(
    ' ',
  ),
);
/** Before a name, and no part of it. */
const LEADING = new Set(
  'The This That Our A An In At On By For From To With Of And Or But If When As Your Their Its'.split(' '),
);
const MAX_WORDS = 8;

/** Department of Health and Human Services: an opening word, `of` or `for`, and words with capitals. */
function openedEnd(words: readonly LatinWord[], from: number): number | undefined {
  if (!OPENING.has(words[from]?.text ?? '') || !/^(?:of|for)$/.test(words[from + 1]?.text ?? '')) return undefined;
  let at = from + 2;
  if (words[at]?.text === 'the') at++;
  const first = at;
  at = pastCapitals(words, at, from);
  // … of the U.S. is a place's, which other rules know.
  return at > first && !INITIAL.test(words[at - 1]?.text ?? '') ? at : undefined;
}

function pastCapitals(words: readonly LatinWord[], from: number, start: number): number {
  let at = from;
  while (at < words.length && at - start < MAX_WORDS) {
    const word = words[at] as LatinWord;
    if (word.isCapital) {
      at++;
      if (/['’]s$/.test(word.text) || (/\.$/.test(word.text) && word.text.length > 2)) break;
    } else if (/^(?:and|&|of)$/.test(word.text) && words[at + 1]?.isCapital === true) at += 1;
    else break;
  }
  return at;
}

/** Words with capitals as far as the last head that no further such word follows (not Archives Month). */
function headedEnd(words: readonly LatinWord[], from: number, isHeadline: boolean): number | undefined {
  const first = words[from] as LatinWord;
  const before = words[from - 1];
  const isInside = before?.isCapital === true && !LEADING.has(before.text) && !INITIAL.test(before.text);
  if (!first.isCapital || LEADING.has(first.text) || INITIAL.test(first.text) || isInside) return undefined;
  const stop = pastCapitals(words, from, from);
  let end: number | undefined;
  for (let at = from + 1; at < stop; at++) {
    const word = bare((words[at] as LatinWord).text);
    if (words[at + 1]?.isCapital === true && at + 1 < stop) continue;
    if (!STRONG.has(word) && (isHeadline || !WEAK.has(word))) continue;
    // Federal Bureau of Investigation.
    end = openedEnd(words, at) ?? at + 1;
  }
  return end;
}

const INITIAL = /^\p{Lu}\.$/u;
