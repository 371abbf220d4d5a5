import { rollUp } from '../../src/extract/roll-up.ts';
import { signatureOf } from '../../src/extract/signature.ts';
import type { ParsedDocument } from '../../src/model/document.ts';
import type { EntityKey, EntityRecord } from '../../src/model/entity.ts';
import type { Mention } from '../../src/model/mention.ts';
import { type Publication, UNDATED } from '../../src/model/publication.ts';
import { compareBytes } from '../../src/model/text.ts';
import type { Store } from '../../src/store/store.ts';
import type { ArticleExtraction } from '../../src/store/write/batch.ts';
import { makeBatch, makeCredit, makeDocument, makeEntity, makeImage, sourceSettings, taken } from './documents.ts';
import type { Random } from './random.ts';

const place = (key: string, name: string, facts: Partial<EntityRecord>) =>
  makeEntity(key, 'PLACE', { name, isGazetteer: true, ...facts });
const in_ = (key: string) => ({ parentKey: key as EntityKey });
const under = (key: string) => ({ jurisdictionKey: key as EntityKey });

/** Three levels of places, so that most articles count for more than they name. */
export const NEWS_GAZETTEER: readonly EntityRecord[] = [
  place('country:CN', '中国', { level: 'COUNTRY', isoCodes: ['CN'] }),
  place('country:JP', '日本', { level: 'COUNTRY', isoCodes: ['JP'] }),
  place('cn:630000', '青海省', { level: 'PROVINCE', adcode: '630000', ...in_('country:CN') }),
  place('cn:530000', '云南省', { level: 'PROVINCE', adcode: '530000', ...in_('country:CN') }),
  place('cn:510000', '四川省', { level: 'PROVINCE', adcode: '510000', ...in_('country:CN') }),
  place('cn:632700', '玉树州', { level: 'PREFECTURE', adcode: '632700', ...in_('cn:630000') }),
  place('cn:632800', '海西州', { level: 'PREFECTURE', adcode: '632800', ...in_('cn:630000') }),
  place('cn:532900', '大理州', { level: 'PREFECTURE', adcode: '532900', ...in_('cn:530000') }),
  place('cn:513300', '甘孜州', { level: 'PREFECTURE', adcode: '513300', ...in_('cn:510000') }),
];

const FOUND: readonly EntityRecord[] = [
  makeEntity('org:cn:630000/能源局', 'ORGANIZATION', { name: '青海能源局', ...under('cn:630000') }),
  makeEntity('org:cn:530000/能源局', 'ORGANIZATION', { name: '云南能源局', ...under('cn:530000') }),
  makeEntity('org:cn:630000/能源局办公室', 'ORGANIZATION', {
    name: '青能办公室',
    parentKey: 'org:cn:630000/能源局' as EntityKey,
    ...under('cn:630000'),
  }),
  makeEntity('org:/东方储能', 'ORGANIZATION', { name: '东方储能' }),
  makeEntity('org:/南方矿业', 'ORGANIZATION', { name: '南方矿业' }),
  ...['张三', '李四', '王五', '赵六', '孙七'].map((name) => makeEntity(`person:${name}`, 'PERSON', { name })),
  makeEntity('doc:储能办法', 'POLICY_DOCUMENT', { name: '储能办法' }),
];

const ALL = new Map([...NEWS_GAZETTEER, ...FOUND].map((record) => [record.key, record]));

function ancestorsOf(key: EntityKey): EntityKey[] {
  const record = NEWS_GAZETTEER.find((entry) => entry.key === key);
  return record?.parentKey ? [record.parentKey, ...ancestorsOf(record.parentKey)] : [];
}

/** Reads the names above wherever they stand; pure, as an extractor is. */
function extractNews(document: ParsedDocument): ArticleExtraction {
  const mentions: Mention[] = [];
  for (const field of ['TITLE', 'BODY'] as const) {
    const text = field === 'TITLE' ? document.title : document.text;
    for (const { key, name, type } of ALL.values())
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
        mentions.push({
          field,
          start: at,
          end: at + name.length,
          surface: name,
          type,
          target: { kind: 'LINKED', key },
          value: null,
          method: 'RULE',
          rule: 'test',
          confidence: 0.9,
          nested: false,
          extractor: 'test',
        });
  }
  mentions.sort((a, b) => compareBytes(b.field, a.field) || a.start - b.start || b.end - a.end);
  const named = new Set(mentions.map(({ target }) => (target as { key: EntityKey }).key));
  for (const key of [...named]) {
    const parent = ALL.get(key)?.parentKey;
    if (parent) named.add(parent);
  }
  const rollUps = rollUp(
    mentions,
    { titleLength: document.title.length, textLength: document.text.length },
    { lookup: (key) => ALL.get(key), ancestors: ancestorsOf },
  );
  return {
    mentions,
    entities: FOUND.filter((record) => named.has(record.key)),
    rollUps: [...rollUps].sort((a, b) => b.salience - a.salience || compareBytes(a.key, b.key)),
    signature: signatureOf(document.text),
    gazetteerVersion: 'g1',
    extractorVersion: 'test@1',
  };
}

