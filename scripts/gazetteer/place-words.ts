import { dict } from '@node-rs/jieba/dict.js';

interface PlaceWord {
  readonly form: string;
  readonly level: string;
}

/**
 * Names of places that are no division, of three characters or more and with the word for what they are at their
 * end (龙泉乡, 汨罗江, 长安街): those of THUOCL's list of places and those the segmenter's dictionary marks as places.
 * `known` are forms other tables hold.
 *
 * Left out are words the dictionary knows as something else (步行街), names that begin with a division's full name
 * (福建南安市水头镇: two places), and what `NOT_A_NAME` tells.
 */
export function placeWords(thuocl: string, known: ReadonlySet<string>): readonly PlaceWord[] {
  const tags = new Map(
    Buffer.from(dict)
      .toString('utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .map(([word = '', , tag = '']) => [word, tag]),
  );
  const listed = thuocl
    .replace('\ufeff', '')
    .split(/[\r\n]+/)
    .map((line) => (line.split('\t')[0] as string).trim());
  const fromDictionary = [...tags].filter(([, tag]) => tag === 'ns').map(([word]) => word);
  const words = new Map<string, string>();
  for (const form of [...listed, ...fromDictionary]) {
    const level = levelOf(form);
    if (level === undefined || known.has(form) || !/^\p{Script=Han}{3,8}$/u.test(form)) continue;
    if (!NAME_TAG.test(tags.get(form) ?? 'ns') || NOT_A_NAME.test(form) || IDIOMS.has(form)) continue;
    if (BEGINS_WITH_DIVISION.test(form) || beginsWithKnown(form, known)) continue;
    words.set(form, level);
  }
  return [...words].map(([form, level]) => ({ form, level })).sort((a, b) => (a.form < b.form ? -1 : 1));
}

const NAME_TAG = /^(?:ns|nz|nr|nrt|nt)$/;
const LEVELS: readonly (readonly [RegExp, string])[] = [
  [/(?:镇|乡|街道)$/, 'TOWN'],
  [/(?:村|屯|各庄|家庄|寨)$/, 'VILLAGE'],
  [/(?:江|河|湖|湾|水库|溪|海峡|瀑布|峡|运河)$/, 'WATER'],
  [/(?:山|岭|峰|岛|群岛|半岛|高原|盆地|平原|沙漠|草原|山脉)$/, 'LANDFORM'],
  [
    /(?:公园|广场|大桥|机场|火车站|寺|遗址|故居|陵园|古城|大道|大街|路|街|胡同|巷|门|体育馆|体育场|景区|工业园|石窟)$/,
    'AREA',
  ],
];
const levelOf = (form: string): string | undefined => LEVELS.find(([pattern]) => pattern.test(form))?.[1];

/** Kinds of places, and places told by where they are. */
const NOT_A_NAME =
  /^(?:[本该各全这那某每两几多上下前后左右]|第[一二三四五六七八九十])|^(?:在|到|从)|(?:新农|小山|度假|自然|行政|地球|少数民族|城中|民族|自治)[村乡]|^(?:国际|飞|长途|民用|军用|老|新|旧|停).?机场$|^.?(?:铁|公|马|大|小|土|水|山|环|线|出|门|思|道|一|二|三|四|五)路$|^(?:高速|国家|省级|县级|盘山|乡村|柏油|沿江|沿海|环城|步行|商业|美食|小吃|购物|文化|城市|市民|休闲|中心|商业|世界|太空|主题|森林|湿地|地质|国家|城市|动物|植物|儿童|人民|街心|街头|湿地|体育|水上|海洋|野生动物|郊野|地质)+(?:公路|街|广场|公园)$|(?:大|小|前|后|正|侧|车|城|校|厂|宫|家|店|房|水|东|西|南|北|闸|球|部|热|冷|窍)门$|部门$|门门$|火车站广场$|(?:火山|热|堰塞|咸水|淡水|人工|内陆|无人|珊瑚|大|小|湖心|安全|孤)岛?湖?$|(?:活|死|休|海底)火山$|[和与及的之]|^(?:跨|沿|环|滨|入|出|近|远|临|依|靠|游|登|爬|过|填|渡)/;

const BEGINS_WITH_DIVISION = /^.{2,}[省市县区州].{2,}[镇乡村街道路]$/;
const ROAD = /(?:路|街|大道|胡同|巷)$/;
const MUNICIPALITY = /^(?:北京|上海|天津|重庆|广东|浙江|江苏|福建|山东|河南|河北|安徽|江西|湖南|湖北|四川|辽宁|陕西)/;

/** 北京中南海 is 北京 and 中南海. */
function beginsWithKnown(form: string, known: ReadonlySet<string>): boolean {
  if (MUNICIPALITY.test(form) && (known.has(form.slice(2)) || form.length > 5)) return true;
  return (
    !ROAD.test(form) && form.length > 4 && known.has(form.slice(0, 2)) && /(?:桥|场|园|馆|站|区|寺|居|城)$/.test(form)
  );
}

/** Idioms and kinds of landforms which the dictionary takes for places. */
const IDIOMS = new Set(
  '三座大山 三江五湖 上山下海 上山下乡 东岳泰山 临水登山 义海恩山 九州四海 九江八河 九洲四海 五洲四海 人山人海 休火山 信口开河 内流河 冰峰雪岭 准平原 剑树刀山 半壁江山 半壁河山 咸水湖 城市热岛 堰塞湖 夺命岛 寿山福海 寿比南山 山间盆地 崇山峻岭 巴山越岭 常流河 微咸湖 恩山义海 扬名四海 扶山超海 攀登高峰 无人岛 日落西山 曾经沧海 桑田沧海 流水高山 涉海登山 渔海樵山 湖心岛 满江湖 滨临大海 火山岛 火山汤海 火山湖 火海刀山 独走江湖 猛虎下山 猛虎深山 留得青山 登山越岭 登山陟岭 百川归海 百川朝海 石投大海 秀水明山 管治河 老人河 荒山野岭 观沧海 谷平原 跑江湖 连山排海 逾山越海 重山峻岭 锦绣山河 锦绣江山 锦绣河山 长江黄河 青青草原 顺口开河 香象渡河 马放南山 高卧东山 高山峻岭 陆平原 桂山脉 外流河 稀树草原 黄石大峡 的花海 新高峰 慕大海 大苦湖 四里八乡 武汉三镇 安营下寨 中国台湾 半壁山河'.split(
    ' ',
  ),
);
