import type { EntityKey } from '../model/entity.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface CompanyScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Companies, universities and the like by the word they end in, leftwards over nouns to a word that can
 * be a name; and words the dictionary knows as organisations. What is only a kind of organisation
 * (上市公司, 商业银行) has no such word and is left alone.
 */
export function findNamedBodies({ field, gazetteer, register }: CompanyScene): readonly Finding[] {
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(SUFFIX)) {
    const end = match.index + match[0].length;
    const start = nameStart({ field, gazetteer }, match.index, match[0]);
    if (start === undefined) continue;
    const name = field.folded.slice(start, end);
    const key =
      knownCompany(name, gazetteer) ??
      register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: subtypeOf(match[0]) });
    findings.push({
      start,
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationSuffix,
    });
  }
  return [...findings, ...dictionaryBodies({ field, gazetteer, register }), ...teams({ field, gazetteer, register })];
}

const SUFFIX =
  /(?:股份)?有限(?:责任)?公司|(?:集团|总|分|子)?公司|集团|银行(?!卡|家|业|间|股|账|行长?|存|贷)|大学(?!生|毕|城|路|教|校|学|里|时|期|教授)|(?<!到)学院(?!派|路)|交易所|协会|学会|研究院|研究所|研究中心|出版社|报社|日报|晚报|时报|电视台|广播电台|通讯社|俱乐部|基金会|联合会|商会|医院(?!门)|中学(?!生)|博物馆|图书馆|事务所|杂志社|证券(?!市|交|法|监|投|化)|保险公司|航空公司|委员会|理事会|联合国军/g;

/** 比亚迪股份有限公司 is 比亚迪. */
function knownCompany(name: string, gazetteer: Gazetteer): EntityKey | undefined {
  const brief = name.replace(LEGAL_FORM, '');
  return gazetteer.named(brief).find(({ type, subtype }) => type === 'ORGANIZATION' && subtype === 'COMPANY')?.key;
}

const LEGAL_FORM = /(?:控股|集团)?(?:股份)?(?:有限)?(?:责任)?公司$|集团$/;

const SUBTYPES: readonly (readonly [RegExp, string])[] = [
  [/公司|集团|银行|证券/, 'COMPANY'],
  [/大学|学院|中学/, 'SCHOOL'],
  [/日报|晚报|时报|报社|电视台|电台|通讯社|出版社|杂志社/, 'MEDIA'],
  [/交易所/, 'EXCHANGE'],
  [/医院/, 'HOSPITAL'],
  [/研究/, 'RESEARCH'],
];
const subtypeOf = (suffix: string): string | null => SUBTYPES.find(([pattern]) => pattern.test(suffix))?.[1] ?? null;

const NAME_TAG = /^(?:nr|nrt|nrfg|ns|nz|nt|x|eng|j)$/;
const INNER_TAG = /^(?:n|ng|nz|ns|nt|nr|nrt|nrfg|vn|an|b|j|x|eng|g|l|i)$/;
const MAX_WORDS = 6;
const MAX_LENGTH = 24;

function nameStart(
  { field, gazetteer }: Pick<CompanyScene, 'field' | 'gazetteer'>,
  suffixStart: number,
  suffix: string,
): number | undefined {
  const words = field.words();
  let first = words.indexAt(suffixStart);
  // The dictionary may hold the name and its suffix as one word.
  let start =
    words.startOf(first) < suffixStart && words.tagOf(first).startsWith('n') ? words.startOf(first) : undefined;
  if (start !== undefined && words.tagOf(first) === 'n') start = undefined;
  for (let steps = 0; steps < MAX_WORDS && first > 0; steps++) {
    const before = first - 1;
    const word = field.folded.slice(words.startOf(before), words.startOf(first));
    if (!INNER_TAG.test(words.tagOf(before)) || !IN_NAME.test(word) || GENERIC_WORD.test(word)) break;
    if (words.tagOf(before) === 'x' && FUNCTION_CHARACTER.test(word)) break;
    if (suffixStart - words.startOf(before) > MAX_LENGTH) break;
    first = before;
    if (NAME_TAG.test(words.tagOf(before))) start = words.startOf(before);
  }
  if (start === undefined) return undefined;
  const name = field.folded.slice(start, suffixStart);
  const [placeEnd] = gazetteer.places.matcher.at(field.folded, start);
  const isOnlyPlace = placeEnd === suffixStart;
  const level = isOnlyPlace
    ? gazetteer.places.forms[gazetteer.places.matcher.at(field.folded, start)[1] ?? -1]?.entries[0]?.level
    : null;
  if (name.length < 2 || (isOnlyPlace && (!PLACE_NAMED.test(suffix) || level === 'COUNTRY')) || GENERIC_NAME.test(name))
    return undefined;
  return start;
}

