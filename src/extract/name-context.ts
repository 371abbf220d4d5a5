/**
 * What the words right before and right after a stretch of text say about its being a person's name.
 * Asked only of stretches that already look like one, so each asks a few sets.
 */

/** What stands before a name says: a title or a kind of person, a word that introduces names, or nothing. */
export type Lead = 'TITLE' | 'NAMING' | 'OPEN' | 'NONE';
/** What stands after a name says: a title, something only people do, an end, or nothing. */
export type Trail = 'TITLE' | 'ACT' | 'OPEN' | 'NONE';

export function leadAt(folded: string, start: number): Lead {
  const near = folded[start - 1];
  if (near === undefined || isMark(near)) return isSeparated(folded, start) ? 'TITLE' : 'OPEN';
  for (let length = Math.min(LONGEST, start); length > 0; length--) {
    const word = folded.slice(start - length, start);
    if (TITLES.has(word) && !COMMON_TITLES.has(word)) return 'TITLE';
    if (NAMING.has(word)) return 'NAMING';
  }
  return 'NONE';
}

/** 总统 “…, 记者 张三, 记者:张三: a title, a mark that only divides, a name. */
function isSeparated(folded: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < 4 && DIVIDERS.has(folded[at] as string)) at--;
  if (at === start - 1) return false;
  for (let length = Math.min(LONGEST, at + 1); length > 1; length--)
    if (BYLINE_TITLES.has(folded.slice(at + 1 - length, at + 1))) return true;
  return false;
}

export function trailAt(folded: string, end: number): Trail {
  const near = folded[end];
  if (near === undefined || isMark(near)) return 'OPEN';
  for (let length = LONGEST; length > 0; length--) {
    const word = folded.slice(end, end + length);
    if (TITLES.has(word)) return 'TITLE';
    if (ACTS.has(word)) return 'ACT';
  }
  return 'NONE';
}

/** True when what stands after is said of people only; then a name ends there whatever the segmenter says. */
export const isSpeech = (folded: string, end: number): boolean => SPEECH.test(folded.slice(end, end + 3));
const SPEECH =
  /^(?:说|称|表示|认为|指出|强调|介绍|告诉|透露|坦言|回忆|解释|补充|建议|呼吁|报道|摄|先生|女士|同志|教授|小姐|等人|夫妇)/;

/** Length of the title that stands right after a name, or 0. */
export function titleLengthAt(folded: string, start: number): number {
  for (let length = LONGEST; length > 1; length--) if (TITLES.has(folded.slice(start, start + length))) return length;
  return 0;
}

const LONGEST = 5;
const isMark = (character: string): boolean => !/[\p{L}\p{N}]/u.test(character);
const DIVIDERS = new Set([' ', '\u3000', ':', '：', '/', '／', '|', '“']);
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const BYLINE_TITLES = words(`
记者 编辑 作者 通讯员 特派员 特约记者 撰文 采写 摄影 摄影师 责编 校对 编译 审校 翻译 实习生 主编 主播 导演 编剧 主演 主讲人 主持人
嘉宾 受访者 制图 供图 责任编辑 评论员 观察员 研究员 分析师 教授 律师 医生 同学 老师
`);

