import { rollUp } from '../../src/extract/roll-up.ts';
import { signatureOf } from '../../src/extract/signature.ts';
import type { ParsedDocument } from '../../src/model/document.ts';
import type { EntityKey, EntityRecord } from '../../src/model/entity.ts';
import { foldName } from '../../src/model/fold.ts';
import type { Mention, MentionTarget } from '../../src/model/mention.ts';
import { compareBytes } from '../../src/model/text.ts';
import type { ArticleExtraction } from '../../src/store/write/batch.ts';
import { makeCredit, makeDocument, makeEntity, makeImage, makeMention, publishedAt } from './documents.ts';
import type { Random } from './random.ts';

/** A gazetteer of four entries, enough for containment and jurisdiction. */
export const SMALL_GAZETTEER: readonly EntityRecord[] = [
  makeEntity('country:CN', 'PLACE', { name: '中国', isGazetteer: true, level: 'COUNTRY', isoCodes: ['CN'] }),
  makeEntity('cn:630000', 'PLACE', {
    name: '青海省',
    isGazetteer: true,
    level: 'PROVINCE',
    adcode: '630000',
    parentKey: 'country:CN' as EntityKey,
    aliases: [{ form: '青海', kind: 'SHORT' }],
  }),
  makeEntity('cn:632700', 'PLACE', {
    name: '玉树藏族自治州',
    isGazetteer: true,
    level: 'PREFECTURE',
    adcode: '632700',
    parentKey: 'cn:630000' as EntityKey,
    aliases: [{ form: '玉树', kind: 'SHORT' }],
  }),
  makeEntity('org:country:CN/国家能源局', 'ORGANIZATION', {
    name: '国家能源局',
    isGazetteer: true,
    jurisdictionKey: 'country:CN' as EntityKey,
  }),
];

const PROVINCIAL = makeEntity('org:cn:630000/能源局', 'ORGANIZATION', {
  name: '青海省能源局',
  jurisdictionKey: 'cn:630000' as EntityKey,
});
const OFFICE = makeEntity('org:cn:630000/能源局办公室', 'ORGANIZATION', {
  name: '青海省能源局办公室',
  parentKey: PROVINCIAL.key,
  jurisdictionKey: 'cn:630000' as EntityKey,
});
const STORAGE_CO = makeEntity('org:/东方储能', 'ORGANIZATION', { name: '东方储能', subtype: 'COMPANY' });
const SHIPPING_CO = makeEntity('org:/东方航运', 'ORGANIZATION', { name: '东方航运' });

const aliased = (record: EntityRecord, form: string): EntityRecord => ({
  ...record,
  aliases: [{ form, kind: 'SHORT' }],
});
const links = (record: EntityRecord) => ({
  target: { kind: 'LINKED', key: record.key } as MentionTarget,
  records: [record],
});

/** What each phrase of the texts below stands for. */
const LEXICON: Readonly<Record<string, { readonly target: MentionTarget; readonly records: readonly EntityRecord[] }>> =
  {
    玉树: { target: { kind: 'LINKED', key: 'cn:632700' as EntityKey }, records: [] },
    国家能源局: { target: { kind: 'LINKED', key: 'org:country:CN/国家能源局' as EntityKey }, records: [] },
    青海省能源局: links({ ...PROVINCIAL, subtype: 'GOVERNMENT' }),
    青海能源局: links(aliased(PROVINCIAL, '青海能源局')),
    省局办公室: { ...links(aliased(OFFICE, '省局办公室')), records: [aliased(OFFICE, '省局办公室'), PROVINCIAL] },
    东方公司: {
      target: {
        kind: 'AMBIGUOUS',
        candidates: [
          { key: STORAGE_CO.key, score: 0.6 },
          { key: SHIPPING_CO.key, score: 0.4 },
        ],
      },
      records: [STORAGE_CO, SHIPPING_CO],
    },
    东方储能: links({ ...STORAGE_CO, subtype: null }),
  };

/** Sentences that documents are made of: spellings, issuers and aliases of one thing differ between them. */
const SENTENCES = [
  '国家能源局发布《储能管理办法》。',
  '青海省能源局发布《储能 管理办法》。',
  '《储能管理办法》在玉树施行。',
  '青海能源局与东方公司签约。',
  '东方储能落户玉树，玉树欢迎。',
  '省局办公室答记者问。',
  '今天没有新闻。',
];

/** Pieces that several documents carry, more or less whole: what stories are made of. */
const PIECES = [
  '盐湖边的风从傍晚开始大起来，巡线的老周把帽檐往下压了压，沿着第三排支架一路走到头。他在这里守了十一年，从只有两台样机守到如今望不到边的板阵。每到换季，沙土盖住玻璃，发电量便往下掉，于是他学会了看云识天，也学会了用水车和长柄刷子。今年春天新来的两个徒弟都是本地牧民的孩子，他们骑摩托车上工，午饭就着热茶吃糌粑。',
  '码头上的集装箱一层一层垒得很高，吊车的长臂缓慢地越过船舷。调度室里只听见键盘的声音和偶尔的一句口令，墙上的屏幕把泊位、潮水与车流画成三种颜色。夜班的组长说，最忙的不是节前，而是台风过后的头三天，所有耽误下来的船一起进港，谁先谁后都要有个说法，所以他们给每条船算了一笔时间账。',
];
const CLOSINGS = ['', '责任编辑：赵六', '他说，日子就是这样一天一天过下来的，活儿总归要有人干，而且要干好。'];

