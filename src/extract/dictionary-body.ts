import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface DictionaryScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/** Words the segmenter's dictionary knows as organisations, where they end as names of such do. */
export function findDictionaryBodies({ field, gazetteer, register }: DictionaryScene): readonly Finding[] {
  const words = field.words();
  const findings: Finding[] = [];
  for (let i = 0; i < words.count; i++) {
    if (words.tagOf(i) !== 'nt') continue;
    const start = words.startOf(i);
    const end = words.startOf(i + 1);
    const name = field.folded.slice(start, end);
    if (name.length < 3 || !NAMED_BODY.test(name) || NOT_A_BODY.test(name)) continue;
    const [placeEnd] = gazetteer.places.matcher.at(field.folded, start);
    if (placeEnd !== undefined && KIND_ONLY.test(field.folded.slice(placeEnd, end))) continue;
    const key = register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name });
    findings.push({ start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationWord });
  }
  return findings;
}

/** With nothing but a place before it, a kind and no name. */
const KIND_ONLY = /^(?:公司|集团|银行|企业|政府|电视台|军队|部队|队|组织|大学)$/;
const NOT_A_BODY =
  /^(?:[市省县区])|^(?:国家|全国)$|^(?:党|团|民间|基层|社会|群众|党团|专业|公益|国际|卫生|恐怖|犯罪|政治|慈善|环保|非政府)组织$|音乐会|演唱会|运动会|^联合会$|公报$|[东西南北中]部$|^(?:外资|中资|国有|城市|农村)?(?:银行|信用社)$|^(?:上市|股份|分|子|总|母|跨国|保险|航空|电力|石油|进出口|房地产|有限|责任|汽车|电信)+公司$|^(?:中级|高级|最高|人民|地方)*法院$|^(?:委员|理事|董事|监事|常委|居委|村委|党委|工作委员|职工代表|股东代表)会$|^(?:中央|商业|专业|地方)银行$|^.{0,2}派出所$|^(?:人民|解放|共产)?党$|^(?:出版|通讯)社$|^(?:研究|卫生|检察)[院所]$|^医学院$|^司令部$|^俱乐部$|^编辑部$|^(?:总|支|干|内|外|全|局|本|大|俱乐|对外)部$|格局$|场所$|^新闻[局社]$|^青年会$|^同志会$|会议$|座谈会|展览会|博览会|交易会|发布会|报告会|研讨会|招待会|茶话会|联欢会|通报会|商店|商务|中学$|^.{2}小学$|党组会/;
const NAMED_BODY = /(?:大学|学院|公司|银行|集团|部|社|报|台|局|会|院|所|厂|队|署|联|盟|组织|党|委|法院|中学)$/;
