import { isEverydayWord } from './everyday-word.ts';
import type { FieldText } from './field-text.ts';
import type { Gazetteer } from './gazetteer.ts';
import { leadAt, trailAt } from './name-context.ts';
import { isDot, isSounding, isSoundingWord, isTypicalSound } from './sound-character.ts';
import type { Span } from './span-map.ts';

/**
 * Foreign names whose parts a middle dot joins (比尔·克林顿, J·K·罗琳): from each dot as far as characters kept
 * for foreign sounds reach, cut back to where the segmenter begins a word.
 */
export function findDotted(field: FieldText): readonly Span[] {
  const { folded } = field;
  const spans: Span[] = [];
  for (let i = 1; i < folded.length - 1; i++) {
    if (!isDot(folded, i)) continue;
    const start = partStart(field, i);
    if (start === undefined || start < (spans.at(-1)?.end ?? 0)) continue;
    let end = partEnd(field, i + 1);
    while (end !== undefined && isDot(folded, end)) {
      const next = partEnd(field, end + 1);
      if (next === undefined) break;
      end = next;
    }
    if (end === undefined) continue;
    spans.push({ start, end });
    i = end - 1;
  }
  return spans;
}

const MAX_PART = 8;

function partStart(field: FieldText, dot: number): number | undefined {
  const { folded } = field;
  const least = Math.max(0, dot - MAX_PART);
  if (/[A-Za-z]/.test(folded[dot - 1] as string)) {
    let start = dot;
    while (start > least && /[A-Za-z.]/.test(folded[start - 1] as string)) start--;
    return start;
  }
  let start = dot;
  while (start > least && isSounding(folded, start - 1)) start--;
  const words = field.words();
  while (start < dot && (!words.isBorder(start) || isOtherWord(field, start, dot))) start++;
  return start < dot ? start : undefined;
}

/** A sound that is a word of its own as well, before a longer part: 和|约翰. */
function isOtherWord(field: FieldText, start: number, dot: number): boolean {
  return dot - start > 2 && isFunctionWord(field, start);
}

function partEnd(field: FieldText, start: number): number | undefined {
  const { folded } = field;
  const latin = /^[A-Z][a-z]{0,12}\.?/.exec(folded.slice(start, start + 14));
  if (latin !== null) return start + latin[0].length;
  const words = field.words();
  const word = words.indexAt(start);
  const most = Math.min(folded.length, start + MAX_PART + 1);
  let end = words.startOf(word) === start && words.tagOf(word).startsWith('nr') ? words.startOf(word + 1) : start;
  while (end < most && isSounding(folded, end) && !(end > start && isFunctionWord(field, end))) end++;
  const cut = words.indexAt(end);
  // 希 of 希望 belongs to the word; what the segmenter glued itself says nothing.
  if (!words.isBorder(end) && words.startOf(cut) > start && words.tagOf(cut) !== 'x') end = words.startOf(cut);
  return end > start ? end : undefined;
}

function isFunctionWord(field: FieldText, at: number): boolean {
  const words = field.words();
  return FUNCTION_SOUNDS.has(field.folded[at] as string) && words.isBorder(at) && words.isBorder(at + 1);
}

const FUNCTION_SOUNDS = new Set('和与及由以因使向比等为对于给让据说道有来本也若');

/** The same without a dot: the dictionary, a title before or what only people do after must tell, and no place may. */
export function findTransliterated(field: FieldText, gazetteer: Gazetteer): readonly Span[] {
  const { folded } = field;
  const words = field.words();
  const found: Span[] = [];
  const sounds = (word: number): boolean => {
    const start = words.startOf(word);
    const end = words.startOf(word + 1);
    if (end === start + 1) return isSoundingWord(folded, start);
    for (let i = start; i < end; i++) if (!isSounding(folded, i)) return false;
    return true;
  };
  for (let i = 0; i < words.count; ) {
    let next = i;
    while (next < words.count && next - i < MAX_WORDS && sounds(next)) next++;
    if (next > i && isName(field, gazetteer, { first: i, last: next }))
      found.push({ start: words.startOf(i), end: words.startOf(next) });
    i = Math.max(next, i + 1);
  }
  return found;
}

const MAX_WORDS = 8;
const MAX_LENGTH = 8;

/** Words `first` to `last`, the latter exclusive. */
function isName(
  field: FieldText,
  gazetteer: Gazetteer,
  run: { readonly first: number; readonly last: number },
): boolean {
  const { folded } = field;
  const words = field.words();
  const start = words.startOf(run.first);
  const end = words.startOf(run.last);
  const length = end - start;
  if (length < 2 || length > MAX_LENGTH || isEverydayWord(folded.slice(start, end))) return false;
  const [placeEnd] = gazetteer.places.matcher.at(folded, start);
  if (placeEnd !== undefined && placeEnd >= end - 1) return false;
  let score = 0;
  for (let i = run.first; i < run.last; i++)
    score += scoreOfWord(words.tagOf(i), words.startOf(i + 1) - words.startOf(i));
  const lead = leadAt(folded, start);
  score += LEAD[lead] + TRAIL[trailAt(folded, end)] + (length > 3 ? 1 : length === 2 ? -1 : 0);
  return (
    score >= (lead === 'TITLE' ? ACCEPTED_AFTER_TITLE : ACCEPTED) && typicalShare(folded, start, end) >= LEAST_TYPICAL
  );
}

const ACCEPTED = 4;
const ACCEPTED_AFTER_TITLE = 3;
const LEAST_TYPICAL = 0.6;
const LEAD = { TITLE: 2.5, NAMING: 0.5, OPEN: 0.5, NONE: -0.5 } as const;
const TRAIL = { TITLE: 2, ACT: 1.5, OPEN: 0, NONE: -0.5 } as const;

/** What the dictionary says of one word of the run. */
function scoreOfWord(tag: string, length: number): number {
  if (length === 1) return 0;
  if (tag === 'nrt' || tag === 'nr' || tag === 'nrfg') return length > 2 ? 3 : 1.5;
  if (tag === 'x') return length > 2 ? 2 : 1;
  return tag === 'ns' || tag === 'nz' || tag === 'nt' ? -2 : -3;
}

function typicalShare(folded: string, start: number, end: number): number {
  let typical = 0;
  for (let i = start; i < end; i++) if (isTypicalSound(folded, i)) typical++;
  return typical / (end - start);
}