const randomPiece = (random: Random): string => {
  const piece = random.pick(PIECES);
  return (random.chance(0.3) ? piece.slice(0, piece.lastIndexOf('，')) : piece) + random.pick(CLOSINGS);
};

/** Reads a text of the sentences above; pure, as an extractor is. */
export function extractSmall(document: ParsedDocument): ArticleExtraction {
  const records = new Map<EntityKey, EntityRecord>();
  const mentions: Mention[] = [];
  for (const [phrase, { target, records: known }] of Object.entries(LEXICON)) {
    for (let at = document.text.indexOf(phrase); at >= 0; at = document.text.indexOf(phrase, at + 1)) {
      mentions.push(
        makeMention(document, phrase, target, {
          start: at,
          end: at + phrase.length,
          type: phrase === '玉树' ? 'PLACE' : 'ORGANIZATION',
        }),
      );
      for (const record of known) if (!records.has(record.key)) records.set(record.key, record);
    }
  }
  for (const match of document.text.matchAll(/《([^》]+)》/g)) {
    const issuer = /^.*?(国家能源局|青海省能源局)发布$/.exec(
      document.text.slice(0, match.index).split('。').at(-1) ?? '',
    )?.[1];
    const issuerKey =
      issuer === undefined
        ? null
        : ((issuer === '国家能源局' ? 'org:country:CN/国家能源局' : PROVINCIAL.key) as EntityKey);
    const name = match[1] as string;
    const record = makeEntity(`doc:${foldName(name).replaceAll(' ', '')}`, 'POLICY_DOCUMENT', {
      name,
      issuerKey,
      subtype: '办法',
    });
    if (!records.has(record.key)) records.set(record.key, record);
    mentions.push(
      makeMention(document, match[0], record.key, {
        start: match.index,
        end: match.index + match[0].length,
        type: 'POLICY_DOCUMENT',
      }),
    );
  }
  for (const { kind, name } of document.credits)
    if (kind === 'PERSON')
      records.set(`person:${foldName(name)}` as EntityKey, makeEntity(`person:${foldName(name)}`, 'PERSON', { name }));
  mentions.sort((a, b) => a.start - b.start || b.end - a.end);
  const lookup = (key: EntityKey) => records.get(key) ?? SMALL_GAZETTEER.find((entry) => entry.key === key);
  const ancestors = (key: EntityKey): EntityKey[] => {
    const parent = SMALL_GAZETTEER.find((entry) => entry.key === key)?.parentKey ?? null;
    return parent === null ? [] : [parent, ...ancestors(parent)];
  };
  const rollUps = rollUp(
    mentions,
    { titleLength: document.title.length, textLength: document.text.length },
    { lookup, ancestors },
  );
  return {
    mentions,
    entities: [...records.values()],
    rollUps: [...rollUps].sort((a, b) => b.salience - a.salience || compareBytes(a.key, b.key)),
    signature: signatureOf(document.text),
    gazetteerVersion: 'g1',
    extractorVersion: 'small@1',
  };
}

/** A document from a pool so small that titles, addresses, bodies and spellings of shared names often meet. */
export function randomDocument(random: Random): ParsedDocument {
  const text = [
    random.pick(SENTENCES),
    ...(random.chance(0.4) ? [random.pick(SENTENCES)] : []),
    ...(random.chance(0.5) ? [randomPiece(random)] : []),
  ].join(random.chance(0.3) ? '\n' : '');
  const names = [...new Set([random.pick(['张三', '張三', '张三 ', '李四']), ...(random.chance(0.3) ? ['王五'] : [])])];
  return makeDocument({
    title: random.pick(['储能', '风电', '玉树']),
    publication: random.chance(0.3)
      ? makeDocument().publication
      : publishedAt(random.pick(['2021-05-26T12:30:00Z', '2022-01-01T00:00:00Z'])),
    canonicalUrl: random.chance(0.25) ? random.pick(['https://example.org/a', 'https://example.org/b']) : null,
    text,
    excerpt: text,
    html: `<p>${text}</p>`,
    categories: random.pick([[], [['政策']], [['政策', '能源']], [['能源'], ['政策', '能源', '储能']]]),
    tags: random.pick([[], ['AI'], ['ai', '储能'], ['Ai', '儲能']]),
    credits: random.pick([
      [],
      names.map((name) => makeCredit(name)),
      [makeCredit('国家能源局', { kind: 'ORGANIZATION' })],
      [
        makeCredit('ACME', { kind: 'ORGANIZATION' }),
        makeCredit('Acme', { kind: 'ORGANIZATION', role: 'EDITOR', provenance: 'BYLINE' }),
      ],
    ]),
    images: random.pick([
      [],
      [
        makeImage('https://example.org/1.png', {
          alt: random.pick([null, '甲', '乙']),
          width: random.pick([null, 100, 640]),
          lead: true,
        }),
      ],
      [
        makeImage('https://example.org/2.png'),
        makeImage('https://example.org/1.png', { caption: random.pick(['图一', '图二']), height: 480 }),
      ],
    ]),
    links: random.pick([[], [{ url: 'https://example.org/link', text: '链接' }]]),
  });
}
