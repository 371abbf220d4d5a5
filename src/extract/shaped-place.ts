import type { PlaceLevel } from '../model/entity.ts';
import type { FieldText } from './field-text.ts';
import type { PlaceHit } from './place.ts';
import { isFramed } from './place-surroundings.ts';
import type { SpanMap } from './span-map.ts';
import { isTransliterated } from './transliteration.ts';

/**
 * Places that no table has, by the word for what they are at their end: towns and villages (下叔村, 泥汊镇), and what
 * lies abroad and is written by its sound (莱克伍德县, 丘布特省; 首都温得和克 by the word before it). Only where nothing
 * is found yet, and only what the segmenter does not read as common words (示范村, 贫困县).
 */
export function findShapedPlaces(field: FieldText, taken: SpanMap<PlaceHit>): readonly PlaceHit[] {
  const hits: PlaceHit[] = [];
  const { folded } = field;
  for (let i = 1; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    if (!ENDINGS[code] || (!KIND_ENDINGS[code] && (taken.at(i) !== undefined || taken.at(i - 1) !== undefined)))
      continue;
    const hit = foreignAt(field, i) ?? townAt(field, i, taken) ?? behindKind(field, i + 1);
    if (hit === undefined || !taken.isFree(hit)) continue;
    hits.push(hit);
    taken.add(hit);
  }
  return hits;
}

const LEVELS: Readonly<Record<string, PlaceLevel>> = {
  镇: 'TOWN',
  乡: 'TOWN',
  道: 'TOWN',
  村: 'VILLAGE',
  屯: 'VILLAGE',
  县: 'AREA',
  郡: 'AREA',
  省: 'STATE',
  州: 'STATE',
  邦: 'STATE',
  市: 'CITY',
  岛: 'LANDFORM',
  山: 'LANDFORM',
  河: 'WATER',
  湖: 'WATER',
  江: 'WATER',
  湾: 'WATER',
};
const ENDINGS = new Uint8Array(0x10000);
const KIND_ENDINGS = new Uint8Array(0x10000);
for (const ending of '都府市镇口城庄') KIND_ENDINGS[ending.charCodeAt(0)] = 1;
for (const ending of [...Object.keys(LEVELS), ...'都府口城庄']) ENDINGS[ending.charCodeAt(0)] = 1;

interface Span {
  readonly start: number;
  readonly end: number;
}

function toHit(field: FieldText, { start, end }: Span, level: PlaceLevel): PlaceHit {
  const name = field.folded.slice(start, end);
  return {
    start,
    end,
    name,
    form: null,
    level,
    inside: null,
    isWord: true,
    isFramed: true,
    isAfterComma: field.folded[start - 1] === '、',
  };
}

/** First character of the foreign name that ends at `end`. */
function soundStart(folded: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < MOST_SOUNDS && isTransliterated(folded, start - 1, start)) start--;
  return start;
}

const MOST_SOUNDS = 9;

function foreignAt(field: FieldText, at: number): PlaceHit | undefined {
  const { folded } = field;
  const ending = folded[at] as string;
  if (!FOREIGN_ENDING.test(ending)) return undefined;
  let start = soundStart(folded, at);
  if (at - start < 3) return undefined;
  const borders = field.borders();
  // A verb or preposition before the name may be a sound too (到 is none, 往 and 达 are): the segmenter knows.
  while (start < at && !borders.isBorder(start)) start++;
  while (
    start < at &&
    /^(?:p|v|c|d|u|m|r|t|f)/.test(borders.wordAt(start).tag) &&
    borders.wordAt(start).end - start < 3
  )
    start = borders.wordAt(start).end;
  if (at - start < 3 || (at - start < 4 && !/^(?:x|n)/.test(borders.wordAt(start).tag))) return undefined;
  if (/^(?:n|v|a|d|m|t|i|l)$/.test(borders.wordAt(start).tag) && borders.wordAt(start).end <= at) return undefined;
  const end = at + 1;
  if (!borders.isBorder(end) && borders.wordAt(at).end > end + 1) return undefined;
  return toHit(field, { start, end }, LEVELS[ending] as PlaceLevel);
}

const FOREIGN_ENDING = /[镇村县郡省州邦市岛河湖山]/;
/** 首都温得和克, 城市哈斯科沃: a name written by its sound, right behind the word for what it is. */
function behindKind(field: FieldText, start: number): PlaceHit | undefined {
  const { folded } = field;
  if (!KIND.test(folded.slice(start - 2, start))) return undefined;
  let end = start;
  while (end < folded.length && end - start < MOST_SOUNDS && isTransliterated(folded, end, end + 1)) end++;
  const borders = field.borders();
  while (end > start && !borders.isBorder(end)) end--;
  return end - start >= 3 && isWhole(field, start, end) ? toHit(field, { start, end }, 'CITY') : undefined;
}

