import type { PlaceLevel } from '../model/entity.ts';
import { type FieldText, isLatin } from './field-text.ts';
import type { Form, Gazetteer } from './gazetteer.ts';
import { isPlausibleLatin } from './latin-place.ts';
import { isPersonName } from './person-like.ts';
import { isFramed, isInForeignName, isPartOfName, mayEndHere } from './place-surroundings.ts';
import { findShapedPlaces } from './shaped-place.ts';
import { SpanMap } from './span-map.ts';

/** A place name found in its surroundings; what it means is decided when the whole article is known. */
export interface PlaceHit {
  readonly start: number;
  readonly end: number;
  /** As it stands in the folded text. */
  readonly name: string;
  /** What the gazetteer has under this name; null when only the name tells that it is a place. */
  readonly form: Form | null;
  /** Of a name the gazetteer does not have: what sort of place it says it is. */
  readonly level: PlaceLevel | null;
  /** The name it begins with, of the place it lies in: 广元 of 广元火车站. */
  readonly inside: Form | null;
  /** A word of the dictionary by itself, not only at its borders. */
  readonly isWord: boolean;
  /** The words beside it say that it is a place: 在 or 前往 before it, 境内 or 人 behind it. */
  readonly isFramed: boolean;
  /** Right behind a 、. */
  readonly isAfterComma: boolean;
}

/**
 * One pass from left to right, longest name first. A name that its surroundings rule out (part of
 * another word, of a river, a hotel or a person's name) is passed over, so that one beginning inside it is found.
 */
export function scanPlaces(field: FieldText, gazetteer: Gazetteer): readonly PlaceHit[] {
  const hits: PlaceHit[] = [];
  const { places, placeWords } = gazetteer;
  for (let i = 0; i < field.folded.length; ) {
    if (places.matcher.at(field.folded, i).length === 0 && placeWords.matcher.at(field.folded, i).length === 0) {
      i++;
      continue;
    }
    const found = hitAt(field, gazetteer, { start: i, follows: mayContain(hits.at(-1), i) });
    if (found?.hit !== undefined)
      hits.push({ ...found.hit, name: field.folded.slice(i, found.end), isAfterComma: field.folded[i - 1] === '、' });
    i = found?.end ?? i + 1;
  }
  const taken = new SpanMap<PlaceHit>(field.folded.length, hits);
  const shaped = findShapedPlaces(field, taken);
  return shaped.length === 0 ? hits : [...hits, ...shaped].sort((a, b) => a.start - b.start);
}

/** Right behind a division or a country. */
function mayContain(hit: PlaceHit | undefined, start: number): boolean {
  return hit?.end === start && hit.form?.entries.some(({ key }) => /^(?:cn|country):/.test(key)) === true;
}

interface Place {
  readonly start: number;
  /** Right after another place, so that a name begins here whatever the segmenter says (上海浦东). */
  readonly follows: boolean;
}

/** The hit that begins here, or only an end: of an expression that holds a place's name and is none. */
function hitAt(
  field: FieldText,
  gazetteer: Gazetteer,
  { start, follows }: Place,
): { readonly hit?: Omit<PlaceHit, 'name' | 'isAfterComma'>; readonly end: number } | undefined {
  const { folded } = field;
  const { places, placeWords } = gazetteer;
  const found = places.matcher.at(folded, start);
  const [wordEnd = 0, wordId = 0] = placeWords.matcher.at(folded, start);
  if (wordEnd > (found[0] ?? start)) {
    const span = { start, end: wordEnd };
    if (isPlaceWord(field, span, follows))
      return {
        hit: {
          ...span,
          form: null,
          level: placeWords.levels[wordId] as PlaceLevel,
          inside: null,
          isWord: true,
          isFramed: true,
        },
        end: wordEnd,
      };
  }
  for (let k = 0; k < found.length; k += 2) {
    const end = found[k] as number;
    const form = places.forms[found[k + 1] as number] as Form;
    if (form.isBlocker) {
      if (isLatin(form.text) || field.borders().isBorder(end)) return { end };
      continue;
    }
    if (found[k + 2] === end - 1 && LEVEL_WORD_OF_NEXT.test(folded.slice(end - 1, end + 1))) continue;
    const road = isLatin(form.text) ? undefined : namedAfterEnd(folded, end, form);
    if (road !== undefined && isWhole(field, { start, end: road, follows }))
      return {
        hit: {
          start,
          end: road,
          form: null,
          level: 'AREA',
          isWord: true,
          isFramed: true,
          inside: ROAD.test(folded.slice(end, road)) ? null : form,
        },
        end: road,
      };
    if (!isPlausible(field, gazetteer, { start, end, form, follows })) continue;
    const full = end + restOfName(folded, end, form);
    return {
      hit: { start, end: full, form, level: null, inside: null, ...standing(field, { start, end, form }) },
      end: full,
    };
  }
  return undefined;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  readonly follows: boolean;
}

function isPlausible(field: FieldText, { agencies, places }: Gazetteer, { start, end, form, follows }: Span): boolean {
  const { folded } = field;
  if (isLatin(form.text)) return isPlausibleLatin(folded, { start, end, form });
  if (DOT.test(folded[start - 1] ?? '') || DOT.test(folded[end] ?? '')) return false;
  const borders = field.borders();
  if (form.isFull && isDivision(form))
    return (
      (form.text.length > 3 || follows || borders.isBorder(start) || /^n[st]/.test(borders.wordAt(start).tag)) &&
      !(form.text.length === 2 && folded[end] === '长')
    );
  if (isPartOfName(field, end)) return false;
  if (!follows && !isCountry(form) && isPersonName(field, start, end)) return false;
  if (form.isFull)
    return form.text.length > 2 ? !isInForeignName(field, start, end) : follows || borders.isBorder(start);
  if (form.text.length < 4 && !follows && isInForeignName(field, start, end)) return false;
  const first = borders.wordAt(start);
  if (!follows && first.start !== start && !LEADING.test(folded.slice(first.start, start))) {
    if (form.text.length < 4 || isDivision(form)) return false;
  }
  if (agencies.at(folded, end) !== undefined) return true;
  // 武汉 长江大桥, one word of the dictionary.
  if (places.matcher.at(folded, end).length > 0 && borders.wordAt(start).end > end + 1) return true;
  return mayEndHere(field, { start, end, form });
}

