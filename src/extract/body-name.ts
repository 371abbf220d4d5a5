import { isPlaceNamed, isSociety } from './body-head.ts';
import type { FieldText } from './field-text.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { surnameScore } from './name-character.ts';

export interface BodyScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  /** Places of the field, by the offset they begin at. */
  readonly placeAt: ReadonlyMap<number, LinkedPlace>;
}

/**
 * Where the name that ends in `head` begins: leftwards over nouns, to the furthest word that can be part of a
 * name (a place, a brand, a word no dictionary has). Undefined where there is none: 上市公司 and 商业银行 are
 * kinds, not names.
 */
export function bodyNameStart(scene: BodyScene, headStart: number, head: string): number | undefined {
  const { field } = scene;
  const words = field.words();
  let first = words.indexAt(headStart);
  let start = dictionaryStart(field, first, headStart);
  let inner = 0;
  for (let steps = 0; steps < MAX_WORDS && first > 0; steps++) {
    const before = first - 1;
    const from = words.startOf(before);
    const word = field.folded.slice(from, words.startOf(first));
    const tag = words.tagOf(before);
    const isPlace = scene.placeAt.has(from);
    if (headStart - from > MAX_LENGTH || !IN_NAME.test(word) || !(isPlace || isInner(tag, word))) break;
    if (isPersonName(tag, word) && inner > 0) break;
    first = before;
    if (isPlace || NAME_TAG.test(tag) || (inner > 0 && isSociety(head) && WIDE.test(word))) start = from;
    inner++;
  }
  if (start === undefined) return undefined;
  start = afterCountry(scene, start, headStart, head);
  return isRealName(scene, start, headStart, head) ? start : undefined;
}

const MAX_WORDS = 9;
const MAX_LENGTH = 26;
const NAME_TAG = /^(?:nr|nrt|nrfg|ns|nz|nt|x|eng|j)$/;
const INNER_TAG = /^(?:n|ng|nz|ns|nt|nr|nrt|nrfg|vn|an|b|j|x|eng|g|l|i|m|s)$/;
/** Verbs that stand in names as nouns. */
const VERBAL =
  /^(?:关心|管理|统计|希望|服务|投资|开发|发展|建设|研究|教育|咨询|促进|保护|监督|调查|合作|交流|救助|援助|认证|注册|认可|检验|检测|保险|仲裁|评估|鉴定|推广|消费|制造|运输|装饰|设计|安装|通信|印刷|贸易|养殖|出版|进出口|拍卖|租赁|担保|证券|联合|登山|登记|计划|改革|核查|监察|协调|反|出口|进口|中介|广播|纺织|冶炼|发电|物流|健身|旅行|旅游|文化)$/;
const WIDE = /^(?:全国|国际|世界|亚洲|全球|中华|欧洲|国家)$/;
const IN_NAME = /^[\p{Script=Han}A-Za-z0-9&·-]+$/u;
/** Unknown words the segmenter glued together from grammar: 正由, 刚出, 日电. */
const FUNCTION_CHARACTER = /[的了在是由被把将与和及向对从刚正电据于至为等称说让给也还都就已并该某任]/;

const isInner = (tag: string, word: string): boolean =>
  !GENERIC_WORD.test(word) &&
  (tag === 'm'
    ? NUMBER.test(word)
    : tag === 'x'
      ? !FUNCTION_CHARACTER.test(word)
      : INNER_TAG.test(tag) || VERBAL.test(word) || word === '下一代');

/** 第二, 九十: not 一 and 几. */
const NUMBER = /^(?:第.*|[一二三四五六七八九十百]{2,}|\d+)$/;

