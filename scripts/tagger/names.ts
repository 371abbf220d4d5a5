import type { Random } from '../../src/extract/tagger/random.ts';
import type { EntityRecord } from '../../src/model/entity.ts';
import { type Entry, isChineseName } from './lexicon.ts';

export interface NameSources {
  readonly dictionary: readonly Entry[];
  /** Short company names. */
  readonly companies: readonly string[];
  /** Places and organisations of the gazetteer. */
  readonly entries: readonly EntityRecord[];
  /** Kinds of local agency: 发改委, 教育局. */
  readonly agencies: readonly string[];
  /** Organisations known by name, and words that say a line of business. */
  readonly bodies: readonly string[];
  readonly industries: readonly string[];
  readonly traits: Uint8Array;
}

/** Makes names that nobody need bear, out of the parts that real ones are made of. */
export interface NameMaker {
  chinesePerson(): string;
  foreignPerson(): string;
  place(): string;
  country(): string;
  company(): string;
  brand(): string;
  agency(): string;
  knownBody(): string;
  school(): string;
  medium(): string;
  team(): string;
  institute(): string;
  /** Of a bank or company: 建设银行长沙分行, 中国移动客户服务中心. */
  branch(): string;
  /** Of a known body: 国务院港澳办公室. */
  department(): string;
  /** Of the party or the state, in a place: 河北省委, 中共河北省委, 保定市人大. */
  localBody(): string;
  /** Of a country: 挪威议会. */
  countryBody(): string;
  unit(): string;
  latinPerson(): string;
  /** No name at all: a common noun, for what stands where names may stand. */
  commonWord(): string;
}

export function createNameMaker(sources: NameSources, random: Random): NameMaker {
  const { dictionary, companies, entries, agencies, bodies, industries, traits } = sources;
  const names = dictionary.filter(isChineseName).map(({ word }) => word);
  const long = names.filter((name) => name.length === 3);
  const short = names.filter((name) => name.length === 2);
  const foreign = dictionary
    .filter(({ word, tag }) => tag === 'nrt' && word.length <= 6 && isForeign(word, traits))
    .map(({ word }) => word);
  const ns = dictionary.filter(({ word, tag, count }) => tag === 'ns' && count >= 20 && word.length >= 2);
  const common = dictionary
    .filter(
      ({ word, tag, count }) => /^(?:n|vn|v|a|l|i)$/.test(tag) && count >= 100 && word.length >= 2 && word.length <= 4,
    )
    .map(({ word }) => word);
  const places = entries.filter(({ type }) => type === 'PLACE');
  const formsOf = (level: string): string[] =>
    places
      .filter((place) => place.level === level)
      .flatMap(({ name, aliases }) => [
        name,
        ...aliases.filter(({ kind }) => kind === 'SHORT').map(({ form }) => form),
      ]);
  const countries = formsOf('COUNTRY');
  const levels = [countries, formsOf('PROVINCE'), formsOf('PREFECTURE'), formsOf('COUNTY')];
  const brands = companies.filter((name) => /^\p{Script=Han}{2,4}$/u.test(name));
  const { next, pick, below } = random;
  const chance = (share: number): boolean => next() < share;

  const place = (): string => {
    const at = next();
    if (at < 0.2) return pick(ns).word;
    return pick(levels[at < 0.4 ? 0 : at < 0.6 ? 1 : at < 0.85 ? 2 : 3] as string[]);
  };
  const chinesePerson = (): string => {
    const surname = chance(0.02) ? pick(DOUBLE_SURNAMES) : (pick(names)[0] as string);
    if (chance(0.28)) return surname + (pick(short)[1] as string);
    return chance(0.5)
      ? surname + pick(long).slice(1)
      : surname + (pick(long)[1] as string) + (pick(long)[2] as string);
  };
  const foreignPerson = (): string => {
    const at = next();
    if (at < 0.55) return pick(foreign);
    if (at < 0.9) return `${pick(foreign)}·${pick(foreign)}`;
    return pick(JAPANESE_SURNAMES) + pick(JAPANESE_GIVEN);
  };
  const brand = (): string => (chance(0.3) ? pick(bodies) : pick(brands));
  const company = (): string => {
    const where = chance(0.5) ? place() : '';
    const line = chance(0.7) ? pick(industries) : '';
    const more = chance(0.2) ? pick(industries) : '';
    return where + pick(brands) + line + (more === line ? '' : more) + pick(COMPANY_ENDINGS);
  };
  return {
    chinesePerson,
    foreignPerson,
    place,
    country: () => pick(countries),
    company,
    brand,
    agency: () => place() + pick(agencies),
    knownBody: () => pick(bodies),
    school: () => (chance(0.8) ? place() : pick(brands)) + pick(SCHOOLS),
    medium: () => (chance(0.5) ? place() + pick(MEDIA) : pick(bodies)),
    team() {
      const at = next();
      if (at < 0.45) return pick(bodies);
      if (at < 0.6) return pick(foreign) + (chance(0.3) ? '队' : '');
      if (at < 0.8) return place() + pick(TEAMS);
      return place() + pick(brands) + (chance(0.5) ? pick(TEAMS) : '');
    },
    branch: () => pick(bodies.filter((body) => body.length > 1)) + (chance(0.6) ? place() : '') + pick(BRANCHES),
    commonWord: () => pick(common),
    department: () => pick(bodies) + pick(DEPARTMENTS),
    localBody: () => (chance(0.2) ? '中共' : '') + pick(levels[1 + below(3)] as string[]) + pick(LOCAL_BODIES),
    countryBody: () => pick(countries) + pick(COUNTRY_BODIES),
    unit: () => (chance(0.7) ? place() : '') + pick(UNITS),
    latinPerson: () => pick(LATIN_GIVEN) + (chance(0.7) ? (chance(0.5) ? ' ' : '') + pick(LATIN_SURNAMES) : ''),
    institute: () =>
      (chance(0.6) ? place() : chance(0.5) ? '中国' : '') +
      INSTITUTE_FIELDS[below(INSTITUTE_FIELDS.length)] +
      pick(INSTITUTES),
  };
}

