import { expect, test } from 'vitest';
import { lines, read } from './scene.ts';

const places = (text: string): string[] => lines(read(text), 'PLACE');

test('a name means its highest-level place', () => {
  expect(places('吉林今年丰收。')).toEqual(['吉林 → cn:220000']);
  expect(places('海南今年丰收。')).toEqual(['海南 → cn:460000']);
});

test('the longest name is the one meant', () => {
  expect(places('吉林市和海南州都来了。')).toEqual(['吉林市 → cn:220200', '海南州 → cn:632500']);
});

test('a place right after one that contains it is the one inside', () => {
  expect(places('江苏省南京市鼓楼区发布消息。')).toEqual([
    '江苏省 → cn:320000',
    '南京市 → cn:320100',
    '鼓楼区 → cn:320106',
  ]);
  expect(places('青海海南藏族自治州')).toEqual(['青海 → cn:630000', '海南藏族自治州 → cn:632500']);
  expect(places('上海浦东')).toEqual(['上海 → cn:310000', '浦东 → cn:310115']);
});

test('among equals the one whose surroundings are named wins', () => {
  expect(places('福州市昨日下雨。鼓楼区停课。')).toContain('鼓楼区 → cn:350102');
});

test('equals that nothing tells apart stay undecided, with every candidate', () => {
  expect(places('鼓楼区今日停水。')).toEqual(['鼓楼区 → cn:320106|cn:320302|cn:350102|cn:410204']);
});

test('below provinces a lower place wins when only its surroundings are named', () => {
  expect(places('朝阳区在北京。')).toContain('朝阳区 → cn:110105');
  expect(places('辽宁的朝阳。')).toContain('朝阳 → cn:211300');
});

test.each(['安宁和长寿是人人所愿。', '兴国之道，来宾很多，大关已过，白银上涨。', '新建一座桥，资源丰富，合作愉快。'])(
  'everyday words are no places: %s',
  (text) => {
    expect(places(text)).toEqual([]);
  },
);

test('an everyday word is a place right after the place that contains it, or once its full form is there', () => {
  expect(places('昆明安宁下雨。')).toContain('安宁 → cn:530181');
  expect(places('安宁市下雨，安宁停课。')).toEqual(['安宁市 → cn:530181', '安宁 → cn:530181']);
});

test('two characters of a county are a place only near a place that contains it', () => {
  expect(places('他说义乌很热闹。')).toEqual([]);
  expect(places('浙江义乌很热闹。')).toContain('义乌 → cn:330782');
});

test.each([
  '南京西路很长。',
  '北京时间8时。',
  '港币出台。',
  '台湾海峡',
  '青海湖的水',
  '太湖流域',
  '黄河南岸',
  '北京饭店',
  '贵州茅台涨价。',
  '他爱吃扬州炒饭。',
])('%s holds no division', (text) => {
  expect(places(text).filter((line) => line.includes('→ cn:') && !line.startsWith('·'))).toEqual([]);
});

test('a road, a house and a station named after a place are places of their own', () => {
  expect(places('南京西路很长。')).toEqual(['南京西路 → place:/南京西路']);
  expect(places('四川广元火车站')).toEqual(['四川 → cn:510000', '广元火车站 → place:cn:510800/广元火车站']);
});

test('waters, mountains, regions and cities abroad are places', () => {
  expect(places('长江和喜马拉雅山脉，东南亚和纽约。')).toEqual([
    '长江 → geo:长江',
    '喜马拉雅山脉 → geo:喜马拉雅山',
    '东南亚 → geo:东南亚',
    '纽约 → geo:country:US/纽约',
  ]);
});

test('a country is named with its form of state, a city abroad with 市', () => {
  expect(places('苏里南共和国总统访问维也纳市。')).toEqual([
    '苏里南共和国 → country:SR',
    '维也纳市 → geo:country:AT/维也纳',
  ]);
});

test.each(['陈吉林部长到会。', '校长高明讲话。', '主演周迅、黄海波亮相。', '米兰·昆德拉的小说。'])(
  'people are no places: %s',
  (text) => {
    expect(places(text)).toEqual([]);
  },
);

test('towns and villages are found by their shape, kinds of villages are not', () => {
  expect(places('他决定到下叔村看一看。')).toEqual(['下叔村 → place:/下叔村']);
  expect(places('南部的丘布特省受灾。')).toEqual(['丘布特省 → place:/丘布特省']);
  expect(places('示范村、贫困县、乡镇和城中村。')).toEqual([]);
});

test('the level word is left to what follows when it belongs there', () => {
  expect(places('北京市民说好。')).toEqual(['北京 → cn:110000']);
  expect(places('河北省会。')).toEqual(['河北 → cn:130000']);
});

test('one-character names count in known compounds and after verbs of motion only', () => {
  expect(places('京津冀协同发展')).toEqual(['京 → cn:110000', '津 → cn:120000', '冀 → cn:130000']);
  expect(places('他赴京参会。')).toEqual(['京 → cn:110000']);
  expect(places('京剧很好，京沪高铁开通，来日方长。')).toEqual([]);
});

test('one-character countries count in pairs, in lists and before who acts for them', () => {
  expect(places('美、英、法三国')).toEqual(['美 → country:US', '英 → country:GB', '法 → country:FR']);
  expect(places('巴以双方')).toEqual(['巴 → country:PS', '以 → country:IL']);
  expect(places('巴基斯坦总理访华，巴军参加演习。')).toEqual([
    '巴基斯坦 → country:PK',
    '华 → country:CN',
    '巴 → country:PK',
  ]);
  expect(places('对方和校方都没有回应。')).toEqual([]);
});

test('traditional characters mean the same places and keep their own surface', () => {
  expect(places('青海省與內蒙古、臺灣省。')).toEqual([
    '青海省 → cn:630000',
    '內蒙古 → cn:150000',
    '臺灣省 → cn:710000',
  ]);
});

test('English names need their capital and both ends of the word', () => {
  expect(places("Qinghai and Inner Mongolia, not Qinghaian; Hubei's Wuhan.")).toEqual([
    'Qinghai → cn:630000',
    'Inner Mongolia → cn:150000',
    'Hubei → cn:420000',
    'Wuhan → cn:420100',
  ]);
  expect(places('turkey and china on the table')).toEqual([]);
  expect(places('China Daily, Michael Jordan and a nice book; info@hebei.gov')).toEqual([]);
});

test('where a report was filed is marked as such', () => {
  const [mention] = read('新华社西宁6月11日电 今天下雨。').mentions.filter(({ type }) => type === 'PLACE');
  expect(mention?.rule).toBe('place-dateline');
});

test('a university and an exchange hold the place they are named for, nested and with little confidence', () => {
  const nested = read('上海证券交易所与北京大学签约。').mentions.filter(({ type }) => type === 'PLACE');
  expect(nested.map(({ surface, nested: isNested }) => [surface, isNested])).toEqual([
    ['上海', true],
    ['北京', true],
  ]);
});
