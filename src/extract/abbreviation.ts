import type { EntityKey } from '../model/entity.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { createLetters, type Letters } from './letters.ts';
import { RULES } from './rule.ts';
import type { Span, SpanMap } from './span-map.ts';

interface Surroundings {
  readonly gazetteer: Gazetteer;
  /** Places found already: these stay as they are. */
  readonly taken: SpanMap<Span>;
  /** Places the article names in full. */
  readonly named: ReadonlySet<EntityKey>;
}

/**
 * One-character names, only where nothing else can be meant: in known compounds (京津冀: three mentions), in lists
 * and pairs of countries (美、英、法三国, 巴以双方), after a verb of motion or a preposition (赴京, 援鄂, 访华) and
 * before who acts for a country (中方, 美军, 俄总统). All but the usual ones (中 美 日 俄 …) need the full name
 * somewhere in the article.
 */
export function findAbbreviations(field: FieldText, { gazetteer, taken, named }: Surroundings): readonly Finding[] {
  const letters = createLetters(gazetteer, named);
  const found = new Map<number, EntityKey>();
  const note = (start: number, key: EntityKey): void => {
    if (!found.has(start) && taken.isFree({ start, end: start + 1 })) found.set(start, key);
  };
  compounds(field, { gazetteer, taken, note });
  for (let i = 0; i < field.folded.length; i++) {
    if (!MAY_STAND_ALONE[field.folded.charCodeAt(i)] || found.has(i)) continue;
    for (const rule of FRAMES) rule({ field, letters, start: i, note });
  }
  return [...found].map(([start, key]) => toFinding(key, start)).sort((a, b) => a.start - b.start);
}

type Note = (start: number, key: EntityKey) => void;

/** One letter in its surroundings: a frame notes it, or does not. */
interface Scene {
  readonly field: FieldText;
  readonly letters: Letters;
  readonly start: number;
  readonly note: Note;
}

/** The match of a sticky pattern at `at`. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const toFinding = (key: EntityKey, start: number): Finding => ({
  start,
  end: start + 1,
  type: 'PLACE',
  target: { kind: 'LINKED', key },
  rule: RULES.placeAbbreviation,
});

interface CompoundScene {
  readonly gazetteer: Gazetteer;
  readonly taken: SpanMap<Span>;
  readonly note: Note;
}

function compounds(field: FieldText, { gazetteer, taken, note }: CompoundScene): void {
  const { matcher, keys } = gazetteer.compounds;
  for (let i = 0; i < field.folded.length; i++) {
    const [end, id] = matcher.at(field.folded, i);
    if (end === undefined || id === undefined || !taken.isFree({ start: i, end }) || !standsAlone(field, i, end))
      continue;
    for (const [offset, key] of (keys[id] ?? []).entries()) note(i + offset, key);
    i = end - 1;
  }
}

/** A railway or a road between two places tells of neither. */
function standsAlone(field: FieldText, start: number, end: number): boolean {
  if (/^(?:高铁|铁路|高速|公路|线|客专|城际|航线|大道|路|区)/.test(field.folded.slice(end, end + 2))) return false;
  return field.borders().isBorder(start) && field.borders().isBorder(end);
}

const LETTER =
  '中美日俄韩朝英法德印巴以伊意加澳泰越缅菲叙乌蒙波荷比西葡墨智秘阿埃土希瑞奥新马老柬苏欧亚非拉南尼黎利沙也约匈捷罗丹挪芬古委哥塞哈吉塔布爱立乍索克';

/** 埃中两国, 巴以双方, 中葡关系: what follows says that two or more are meant. */
function pairs({ field, letters, start, note }: Scene): void {
  const pair = matchAt(PAIR, field.folded, start);
  if (pair === undefined) return;
  const meanings = [...pair].map((letter) => letters.meaning(letter));
  if (!meanings.some((one) => one?.isUsual || one?.isNamed) && !PALESTINE.test(pair)) return;
  if (!field.borders().isBorder(start)) return;
  meanings.forEach((one, i) => {
    const isPalestine = pair[i] === '巴' && PALESTINE.test(pair) && !one?.isNamed;
    if (one !== undefined) note(start + i, isPalestine ? ('country:PS' as EntityKey) : one.key);
  });
}

/** 巴 beside 以 is Palestine, beside others Pakistan. */
const PALESTINE = /巴以|以巴/;
const PAIR = new RegExp(
  `[${LETTER}]{2,4}(?=两国|三国|四国|双方|双边|之间|关系|边境|边界|贸易|经贸|友好|友谊|合作|建交|会谈|和谈|和平|谈判|冲突|战争|军演|联军|首脑|元首|领导人|外长|联合|结盟|同盟|伙伴|班列|论坛|峰会|投资|争端|问题|对话|局势|矛盾|在各|经济|文化|人民|学者|金融|各国|国家)`,
  'y',
);

/** 美、英、法三国; 中、俄、哈等国. */
function lists({ field, letters, start, note }: Scene): void {
  if (field.folded[start + 1] !== '、') return;
  const list = matchAt(LIST, field.folded, start);
  if (list === undefined) return;
  const at = [...list.matchAll(/[^、和]/g)].map(({ index, 0: letter }) => ({ index, one: letters.meaning(letter) }));
  if (at.some(({ one }) => one === undefined || (!one.isUsual && !one.isNamed))) return;
  for (const { index, one } of at) if (one !== undefined) note(start + index, one.key);
}

