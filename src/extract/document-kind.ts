/**
 * The kind of document a title names, by the word it ends in (通知, 意见, 条例 …); null for what is no document of an
 * authority: a newspaper, a book, a film, and a bare kind (《通知》 stands for another title).
 */
export function kindOf(title: string): string | null {
  const bare = title
    .replace(/[（(〔][^（）()〔〕]*[）)〕]\s*$/, '')
    .replace(/[”"’」』]+$/, '')
    .trim();
  const kind = KINDS.find((ending) => bare.endsWith(ending));
  if (kind === undefined || bare.length === kind.length || /^(?:我|你|他|她|谁|一个)/.test(bare)) return null;
  if (kind === '公告' && OF_A_COMPANY.test(bare)) return null;
  const ruled = /[一二三四五六七八九十\d]+(?:条|项)(?:措施|规定|意见)$/.test(bare);
  if (WEAK_KINDS.has(kind) && !ruled && !NAMES_A_LAW.test(bare) && !SUBJECT.test(bare)) return null;
  return kind;
}

/** 关于…的… without a kind at its end. */
export const isSubjectTitle = (title: string): boolean => /^(?:[^《》]{0,30})关于.+的/.test(title);

const KINDS =
  '通知 通告 公告 通报 公报 意见 条例 办法 规定 规则 细则 准则 方案 规划 纲要 计划 决定 决议 指引 指南 目录 标准 规范 措施 若干措施 法 法典 宪法 宪章 议定书 协定 公约 条约 协议 备忘录 批复 函 令 白皮书 蓝皮书 清单 要点 声明 宣言 预案 制度 章程 暂行规定 政策 倡议 倡议书 守则 解释 答复 请示 报告'
    .split(' ')
    .sort((a, b) => b.length - a.length);
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

/** What companies announce is no document of an authority. */
const OF_A_COMPANY = /中标|招标|采购|股东|董事会|监事会|股份|债券|重大资产|业绩|减持|增持|停牌|复牌|有限公司/;
const NAMES_A_LAW =
  /(?:中华人民共和国|共和国|[民刑]法|[法理护治助育动会司产权税券业行安境资标竞诉]法|安全标准|行业标准|国家标准|产业.{0,6}目录|总统令|主席令|工作报告|合作协议|联合声明|联合宣言|发展报告|统计报告)$|^中华人民共和国/;
const SUBJECT = /关于|有关|(?:工作|管理|实施|行动|发展|建设|统计|监测|调查|评估)(?:报告|计划|指南|标准|目录)$/;
