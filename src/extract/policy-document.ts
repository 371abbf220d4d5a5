import type { EntityKey } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';

/** `doc:` and the title folded, without quotation marks, brackets and space. */
export function policyDocumentKey(title: string): EntityKey {
  return `doc:${foldName(title).replace(MARKS, '')}` as EntityKey;
}

const MARKS = /[\s"'“”‘’「」『』《》〈〉()（）[\]【】]/g;

/**
 * Titles in 《》 that are documents of an authority: by the word they end in, or because they read
 * 关于…的…. The span includes the marks. Papers, films and books are no mention.
 *
 * `organisations` of the same field give the issuer: the one the title begins with, else the one right
 * before the verb in X发布了《…》.
 */
export function findPolicyDocuments(
  field: FieldText,
  organisations: readonly Finding[],
  register: EntityRegister,
): readonly Finding[] {
  const findings: Finding[] = [];
  const issuers = new SpanMap(field.folded.length, organisations);
  for (const { start, end } of titles(field.folded)) {
    if (end - start > MAX_LENGTH) continue;
    const title = field.text.slice(start + 1, end - 1).trim();
    const subtype = kindOf(field.folded.slice(start + 1, end - 1));
    const isSubject = subtype === null && /^(?:[^《》]{0,30})关于.+的/.test(title);
    if (subtype === null && !isSubject) continue;
    const key = register.note({
      key: policyDocumentKey(title),
      type: 'POLICY_DOCUMENT',
      name: title.replace(/\s+/g, ' '),
      issuerKey: issuerOf(field, { start, end }, issuers),
      subtype,
    });
    findings.push({
      start,
      end,
      type: 'POLICY_DOCUMENT',
      target: { kind: 'LINKED', key },
      rule: isSubject ? RULES.documentSubject : RULES.documentTitle,
    });
  }
  return findings;
}

const MAX_LENGTH = 150;

/** Outermost 《…》; one that its paragraph does not close is none. */
function* titles(folded: string): Generator<{ start: number; end: number }> {
  let depth = 0;
  let start = 0;
  for (let i = 0; i < folded.length; i++) {
    const character = folded[i];
    if (character === '\n') depth = 0;
    else if (character === '《') {
      if (depth++ === 0) start = i;
    } else if (character === '》' && depth > 0 && --depth === 0) yield { start, end: i + 1 };
  }
}

const KINDS = [
  '通知',
  '通告',
  '公告',
  '通报',
  '公报',
  '意见',
  '条例',
  '办法',
  '规定',
  '规则',
  '细则',
  '准则',
  '方案',
  '规划',
  '纲要',
  '计划',
  '决定',
  '决议',
  '指引',
  '指南',
  '目录',
  '标准',
  '规范',
  '措施',
  '若干措施',
  '法',
  '法典',
  '宪法',
  '宪章',
  '议定书',
  '协定',
  '公约',
  '条约',
  '协议',
  '备忘录',
  '批复',
  '函',
  '令',
  '白皮书',
  '蓝皮书',
  '清单',
  '要点',
  '声明',
  '宣言',
  '预案',
  '制度',
  '章程',
  '暂行规定',
  '政策',
  '倡议',
  '倡议书',
  '守则',
  '解释',
  '答复',
  '请示',
  '报告',
].sort((a, b) => b.length - a.length);
/** Endings that a book or an essay may have as well: a document only when the title names its subject. */
const WEAK_KINDS = new Set([
  '计划',
  '报告',
  '指南',
  '法',
  '标准',
  '解释',
  '规则',
  '政策',
  '目录',
  '函',
  '令',
  '协议',
  '宣言',
  '声明',
]);

function kindOf(title: string): string | null {
  const bare = title
    .replace(/[（(〔][^（）()〔〕]*[）)〕]\s*$/, '')
    .replace(/[”"’」』]+$/, '')
    .trim();
  const kind = KINDS.find((ending) => bare.endsWith(ending));
  if (kind === undefined || bare.length === kind.length || /^(?:我|你|他|她|谁|一个)/.test(bare)) return null;
  const ruled = /[一二三四五六七八九十\d]+(?:条|项)(?:措施|规定|意见)$/.test(bare);
  if (WEAK_KINDS.has(kind) && !ruled && !NAMES_A_LAW.test(bare) && !SUBJECT.test(bare)) return null;
  return kind;
}

const NAMES_A_LAW =
  /(?:中华人民共和国|共和国|[民刑]法|[法理护治助育动会司产权税券业行安境资标竞诉]法|安全标准|行业标准|国家标准|产业.{0,6}目录|总统令|主席令|工作报告|合作协议|联合声明|联合宣言|发展报告|统计报告)$|^中华人民共和国/;
const SUBJECT = /关于|有关|(?:工作|管理|实施|行动|发展|建设|统计|监测|调查|评估)(?:报告|计划|指南|标准|目录)$/;

const ISSUED =
  /(?:联合|共同|正式|日前|近日|已|也|又|还|于?\d{1,2}月\d{1,2}日|昨日|今日|对外|公开|陆续|再次|率先|最新|最近|曾|在)*(?:发布|下发|印发|出台|制定|颁布|公布|发出|印制|发|审议通过|通过|起草|签发|转发|公示)(?:了|的|过)?(?:一?[份个项])?$/;
const MAX_DISTANCE = 24;

function issuerOf(field: FieldText, { start, end }: Span, organisations: SpanMap<Finding>): EntityKey | null {
  const first = organisations.at(start + 1);
  if (first?.target.kind === 'LINKED' && first.start > start && first.end < end) return first.target.key;
  const before = organisations.before(start, MAX_DISTANCE);
  if (before?.target.kind !== 'LINKED') return null;
  const between = field.folded.slice(before.end, start);
  const issued = ISSUED.exec(between);
  return issued !== null && issued.index === 0 ? before.target.key : null;
}