const KIND = /^(?:首都|首府|城市|港市|小镇|港口|古城|重镇|村庄)$/;

/** Nothing of it is a word that could not be part of a name. */
function isWhole(field: FieldText, start: number, end: number): boolean {
  const borders = field.borders();
  return borders.isBorder(start) && borders.isBorder(end) && !/^(?:v|p|d|c|n|a)$/.test(borders.wordAt(start).tag);
}

function townAt(field: FieldText, at: number, taken: SpanMap<PlaceHit>): PlaceHit | undefined {
  const { folded } = field;
  const ending = folded[at] as string;
  if (!TOWN_ENDING.test(ending) || (ending === '道' && folded[at - 1] !== '街')) return undefined;
  const end = at + 1;
  if (NOT_AN_END.test(folded.slice(at, end + 2))) return undefined;
  const borders = field.borders();
  const suffixLength = ending === '道' ? 2 : 1;
  let start = end;
  let isName = false;
  let singles = 0;
  while (
    start > 0 &&
    end - start < MOST_CHARACTERS &&
    taken.at(start - 1) === undefined &&
    HAN.test(folded[start - 1] as string)
  ) {
    const word = borders.wordAt(start - 1);
    if (word.end > end) return undefined;
    const from = Math.max(word.start, nearestHitEnd(taken, word.start, start), lastBreak(folded, word.start, start));
    const isSuffix = start === end && from >= end - suffixLength;
    if (!isSuffix && (BREAKS.test(word.tag) || FUNCTION.test(folded.slice(from, word.end))) && start < end) {
      if (!(word.end - from === 1 && NUMERAL_OR_PLACE.test(folded[from] as string))) break;
    }
    if (end - from > MOST_CHARACTERS) break;
    if (!isSuffix) {
      if (word.end - from === 1) singles++;
      if (NAME_TAG.test(word.tag)) isName = true;
      if (start === end && word.end === end && !NAME_TAG.test(word.tag)) {
        if (!isFramed(folded, word.start, end)) return undefined;
        isName = true;
      }
    }
    start = from;
    if (from > word.start) break;
  }
  const length = end - start - suffixLength;
  const follows = taken.at(start - 1) !== undefined;
  if (length < (follows ? 1 : 2) || GENERIC.test(folded.slice(start, end))) return undefined;
  if (!follows && !isName && singles < 2) return undefined;
  if (!follows && length > 3 && !isName) return undefined;
  return toHit(field, { start, end }, LEVELS[ending] as PlaceLevel);
}

function nearestHitEnd(taken: SpanMap<PlaceHit>, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (taken.at(i) !== undefined) return i + 1;
  return from;
}

/** Behind the last character of grammar in a word the segmenter does not know: 骑车子到 耿镇. */
function lastBreak(folded: string, from: number, to: number): number {
  for (let i = to - 2; i >= from; i--) if (INSIDE_BREAK.test(folded[i] as string)) return i + 1;
  return from;
}

const INSIDE_BREAK = /[到在去往来从至是的了走住给为]/;
const TOWN_ENDING = /[镇乡村屯道]/;
const MOST_CHARACTERS = 6;
const HAN = /\p{Script=Han}/u;
/** 村民, 乡镇, 镇定, 乡亲, 村委会 (an organisation, but the village is named). */
const NOT_AN_END =
  /^(?:[乡镇村][局处科股级]|乡(?:镇|亲|村|下|间|里|音|愁|土|思|民|情|邻|贤|试)|镇(?:定|静|压|守|痛|关|江|住|流|长(?!江))|村(?:落|子|寨|庄|镇|史|规|级|屯)|屯(?:垦|田|兵|积|门)|道(?:路|德|理|歉))/;
const BREAKS = /^(?:p|c|u|ud|ug|uj|ul|uv|uz|d|v|vd|vn|vg|r|y|e|w|q|f|t|m|i|l|a|ad|an|b|z|k|zg)$/;
const FUNCTION = /[的了在是由被把将与和及向对从于为等称说让给也还都就已并这那该本各每某全]/;
/** Part of many names although a word of its own: 三, 上, 大, 新. */
const NUMERAL_OR_PLACE = /[一二三四五六七八九十百千万上下前后东西南北中大小新老高双青红白黄金平安永和合太]/;
const NAME_TAG = /^(?:ns|nr|nrt|nrfg|nz|x|ng|j)$/;
const GENERIC =
  /(?:[本该各全这那某每两几多数的个]|自然|行政|农|渔|山|牧|新农|城中|度假|小康|示范|试点|文明|富裕|贫困|重点|先进|空壳|后进|边境|少数民族|民族|自治|集|市|城|古|小|重|水|特色|卫星|工业|中心|旅游|名|强|邻|外|同|家|故|城关|何|哪|一)[镇乡村屯]$|^.{0,2}(?:居委|办事处)|街道$(?<=^.?街道)|(?:该|本|各|条|的|沿)街道$/;
