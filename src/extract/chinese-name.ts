import type { FieldText } from './field-text.ts';
import { givenNameScore, surnameScore } from './name-character.ts';
import { isSpeech, type Lead, leadAt, type Trail, titleLengthAt, trailAt } from './name-context.ts';

/** A stretch that reads as surname and given name. */
export interface NameCandidate {
  readonly start: number;
  readonly end: number;
  /** Evidence that it is one, as a sum of log odds; see {@link nameAt}. */
  readonly score: number;
  readonly lead: Lead;
  readonly trail: Trail;
}

/**
 * The best reading of the text at `start` as surname and one or two further characters, or undefined where
 * no surname begins there. Its score adds what is known of the characters, of the segmenter's words and of
 * the words around; {@link ACCEPTED} is enough for a mention.
 */
export function nameAt(field: FieldText, start: number, follows: boolean): NameCandidate | undefined {
  const { folded } = field;
  const double = surnameScore(folded.slice(start, start + 2));
  const surnameLength = double === undefined ? 1 : 2;
  const surname = double ?? surnameScore(folded[start] ?? '');
  if (surname === undefined) return undefined;
  const lead = leadAt(folded, start);
  const before =
    surname + (follows ? LEAD_SCORE.TITLE : LEAD_SCORE[lead]) + (lead === 'TITLE' ? 0 : startScore(field, start));
  if (before < LEAST_BEFORE) return undefined;
  let best: NameCandidate | undefined;
  for (let given = 2; given > 0; given--) {
    const end = start + surnameLength + given;
    const shape = shapeScore(folded, start + surnameLength, end);
    if (shape === undefined || isOtherKind(folded, { start, givenStart: start + surnameLength, end })) continue;
    const words = wordScore(field, { start, end, givenStart: start + surnameLength });
    const trail = trailAt(folded, end);
    const score = before + shape + words + TRAIL_SCORE[trail];
    if (best === undefined || score > best.score) best = { start, end, score, lead, trail };
  }
  return best;
}

/** Chosen where every tenth name accepted is none, on the news and encyclopedia sentences of Universal NER. */
export const ACCEPTED = 6;

const LEAST_BEFORE = -1;
const LEAD_SCORE = { TITLE: 4, NAMING: 0.5, OPEN: 0.5, NONE: -1 } as const satisfies Record<Lead, number>;
const TRAIL_SCORE = { TITLE: 3, ACT: 1, OPEN: 0.5, NONE: -1 } as const satisfies Record<Trail, number>;

const HAN = /^\p{Script=Han}+$/u;

function shapeScore(folded: string, start: number, end: number): number | undefined {
  const given = folded.slice(start, end);
  if (given.length < end - start || !HAN.test(given)) return undefined;
  let score = 0;
  for (const character of given) score += givenNameScore(character);
  const last = given[given.length - 1] as string;
  if (given.length > 1) score -= FUNCTION_END.has(last) ? 3 : OPEN_END.has(last) ? 1 : 0;
  if (given.length > 1 && surnameScore(last) !== undefined && titleLengthAt(folded, end) > 1) score -= 3;
  // One character says less than two, and reads as a word more easily.
  return given.length === 1 ? score - SINGLE_PENALTY : score;
}

const SINGLE_PENALTY = 1;
/** More likely the next word than the end of a name. */
const FUNCTION_END = new Set('亦及见饰被将于与在是的任率又则即仍皆因向从对到去着了让获赢称说拿均派等也还都曾');
const OPEN_END = new Set('以为和之出山河湖庄站岛派语卡队镇');

/** 李老师, 王家, 陈沟村, 刘某: a surname in what is no name. */
function isOtherKind(folded: string, { givenStart, end, start }: NameSpan): boolean {
  const title = titleLengthAt(folded, givenStart);
  if (title > 0 && givenStart + title >= end) return true;
  const last = folded[end - 1] as string;
  return (
    NOT_GIVEN.test(folded.slice(givenStart, end)) ||
    PLACE_END.test(last) ||
    (PLACE_AFTER.test(folded[end] ?? '') && titleLengthAt(folded, end) === 0) ||
    EVERYDAY.has(folded.slice(start, end)) ||
    EVERYDAY.has(folded.slice(start, start + 2))
  );
}

