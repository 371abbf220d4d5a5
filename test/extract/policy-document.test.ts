import { expect, test } from 'vitest';
import { policyDocumentKey } from '../../src/extract/policy-document.ts';
import { lines, read } from './scene.ts';

const documents = (text: string) => read(text).entities.filter(({ type }) => type === 'POLICY_DOCUMENT');

test('a title counts with its marks, and keeps the quotation marks inside in its name only', () => {
  const { mentions } = read('《关于关停“挖矿”项目的通知》');
  expect(mentions.filter(({ nested }) => !nested).map(({ surface }) => surface)).toEqual([
    '《关于关停“挖矿”项目的通知》',
  ]);
  expect(documents('《关于关停“挖矿”项目的通知》')).toMatchObject([
    { key: 'doc:关于关停挖矿项目的通知', name: '关于关停“挖矿”项目的通知', subtype: '通知' },
  ]);
});

test('quotes, brackets, width, script and space make no other document', () => {
  const key = policyDocumentKey('关于“挖矿”行为八项措施（征求意见稿）');
  for (const title of ['关于「挖礦」行為八項措施(徵求意見稿)', '关于 "挖矿" 行为八项措施（征求意见稿）'])
    expect(policyDocumentKey(title)).toBe(key);
  expect(policyDocumentKey('关于挖矿行为九项措施')).not.toBe(key);
});

test('a bracketed stage does not hide what kind of document it is', () => {
  expect(documents('《关于惩戒行为八项措施（征求意见稿）》')).toMatchObject([{ subtype: '措施' }]);
});

test('the issuer is the organisation the title begins with', () => {
  expect(documents('名为《云南省能源局关于用电管理的通知》的文件')).toMatchObject([
    { issuerKey: 'org:cn:530000/能源局' },
  ]);
});

test.each(['青海省工信厅也下发了', '青海省工信厅近日印发', '青海省工信厅发布的'])(
  'the issuer is who is said to have issued it: %s',
  (words) => {
    expect(documents(`${words}《关于关停项目的通知》。`)).toMatchObject([
      { issuerKey: 'org:cn:630000/工业和信息化厅' },
    ]);
  },
);

test('whoever merely stands before a title did not issue it', () => {
  expect(documents('青海省工信厅收到《关于关停项目的通知》。')).toMatchObject([{ issuerKey: null }]);
});

test('places and organisations inside a title are nested in it', () => {
  const names = lines(read('《云南省能源局关于用电管理的通知》')).filter((line) => !line.includes('topic:'));
  expect(names).toEqual([
    '《云南省能源局关于用电管理的通知》 → doc:云南省能源局关于用电管理的通知',
    '·云南省能源局 → org:cn:530000/能源局',
    '·云南省 → cn:530000',
  ]);
});

test.each(['《人民日报》', '《红楼梦》', '《三体》', '《我的发展计划》', '《流浪地球》'])(
  '%s is no policy document',
  (title) => {
    expect(documents(title)).toEqual([]);
  },
);

test('a law is one', () => {
  expect(documents('《中华人民共和国数据安全法》')).toMatchObject([{ subtype: '法' }]);
});

test('a title its paragraph does not close is none', () => {
  expect(documents('《关于关停项目\n的通知》')).toEqual([]);
});