/** Ranks, offices and trades; what ends in one of these is one as well (副市长, 总工程师). */
const TITLES = words(`
主席 总理 部长 书记 总书记 省长 市长 县长 区长 州长 旗长 盟长 镇长 乡长 村长 局长 处长 科长 司长 厅长 署长 主任 院长 校长 所长
行长 社长 台长 站长 队长 团长 师长 军长 旅长 营长 连长 排长 班长 会长 理事长 董事长 总裁 总经理 经理 厂长 馆长 矿长 场长 庭长 检察长
审判长 审判员 秘书长 秘书 委员 委员长 常委 代表 总统 首相 大臣 国务卿 议长 议员 参议员 众议员 大使 公使 参赞 领事 总领事 司令
司令员 政委 政治委员 参谋长 将军 上将 中将 少将 大将 上校 中校 少校 上尉 中尉 元帅 教授 研究员 院士 博士 硕士 专家 学者 工程师
医生 医师 大夫 护士 护士长 律师 法官 检察官 警官 民警 干警 特警 记者 编辑 总编 总编辑 主编 主笔 主持人 主播 评论员 观察员 分析师
经济学家 科学家 物理学家 化学家 数学家 历史学家 文学家 思想家 哲学家 教育家 革命家 军事家 政治家 外交家 作家 诗人 画家 书法家
音乐家 作曲家 歌唱家 艺术家 收藏家 企业家 慈善家 导演 演员 歌手 明星 影星 歌星 影帝 影后 编剧 制片人 教练 主教练 主帅 领队 球员
选手 运动员 冠军 前锋 门将 后卫 中场 名将 老将 小将 新秀 老师 教师 同学 学生 同志 先生 女士 小姐 夫人 太太 老人 大爷 大妈 大娘
青年 农民 村民 工人 职工 员工 市民 居民 网友 战士 烈士 英雄 劳模 创始人 负责人 发言人 法人 法定代表人 股东 合伙人 投资人 顾问 助理
司机 店主 老板 业主 总监 董事 监事 总 男子 女子 嫌疑人 犯罪嫌疑人 被告人 被告 原告 受害人 死者 伤者 当事人 丈夫 妻子 儿子 女儿
父亲 母亲 弟弟 哥哥 姐姐 妹妹 爱人 之子 之女 国王 女王 王子 公主 亲王 王储 皇帝 天皇 酋长 教皇 教宗 主教 牧师 神父 法师 大师 活佛
巡抚 总督 知府 知县 将领 名医 巨星 球星 影人 艺人 首席 掌门人 当家人 当选人 候选人 提名人 继任者 前任 执行官 首席执行官 财长 外长
防长 党魁 领导人 领袖 专员 教员 讲师 站务员 督学 导师 班主任 党组书记 政协主席 院士 帅 `);
/** As often the end of another word as a title: no evidence before a name. */
const COMMON_TITLES = words('总 帅 代表 首席 专家 前任 学者 农民 职工 员工 网友 居民 市民 青年 工人 球员 选手 董事');

/** Words that introduce a name. */
const NAMING = words(`
名叫 叫做 姓名 取名 原名 笔名 化名 艺名 本名 人叫 个叫 叫 称 由 是 与 和 及 跟 同 对 向 给 让 请 把 被 据 为 像 找 问 听 见 而 、
`);

/** What people do, say and are; what only continues a list of people. */
const ACTS = words(`
说 称 说道 表示 认为 指出 强调 介绍 介绍说 告诉 透露 坦言 直言 回忆 回忆道 解释 解释说 补充 分析 分析称 建议 呼吁 提醒 承认 否认
宣布 宣称 谈到 谈及 提到 写道 感慨 感叹 感谢 笑着 笑道 答 回答 回应 反问 出席 会见 主持 率 率领 带领 出任 担任 兼任 就任 当选 任
调任 接任 荣获 获得 获 夺得 夺冠 摄 文 等 等人 等同志 报道 采写 撰文 编辑 一行 夫妇 一家 二人 两人 三人 本人 自己 生于 出生 去世
逝世 病逝 因病 毕业 毕业于 师从 祖籍 籍贯 饰 饰演 主演 执导 领衔 著 译 编著 题词 题写 致辞 致信 致电 讲话 发言 作报告 访华 访问
抵达 参加 签署 接受 来到 走进 走访 看望 慰问 视察 考察 调研 陪同 告诫 勉励 要求 相信 觉得 希望 想到 发现 决定 开始 不 也 却 便
都 还 又 曾 已 正 就 才 则 再 对 向 从 在 将 把 被 为 是 与 和 的 及 、 今年 今天 今日 昨天 昨日 日前 近日 当时 当天 目前
`);