const NOT_GIVEN = /^[老某氏姓家总]$|^[某氏家队府]|[某说称]$|^大[哥姐爷妈娘叔伯嫂婶]|^老[汉板太师]/;
const PLACE_END = /[村镇乡县岛屯寨埠巷]/;
const PLACE_AFTER = /[村镇乡县岛山路街桥河湖屯庄沟号杯]/;
/** What the dictionary holds as names and everybody writes as words. */
const EVERYDAY = new Set(
  `谢谢 金字塔 马拉松 常春藤 阳光 王后 王冠 黄金甲 黄花梨 白金卡 蒲公英 高丽 高塔 许诺 华裔 南斯拉夫 克里米亚
  王朝 王国 王子 王者 王权 王府井 王牌 孙子 孙女 叶子 叶片 黄牛 黄金 黄昏 黄河 黄淮 黄土 黄海 黄山 黄豆 黄瓜 温泉 温和 温室 雷雨 雷阵雨 雷达
  雷霆 胡闹 胡同 胡椒 胡须 胡萝卜 胡杨 夏威夷 夏天 夏季 夏利 夏令营 莫斯科 桑德兰 桑塔纳 罗马 罗布泊 马力 马车 马路 马桶 马德里 马赛 马竞 白鹿原
  白塔 白银 白云 白酒 白金 白领 白马 杜鹃 杜绝 梁祝 秦岭 魏晋 田径赛 田间 麦田 麦当劳 李子 杨柳 杨树 柳树 石头 石油 汤圆 汤姆 金银 金牌 金色 金融
  金山 金星 金秋 金陵 高雄 高达 高尔夫 高人 高峰 高贵 高明 高兴 高龙 安宁 安康 安泰 安心 安然 康乃馨 康庄 康复 毛衣 毛病 毛利 毛利率 常青
  万元 万象 万科 万家 万一 程序 程度 方正 方圆 方向 江山 江苏 江南 江湖 林海 林木 林场 林业 林立 龙头 龙江 龙虎 钱包 钱财 余额 余地 余热 贺电
  贺信 贺岁 严格 严重 严厉 牛市 牛奶 牛仔 熊市 熊猫 季军 季节 季度 祝福 祝贺 祝愿 祝寿 解放 解决 边境 边防 边区 尤其 尤文 甘肃 甘露 水利 史莱克
  史诗 韩流 韩元 韩剧 汉王 华人 华丽 华西 华文 武汉 武警 武术 武林 童话 童年 童装 宁玛 宁静 梅花 梅雨 陆地 陆军 陆续 陆路 花园 葛根 顾客 顾问
  单车 单元 单身 罗生门 罗德岛 范围 范例 范畴 伍德 鲁迅文学院 许愿 许可 许多 连锁 连忙 连续 时尚 时代 易胜博 易拉罐 易建 路易 路透 和平 丁香
  成龙配套 凌晨 凌空 元旦 元宝 车辆 车间 关东 关中 关爱 关系 文物 文明 文化 文艺 苗木 苗头 苏丹 苏格兰 苏打水 苏铁 苏木 唐装 唐诗 宋词 明星 明天`
    .trim()
    .split(/\s+/),
);

/** The segmenter cut here; or it glued what it did not know, and then anything may begin inside. */
function startScore(field: FieldText, start: number): number {
  const words = field.words();
  if (words.isBorder(start)) return 0;
  return isUnknown(words.tagOf(words.indexAt(start))) ? -2 : -8;
}

const isUnknown = (tag: string): boolean => tag === 'x' || tag === 'nr' || tag === 'nrfg';

interface NameSpan {
  readonly start: number;
  readonly givenStart: number;
  readonly end: number;
}

/** What the dictionary makes of the same characters. */
function wordScore(field: FieldText, { start, givenStart, end }: NameSpan): number {
  const words = field.words();
  let score = 0;
  const first = words.indexAt(start);
  const last = words.indexAt(end - 1);
  const lastEnd = words.startOf(last + 1);
  if (first === last && words.startOf(first) === start && lastEnd === end)
    return (end - start > 2 ? WHOLE_OF_THREE : WHOLE_OF_TWO)[words.tagOf(first)] ?? -7;
  if (lastEnd !== end && !isSpeech(field.folded, end)) score += isUnknown(words.tagOf(last)) ? -2 : -8;
  for (let i = first; i <= last; i++) {
    const length = words.startOf(i + 1) - words.startOf(i);
    const tag = words.tagOf(i);
    if (length < 2 || isUnknown(tag) || words.startOf(i) < start) continue;
    // A given name may be a word (建国, 文明), surname and given name together hardly ever are.
    score += words.startOf(i) >= givenStart ? (GIVEN_WORD[tag] ?? -1) : -5;
  }
  if (first !== last && words.startOf(first) === start && words.startOf(first + 1) === givenStart) score += 0.5;
  return score;
}

/** Tag of the dictionary word that is the whole stretch; others are everyday words. */
const WHOLE_OF_THREE: Readonly<Record<string, number>> = {
  nr: 3,
  nrfg: 3,
  nrt: 1,
  x: 3,
  m: 1,
  t: 0,
  nz: -1,
  ns: -3,
  j: -4,
};
const WHOLE_OF_TWO: Readonly<Record<string, number>> = { nr: 3, nrfg: 3, nrt: 1, x: 1.5, nz: -2, ns: -4, j: -4 };
/** Tag of the dictionary word that is the given name. */
const GIVEN_WORD: Readonly<Record<string, number>> = {
  nz: 0,
  ns: -0.5,
  n: -1,
  a: -1,
  v: -2,
  d: -4,
  r: -5,
  p: -5,
  m: -4,
  t: -4,
  c: -4,
  f: -4,
  u: -5,
};