const GENERIC_WORD =
  /^(?:两国|三国|各国|有关|全国性|日电|电|讯|记者|总经理|董事长|总裁|总统|总理|主席|副主席|教授|专家|代表|企业家|本报|行业|先生|女士|全资|上市|控股|旗下|负责人|人士|客户|职工|工人|学生|分析师|经理|主任|院长|局长|部长|书记|市长|省长|厂长|校长|秘书长|家|名|位|所|个|各地|地方|国内|外国|境外|海外|民营|国有|外资|合资|外商|中资|经纪|博彩|嘉宾|会长|理事长|行长|社长|一家|两家|几家|多家|数家|四大|五大|三大|一个|两个|多个|一些|小小|这座|那座|部分|所有|全部|著名|知名|大型|中小|当地|今年|去年|目前|如今|同志|政府|市民|村民|消费者|用户|网友)$/;

/** The dictionary may hold the name and its head as one word. */
function dictionaryStart(field: FieldText, word: number, headStart: number): number | undefined {
  const words = field.words();
  const tag = words.tagOf(word);
  return words.startOf(word) < headStart && tag.startsWith('n') && tag !== 'n' ? words.startOf(word) : undefined;
}

/** A person in front of a body's name (局长张三 …公司) is no part of it; right before the head he may be (李宁公司). */
const isPersonName = (tag: string, word: string): boolean =>
  (tag === 'nr' || tag === 'nrfg') && word.length > 1 && surnameScore(word.slice(0, 1)) !== undefined;

/** 美国密执安州立大学 is the university of that name, in the country. */
function afterCountry({ placeAt }: BodyScene, start: number, headStart: number, head: string): number {
  const place = placeAt.get(start);
  const isCountry = place?.target.kind === 'LINKED' && place.target.key.startsWith('country:');
  if (!isCountry || !/大学|学院/.test(head) || place.target.kind !== 'LINKED' || place.target.key === 'country:CN')
    return start;
  return place.end < headStart ? place.end : start;
}

function isRealName({ field, gazetteer, placeAt }: BodyScene, start: number, headStart: number, head: string): boolean {
  const name = field.folded.slice(start, headStart);
  if (name.length < 2 || GENERIC_NAME.test(name)) return false;
  const placeEnd = placeAt.get(start)?.end ?? gazetteer.places.matcher.at(field.folded, start)[0];
  if (placeEnd === undefined || placeEnd > headStart) return true;
  if (placeEnd === headStart) return isPlaceNamed(head) && !isCountryAt(placeAt, start, head);
  return !KINDS_AFTER_PLACE.test(field.folded.slice(placeEnd, headStart)) || isPlaceNamed(head);
}

/** 美国大学, 日本银行界: only a few heads make a name with a country. */
function isCountryAt(placeAt: ReadonlyMap<number, LinkedPlace>, start: number, head: string): boolean {
  const target = placeAt.get(start)?.target;
  return (
    target?.kind === 'LINKED' && target.key.startsWith('country:') && !/航空公司|石油公司|使馆|领事馆|舰队/.test(head)
  );
}

const KINDS_AFTER_PLACE =
  /^(?:上市|私营|国有|民营|外资|合资|本地|主要|大型|中小|小型|各|跨国|商业|房地产|地产|保险|航空|石油|汽车|科技|互联网|网络|投资|制药|电力|电信|基金|证券|媒体|广告|物流|旅游|软件|游戏|能源|中介|经纪|博彩)*$/;
const GENERIC_NAME =
  /^(?:上市|本|该|子|母|总|分|各|跨国|外国|外资|国有|某|全资|商业|中央|城市|农村|房产经纪|房地产经纪|经纪|中介|博彩|专业|工业|股份|投资|控股|证券|基金|保险|信托|科技|互联网|网络|房地产|地产|旅行|物业|广告|贸易|航空|石油|电力|建筑|运输|国际|国家|全国|世界|小额贷款|担保|高等|职业|技术|民办|公办|重点|普通|私立|公立|综合|人民|三甲|中心|子弟|希望|实验|第一|第二|水泥|化工|食品|汽车|服装|钢铁|造纸|加工|发电|自来水)+$/;
