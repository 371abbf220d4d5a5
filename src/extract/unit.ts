import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface UnitScene {
  readonly field: FieldText;
  readonly register: EntityRegister;
}

/**
 * Parts of organisations: one that is named, and right behind it nouns that end as parts do (国务院 + 法制办公室,
 * 招商银行 + 东直门支行, 清华大学 + 心理学系). The part has the whole as its parent, and its authority.
 */
export function findUnits({ field, register }: UnitScene, wholes: readonly Finding[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { start, end, target } of wholes) {
    if (target.kind !== 'LINKED') continue;
    const unitEnd = unitEndAfter(field, end);
    const whole = register.get(target.key);
    if (unitEnd === undefined || whole === undefined) continue;
    const part = field.folded.slice(end, unitEnd);
    const key = register.note(
      {
        // A local agency's key does not repeat its place.
        key: organisationKey(whole.jurisdictionKey, `${whole.key.slice(whole.key.lastIndexOf('/') + 1)}${part}`),
        type: 'ORGANIZATION',
        name: `${whole.name}${part}`,
        parentKey: whole.key,
        jurisdictionKey: whole.jurisdictionKey,
        subtype: whole.subtype,
      },
      { form: field.text.slice(start, unitEnd), kind: 'SHORT' },
    );
    findings.push({
      start,
      end: unitEnd,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationUnit,
    });
  }
  return findings;
}

const MAX_WORDS = 6;
const MAX_LENGTH = 16;

function unitEndAfter(field: FieldText, start: number): number | undefined {
  const words = field.words();
  if (!words.isBorder(start)) return undefined;
  let found: number | undefined;
  const first = words.indexAt(start);
  for (let i = first; i < Math.min(words.count, first + MAX_WORDS); i++) {
    const end = words.startOf(i + 1);
    const word = field.folded.slice(words.startOf(i), end);
    if (end - start > MAX_LENGTH || !IN_NAME.test(word)) break;
    if (!INNER_TAG.test(words.tagOf(i)) && !VERBAL.test(word) && !UNIT.test(word)) break;
    const run = field.folded.slice(start, end);
    if (
      run.length > 1 &&
      UNIT.test(run) &&
      !NOT_A_UNIT.test(run) &&
      !OFFICE_AFTER.test(field.folded.slice(end, end + 2))
    )
      found = end;
  }
  return found;
}

const INNER_TAG = /^(?:n|ng|nz|ns|nt|nr|nrt|vn|an|b|j|x|eng|g|l|i|m|s)$/;
const IN_NAME = /^[\p{Script=Han}A-Za-z0-9]+$/u;
const VERBAL =
  /^(?:管理|统计|服务|投资|开发|发展|建设|研究|教育|咨询|促进|保护|监督|调查|合作|交流|评估|推广|消费|设计|通信|指导|执法|检查|协调|联合|后勤|组织|宣传|注册|认可|残疾人)$/;
const UNIT =
  /(?:办公室|办公厅|秘书处|研究室|研究所|研究院|研究中心|中心|委员会|工委|党委|党组|党总支|党支部|团委|[^全内外干各局大总东西南北中上下一二三两]部|司|分局|[^歌布格结当饭骗僵败开]局|[^好处用何各四到深远近坏长短]处|[^本百学教内外妇儿文理专]科|[支大总中]队|[文艺]术?团|剧团|代表团|考察团|歌舞团|合唱团|学院|[^关联体派嫡]系|分校|附中|附小|附属医院|分行|支行|分公司|分会|协会|学会|分社|分院|出版社|舰队|编队|频道|总部|基金会|联谊会|研究会|实验室|法工委|小组|指挥部|代表处|办事处|记者站|监督机构|党校)$/;
const NOT_A_UNIT =
  /^(?:的|和|与|等|是|在)|^(?:领导|有关|相关|各|主要|下属|所属|内设|直属|全体|三个|两个)|^(?:总部|中心|办公室|学院|协会|大队|支队|总队|小组|部|局|处|科|系|司)$/;
/** 局 of 局长 is no unit. */
const OFFICE_AFTER = /^(?:长|员|门|级|署|队|位|主任|属|列|统|委会)/;