const isForeign = (word: string, traits: Uint8Array): boolean =>
  [...word].every((character) => (traits[character.charCodeAt(0)] as number) >> 6 > 0);

const DOUBLE_SURNAMES = [
  '欧阳',
  '司马',
  '诸葛',
  '上官',
  '皇甫',
  '司徒',
  '夏侯',
  '令狐',
  '慕容',
  '东方',
  '端木',
  '公孙',
];
const COMPANY_ENDINGS =
  '总厂 机械厂 化肥厂 制药厂 电机厂 钢铁厂 啤酒厂 公司 公司 有限公司 有限责任公司 股份有限公司 股份公司 集团 集团公司 总公司 分公司 厂 商场 证券 银行 工厂 商城 超市 酒店 俱乐部'.split(
    ' ',
  );
const SCHOOLS =
  '大学 大学 大学 师范大学 理工大学 工业大学 农业大学 医科大学 财经大学 交通大学 科技大学 外国语大学 学院 职业技术学院 师范学院 商学院 中学 第一中学 一中 外国语学校 小学 实验小学 师大'.split(
    ' ',
  );
const DEPARTMENTS =
  '办公厅 办公室 秘书处 研究室 信息中心 新闻办公室 难民署 港澳办公室 发展研究中心 党组 党委 工会 团委 法规司 人事司 政策研究室 规划司 安全委员会 第一工程局 教育基金会 文工团'.split(
    ' ',
  );
const LOCAL_BODIES =
  '省委 市委 县委 区委 党委 人大 人大常委会 政协 人民政府 政府 纪委 公安局 公安厅 人民检察院 检察院 中级人民法院 法院 人民法院 总工会 妇联 团委 组织部 宣传部 政法委 教委 经委 体委 计委 科委'.split(
    ' ',
  );
