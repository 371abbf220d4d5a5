import type { FieldText } from './field-text.ts';
import { createMatcher } from './match.ts';
import { givenNameScore } from './name-character.ts';
import { isSpeech, leadAt, titleLengthAt, trailAt } from './name-context.ts';
import type { Span } from './span-map.ts';

/**
 * Japanese names: one of the commonest surnames of two or three characters, then one to three that end as given
 * names do, up to a border of the segmenter's; or the surname alone before a title.
 */
export function findJapanese(field: FieldText): readonly Span[] {
  const { folded } = field;
  const spans: Span[] = [];
  const words = field.words();
  for (let i = 0; i < words.count; i++) {
    const start = words.startOf(i);
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    const [givenStart] = SURNAMES.at(folded, start);
    const end = givenStart === undefined ? undefined : givenEnd(field, start, givenStart);
    if (end !== undefined) spans.push({ start, end });
  }
  return spans;
}

const LONGEST_GIVEN = 3;
const ACCEPTED = 3;

function givenEnd(field: FieldText, start: number, givenStart: number): number | undefined {
  const { folded } = field;
  const words = field.words();
  // 桥本首相: the surname alone.
  if (titleLengthAt(folded, givenStart) > 1 && words.isBorder(givenStart)) return givenStart;
  let best: number | undefined;
  let bestScore = ACCEPTED;
  for (let length = 1; length <= LONGEST_GIVEN; length++) {
    const end = givenStart + length;
    if (end > folded.length || !/\p{Script=Han}/u.test(folded[end - 1] as string)) break;
    if (!words.isBorder(end) && !isSpeech(folded, end)) continue;
    let score = LAST.has(folded[end - 1] as string) ? 2 : -1;
    for (let i = givenStart; i < end; i++) score += givenNameScore(folded[i] as string);
    score += trailAt(folded, end) === 'NONE' ? -1 : 1;
    if (leadAt(folded, start) === 'TITLE') score += 2;
    if (score >= bestScore) [best, bestScore] = [end, score];
  }
  return best;
}

/** Last characters of given names. */
const LAST = new Set(
  '郎子夫雄男美一二三治介树彦之人也平司史士志生香江代惠里奈太作纪机明宏昭弘和进隆茂实武勇诚哉斗翼助门卫佑辅吾造衣菜步爱花',
);

const SURNAMES = createMatcher(
  `佐藤 铃木 高桥 田中 渡边 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 清水 斋藤 山崎 中岛 阿部 池田 桥本 石川 山下 小川 石井
  长谷川 后藤 冈田 近藤 前田 藤田 远藤 青木 坂本 村上 太田 金子 藤井 福田 西村 三浦 竹内 中川 冈本 松田 原田 中野 小野 田村 藤原 中山 石田
  小岛 和田 森田 内田 柴田 酒井 高木 横山 安藤 宫崎 上田 岛田 工藤 大野 宫本 杉山 今井 丸山 增田 高田 村田 平野 大冢 菅原 武田 新井 小山 野口
  樱井 千叶 松尾 岩崎 野村 木下 菊地 佐野 大西 杉本 古川 滨田 市川 小松 高野 水野 吉川 山内 西田 菊池 北村 安田 川崎 饭田 中田 川口 平田 川村
  久保 久保田 宫泽 竹下 细川 羽田 村山 海部 中曾根 土井 河野 谷口 久间 武村 东条 松下 丰臣 德川 织田 涩泽 北野 黑泽 大江 川端 三岛 夏目 芥川
  谷崎 大岛 小津 沟口 是枝 宇多田 滨崎 松岛 福原 伊达 香川 长友 羽生 大谷 安倍 小泉 小渊 鸠山 麻生 野田 岸田 石破 高市 茂木 林田 甘利 二阶堂
  田边 冈崎 中西 石原 小池 町村 高村 额贺 谷垣 与谢野 枝野 前原 仙谷 玄叶 山冈 松冈 大平 佐木 岸本 宫里 宫城 上野 矢野 荒木 大久保 樋口 五十岚
  关口 本间 早川 星野 永井 松井 浅野 浅田 荒川 石黑 内村 入江 笠原 片山 桂木 神田 黑田 黑木 小西 坂口 坂井 佐久间 泽田 泽井 白石 杉田 须藤 大桥
  田口 田岛 津田 土屋 冨田 富田 中井 永田 西川 西山 野崎 服部 花田 平井 平山 广濑 福岛 藤本 古田 星野 堀田 本多 真田 松村 三木 三宅 南野 宫田
  武藤 森山 森本 八木 柳田 山根 山中 横田 吉村 吉冈 吉野 若林 渡部`
    .trim()
    .split(/\s+/),
);
