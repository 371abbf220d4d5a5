import type { FieldText } from './field-text.ts';
import type { Gazetteer } from './gazetteer.ts';
import { leadAt, trailAt } from './name-context.ts';

/** A foreign person's name written by its sound. */
export interface TransliteratedName {
  readonly start: number;
  readonly end: number;
  /** Its parts are divided by a middle dot, which little else is. */
  readonly isDotted: boolean;
}

/**
 * Names in the characters kept for foreign sounds. 比尔·克林顿 shows by its dot; 克林顿 needs the
 * dictionary, a title before it or what only people do after it, and must be no place.
 */
export function findTransliterated(field: FieldText, gazetteer: Gazetteer): readonly TransliteratedName[] {
  const { folded } = field;
  const words = field.words();
  const found: TransliteratedName[] = [];
  for (let i = 0; i < words.count; ) {
    const start = words.startOf(i);
    if (!isSounding(folded, start, words.startOf(i + 1))) {
      i++;
      continue;
    }
    let next = i + 1;
    while (next < words.count && next - i < MAX_WORDS && isSounding(folded, words.startOf(next), words.startOf(next + 1)))
      next++;
    const run = { first: i, last: next, start, end: words.startOf(next) };
    const dotted = dottedIn(folded, run);
    if (dotted !== undefined) found.push({ ...dotted, isDotted: true });
    else if (isName(field, gazetteer, run)) found.push({ start: run.start, end: run.end, isDotted: false });
    i = next;
  }
  return found;
}

/** Latin initials and whole names, one behind the other, count as parts of a dotted name. */
const MAX_WORDS = 16;
const DOT = /[·•・‧．]/;

interface Run {
  /** Index of the first word, and of the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** From the first to the last part that a dot joins. */
function dottedIn(folded: string, { start, end }: Run): { start: number; end: number } | undefined {
  const run = folded.slice(start, end);
  const match = DOTTED.exec(run);
  if (match === null) return undefined;
  return { start: start + match.index, end: start + match.index + match[0].length };
}

const DOTTED = /(?:\p{Script=Han}{1,8}|[A-Za-z]{1,12}\.?)(?:[·•・‧．]-?(?:\p{Script=Han}{1,9}(?:-\p{Script=Han}{1,8})?|[A-Z][a-z]{0,12}\.?))+/u;

function isName(field: FieldText, gazetteer: Gazetteer, { first, last, start, end }: Run): boolean {
  const { folded } = field;
  const length = end - start;
  if (length < 2 || length > MAX_LENGTH || DOT.test(folded.slice(start, end))) return false;
  const words = field.words();
  const [placeEnd] = gazetteer.places.matcher.at(folded, start);
  if (placeEnd !== undefined && placeEnd >= end - 1) return false;
  let score = 0;
  for (let i = first; i < last; i++) {
    const tag = words.tagOf(i);
    const size = words.startOf(i + 1) - words.startOf(i);
    if (tag === 'nrt' || tag === 'nr' || tag === 'nrfg') score += size > 2 ? 3 : size > 1 ? 1.5 : 0;
    else if (tag === 'x') score += size > 2 ? 2 : 1;
    else if (tag === 'ns' || tag === 'nz' || tag === 'nt') score -= 2;
    else if (size > 1) score -= 3;
  }
  const lead = leadAt(folded, start);
  const trail = trailAt(folded, end);
  score += LEAD[lead] + TRAIL[trail] + (length > 3 ? 1 : length === 2 ? -1 : 0);
  return score >= ACCEPTED && typicalShare(folded, start, end) >= LEAST_TYPICAL;
}

const MAX_LENGTH = 8;
const ACCEPTED = 4;
const LEAST_TYPICAL = 0.6;
const LEAD = { TITLE: 2.5, NAMING: 0.5, OPEN: 0.5, NONE: -0.5 } as const;
const TRAIL = { TITLE: 2, ACT: 1.5, OPEN: 0, NONE: -0.5 } as const;

function isSounding(folded: string, start: number, end: number): boolean {
  if (end === start + 1 && ALSO_WORDS.has(folded[start] as string)) return DOT.test(folded[start - 1] ?? '') || DOT.test(folded[end] ?? '');
  for (let i = start; i < end; i++) {
    const character = folded[i] as string;
    if (!SOUNDING.has(character) && !DOT.test(character) && !isInitial(folded, i)) return false;
  }
  return end > start;
}

/** J·K·罗琳: a letter beside a dot. */
function isInitial(folded: string, at: number): boolean {
  return /[A-Za-z.]/.test(folded[at] as string) && (DOT.test(folded[at + 1] ?? '') || DOT.test(folded[at - 1] ?? ''));
}

function typicalShare(folded: string, start: number, end: number): number {
  let typical = 0;
  for (let i = start; i < end; i++) if (TYPICAL.has(folded[i] as string)) typical++;
  return typical / (end - start);
}

/** Rarely used for anything but foreign sounds. */
const TYPICAL = new Set(
  '阿埃艾奥巴贝比彼波伯博布查茨达戴德登迪蒂丁顿厄恩尔法凡菲费芬弗福夫戈格葛古瓜圭哈赫霍基吉加贾杰卡凯坎康考科可克肯库拉莱兰朗劳勒雷里莉琳卢鲁露伦罗洛马玛迈麦曼蒙米密姆木穆拿娜纳奈内尼涅妮诺努欧帕派佩皮珀泼普齐奇恰乔切琴仁荣茹瑞若萨塞赛桑瑟森沙莎珊绍舍圣施史士斯丝松索塔泰坦汤特滕汀廷图托脱瓦威韦维沃武乌希西锡谢辛雅亚扬耶叶依伊英尤扎詹佐兹'
    .split(''),
);
/** By themselves, as the segmenter cuts them, words rather than sounds. */
const ALSO_WORDS = new Set('本多小大中强平云月雨重真增提通全日拿派让安度若因由以等达时使向比均来里和同为于有热高海路门白金江休爱全青依陈万文林特图布普修建约道据索尚申统'.split(''));
/** All that sound tables use. */
const SOUNDING = new Set([
  ...TYPICAL,
  ...'佛仑伽侬俄兑勃卓吕咪哥噶坡堪墨奎姬嘉帝度廖弥律忒撒斐昆柏柴梯欣沁泽洁湛滕焦玖玻珠琪甘睿祖窦笛缪罕翁腊舒艺芙荷葆蔡薇薛蜜裴谭豪跋迦逊郎酋露韩颇麻黛丽翰凡爱安昂白班邦鲍宾本道杜多丰甫贡海汉豪亨洪胡华金津夸奎理利林路吕芒毛梅门摩默莫敏明南宁纽潘庞培彭平强钦丘邱让热日尚申苏唐陶提通图陀万旺魏温文翁五伍夏香肖休许因裕约泽曾张兆哲芝治朱子扎曼什柯捷季古伏冈高根盖贺怀惠建杰京久菊科来赖黎里列龙隆伦朴齐钱乔青全容塔台特铁瓦王沃小修延伊英雨远月云增珍真中重庄卓左宾贾慕布彻楚措当尔登弥顿范非冯敖'
    .split(''),
]);