const IN_NAME = /^[\p{Script=Han}A-Za-z0-9&·-]+$/u;
/** Suffixes that make a name together with nothing but a place: 四川大学, 北京银行. */
const PLACE_NAMED = /大学|银行|日报|晚报|时报|电视台|博物馆|图书馆|证券|学院|出版社|交易所|广播电台|中学/;
/** Unknown words the segmenter glued together from grammar: 正由, 刚出, 日电. */
const FUNCTION_CHARACTER = /[的了在是由被把将与和及向对从刚正电据于至为等称说让给也还都就已并]/;
const GENERIC_WORD =
  /^(?:两国|三国|各国|有关|全国性|日电|电|讯|记者|记者|总经理|董事长|总裁|总统|总理|主席|副主席|教授|专家|代表|企业|国家|本报|行业|先生|女士|全资|上市|控股|旗下|负责人|人士|客户|职工|工人|学生|分析师|经理|主任|院长|局长|部长|书记|市长|省长|家|名|位|全国|各地|地方|国际|世界|国内|外国|境外|海外|民营|国有|外资|合资|外商|中资|城市|农村|中介|经纪|房产|博彩)$/;
const GENERIC_NAME =
  /^(?:上市|本|该|子|母|总|分|各|跨国|外国|外资|国有|某|全资|商业|中央|城市|农村|房产经纪|房地产经纪|经纪|中介|博彩|专业|工业|股份|投资|控股|证券|基金|保险|信托|科技|互联网|房地产|地产|旅行|物业|广告|贸易|航空|石油|电力|建筑|运输)+$/;

function dictionaryBodies({ field, gazetteer, register }: CompanyScene): Finding[] {
  const words = field.words();
  const findings: Finding[] = [];
  for (let i = 0; i < words.count; i++) {
    const start = words.startOf(i);
    const end = words.startOf(i + 1);
    const name = field.folded.slice(start, end);
    if (words.tagOf(i) !== 'nt' || name.length < 3 || !NAMED_BODY.test(name) || NOT_A_BODY.test(name)) continue;
    const [placeEnd] = gazetteer.places.matcher.at(field.folded, start);
    if (placeEnd !== undefined && KIND_ONLY.test(field.folded.slice(placeEnd, end))) continue;
    const key = register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name });
    findings.push({ start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationWord });
  }
  return findings;
}

/** A place's team or delegation: 中国女排 is one, 中国排队 is none. */
function teams({ field, gazetteer, register }: CompanyScene): Finding[] {
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(TEAM)) {
    for (const length of [6, 5, 4, 3, 2]) {
      const start = match.index - length;
      const [placeEnd, id] = start < 0 ? [] : gazetteer.places.matcher.at(field.folded, start);
      if (placeEnd !== match.index || id === undefined || gazetteer.places.forms[id]?.isBlocker === true) continue;
      const end = match.index + match[0].length;
      const name = field.folded.slice(start, end);
      const key = register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: 'TEAM' });
      findings.push({
        start,
        end,
        type: 'ORGANIZATION',
        target: { kind: 'LINKED', key },
        rule: RULES.organisationSuffix,
      });
      break;
    }
  }
  return findings;
}

const TEAM =
  /(?:国家|国奥|国青|青年|奥运|奥林匹克|体育|政府|贸易|经贸|友好|文化|艺术|[男女]子?|足球|篮球|排球|乒乓球|羽毛球|网球|曲棍球|手球|冰球|围棋|象棋|田径|体操|游泳|跳水|射击|举重|登山|考察|联合|明星|代表){0,5}(?:代表团|代表队|队(?!长|员|友|伍|列|里|内|中|医|服)|艺术团|女排|男排|女足|男足|女篮|男篮)/g;

/** With nothing but a place before it, a kind and no name. */
const KIND_ONLY = /^(?:公司|集团|银行|企业|政府|电视台|军队|部队|队|组织)$/;
const NOT_A_BODY =
  /^(?:[市省县区]|国家|全国)|^(?:党|团|民间|基层|社会|群众|党团|专业|公益|国际)组织$|音乐会|演唱会|运动会|^联合会$|公报$|[东西南北中]部$|^(?:外资|中资|国有)银行$|^(?:上市|股份|分|子|总|母|跨国|保险|航空|电力|石油|进出口|房地产|有限|责任)+公司$|^(?:中级|高级|最高|人民|地方)*法院$|^(?:委员|理事|董事|监事|常委|居委|村委)会$|^(?:中央|商业|专业|地方)银行$|^.{0,2}派出所$|^(?:人民|解放|共产)?党$|^出版社$|^研究[院所]$|^医学院$|^司令部$|^俱乐部$|^编辑部$|^(?:总|支|干|内|外|全|局|本|大)部$/;
const NAMED_BODY = /(?:大学|学院|公司|银行|集团|部|社|报|台|局|会|院|所|厂|队|署|联|盟|组织|党|委|法院|中学)$/;