const COUNTRY_BODIES =
  '议会 国会 国防部 外交部 司法部 财政部 内政部 农业部 卫生部 能源部 商务部 石油部 最高法院 央行 中央银行 海军 空军 陆军 警方 情报局 足协 奥委会 参议院 众议院 大使馆 驻华大使馆 国家队 移民局 证交会 联邦银行 科学院 航天局 执政党 反对党联盟 工会联合会'.split(
    ' ',
  );
const UNITS =
  '军区 海军 空军某部 武警总队 消防总队 集团军 舰艇编队 边防支队 预备役师 军分区 陆军 警备区 守备团 航空兵师 步兵师 部队 红军 游击队 武装警察部队 海岸警卫队 特种部队'.split(
    ' ',
  );
const LATIN_GIVEN =
  'John David Michael Peter James Mary Anna Chris Tom Steve Bill Mark Paul Kevin Brian Emma Alice Jack Robert William Richard Thomas Daniel Eric Frank George Henry Kate Laura Linda Lily Max Nick Oliver Sam Sarah Simon Tony Tim Andrew Ben'.split(
    ' ',
  );
const LATIN_SURNAMES =
  'Smith Johnson Brown Jones Miller Davis Wilson Taylor Clark Lewis Walker Hall Young King Wright Hill Green Baker Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Morgan Cooper Bell Bailey Kelly Howard Ward Watson Gates Jobs Newell Jackson Wang Li Chen Zhang'.split(
    ' ',
  );
const BRANCHES = '分行 支行 分公司 营业部 办事处 总部 分部 信用卡中心 客户服务中心 研发中心 营销中心 总行 子公司'.split(
  ' ',
);
const MEDIA = '日报 晚报 晨报 商报 都市报 电视台 卫视 广播电台 时报 邮报 青年报 早报 周刊 论坛报 网 在线 新闻网'.split(
  ' ',
);
const TEAMS = '队 队 女足 男足 国奥队 男篮 女排 国家队 青年队 女队 足球俱乐部'.split(' ');
const INSTITUTES =
  '研究所 研究院 研究中心 医院 协会 学会 实验室 基金会 博物馆 出版社 委员会 联合会 管理局 监督局 设计院 剧院 剧团 总公司 工业公司 中学 歌舞团 乐团'.split(
    ' ',
  );
const INSTITUTE_FIELDS =
  '话剧 京剧 艺术 杂技 科学 社会科学 经济 农业 林业 地质 气象 海洋 航天 人民 中医 肿瘤 儿童 第一人民 妇幼保健 文学 美术 音乐 戏剧 历史 考古 法律 金融 国际问题 消费者 汽车工业 钢铁工业 房地产 互联网 足球 乒乓球 红十字 青年 妇女 质量 食品 药品 环境 水利 电力 交通 旅游 文物'.split(
    ' ',
  );
const JAPANESE_SURNAMES =
  '田中 铃木 佐藤 高桥 渡边 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 清水 山崎 池田 桥本 森田 石川 前田 藤田 小川 冈田 后藤 长谷川 村上 近藤 石井 坂本 远藤 青木 福田 西村 太田 三浦 藤井 冈本 松田 中川 中野 原田 小野 竹内 金子 和田 中山 小泉 野田 安倍 鸠山 麻生 菅原 宫崎'.split(
    ' ',
  );
const JAPANESE_GIVEN =
  '太郎 一郎 健一 浩二 正雄 茂 诚 学 进 隆 明 和夫 幸子 惠子 美穗 由美 爱 优子 直人 健太 翔太 大辅 拓哉 博之 纯一郎 佳彦 晋三 由纪夫 俊介 真司 圭佑 英寿 龙之介 春树 康成 健三郎 夏 理惠 麻衣 亚由美'.split(
    ' ',
  );
