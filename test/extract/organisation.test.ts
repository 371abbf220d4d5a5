import { expect, test } from 'vitest';
import { hasSurroundings } from '../../src/extract/name-guard.ts';
import { gazetteer, lines, read } from './scene.ts';

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

test('a part of an organisation is one of its own, with the whole as its parent', () => {
  expect(organisations('国务院法制办公室说。')).toEqual(['国务院法制办公室 → org:country:CN/国务院法制办公室']);
  expect(organisations('招商银行东直门支行开业。')).toEqual(['招商银行东直门支行 → org:geo:东直门/招商银行支行']);
  expect(named('招商银行东直门支行开业。', 'org:geo:东直门/招商银行支行')).toMatchObject({
    parentKey: 'org:/招商银行',
  });
});

test('a mission abroad belongs to the state that sends it', () => {
  expect(organisations('美国驻华大使馆发表声明。')).toEqual(['美国驻华大使馆 → org:country:US/驻华大使馆']);
});

test('the place and the term before a name are part of the mention', () => {
  expect(organisations('这是深圳华为公司的产品。')).toEqual(['深圳华为公司 → org:/华为']);
  expect(organisations('第六届全国人大召开会议。')).toEqual(['第六届全国人大 → org:country:CN/全国人民代表大会']);
  expect(organisations('他们在北京微软工作。')).toEqual(['微软 → org:/微软']);
});

test('a name that is also a word or a place needs the surroundings of what it would be', () => {
  expect(organisations('意甲联赛中罗马主场击败米兰。').map((line) => line.split(' → ')[1])).toEqual([
    'org:/意甲',
    'org:/罗马队',
    'org:/ac米兰',
  ]);
  expect(organisations('他去罗马和米兰旅行。')).toEqual([]);
  expect(organisations('他由此联想到苹果和小米粥。')).toEqual([]);
});

test('an agency without its place is that of the only province the article speaks of', () => {
  expect(organisations('海南通报，省商务厅将检查。')).toEqual(['省商务厅 → org:cn:460000/商务厅']);
  expect(organisations('海南和贵州通报，省商务厅将检查。')).toEqual(['省商务厅 → ']);
  expect(organisations('海南要求各市、县商务局检查。')).toEqual([]);
});

test('the brand of a company stands for it further on', () => {
  expect(organisations('陕西瑞鼎化工有限公司成立。瑞鼎表示满意。')).toEqual([
    '陕西瑞鼎化工有限公司 → org:/陕西瑞鼎化工有限公司',
    '瑞鼎 → org:/陕西瑞鼎化工有限公司',
  ]);
});

test('who is listed shows by the code, who announces by the word', () => {
  expect(organisations('云岫股份（600000.SH）涨停。')).toEqual(['云岫股份 → org:/云岫股份']);
  expect(organisations('云岫股份公告，收到许可证。')).toEqual(['云岫股份 → org:/云岫股份']);
});

test('a newspaper is an organisation without its marks', () => {
  expect(organisations('据《渥太华公民报》报道')).toEqual(['渥太华公民报 → org:/渥太华公民报']);
  expect(organisations('发表《联合公报》和《海报》')).toEqual([]);
});

test('teams of places and under names of their own', () => {
  expect(organisations('青岛海牛队战胜延边敖东队，中国女排夺冠。')).toEqual([
    '青岛海牛队 → org:/青岛海牛队',
    '延边敖东队 → org:/延边敖东队',
    '中国女排 → org:/中国女子排球队',
  ]);
  expect(organisations('消防队和救援队赶到，队长讲话。')).toEqual([]);
});

test.each([
  ['铁道部', '铁道部'],
  ['国家计委', '国家计划委员会'],
  ['国家质检总局', '国家质量监督检验检疫总局'],
  ['中央深改组', '中央全面深化改革领导小组'],
])('a former or short name of a body is known: %s', (form, name) => {
  expect(organisations(`${form}说。`)[0]).toMatch(new RegExp(`/${name}$`));
});

test('no name is given to two organisations, and no guard is of a kind that nothing meets', () => {
  const owners = new Map<string, string>();
  for (const { key, aliases, type } of gazetteer.entries) {
    if (type !== 'ORGANIZATION') continue;
    for (const { form } of aliases) {
      expect([form, owners.get(form) ?? key]).toEqual([form, key]);
      owners.set(form, key);
    }
  }
  expect(owners.size).toBeGreaterThan(3000);
  const surroundings = '主场 银行 公司 游戏 大学 基站 汽车';
  expect(gazetteer.guards.size).toBeGreaterThan(50);
  for (const kind of new Set(gazetteer.guards.values()))
    expect([
      kind,
      hasSurroundings(surroundings, kind, { start: surroundings.length, end: surroundings.length }),
    ]).toEqual([kind, true]);
});
