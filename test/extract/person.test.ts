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