function isPlaceWord(field: FieldText, { start, end }: { start: number; end: number }, follows: boolean): boolean {
  const borders = field.borders();
  if (!follows && !borders.isBorder(start)) return false;
  if (!borders.isBorder(end) && !/^(?:村|镇|乡)[民委长]/.test(field.folded.slice(end - 1, end + 1))) {
    if (borders.wordAt(end - 1).end > end + 1) return false;
  }
  return (
    !DOT.test(field.folded[end] ?? '') &&
    !DOT.test(field.folded[start - 1] ?? '') &&
    !/^nr/.test(borders.wordAt(start).tag)
  );
}

/** Where a road or a house named after the place ends: 南京 + 西路, 广元 + 火车站, 虹口 + 体育馆. */
function namedAfterEnd(folded: string, end: number, form: Form): number | undefined {
  const after = folded.slice(end, end + 10);
  if (form.isFull || form.entries[0]?.level === 'REGION') return undefined;
  const match = ROAD.exec(after) ?? FACILITY.exec(after);
  return match === null ? undefined : end + match[0].length;
}

function isWhole(field: FieldText, { start, end, follows }: { start: number; end: number; follows: boolean }): boolean {
  const borders = field.borders();
  return (follows || borders.isBorder(start)) && borders.isBorder(end);
}

/** How much further the name goes: 苏里南 + 共和国, 维也纳 + 市. */
function restOfName(folded: string, end: number, form: Form): number {
  const level = form.entries[0]?.level;
  if (level === 'COUNTRY') return REST_OF_COUNTRY_NAME.exec(folded.slice(end, end + 14))?.[0].length ?? 0;
  if (level === 'CITY' && !/[市县]$/.test(form.text))
    return /^市(?![民场值面价容区盈占况长])/.test(folded.slice(end, end + 2)) ? 1 : 0;
  if (level === 'STATE' && !/[州省邦]$/.test(form.text))
    return /^(?:[州邦]|大区)/.exec(folded.slice(end, end + 2))?.[0].length ?? 0;
  return 0;
}

const isCountry = (form: Form): boolean => form.entries[0]?.level === 'COUNTRY';
export const isDivision = (form: Form): boolean => form.entries[0]?.key.startsWith('cn:') === true;

/** How a name stands in its sentence; asked only of those that need evidence to be places at all. */
function standing(
  field: FieldText,
  { start, end, form }: Omit<Span, 'follows'>,
): Pick<PlaceHit, 'isWord' | 'isFramed'> {
  if (isLatin(form.text) || form.isFull || form.text.length > 2)
    return { isWord: true, isFramed: isFramed(field.folded, start, end) };
  const word = field.borders().wordAt(start);
  const isWord = word.start === start && word.end === end;
  return {
    isWord,
    isFramed: isWord && (word.tag === 'ns' || (word.tag === 'nz' && isFramed(field.folded, start, end))),
  };
}

/** Between the parts of a foreigner's name. */
const DOT = /[·•・]/;
const ROAD =
  /^[东西南北中]?(?:[一二三四五六七八九十]{1,2})?(?:[东西南北中])?(?:路(?![演透线径过途段费人])|大街|大道|街(?![头道区])|巷(?!子)|胡同)/;
const FACILITY =
  /^(?:国际|中央|人民|文化|市民|世纪|奥林匹克|奥体|第[一二三四五]|[东西南北])?(?:机场|火车站|汽车站|客运站|车站|高铁站|地铁站|[东西南北]站|体育馆|体育场|体育中心|展览中心|会展中心|会议中心|展览馆|图书大厦|大厦|广场|公园|植物园|动物园|隧道|大桥|[一二三四五]桥|码头|水库|水电站|核电站|开发区|保税区|工业区|工业园区?|产业园区?|科技园区?|高新区|经开区|新区|自贸区|半岛|群岛|盆地|草原|运河|海峡|古城|老城|故居|遗址|航天城|湿地|风景区|自然保护区|国家公园|口岸|海滩|海岸|监狱|军港|空军基地|海军基地|基地|港(?![口股元币商台澳府人资独区务]))(?!管委|管理|集团|公司|局|股份)/;
/** The level word belongs to what follows: 北京 市民, 河北 省会, 西藏 区域. */
const LEVEL_WORD_OF_NEXT = /^(?:市[民场值面价容区盈占况]|省[会]|县[城域]|区[域间别块内])/;
/** 苏里南共和国, 大不列颠及北爱尔兰联合王国. */
const REST_OF_COUNTRY_NAME =
  /^(?:(?:人民|民主|社会主义|伊斯兰|阿拉伯|联邦|多民族|合作|联合|东岸|大公)*(?:共和国|王国|公国|合众国|酋长国|苏丹国)(?!军)|联邦(?=政府|总统|总理|[，。、]))/;
/** Before a name inside one dictionary word: 全中国, 旅美. */
const LEADING = /^[全新老旧原驻赴旅来在访到离抵大前]$/;
