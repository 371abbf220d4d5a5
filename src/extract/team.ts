import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { LinkedPlace } from './link.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface TeamScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly register: EntityRegister;
}

/** Teams and delegations: of a place (中国女排, 青岛海牛队), or under a name no dictionary has (锡耶纳队). */
export function findTeams({ field, places, register }: TeamScene): readonly Finding[] {
  const endsAt = new Map(places.map((place) => [place.end, place]));
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(TEAM)) {
    const end = match.index + match[0].length;
    const start = startOf(field, endsAt, match.index, match[0]);
    if (start === undefined) continue;
    const name = field.folded.slice(start, end);
    const key = register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: 'TEAM' });
    findings.push({ start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationTeam });
  }
  return findings;
}

function startOf(
  field: FieldText,
  endsAt: ReadonlyMap<number, LinkedPlace>,
  kindStart: number,
  kind: string,
): number | undefined {
  const place = endsAt.get(kindStart);
  if (place !== undefined) return place.start;
  const words = field.words();
  const last = words.indexAt(kindStart - 1);
  const from = words.startOf(last);
  const tag = words.tagOf(last);
  const brand = field.folded.slice(from, kindStart);
  if (kindStart === 0 || !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(brand) || GENERIC.test(brand) || !kind.endsWith('队'))
    return undefined;
  const before = endsAt.get(from);
  if (before !== undefined && brand.length > 1 && /^(?:n|nz|nr|nrt|nrfg|x|eng|nt)$/.test(tag)) return before.start;
  const isName = /^(?:nz|nr|nrt|x)$/.test(tag) && brand.length > 1 && !FUNCTION_CHARACTER.test(brand);
  return isName ? from : undefined;
}

const TEAM =
  /(?:国家|国奥|国青|青年|奥运|奥林匹克|体育|政府|贸易|经贸|友好|文化|艺术|[男女]子?|足球|篮球|排球|乒乓球|羽毛球|网球|曲棍球|手球|冰球|围棋|象棋|田径|体操|游泳|跳水|射击|举重|登山|考察|联合|明星|代表){0,5}(?:代表团|代表队|(?<![军部大支中总小排连团编梯列车])队(?!长|员|友|伍|列|里|内|中|医|服|形|旗|名|史|徽|歌)|艺术团|女排|男排|女足|男足|女篮|男篮)/g;
const GENERIC =
  /^(?:消防|医疗|救援|游泳|巡逻|施工|考古|工程|仪仗|志愿|冠军|球|两|各|该|我|本|客|主|强|弱|劲|老|新|豪门|对方|对手|成年|预备|突击|小分|敢死|别动|游击|先锋|勘探|地质|测量|巡回|宣传|服务|助威|拉拉|啦啦|施救|搜救|抢险|应急|联防|防暴|特警|交警|民警|骑警|武警|刑警)$/;
const FUNCTION_CHARACTER = /[的了在是由被把将与和及向对从刚正据于至为等称说让给也还都就已并该各两每球]/;
