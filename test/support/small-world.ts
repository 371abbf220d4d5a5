import { rollUp } from '../../src/extract/roll-up.ts';
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
    gazetteerVersion: 'g1',
    extractorVersion: 'small@1',
  };
}

/** A document from a pool so small that titles, addresses, bodies and spellings of shared names often meet. */
export function randomDocument(random: Random): ParsedDocument {
  const text = [random.pick(SENTENCES), ...(random.chance(0.4) ? [random.pick(SENTENCES)] : [])].join(
    random.chance(0.3) ? '\n' : '',
  );
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
