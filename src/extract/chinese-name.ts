import { isEverydayWord } from './everyday-word.ts';
import type { FieldText } from './field-text.ts';
import { givenNameScore, surnameScore } from './name-character.ts';
import { isSpeech, type Lead, leadAt, type Trail, titleLengthAt, trailAt } from './name-context.ts';

/** A stretch that reads as surname and given name. */
export interface NameCandidate {
  readonly start: number;
  readonly end: number;
  /** Evidence that it is one, as a sum of log odds; see {@link nameAt}. */
  readonly score: number;
  readonly lead: Lead;
  readonly trail: Trail;
}

/**
 * The best reading of the text at `start` as surname and one or two further characters, or undefined where
 * no surname begins there. Its score adds what is known of the characters, of the segmenter's words and of
 * the words around; {@link ACCEPTED} is enough for a mention.
 */
export function nameAt(field: FieldText, start: number, follows: boolean): NameCandidate | undefined {
  const { folded } = field;
  const double = surnameScore(folded.slice(start, start + 2));
  const surnameLength = double === undefined ? 1 : 2;
  const surname = double ?? surnameScore(folded[start] ?? '');
  if (surname === undefined) return undefined;
  const lead = leadAt(folded, start);
  const before =
    surname + (follows ? LEAD_SCORE.TITLE : LEAD_SCORE[lead]) + (lead === 'TITLE' ? 0 : startScore(field, start));
  if (before < LEAST_BEFORE) return undefined;
  let best: NameCandidate | undefined;
  for (let given = 2; given > 0; given--) {
    const end = start + surnameLength + given;
    const shape = shapeScore(folded, start + surnameLength, end);
    if (shape === undefined || isOtherKind(folded, { start, givenStart: start + surnameLength, end })) continue;
    const words = wordScore(field, { start, end, givenStart: start + surnameLength });
    const trail = trailAt(folded, end);
    const score = before + shape + words + TRAIL_SCORE[trail];
    if (best === undefined || score > best.score) best = { start, end, score, lead, trail };
  }
  return best;
}

/** Chosen where every tenth name accepted is none, on the news and encyclopedia sentences of Universal NER. */
export const ACCEPTED = 6;

const LEAST_BEFORE = -1;
const LEAD_SCORE = { TITLE: 4, NAMING: 0.5, OPEN: 0.5, NONE: -1 } as const satisfies Record<Lead, number>;
const TRAIL_SCORE = { TITLE: 3, ACT: 1, OPEN: 0.5, NONE: -1 } as const satisfies Record<Trail, number>;

const HAN = /^\p{Script=Han}+$/u;

function shapeScore(folded: string, start: number, end: number): number | undefined {
  const given = folded.slice(start, end);
  if (given.length < end - start || !HAN.test(given)) return undefined;
  let score = 0;
  for (const character of given) score += givenNameScore(character);
  const last = given[given.length - 1] as string;
  if (given.length > 1) score -= FUNCTION_END.has(last) ? 3 : OPEN_END.has(last) ? 1 : 0;
  if (given.length > 1 && surnameScore(last) !== undefined && titleLengthAt(folded, end) > 1) score -= 3;
  // One character says less than two, and reads as a word more easily.
  return given.length === 1 ? score - SINGLE_PENALTY : score;
}

const SINGLE_PENALTY = 1;
/** More likely the next word than the end of a name. */
const FUNCTION_END = new Set('亦及见饰被将于与在是的任率又则即仍皆因向从对到去着了让获赢称说拿均派等也还都曾');
const OPEN_END = new Set('以为和之出山河湖庄站岛派语卡队镇');

/** 李老师, 王家, 陈沟村, 刘某: a surname in what is no name. */
function isOtherKind(folded: string, { givenStart, end, start }: NameSpan): boolean {
  const title = titleLengthAt(folded, givenStart);
  if (title > 0 && givenStart + title >= end) return true;
  const last = folded[end - 1] as string;
  return (
    NOT_GIVEN.test(folded.slice(givenStart, end)) ||
    PLACE_END.test(last) ||
    (PLACE_AFTER.test(folded[end] ?? '') && titleLengthAt(folded, end) === 0) ||
    isEverydayWord(folded.slice(start, end)) ||
    isEverydayWord(folded.slice(start, start + 2))
  );
}

const NOT_GIVEN = /^[老某氏姓家总]$|^[某氏家队府]|[某说称]$|^大[哥姐爷妈娘叔伯嫂婶]|^老[汉板太师]/;
const PLACE_END = /[村镇乡县岛屯寨埠巷]/;
const PLACE_AFTER = /[村镇乡县岛山路街桥河湖屯庄沟号杯]/;
/** The segmenter cut here; or it glued what it did not know, and then anything may begin inside. */
function startScore(field: FieldText, start: number): number {
  const words = field.words();
  if (words.isBorder(start)) return 0;
  return isUnknown(words.tagOf(words.indexAt(start))) ? -2 : -8;
}

const isUnknown = (tag: string): boolean => tag === 'x' || tag === 'nr' || tag === 'nrfg';

interface NameSpan {
  readonly start: number;
  readonly givenStart: number;
  readonly end: number;
}

/** What the dictionary makes of the same characters. */
function wordScore(field: FieldText, { start, givenStart, end }: NameSpan): number {
  const words = field.words();
  let score = 0;
  const first = words.indexAt(start);
  const last = words.indexAt(end - 1);
  const lastEnd = words.startOf(last + 1);
  if (first === last && words.startOf(first) === start && lastEnd === end)
    return (end - start > 2 ? WHOLE_OF_THREE : WHOLE_OF_TWO)[words.tagOf(first)] ?? -7;
  if (lastEnd !== end && !isSpeech(field.folded, end)) score += isUnknown(words.tagOf(last)) ? -2 : -8;
  for (let i = first; i <= last; i++) {
    const length = words.startOf(i + 1) - words.startOf(i);
    const tag = words.tagOf(i);
    if (length < 2 || isUnknown(tag) || words.startOf(i) < start) continue;
    // A given name may be a word (建国, 文明), surname and given name together hardly ever are.
    score += words.startOf(i) >= givenStart ? (GIVEN_WORD[tag] ?? -1) : -5;
  }
  if (first !== last && words.startOf(first) === start && words.startOf(first + 1) === givenStart) score += 0.5;
  return score;
}

/** Tag of the dictionary word that is the whole stretch; others are everyday words. */
const WHOLE_OF_THREE: Readonly<Record<string, number>> = {
  nr: 3,
  nrfg: 3,
  nrt: 1,
  x: 3,
  m: 1,
  t: 0,
  nz: -1,
  ns: -3,
  j: -4,
};
const WHOLE_OF_TWO: Readonly<Record<string, number>> = { nr: 3, nrfg: 3, nrt: 1, x: 1.5, nz: -2, ns: -4, j: -4 };
/** Tag of the dictionary word that is the given name. */
const GIVEN_WORD: Readonly<Record<string, number>> = {
  nz: 0,
  ns: -0.5,
  n: -1,
  a: -1,
  v: -2,
  d: -4,
  r: -5,
  p: -5,
  m: -4,
  t: -4,
  c: -4,
  f: -4,
  u: -5,
};