const LIST_OF = `[${LETTER}](?:、[${LETTER}])+(?:和[${LETTER}])?`;
const LIST = new RegExp(
  `(?<!\\p{Script=Han})${LIST_OF}(?=[等两三四五六七八九]|间|关系)|(?<=\\p{Script=Han})${LIST_OF}(?=[等两三四五六七八九]国)`,
  'uy',
);

function afterVerb({ field, letters, start, note }: Scene): void {
  if (start === 0 || matchAt(VERB, field.folded, start - 1) === undefined) return;
  const one = letters.meaning(field.folded[start] as string);
  if (one === undefined || (!one.isUsual && !one.isNamed)) return;
  const borders = field.borders();
  if (!borders.isBorder(start - 1)) return;
  if (borders.isBorder(start + 1) || borders.wordAt(start).start === start - 1) note(start, one.key);
}

const VERB = new RegExp(
  `(?!对方|对比|对马|反比|反以|反中|在中|抗日战|联合|亲爱|涉及|来日[方无]|亲英雄)(?:[访驻赴抵涉援旅侵反亲抗联留](?=[华${LETTER}])|[在来对](?=[华美日俄韩英德])|[在对](?=[法印朝欧]))`,
  'y',
);

function provinceAfterVerb({ field, letters, start, note }: Scene): void {
  if (start === 0 || matchAt(PROVINCE_VERB, field.folded, start - 1) === undefined) return;
  const letter = field.folded[start] as string;
  const key = PROVINCE_OF[letter] ?? letters.meaning(letter)?.key;
  if (key === undefined || !field.borders().isBorder(start + 1) || !field.borders().isBorder(start - 1)) return;
  note(start, key as EntityKey);
}

const PROVINCE_VERB =
  /(?<![现存正所不自内外](?=在))[赴抵驻离援返入进来在出治访兴回到晋莅](?=[京沪渝津粤鄂川藏疆港澳琼皖赣闽湘浙鲁豫冀滇黔](?![口城北南江戏剧班青蓝人币元股]))/y;

/** Who acts for a country stands behind it. */
function beforeActor({ field, letters, start, note }: Scene): void {
  if (matchAt(ACTOR, field.folded, start) === undefined) return;
  const one = letters.meaning(field.folded[start] as string);
  if (one !== undefined && (one.isUsual || one.isNamed) && field.borders().isBorder(start)) note(start, one.key);
}

const ACTOR = new RegExp(
  `(?<![对双官警校各资我军彼多单甲乙全两\\d])[${LETTER}](?=方(?![面位便才案式向法程圆形块]|[大小]学)|军(?![队人事官民衔装阀])|政府|总统|总理|首相|外长|外交部|国防部|防长|财长|议会|国会|议员|企(?!业|鹅|图)|商务部|媒(?!体?[介婆])|裔|籍|警方|央行|大使|领馆|海军|空军|两国|双方|全国|境内|国内|当局|军方|官员|驻华|驻美|联邦储备)|华(?=裔|侨)`,
  'y',
);

/** 港人, 台商, 京郊, 沪市: no country, so each has its own words. */
function beforeProvinceWord({ field, start, note }: Scene): void {
  if (matchAt(PROVINCE_WORD, field.folded, start) === undefined || !field.borders().isBorder(start)) return;
  note(start, PROVINCE_OF[field.folded[start] as string] as EntityKey);
}

const PROVINCE_WORD =
  /港(?=人(?![员口])|府|商|资(?!料)|警|媒|独|姐|区政府)|台(?=商|资|胞|独|企|军|办(?!公|事|理|法))|澳(?=人(?!口)|区政府)|京(?=郊)|沪(?=上|市(?![场民])|郊|籍)|[浙闽粤赣湘鄂皖豫鲁川渝黔滇琼](?=籍|商(?!品|业|务|量|场|标|店)|企(?!业|图)|军(?!队))/y;

const PROVINCE_OF: Readonly<Record<string, string>> = {
  京: 'cn:110000',
  津: 'cn:120000',
  冀: 'cn:130000',
  沪: 'cn:310000',
  浙: 'cn:330000',
  皖: 'cn:340000',
  闽: 'cn:350000',
  赣: 'cn:360000',
  鲁: 'cn:370000',
  豫: 'cn:410000',
  鄂: 'cn:420000',
  湘: 'cn:430000',
  粤: 'cn:440000',
  琼: 'cn:460000',
  渝: 'cn:500000',
  川: 'cn:510000',
  黔: 'cn:520000',
  滇: 'cn:530000',
  藏: 'cn:540000',
  疆: 'cn:650000',
  台: 'cn:710000',
  港: 'cn:810000',
  澳: 'cn:820000',
};

const FRAMES = [pairs, lists, afterVerb, provinceAfterVerb, beforeActor, beforeProvinceWord];

const MAY_STAND_ALONE = new Uint8Array(0x10000);
for (const letter of `${LETTER}华${Object.keys(PROVINCE_OF).join('')}`) MAY_STAND_ALONE[letter.charCodeAt(0)] = 1;