/** Long enough to be told apart by; an article that carries one is a copy of the others that do. */
const PIECES = [
  '盐湖边的风从傍晚开始大起来，巡线的老周把帽檐往下压了压，沿着第三排支架一路走到头。他在这里守了十一年，从只有两台样机守到如今望不到边的板阵。每到换季，沙土盖住玻璃，发电量便往下掉，于是他学会了看云识天，也学会了用水车和长柄刷子。',
  '码头上的集装箱一层一层垒得很高，吊车的长臂缓慢地越过船舷。调度室里只听见键盘的声音和偶尔的一句口令，墙上的屏幕把泊位、潮水与车流画成三种颜色。夜班的组长说，最忙的不是节前，而是台风过后的头三天，所有耽误下来的船一起进港。',
  '图书馆的老馆长把借书卡一张张收进木盒，说这些卡片比他年纪还大。新来的孩子不知道卡片怎么用，围着看了半天，最后问能不能带一张回家做书签。老馆长想了想，挑出一张没写过字的，郑重地盖了馆章，又在背面写下那一天的日期和天气。',
];

const ZONES = ['+08:00', 'Z', '-05:00', '+05:45'];

function randomPublication(random: Random): Publication {
  if (random.chance(0.1)) return UNDATED;
  // Round hours on purpose: they lie on the edges of days somewhere.
  const wall = new Date(
    Date.UTC(2021, random.below(14), 1 + random.below(28), random.below(24), random.pick([0, 0, 15, 59])),
  );
  const zone = random.pick(ZONES);
  const precision = random.pick(['SECOND', 'MINUTE', 'MINUTE', 'DAY', 'DAY', 'MONTH', 'YEAR'] as const);
  if (precision === 'DAY') wall.setUTCHours(0, 0);
  if (precision === 'MONTH') wall.setTime(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1));
  if (precision === 'YEAR') wall.setTime(Date.UTC(wall.getUTCFullYear(), 0, 1));
  const localDate = wall.toISOString().slice(0, 10);
  const ms = Date.parse(`${wall.toISOString().slice(0, 19)}${zone}`);
  return {
    ms,
    written: wall.toISOString(),
    localDate,
    zone,
    zoneInferred: false,
    precision,
    provenance: 'FRONT_MATTER',
  };
}

function randomDocument(random: Random, index: number): ParsedDocument {
  const names = random.shuffle([...ALL.values()]).slice(0, random.below(5));
  const lead = names.map(({ name }) => `${name}昨天说。`.repeat(1 + random.below(3))).join('');
  const text = `${lead}${random.chance(0.35) ? random.pick(PIECES) : '今天没有别的新闻。'}`;
  return makeDocument({
    title: `${random.chance(0.2) ? (names[0]?.name ?? '') : ''}${random.pick(['储能', '风电', '要闻'])}${random.below(40)}`,
    canonicalUrl: `https://example.org/${index}`,
    publication: randomPublication(random),
    language: random.pick(['zh-Hans', 'zh-Hans', 'zh-Hant', 'en', 'und']),
    text,
    excerpt: text.slice(0, 40),
    html: `<p>${text}</p>`,
    categories: random.pick([
      [],
      [['政策']],
      [['政策', '能源']],
      [['政策', '能源', '储能']],
      [['财经'], ['政策', '能源']],
    ]),
    tags: random.pick([[], ['AI'], ['ai', '储能'], ['储能', '矿业']]),
    credits: random.pick([
      [],
      [makeCredit('张三')],
      [makeCredit('张三'), makeCredit('李四', { role: 'EDITOR' })],
      [makeCredit('李四'), makeCredit('李四', { role: 'EDITOR' })],
      [makeCredit('新闻社', { kind: 'ORGANIZATION' })],
    ]),
    images: random.chance(0.4) ? [makeImage(`https://example.org/${random.below(3)}.png`)] : [],
  });
}

export const NEWS_SOURCES = ['晨报', '晚报', '通讯社'] as const;

/** Writes so many random articles as any run would, in batches of several sources. */
export async function saveNews(store: Store, random: Random, count: number): Promise<void> {
  await store.saveGazetteer(NEWS_GAZETTEER, 'g1');
  const files = Array.from({ length: count }, (_, index) => ({
    source: random.pick(NEWS_SOURCES),
    path: `${index}.md`,
    document: randomDocument(random, index),
  }));
  for (let at = 0; at < files.length; at += 100)
    for (const key of NEWS_SOURCES) {
      const own = files.slice(at, at + 100).filter((file) => file.source === key);
      if (own.length === 0) continue;
      await store.saveBatch(
        makeBatch(
          own.map(({ path, document }) => taken(path, document, extractNews(document))),
          { source: sourceSettings(key), extract: async (document) => extractNews(document) },
        ),
      );
    }
}
