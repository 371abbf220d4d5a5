import { expect, test } from 'vitest';
import { lines, read } from './scene.ts';

const organisations = (text: string): string[] => lines(read(text), 'ORGANIZATION');
const named = (text: string, key: string) => read(text).entities.find((entity) => entity.key === key);

test('an agency is the same under its short and its official name', () => {
  expect(organisations('青海省工信厅说，青海省工业和信息化厅将检查。')).toEqual([
    '青海省工信厅 → org:cn:630000/工业和信息化厅',
    '青海省工业和信息化厅 → org:cn:630000/工业和信息化厅',
  ]);
});

test('an agency has its official name, its place as jurisdiction and the forms seen as aliases', () => {
  expect(named('青海省工信厅说好。', 'org:cn:630000/工业和信息化厅')).toMatchObject({
    name: '青海省工业和信息化厅',
    jurisdictionKey: 'cn:630000',
    subtype: 'GOVERNMENT',
    isGazetteer: false,
    aliases: [
      { form: '青海省工业和信息化厅', kind: 'NAME' },
      { form: '青海省工信厅', kind: 'SHORT' },
    ],
  });
});

test('the places before an agency are part of it, nested, and the last has it', () => {
  expect(lines(read('新疆昌吉回族自治州发改委回应。'))).toEqual([
    '新疆昌吉回族自治州发改委 → org:cn:652300/发展和改革委员会',
    '·新疆 → cn:650000',
    '·昌吉回族自治州 → cn:652300',
  ]);
});

test('an agency no table lists is found by the word it ends in', () => {
  expect(organisations('新疆准东国家经济技术开发区管委会立即责令停产。')).toEqual([
    '新疆准东国家经济技术开发区管委会 → org:cn:650000/准东国家经济技术开发区管理委员会',
  ]);
});

test('the level word belongs to place and committee both', () => {
  expect(organisations('中共山东省委与广东省政府')).toEqual([
    '中共山东省委 → org:cn:370000/中共委员会',
    '广东省政府 → org:cn:440000/人民政府',
  ]);
  expect(named('山东省委', 'org:cn:370000/中共委员会')?.name).toBe('中共山东省委员会');
});

test('a branch of a national body has the place as jurisdiction and the body as parent', () => {
  expect(organisations('国家能源局四川监管办公室开会。')).toEqual([
    '国家能源局四川监管办公室 → org:cn:510000/国家能源局监管办公室',
  ]);
  expect(named('国家能源局四川监管办公室开会。', 'org:cn:510000/国家能源局监管办公室')).toMatchObject({
    name: '国家能源局四川监管办公室',
    jurisdictionKey: 'cn:510000',
    parentKey: 'org:country:CN/国家能源局',
  });
});

test('the names of one national body are one organisation', () => {
  expect(
    new Set(
      organisations('国务院金融委、国务院金融稳定发展委员会（金融委）和金融委').map((line) => line.split(' → ')[1]),
    ),
  ).toEqual(new Set(['org:country:CN/国务院金融稳定发展委员会']));
});

test('an agency without its place is the one named before, when the last place of the sentence is its own', () => {
  expect(organisations('青海省工信厅发文。青海省是省工信厅发布。')).toContain(
    '省工信厅 → org:cn:630000/工业和信息化厅',
  );
  expect(organisations('青海省工信厅发文。云南省是省工信厅发布。')).not.toContain(
    '省工信厅 → org:cn:630000/工业和信息化厅',
  );
});

test('an abbreviation local agencies share is the national body only in an article that names no local one', () => {
  expect(organisations('发改委今日发文。')).toEqual(['发改委 → org:country:CN/国家发展和改革委员会']);
  expect(organisations('内蒙古发改委和四川省发改委发文。都是发改委发布。')).toContain(
    '发改委 → org:cn:150000/发展和改革委员会|org:cn:510000/发展和改革委员会',
  );
});

test("another country's ministry is not China's", () => {
  expect(organisations('俄罗斯外交部说。')).toEqual(['俄罗斯外交部 → org:country:RU/外交部']);
  expect(organisations('外交部说。')).toEqual(['外交部 → org:country:CN/外交部']);
});

test('a short name introduced in brackets stands for the full one from then on', () => {
  const text = '云岫数据股份有限公司（以下简称“云岫数据”）公告。云岫数据表示满意。';
  expect(organisations(text)).toEqual(
    ['云岫数据股份有限公司', '云岫数据', '云岫数据'].map((form) => `${form} → org:/云岫数据股份有限公司`),
  );
});

test('brackets that hold something else introduce nothing', () => {
  expect(organisations('云岫数据股份有限公司（上海）公告。上海下雨。')).toEqual([
    '云岫数据股份有限公司 → org:/云岫数据股份有限公司',
  ]);
});

test('a known company keeps its key under its legal name', () => {
  expect(organisations('比亚迪股份有限公司公告。')).toEqual(['比亚迪股份有限公司 → org:/比亚迪']);
});

test.each(['上市公司业绩下滑。', '这家公司与商业银行合作。', '司法部门和最高法官', '各大学和美国公司', '在人行道上'])(
  '%s names no organisation',
  (text) => {
    expect(organisations(text)).toEqual([]);
  },
);

test('media named in bylines are organisations of the gazetteer', () => {
  const { entities } = read('澎湃新闻记者 沈听澜');
  expect(organisations('澎湃新闻记者 沈听澜')).toEqual(['澎湃新闻 → org:/澎湃新闻']);
  expect(entities.map(({ key }) => key)).not.toContain('org:/澎湃新闻');
});
