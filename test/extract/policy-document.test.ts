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

const found = (text: string): string[] => lines(read(text), 'POLICY_DOCUMENT');

test('a short title is the last full one that ends so', () => {
  const text = '甲厅印发《关于水的通知》。乙厅印发《关于火的通知》《关于电的意见》。《通知》说好。《意见》也好。';
  expect(found(text).slice(3)).toEqual(['《通知》 → doc:关于火的通知', '《意见》 → doc:关于电的意见']);
});

test('a short title of no full one is no mention', () => {
  expect(found('《通知》说好，《管理办法》也好。')).toEqual([]);
});

test('a title is called what it is introduced as', () => {
  expect(found('《江河保护管理规定》（以下简称《保护令》）施行。《保护令》共十条。')).toEqual([
    '《江河保护管理规定》 → doc:江河保护管理规定',
    '《保护令》 → doc:江河保护管理规定',
    '《保护令》 → doc:江河保护管理规定',
  ]);
});

test('the number beside a title stands for it, there and elsewhere', () => {
  const text = '《关于水的通知》（国发〔2021〕3号）施行，国发〔2021〕3号有效，国发〔2020〕9号废止。';
  expect(found(text)).toEqual([
    '《关于水的通知》 → doc:关于水的通知',
    '国发〔2021〕3号 → doc:关于水的通知',
    '国发〔2021〕3号 → doc:关于水的通知',
  ]);
  expect(documents(text)[0]?.aliases).toContainEqual({ form: '国发〔2021〕3号', kind: 'CODE' });
});

test('a title without marks is one behind the verb of issuing', () => {
  expect(found('青海省工信厅印发关于关停项目的通知，要求检查。')).toEqual([
    '关于关停项目的通知 → doc:关于关停项目的通知',
  ]);
  expect(documents('青海省工信厅印发关于关停项目的通知。')).toMatchObject([
    { issuerKey: 'org:cn:630000/工业和信息化厅' },
  ]);
  expect(found('他没有看到关于关停项目的通知。')).toEqual([]);
});

test('of several who issue together the first has the lead; who says in a document issued it', () => {
  expect(documents('财政部、商务部和教育部此前印发了《关于水的通知》')).toMatchObject([
    { issuerKey: 'org:country:CN/财政部' },
  ]);
  expect(documents('财政部在《关于水的通知》中要求检查')).toMatchObject([{ issuerKey: 'org:country:CN/财政部' }]);
});

test('what a company announces is no policy document', () => {
  expect(found('《云岫股份有限公司采购中标公告》')).toEqual([]);
});
