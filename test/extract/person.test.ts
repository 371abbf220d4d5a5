import { expect, test } from 'vitest';
import { lines, person, read } from './scene.ts';

test('a credited person is found wherever the name stands, surest in the byline', () => {
  const { mentions } = read('澎湃新闻记者 叶青禾\n叶青禾说。', { credits: [person('叶青禾')] });
  expect(
    mentions.filter(({ type }) => type === 'PERSON').map(({ rule, method, start }) => [rule, method, start]),
  ).toEqual([
    ['person-byline', 'BYLINE', 7],
    ['person-credited', 'BYLINE', 11],
  ]);
});

test('a credited person without a mention is an entity all the same', () => {
  const { mentions, entities } = read('今天下雨。', {
    credits: [person('张青玫', { role: 'EDITOR', provenance: 'FOOTER' })],
  });
  expect(mentions.filter(({ type }) => type === 'PERSON')).toEqual([]);
  expect(entities.map(({ key, name, type }) => [key, name, type])).toEqual([['person:张青玫', '张青玫', 'PERSON']]);
});

test('an organisation credited as author is no person', () => {
  expect(read('今天下雨。', { credits: [person('某某财经', { kind: 'ORGANIZATION' })] }).entities).toEqual([]);
});

test('reporters printed in brackets are people', () => {
  expect(lines(read('新华社兰州6月11日电（记者 齐远帆、柏知秋）'), 'PERSON')).toEqual([
    '齐远帆 → person:齐远帆',
    '柏知秋 → person:柏知秋',
  ]);
});

test('what follows 记者 in a sentence is no name', () => {
  expect(lines(read('记者 从省里获悉。本报记者了解到，记者 联系未果。'), 'PERSON')).toEqual([]);
});

test('a place inside a person’s name is no mention', () => {
  expect(lines(read('记者 陈海南 报道', { credits: [person('陈海南')] }))).toEqual(['陈海南 → person:陈海南']);
});

test('a name within a longer word is not the person', () => {
  expect(lines(read('他们和平时一样。', { credits: [person('和平')] }), 'PERSON')).toEqual([]);
});

const people = (text: string): string[] => lines(read(text), 'PERSON').map((line) => line.split(' → ')[0] ?? '');

test.each([
  ['市长温启明出席了会议。', ['温启明']],
  ['温启明教授与罗沛霖、齐若男等人座谈。', ['温启明', '罗沛霖', '齐若男']],
  ['欧阳立峰告诉记者，他很满意。', ['欧阳立峰']],
  ['会见了约翰·普雷斯科特。', ['约翰·普雷斯科特']],
  ['商务部长芭芭拉·弗兰克林今天抵达。', ['芭芭拉·弗兰克林']],
  ['日本队教练冈田武史说，很遗憾。', ['冈田武史']],
  ['学习邓小平理论。', ['邓小平']],
])('a name shows by its characters and by what stands around: %s', (text, names) => {
  expect(people(text)).toEqual(names);
});

test.each([
  '李老师和王某是陈沟村人，住在高升镇。',
  '叶子黄了，王朝更替，孙子去了金字塔和夏威夷。',
  '方面军高兴地成立了常委会，万元户于今年许可。',
  '雷阵雨过后温泉水温和，黄金周高速公路畅通。',
  '莫斯科和克里米亚的温度',
])('what only begins like a surname is no person: %s', (text) => {
  expect(people(text)).toEqual([]);
});

test('a name found once is found in surroundings that alone would not have done', () => {
  expect(people('市长温启明说好。以温启明命名的奖。')).toEqual(['温启明', '温启明']);
  expect(lines(read('会见安东尼·格雷。格雷说好。'), 'PERSON')[1]).toBe('格雷 → person:安东尼·格雷');
});

test('surname and title mean the one person of that surname, or all who have it', () => {
  expect(lines(read('局长王启明说好。王局长走了。'), 'PERSON')[1]).toBe('王 → person:王启明');
  expect(lines(read('局长王启明和市长王沛霖说好。王局长走了。'), 'PERSON')[2]).toBe('王 → person:王启明|person:王沛霖');
  expect(people('王局长走了。')).toEqual([]);
});

test('the names of a public figure are one person', () => {
  const keys = lines(read('普京与弗拉基米尔·普京'), 'PERSON').map((line) => line.split(' → ')[1]);
  expect(new Set(keys)).toEqual(new Set(['person:弗拉基米尔·普京']));
});
