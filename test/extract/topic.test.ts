import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rollUp } from '../../src/extract/roll-up.ts';
import { parseTopics } from '../../src/extract/topic-file.ts';
import { gazetteer, gazetteerDirectory, key, lines, read } from './scene.ts';

const topics = (text: string): string[] => lines(read(text), 'TOPIC');
const table = await readFile(join(gazetteerDirectory, 'topics.tsv'), 'utf8');
const { topics: listed, problems } = parseTopics(table);

const FOUND: readonly (readonly [text: string, ...found: string[]])[] = [
  ['打击比特币挖矿和交易。', '比特币 → topic:比特币', '挖矿 → topic:虚拟货币挖矿'],
  ['虚拟货币交易受限。', '虚拟货币 → topic:虚拟货币'],
  ['虚擬貨幣交易受限。', '虚擬貨幣 → topic:虚拟货币'],
  ['推广区块链应用。', '区块链 → topic:区块链'],
  ['推进碳达峰、碳中和。', '碳达峰 → topic:碳达峰', '碳中和 → topic:碳中和'],
  ['新能源汽车销量增长。', '新能源汽车 → topic:新能源汽车'],
  ['电动汽车销量增长。', '电动汽车 → topic:新能源汽车'],
  ['新能源装机增长。', '新能源 → topic:新能源'],
  ['房地产销售放缓。', '房地产 → topic:房地产'],
  ['楼市降温。', '楼市 → topic:房地产'],
  ['推进乡村振兴。', '乡村振兴 → topic:乡村振兴'],
  ['发展人工智能。', '人工智能 → topic:人工智能'],
  ['全球芯片短缺。', '芯片短缺 → topic:芯片短缺'],
  ['半导体产业。', '半导体 → topic:半导体'],
  ['集成电路产业。', '集成电路 → topic:半导体'],
  ['疫情防控有力。', '疫情防控 → topic:疫情防控'],
  ['接种新冠疫苗。', '新冠疫苗 → topic:新冠疫苗'],
  ['新冠肺炎确诊。', '新冠肺炎 → topic:新冠疫情'],
  ['共建“一带一路”倡议。', '“一带一路” → topic:一带一路'],
  ['落实“双减”政策。', '“双减”政策 → topic:双减'],
  ['反垄断调查。', '反垄断调查 → topic:反垄断'],
  ['发展养老服务。', '养老服务 → topic:养老'],
  ['纳入医保目录。', '医保目录 → topic:医疗保障'],
  ['光伏装机增长。', '光伏 → topic:光伏'],
  ['新型储能发展。', '新型储能 → topic:储能'],
  ['建设5G基站。', '5G基站 → topic:5G'],
  ['建成5G。', '5G → topic:5G'],
  ['元宇宙概念股。', '元宇宙 → topic:元宇宙'],
  ['数字人民币试点。', '数字人民币 → topic:数字人民币'],
  ['促进共同富裕。', '共同富裕 → topic:共同富裕'],
  ['央行宣布降准。', '降准 → topic:降准'],
  ['CPI同比上涨。', 'CPI → topic:通货膨胀'],
  ['GDP增长。', 'GDP → topic:国内生产总值'],
  ['A股上涨。', 'A股 → topic:股票市场'],
  ['三孩政策实施。', '三孩政策 → topic:生育政策'],
  ['延迟退休方案。', '延迟退休 → topic:延迟退休'],
  ['高考报名。', '高考 → topic:高考'],
  ['打击电信网络诈骗。', '电信网络诈骗 → topic:电信网络诈骗'],
  ['直播带货火热。', '直播带货 → topic:直播带货'],
  ['冬奥会开幕。', '冬奥会 → topic:冬奥会'],
  ['载人航天发射。', '载人航天 → topic:航天'],
  ['Bitcoin fell; blockchain rose.', 'Bitcoin → topic:比特币', 'blockchain → topic:区块链'],
  ['Artificial Intelligence and AI.', 'Artificial Intelligence → topic:人工智能', 'AI → topic:人工智能'],
  ['Climate change is real.', 'Climate change → topic:气候变化'],
];

test.each(FOUND)('%s', (text, ...found) => {
  expect(topics(text)).toEqual(found);
});

test.each([
  ['提高考核标准。', '高考'],
  ['集中考虑此事。', '中考'],
  ['全国防汛会议。', '国防'],
  ['成就业绩显著。', '就业'],
  ['中医保健知识。', '医保'],
  ['汽车市场回暖。', '车市'],
  ['加油价格上涨。', '油价'],
  ['SAID and RAID.', 'AI'],
  ['The 15GB file.', '5G'],
  ['ai and gdp in lower case', 'AI'],
  ['He said crypto-assets', 'AI'],
  ['It airs aids to navigation.', 'AIDS'],
  ['15G网络', '5G'],
  ['bitcoiners met.', 'bitcoin'],
])('%s does not name %s', (text, form) => {
  expect(topics(text).filter((line) => line.startsWith(`${form} `))).toEqual([]);
});

