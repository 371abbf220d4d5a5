import type { FieldText } from './field-text.ts';
import type { Form } from './gazetteer.ts';
import { isTransliterated } from './transliteration.ts';

/** True when what follows makes the name part of a water, a mountain, a house, a dish or a coin. */
export function isPartOfName(field: FieldText, end: number): boolean {
  const after = field.folded.slice(end, end + 6);
  if (PART_OF_NAME.test(after)) return true;
  // 青海 湖, but 江苏 江阴.
  return WATER.test(after) && !(field.borders().isBorder(end) && field.borders().wordAt(end).end > end + 1);
}

const WATER = /^[湖江河峡]/;
const PART_OF_NAME =
  /^(?:海峡|山脉|大?(?:酒店|饭店|宾馆|大厦|烤鸭|拉面|时间(?!紧|充|有|安|[为是]\d)|克朗|卢布|法郎|卢比|比索|里拉|火锅|炒饭|米粉|啤酒|茅台|白药|毛尖|龙井|汽水|泡菜|香醋|老醋|陈醋|白酒|黄酒|二锅头|大曲|普洱|板鸭|烤肉|羊肉串|小笼包|臭豆腐|热干面|过桥米线|米线|肉夹馍|凉皮|担担面|麻辣烫|火腿|腊肉|月饼|点心|大闸蟹|小龙虾))/;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
}

/** Words beside a name that only a place has. */
export const isFramed = (folded: string, start: number, end: number): boolean =>
  FRAME_BEFORE.test(folded.slice(Math.max(0, start - 3), start)) || FRAME_AFTER.test(folded.slice(end, end + 4));

const FRAME_BEFORE =
  /(?:在|于|到|抵|赴|去|往|从|来自|途经|路过|返回|走进|离开|驻|地处|县|市|省|州|地区|首都|城市|古城)$/;
const FRAME_AFTER =
  /^(?:人(?![才员数们口士类民权])|境内|籍|地区|一带|县|市|农民|老区|民警|公安|法院|检察|两地|三地|等地|当地|老城|火车站|机场|海关|口岸|港|本地|乡下|城里|城区|\d{1,2}月\d{1,2}日电)/;

/**
 * False when the name is the beginning of another word (湖南 in 湖南洲 where the segmenter reads 洲湖 南洲). Where a
 * word goes on behind it, the name of a province or of a place abroad is one all the same, unless the rest says
 * what else it names (台湾海峡, 四川大学); a smaller place's only before 人, 籍, 方面 and their like.
 */
export function mayEndHere(field: FieldText, { start, end, form }: Span): boolean {
  const borders = field.borders();
  if (borders.isBorder(end)) return true;
  if (DIRECTION_AFTER.test(field.folded.slice(end, end + 3))) return true;
  const after = field.folded.slice(end, end + 6);
  if (COUNTED_PROVINCES.test(after) || AGENCY_WORD.test(after)) return true;
  const first = borders.wordAt(start);
  const last = borders.wordAt(end - 1);
  if (last.start !== first.start) return form.text.length > 2;
  const rest = field.folded.slice(end, last.end);
  const level = form.entries[0]?.level;
  return level === 'PREFECTURE' || level === 'COUNTY' ? REST_OF_SAME_NAME.test(rest) : !REST_OF_OTHER_NAME.test(rest);
}

/** 江南 中北部, 黄河 源头: the segmenter may join these otherwise. */
const DIRECTION_AFTER =
  /^(?:[东西南北中]{1,2}部|以[东西南北]|[上中下]游|两岸|流域|沿岸|沿线|源头?|境内|各[国地]|诸[国强]|全境|地区|的|等)/;
/** 辽宁、山东三省: the segmenter reads 东三省. */
const COUNTED_PROVINCES = /^[两二三四五六七八九十多各]?[省市](?!委)/;
/** The beginnings of agencies' names that the segmenter may have joined to the place. */
const AGENCY_WORD = /^(?:[省市县区州]?(?:委|政府|人大|政协|纪委|法院|检察|公安))/;
/** After a province or country inside one dictionary word, and then it is another thing's name. */
const REST_OF_OTHER_NAME =
  /^(?:[湖江河海峡山路街桥港站]|大学|饭店|银行|画报|日报|晚报|时报|公司|语|话|史|菜|文|戏|剧|画|队|社|币|元|画|经|豆|梧桐|队|鼠|参|产|蛙|犬|红|绿|熊|虎|猪|牛)/;
const REST_OF_SAME_NAME = /^(?:人|市民|籍|方面|地区|城|市区|城区|境内|话)$/;

/** A short name within a longer one written by its sound: 鲁 in 鲁西亚努, 奥兰 in 奥兰迪斯. */
export function isInForeignName(field: FieldText, start: number, end: number): boolean {
  const { folded } = field;
  if (!isTransliterated(folded, start, end)) return false;
  const borders = field.borders();
  const isSound = (offset: number): boolean => {
    if (offset < 0 || offset >= folded.length || !isTransliterated(folded, offset, offset + 1)) return false;
    const word = borders.wordAt(offset);
    if (!isTransliterated(folded, word.start, word.end)) return false;
    return word.end - word.start > 1 ? UNKNOWN.test(word.tag) : LONE.test(word.tag);
  };
  return isSound(start - 1) || isSound(end);
}

const UNKNOWN = /^(?:x|nr|nrt|nrfg)$/;
/** A single character that is no word of grammar. */
const LONE = /^(?:x|nr|nrt|nrfg|j|ng|g|zg|nz)$/;
