import type { Span } from './span-map.ts';

/**
 * True when the text around a guarded name speaks of what the name would then be: 罗马 is a club in a report on
 * a match, 光大 a bank beside 贷款. Unknown kinds of surroundings are never met.
 */
export function hasSurroundings(folded: string, kind: string, { start, end }: Span): boolean {
  const words = SURROUNDINGS[kind];
  if (words === undefined) return false;
  return words.test(folded.slice(Math.max(0, start - REACH), start)) || words.test(folded.slice(end, end + REACH));
}

/** UTF-16 code units to each side: about two sentences. */
const REACH = 60;

const SURROUNDINGS: Readonly<Record<string, RegExp>> = {
  sport:
    /主场|客场|主队|客队|球队|球员|球迷|进球|联赛|英超|西甲|意甲|德甲|法甲|欧冠|联盟杯|足总杯|中超|主胜|客胜|平局|平手|让球|让平|半一盘|盘口|赔率|胜负|战胜|逼平|击败|不敌|对阵|迎战|交手|净胜|主帅|主教练|前锋|中场|后卫|门将|俱乐部|足彩|德比|小组赛|决赛|赛季|积分榜|降级|出线|\d\s*[-:比]\s*\d|\bvs\b|vs/i,
  bank: /银行|信用卡|贷款|存款|房贷|借记卡|分期|持卡|网点|理财产品|手续费|存贷|不良率|工行|建行|招行|农行|中行|交行/,
  tech: /公司|手机|平台|芯片|互联网|品牌|发布|股价|市值|电商|软件|用户|搜索|电脑|旗下|集团|CEO|首席执行官|华为|三星|谷歌|微软|腾讯|阿里|京东|App|iPhone|iPad|Mac/i,
  game: /游戏|网游|玩家|公测|内测|运营|代理|暴雪|网易|巨人|九城/,
  school: /大学|教授|学生|校长|校友|学院|高校|毕业|博士|硕士|同学|招生/,
  telecom: /联通|电信|中国移动|通信|基站|[45]G|号码|套餐|运营商|宽带|话费/,
  car: /汽车|车型|轿车|SUV|销量|车企|车市|新能源|电动车|发动机|上市|品牌|4S店|车主|丰田|本田|日产|比亚迪|特斯拉/i,
};