test('a topic in the name of an organisation or a document is nested in it', () => {
  expect(topics('国家能源局印发《关于推进光伏发电的通知》。')).toEqual([
    '·能源 → topic:能源',
    '·光伏发电 → topic:光伏',
  ]);
});

test('a topic never hides or cuts a name', () => {
  const text = '北京大学与新疆金融办公室、国家能源局讨论农业银行。';
  const names = (types: readonly string[]): string[] =>
    read(text)
      .mentions.filter(({ type, nested }) => types.includes(type) && !nested)
      .map(({ surface }) => surface);
  expect(names(['ORGANIZATION'])).toContain('国家能源局');
  expect(names(['TOPIC'])).not.toContain('能源');
});

test('an article on a topic counts for the topics above it, and more in the title than in the text', () => {
  const rows = (text: string, title: string) =>
    new Map(
      rollUp(read(text, { title }).mentions, { titleLength: title.length, textLength: text.length }, gazetteer).map(
        (row) => [row.key, row],
      ),
    );
  const inText = rows('比特币下跌。', '');
  expect([...inText.keys()].sort()).toEqual(['topic:数字货币', 'topic:比特币', 'topic:虚拟货币', 'topic:金融']);
  expect(inText.get(key('topic:虚拟货币'))).toMatchObject({ directCount: 0, totalCount: 1, via: ['DESCENDANT'] });
  const salience = (found: typeof inText): number => found.get(key('topic:比特币'))?.salience ?? 0;
  expect(salience(rows('价格下跌。', '比特币'))).toBeGreaterThan(salience(inText));
  expect(salience(inText)).toBeGreaterThan(inText.get(key('topic:金融'))?.salience ?? 1);
});

test('the list has no faulty line, many topics, and finds every one of them by its name', () => {
  expect(problems).toEqual([]);
  expect(listed.length).toBeGreaterThan(400);
  for (const { name, key: topic } of listed)
    expect(
      topics(`，${name}。`).some((line) => line.endsWith(`→ ${topic}`)),
      name,
    ).toBe(true);
});

test('a name of a topic is no place and no organisation', () => {
  const names = [...gazetteer.places.forms, ...gazetteer.organisations.forms].filter(({ isBlocker }) => !isBlocker);
  const others = new Set(names.map(({ text }) => text));
  expect(listed.flatMap(({ aliases }) => aliases.map(({ form }) => form)).filter((form) => others.has(form))).toEqual(
    [],
  );
});

test('a table keeps its good lines and says what is wrong with the others', () => {
  const text = [
    '# own',
    'name\tparent\taliases',
    '低温工程\t科技\tcryogenics|ABBREVIATION:低温',
    '\t科技\t空',
    '单\t\t',
    '低温工程\t\t',
    '制冷\t\t低温',
    '超导\t没有的\t',
    'a\tb\tc\td',
    '磁体\t超导\tFOO:磁',
    '线圈\t绕组\t',
    '绕组\t线圈\t',
    '科技\t\t科学技术',
  ].join('\n');
  const parsed = parseTopics(text);
  expect(parsed.topics.map(({ name, parentKey }) => [name, parentKey])).toEqual([
    ['低温工程', 'topic:科技'],
    ['超导', null],
    ['线圈', null],
    ['绕组', 'topic:线圈'],
    ['科技', null],
  ]);
  expect(parsed.topics[0]?.aliases).toEqual([
    { form: '低温工程', kind: 'NAME' },
    { form: 'cryogenics', kind: 'ENGLISH' },
    { form: '低温', kind: 'ABBREVIATION' },
  ]);
  expect(parsed.problems).toEqual([
    { line: 4, reason: 'it has no name' },
    { line: 5, reason: 'its name 单 is a single character' },
    { line: 6, reason: '低温工程 is defined on line 3' },
    { line: 7, reason: '低温 is a name of 低温工程 already' },
    { line: 8, reason: 'its parent 没有的 is no topic' },
    { line: 9, reason: 'it has 4 columns instead of name, parent and aliases' },
    { line: 10, reason: 'its alias FOO:磁 is too short to be told from other words' },
    { line: 11, reason: 'its parent 绕组 lies below it' },
  ]);
});

test('a further table may hang topics below known ones, but not take their names', () => {
  const { topics: further, problems: found } = parseTopics(
    '闪电网络\t比特币\tLightning Network\n币圈\t\t比特币',
    listed,
  );
  expect(further.map(({ name, parentKey }) => [name, parentKey])).toEqual([['闪电网络', 'topic:比特币']]);
  expect(found).toEqual([{ line: 2, reason: '比特币 is a name of 比特币 already' }]);
});
