import { type FieldText, isLatin, isLatinWord } from './field-text.ts';
import type { Form, Gazetteer } from './gazetteer.ts';

/** A place name found in its surroundings; what it means is decided when the whole article is known. */
export interface PlaceHit {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  /** A word of the dictionary by itself, not only at its borders. */
  readonly isWord: boolean;
}

/**
 * One pass from left to right, longest name first. A name that its surroundings rule out (part of
 * another word, of a road, a river or a hotel) is passed over, so that one beginning inside it is found.
 */
export function scanPlaces(field: FieldText, gazetteer: Gazetteer): readonly PlaceHit[] {
  const { matcher, forms } = gazetteer.places;
  const hits: PlaceHit[] = [];
  for (let i = 0; i < field.folded.length; ) {
    const found = matcher.at(field.folded, i);
    let next = i + 1;
    for (let k = 0; k < found.length; k += 2) {
      const end = found[k] as number;
      const form = forms[found[k + 1] as number] as Form;
      if (form.isBlocker) {
        next = end;
        break;
      }
      const shorterEnd = found[k + 2];
      if (shorterEnd === end - 1 && LEVEL_WORD_OF_NEXT.test(field.folded.slice(end - 1, end + 1))) continue;
      if (!isPlausible(field, gazetteer, { start: i, end, form, follows: hits.at(-1)?.end === i })) continue;
      hits.push({ start: i, end, form, isWord: isLatin(form.text) || isWholeWord(field, i, end) });
      next = end;
      break;
    }
    i = next;
  }
  return hits;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  /** Right after another place, so that a name begins here whatever the segmenter says (上海浦东). */
  readonly follows: boolean;
}

function isPlausible(field: FieldText, gazetteer: Gazetteer, { start, end, form, follows }: Span): boolean {
  if (isLatin(form.text)) return isLatinWord(field.folded, start, end);
  const after = field.folded.slice(end, end + 6);
  if (form.isFull) return form.text.length > 2 || field.words().isBorder(start);
  if (PART_OF_NAME.test(after)) return false;
  const words = field.words();
  const first = words.indexAt(start);
  const wordStart = words.startOf(first);
  if (!follows && wordStart !== start && !LEADING.test(field.folded.slice(wordStart, start))) return false;
  if (words.isBorder(end) || gazetteer.agencies.at(field.folded, end) !== undefined) return true;
  if (COUNTED_PROVINCES.test(after)) return true;
  const last = words.indexAt(end - 1);
  if (last !== first) return form.text.length > 2;
  const rest = field.folded.slice(end, words.startOf(first + 1));
  return isHighLevel(form) ? !REST_OF_OTHER_NAME.test(rest) : REST_OF_SAME_NAME.test(rest);
}

const isHighLevel = (form: Form): boolean =>
  form.entries[0]?.level === 'COUNTRY' || form.entries[0]?.level === 'PROVINCE';

function isWholeWord(field: FieldText, start: number, end: number): boolean {
  const words = field.words();
  return words.isBorder(start) && words.startOf(words.indexAt(start) + 1) === end;
}

/** The level word belongs to what follows: 北京 市民, 河北 省会, 西藏 区域. */
const LEVEL_WORD_OF_NEXT = /^(?:市[民场值面价容区盈占况]|省[会]|县[城域]|区[域间别块])/;
/** What makes a short name part of a road, a water, a mountain or a house. */
const PART_OF_NAME =
  /^(?:[东西南北中]?[一二三四五六七八九十]?(?:路(?![演透线径过途段费])|大街|大道|街(?![头道区])|巷|胡同)|湖(?![南北])|江(?![苏西])|河(?![北南])|海峡|峡|山脉|大?(?:酒店|饭店|宾馆|大厦|烤鸭|拉面|时间(?!紧|充|有|安)|克朗|卢布|法郎|卢比|比索|里拉))/;
/** 辽宁、山东三省: the segmenter reads 东三省. */
const COUNTED_PROVINCES = /^[两二三四五六七八九十多各]?[省市](?!委)/;
/** Before a name inside one dictionary word: 全中国, 旅美. */
const LEADING = /^[全新老旧原驻赴旅来在访到离抵大]$/;
/** After a province or country inside one dictionary word, and then it is another thing's name. */
const REST_OF_OTHER_NAME =
  /^(?:[湖江河海峡山路街桥港站]|大学|饭店|银行|画报|日报|晚报|时报|公司|语|话|史|菜|文|戏|剧|画|队|社|币|元|画|经|豆|梧桐|队|鼠|参|产)/;
const REST_OF_SAME_NAME = /^(?:人|市民|籍|方面|地区|城|市区|城区)$/;
