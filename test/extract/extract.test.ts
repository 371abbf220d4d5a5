import { expect, test } from 'vitest';
import { createMatcher } from '../../src/extract/match.ts';
import { Random } from '../support/random.ts';
import { gazetteer, lines, person, read } from './scene.ts';

/** Made up, in the manner of a report on documents that several provinces issued. */
const title = '青海等多地发文整顿云储矿场，有场主称其云南机房已关停';
const text = [
  '澎湃新闻记者 叶青禾',
  '继内蒙古率先响应国务院金融委后，其他地区也开始整顿。',
  '网上流传一份名为《云南省能源局关于加强云储企业用电管理的通知》。',
  '新疆昌吉回族自治州发展和改革委员会发布了《关于对“云储”企业停产整顿的通知》，要求新疆准东国家经济技术开发区管委会执行。',
  '青海省工信厅也下发了《关于关停“云储”项目的通知》。',
  '记者致电青海省工信厅与新疆昌吉回族自治州发改委，确认《关于关停“云储”项目的通知》属实。',
  '国务院金融稳定发展委员会（金融委）开会。紧跟金融委会议，内蒙古发改委发布《关于惩戒“云储”行为八项措施（征求意见稿）》。',
  '内蒙古和新疆均为发改委发布，青海省是省工信厅向各市发布，云南省为能源局发布。',
  '国家能源局四川监管办公室召开座谈会，四川与贵州水电丰富。',
].join('\n');
const report = read(text, {
  title,
  credits: [person('叶青禾', { affiliation: '澎湃新闻' }), person('张青玫', { role: 'EDITOR' })],
});

test('a whole report: its documents, organisations and people, each once', () => {
  expect(report.entities.map(({ key }) => key)).toEqual([
    'doc:云南省能源局关于加强云储企业用电管理的通知',
    'doc:关于关停云储项目的通知',
    'doc:关于对云储企业停产整顿的通知',
    'doc:关于惩戒云储行为八项措施征求意见稿',
    'org:cn:150000/发展和改革委员会',
    'org:cn:510000/国家能源局监管办公室',
    'org:cn:530000/能源局',
    'org:cn:630000/工业和信息化厅',
    'org:cn:650000/准东国家经济技术开发区管理委员会',
    'org:cn:652300/发展和改革委员会',
    'person:叶青禾',
    'person:张青玫',
  ]);
});

test('a whole report: its places, those in names included', () => {
  const keys = report.mentions.flatMap(({ type, target }) =>
    type === 'PLACE' && target.kind === 'LINKED' ? [target.key] : [],
  );
  expect([...new Set(keys)].sort()).toEqual([
    'cn:150000',
    'cn:510000',
    'cn:520000',
    'cn:530000',
    'cn:630000',
    'cn:650000',
    'cn:652300',
  ]);
});

test('a whole report: names without their place find the one that was meant', () => {
  const found = lines(report, 'ORGANIZATION');
  expect(found).toContain('省工信厅 → org:cn:630000/工业和信息化厅');
  expect(found).toContain('能源局 → org:cn:530000/能源局');
  expect(found).toContain('发改委 → org:cn:150000/发展和改革委员会|org:cn:652300/发展和改革委员会');
});

test('mentions come title first, then by start, the longest first', () => {
  expect(report.mentions.length).toBeGreaterThan(30);
  const order = report.mentions.map(({ field, start, end }) => [field === 'TITLE' ? 0 : 1, start, -end]);
  const sorted = [...order].sort(
    (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
  );
  expect(order).toEqual(sorted);
});

test('the same input gives the same extraction', () => {
  expect(read(text, { title })).toEqual(read(text, { title }));
});

test('an empty article has no mentions', () => {
  expect(read('')).toEqual({ mentions: [], entities: [] });
});

test('every span is its surface, every nested one lies in a longer one, whatever stands around', () => {
  const pieces = [
    ...[
      '👍',
      '𠮷',
      '\n',
      '，',
      '。',
      '（',
      '）',
      '《',
      '》',
      '“',
      ' ',
      'a',
      'Qinghai',
      '的',
      '在',
      '市',
      '省',
      '区',
      '路',
      '公司',
      '记者 张三',
    ],
    ...[
      '青海省工信厅',
      '新疆',
      '昌吉回族自治州',
      '發改委',
      '臺灣省',
      '京津冀',
      '关于关停项目的通知',
      '北京大学',
      '鼓楼区',
      '国家能源局',
      '监管办公室',
      '云岫数据股份有限公司',
      '叶青禾',
    ],
  ];
  const choice = new Random(11);
  let mentionCount = 0;
  for (let round = 0; round < 400; round++) {
    const body = Array.from({ length: 1 + choice.below(25) }, () => pieces[choice.below(pieces.length)]).join('');
    const texts = { TITLE: body.slice(0, choice.below(20)), BODY: body };
    const { mentions, entities } = read(body, { title: texts.TITLE, credits: [person('叶青禾')] });
    mentionCount += mentions.length;
    const keys = new Set(entities.map(({ key }) => key));
    for (const { field, start, end, surface, nested, target } of mentions) {
      expect(texts[field].slice(start, end)).toBe(surface);
      expect(surface.length).toBeGreaterThan(0);
      const outer = mentions.some(
        (other) =>
          other.field === field && other.start <= start && other.end >= end && other.end - other.start > end - start,
      );
      expect(outer).toBe(nested);
      if (target.kind === 'LINKED')
        expect(keys.has(target.key) || gazetteer.lookup(target.key) !== undefined).toBe(true);
      if (target.kind === 'AMBIGUOUS') expect(target.candidates.length).toBeGreaterThan(1);
    }
  }
  expect(mentionCount).toBeGreaterThan(2000);
});

test('no two mentions of one field cross', () => {
  const spans = report.mentions.filter(({ field }) => field === 'BODY');
  for (const a of spans)
    for (const b of spans) expect(a.start < b.start && b.start < a.end && a.end < b.end).toBe(false);
});

test('the gazetteer’s matcher holds every form once', () => {
  const { forms, matcher } = gazetteer.places;
  expect(new Set(forms.map(({ text: form }) => form)).size).toBe(forms.length);
  expect(createMatcher(forms.map(({ text: form }) => form)).size).toBe(matcher.size);
});
