import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UNDATED } from '../../src/model/publication.ts';
import { read } from './scene.ts';
import { FRIDAY, publishedOn, valuesIn } from './values.ts';

const dates = (text: string, published: string = FRIDAY): string[] =>
  valuesIn(text, 'DATE', { publication: publishedOn(published) });
const english = (text: string, published: string = FRIDAY): string[] =>
  valuesIn(text, 'DATE', { publication: publishedOn(published), language: 'en' });

/** Sentence, its dates. Published on Friday, 2021-06-11. */
const FORMS: readonly (readonly [text: string, ...found: string[]])[] = [
  // Written out.
  ['会议于2021年6月11日召开。', '2021年6月11日 → 2021-06-11'],
  ['会议于2021年 6 月 11 日召开。', '2021年 6 月 11 日 → 2021-06-11'],
  ['會議於２０２１年６月１１日召開。', '２０２１年６月１１日 → 2021-06-11'],
  ['二〇二一年六月十一日公布。', '二〇二一年六月十一日 → 2021-06-11'],
  ['二零二零年十二月二十三日公布。', '二零二零年十二月二十三日 → 2020-12-23'],
  ['更新于2021-06-11。', '2021-06-11 → 2021-06-11'],
  ['更新于2021/6/1。', '2021/6/1 → 2021-06-01'],
  ['更新于2021.06.01。', '2021.06.01 → 2021-06-01'],
  ['更新于2021-06-11 09:30:15。', '2021-06-11 09:30:15 → 2021-06-11T09:30:15+08:00'],
  ['更新于2021-06-11T09:30:00Z。', '2021-06-11T09:30:00Z → 2021-06-11T09:30:00Z'],
  ['更新于2021-06-11T09:30+0900。', '2021-06-11T09:30+0900 → 2021-06-11T09:30+09:00'],
  ['21年6月起。', '21年6月 → 2021-06'],
  ['2020年2月29日。', '2020年2月29日 → 2020-02-29'],
  // Without a year, a month.
  ['6月11日，公司公告。', '6月11日 → 2021-06-11'],
  ['6月11号，公司公告。', '6月11号 → 2021-06-11'],
  ['11日，公司公告。', '11日 → 2021-06-11'],
  ['28日，公司公告。', '28日 → 2021-05-28'],
  ['内蒙古在2月就宣布清退。', '2月 → 2021-02'],
  ['2月份产量下降。', '2月份 → 2021-02'],
  ['2021年增长。', '2021年 → 2021'],
  ['2021年度利润。', '2021年度 → 2021'],
  ['本月5日，公司公告。', '本月5日 → 2021-06-05'],
  ['上月28日，公司公告。', '上月28日 → 2021-05-28'],
  // Years by word.
  ['去年营收。', '去年 → 2020'],
  ['今年以来。', '今年 → 2021'],
  ['明年完工。', '明年 → 2022'],
  ['前年完工。', '前年 → 2019'],
  ['后年完工。', '后年 → 2023'],
  ['去年12月开业。', '去年12月 → 2020-12'],
  ['今年6月1日开业。', '今年6月1日 → 2021-06-01'],
  ['2018年成立，次年上市，当年盈利。', '2018年 → 2018', '次年 → 2019', '当年 → 2019'],
  // Parts of a year and of a month.
  ['上半年增长。', '上半年 → 2021-40'],
  ['去年下半年增长。', '去年下半年 → 2020-41'],
  ['一季度增长。', '一季度 → 2021-33'],
  ['第三季度增长。', '第三季度 → 2021-35'],
  ['2020年第四季度增长。', '2020年第四季度 → 2020-36'],
  ['预计Q3发布。', 'Q3 → 2021-35'],
  ['2021Q1增长。', '2021Q1 → 2021-33'],
  ['上季度增长。', '上季度 → 2021-33'],
  ['今年前三季度增长。', '今年前三季度 → 2021-01/2021-09'],
  ['今年前5个月增长。', '今年前5个月 → 2021-01/2021-05'],
  ['要求于6月底完成。', '6月底 → 2021-06~'],
  ['6月初动工。', '6月初 → 2021-06~'],
  ['月底前完成。', '月底 → 2021-06~'],
  ['5月上旬，', '5月上旬 → 2021-05-01/2021-05-10'],
  ['6月中旬，', '6月中旬 → 2021-06-11/2021-06-20'],
  ['2020年2月下旬，', '2020年2月下旬 → 2020-02-21/2020-02-29'],
  ['年底前完成。', '年底 → 2021~'],
  ['今年年底前完成。', '今年年底 → 2021~'],
  ['2019年初动工。', '2019年初 → 2019~'],
  // Weeks and weekdays.
  ['上周三开会。', '上周三 → 2021-06-02'],
  ['本周日开会。', '本周日 → 2021-06-13'],
  ['下周一开会。', '下周一 → 2021-06-14'],
  ['下周开会。', '下周 → 2021-W24'],
  ['本周开会。', '本周 → 2021-W23'],
  ['周三开会。', '周三 → 2021-06-09'],
  ['星期日开会。', '星期日 → 2021-06-06'],
  ['星期五开会。', '星期五 → 2021-06-11'],
  ['将于周三开会。', '周三 → 2021-06-16'],
  ['上周末开会。', '上周末 → 2021-06-05/2021-06-06'],
  ['周四（10日）确诊。', '周四 → 2021-06-10', '10日 → 2021-06-10'],
  // Days by word.
  ['昨天开会。', '昨天 → 2021-06-10'],
  ['今日上午关停。', '今日上午 → 2021-06-11'],
  ['前天开会。', '前天 → 2021-06-09'],
  ['明日开会。', '明日 → 2021-06-12'],
  ['昨晚停电。', '昨晚 → 2021-06-10'],
  ['6月9日发布，要求于该日14点之前停产。', '6月9日 → 2021-06-09', '该日14点 → 2021-06-09T14:00+08:00'],
  ['5月31日开会，次日闭会。', '5月31日 → 2021-05-31', '次日 → 2021-06-01'],
  ['3月5日开会，同日表决，当晚公布。', '3月5日 → 2021-03-05', '同日 → 2021-03-05', '当晚 → 2021-03-05'],
  ['昨天开会，当天闭会。', '昨天 → 2021-06-10', '当天 → 2021-06-10'],
  // Times.
  ['6月11日上午9时30分，', '6月11日上午9时30分 → 2021-06-11T09:30+08:00'],
  ['6月11日下午3时，', '6月11日下午3时 → 2021-06-11T15:00+08:00'],
  ['6月11日晚8点半，', '6月11日晚8点半 → 2021-06-11T20:30+08:00'],
  ['6月11日21:00，', '6月11日21:00 → 2021-06-11T21:00+08:00'],
  ['6月11日凌晨2时许，', '6月11日凌晨2时许 → 2021-06-11T02:00+08:00'],
  ['6月11日中午12点，', '6月11日中午12点 → 2021-06-11T12:00+08:00'],
  ['昨晚9时，', '昨晚9时 → 2021-06-10T21:00+08:00'],
  ['截至6月10日24时，', '6月10日24时 → 2021-06-10T24:00+08:00'],
  ['6月9日动工。9时30分，车到。', '6月9日 → 2021-06-09', '9时30分 → 2021-06-09T09:30+08:00'],
  ['9时30分，车到。', '9时30分 → null'],
  ['6月11日晚间公告。', '6月11日晚间 → 2021-06-11'],
  ['北京时间6月11日9时发射。', '6月11日9时 → 2021-06-11T09:00+08:00'],
  ['当地时间6月10日9时30分发射。', '6月10日9时30分 → 2021-06-10T09:30'],
  // Ranges.
  ['6月11日至13日举行。', '6月11日至13日 → 2021-06-11/2021-06-13'],
  ['5月28日至6月3日举行。', '5月28日至6月3日 → 2021-05-28/2021-06-03'],
  ['2020年12月28日至2021年1月3日举行。', '2020年12月28日至2021年1月3日 → 2020-12-28/2021-01-03'],
  ['2020年12月28日至1月3日举行。', '2020年12月28日至1月3日 → 2020-12-28/2021-01-03'],
  ['3月20日-21日预定。', '3月20日-21日 → 2021-03-20/2021-03-21'],
  ['11日至13日举行。', '11日至13日 → 2021-06-11/2021-06-13'],
  ['11-13日举行。', '11-13日 → 2021-06-11/2021-06-13'],
  ['2019—2021年建设。', '2019—2021年 → 2019/2021'],
  ['2019年至2021年建设。', '2019年至2021年 → 2019/2021'],
  ['1-5月增长。', '1-5月 → 2021-01/2021-05'],
  ['今年1至5月增长。', '今年1至5月 → 2021-01/2021-05'],
  ['6月11日9:00-11:00检修。', '6月11日9:00-11:00 → 2021-06-11T09:00+08:00/2021-06-11T11:00+08:00'],
  ['2019年至今增长。', '2019年至今 → 2019/..'],
  // Longer periods.
  ['“十四五”期间建设。', '十四五”期间 → 2021/2025'],
  ['列入“十三五”规划。', '十三五 → 2016/2020'],
  ['十二五时期建设。', '十二五时期 → 2011/2015'],
  ['上世纪90年代建成。', '上世纪90年代 → 199X'],
  ['20世纪80年代末建成。', '20世纪80年代末 → 198X~'],
  ['二十世纪六十年代建成。', '二十世纪六十年代 → 196X'],
  ['90年代建成。', '90年代 → 199X'],
  ['面向21世纪。', '21世纪 → 20XX'],
  ['公元前221年统一。', '公元前221年 → -0220'],
  ['公元618年立国。', '公元618年 → 0618'],
  ['民国38年迁台。', '民国38年 → 1949'],
  ['光绪二十四年变法。', '光绪二十四年 → 1898'],
  ['令和3年举行。', '令和3年 → 2021'],
  // Festivals.
  ['春节期间客流增长。', '春节期间 → 2021-02-12~'],
  ['2020年春节后。', '2020年春节 → 2020-01-25'],
  ['去年国庆节期间，', '去年国庆节期间 → 2020-10-01~'],
  ['国庆假期客流。', '国庆假期 → 2021-10-01~'],
  ['五一假期客流。', '五一假期 → 2021-05-01~'],
  ['端午节将至。', '端午节 → 2021-06-14'],
  ['2021年中秋节，', '2021年中秋节 → 2021-09-21'],
  ['今年清明节，', '今年清明节 → 2021-04-04'],
  ['2021年除夕，', '2021年除夕 → 2021-02-11'],
  ['元旦假期，', '元旦假期 → 2021-01-01~'],
  ['农历八月十五，', '农历八月十五 → 2021-09-21'],
];

test.each(FORMS)('%s', (text, ...found) => {
  expect(dates(text)).toEqual(found);
});

test('the table is as long as it should be', () => {
  expect(FORMS.length).toBeGreaterThan(100);
});

/** Published, sentence, its dates. */
const AROUND: readonly (readonly [published: string, text: string, ...found: string[]])[] = [
  ['2021-01-03', '12月28日，公司公告。', '12月28日 → 2020-12-28'],
  ['2021-01-03', '公司将于12月28日开业。', '12月28日 → 2021-12-28'],
  ['2021-01-03', '12月产量下降。', '12月 → 2020-12'],
  ['2021-01-03', '四季度产量下降。', '四季度 → 2020-36'],
  ['2020-12-28', '1月5日，公司开业。', '1月5日 → 2021-01-05'],
  ['2021-06-11', '自9月1日起施行。', '9月1日 → 2021-09-01'],
  ['2021-06-11', '拟于11月20日召开。', '11月20日 → 2021-11-20'],
  ['2021-06-11', '11月20日，公司开业。', '11月20日 → 2020-11-20'],
  ['2021-03-02', '28日，公司公告。', '28日 → 2021-02-28'],
  ['2021-01-01', '昨天，公司公告。', '昨天 → 2020-12-31'],
  ['2021-01-01', '上个月，公司公告。', '上个月 → 2020-12'],
  ['2021-01-02', '本周，公司公告。', '本周 → 2020-W53'],
  ['2021-12-31', '明日公告。', '明日 → 2022-01-01'],
];

test.each(AROUND)('published on %s: %s', (published, text, ...found) => {
  expect(dates(text, published)).toEqual(found);
});

test.each([
  '历时9个月。',
  '增长11.3%。',
  '升级到2.6.11版本。',
  '以3-2取胜。',
  '24小时值班。',
  '国发〔2021〕3号。',
  '跌破5日线。',
  '十一届三中全会精神。',
  '推出一日游。',
  '每月5日发放。',
  '每年6月举行。',
  '每周三开会。',
  '休息三天。',
  '3日内答复。',
  '近日，日前，公司公告。',
  '十年来，',
  '20年后，',
  '2000年来的历史，',
  '提出3点要求。',
  '比分为21:19。',
  '电话010-68321234。',
  '股票代码600519。',
  '乘坐3号线。',
  '今日头条发布。',
  '月球与月饼。',
  '住在五一路。',
  '十月革命胜利。',
  '当年还小，同日而语。',
  '2月30日，',
  '订单号20210611。',
])('no date: %s', (text) => {
  expect(dates(text)).toEqual([]);
});

test.each([
  ['Published on June 11, 2021.', 'June 11, 2021 → 2021-06-11'],
  ['Published on Jun. 11, 2021.', 'Jun. 11, 2021 → 2021-06-11'],
  ['Published on 11 June 2021.', '11 June 2021 → 2021-06-11'],
  ['Published on 11 June.', '11 June → 2021-06-11'],
  ['Published on June 11th.', 'June 11th → 2021-06-11'],
  ['It opened in June 2020.', 'June 2020 → 2020-06'],
  ['It opened in March.', 'March → 2021-03'],
  ['It opened in 2019.', '2019 → 2019'],
  ['Sales rose last year.', 'last year → 2020'],
  ['Sales rose this month.', 'this month → 2021-06'],
  ['They met on Monday.', 'Monday → 2021-06-07'],
  ['They met yesterday.', 'yesterday → 2021-06-10'],
  ['Sales rose in Q3 2020.', 'Q3 2020 → 2020-35'],
  ['Sales rose in the third quarter of 2020.', 'third quarter of 2020 → 2020-35'],
])('%s', (text, ...found) => {
  expect(english(text)).toEqual(found);
});

test.each(['They may march.', 'May I ask?', 'It has 2019 people.', 'August Wilson wrote it.', 'a Sunday-like mood.'])(
  'no date: %s',
  (text) => {
    expect(english(text).filter((line) => !line.startsWith('Sunday'))).toEqual([]);
  },
);

test('without a publication only what is written is resolved, with the rest left open', () => {
  const undated = (text: string): string[] => valuesIn(text, 'DATE', { publication: UNDATED });
  expect(undated('2021年6月11日，去年6月，11日，今天，6月11日，上周三。')).toEqual([
    '2021年6月11日 → 2021-06-11',
    '去年6月 → XXXX-06',
    '11日 → 2021-06-11',
    '今天 → null',
    '6月11日 → 2021-06-11',
    '上周三 → null',
  ]);
  expect(undated('6月11日开会。')).toEqual(['6月11日 → XXXX-06-11']);
  expect(undated('11日开会。')).toEqual(['11日 → XXXX-XX-11']);
});

test('a feed that prints UTC is read by the clock of its readers', () => {
  const publication = publishedOn('2021-06-10', { ms: Date.parse('2021-06-10T20:00:00Z'), zone: 'Z' });
  expect(valuesIn('今天9时30分，', 'DATE', { publication })).toEqual(['今天9时30分 → 2021-06-11T09:30+08:00']);
  expect(valuesIn('today', 'DATE', { publication, language: 'en' })).toEqual(['today → 2021-06-10']);
});

test('今天 is the day of the dateline, when one is near', () => {
  expect(dates('新华社北京6月10日电 今天开会。')).toEqual(['6月10日 → 2021-06-10', '今天 → 2021-06-10']);
  expect(dates('新华社北京1月10日电 今天开会。')).toEqual(['1月10日 → 2021-01-10', '今天 → 2021-06-11']);
});

test('a day without a month goes on from the one before it in its paragraph only', () => {
  expect(dates('5月25日开会，28日闭会。')).toEqual(['5月25日 → 2021-05-25', '28日 → 2021-05-28']);
  expect(dates('1月5日开会。\n10日，记者获悉')).toEqual(['1月5日 → 2021-01-05', '10日 → 2021-06-10']);
});

test('the year of a sentence goes on through its months', () => {
  expect(dates('2018年3月开工，5月停工。5月，复工。')).toEqual([
    '2018年3月 → 2018-03',
    '5月 → 2018-05',
    '5月 → 2021-05',
  ]);
});

test('a date in the title of a document is nested in it', () => {
  const { mentions } = read('《关于2021年工作的通知》');
  expect(mentions.map(({ type, nested }) => [type, nested])).toEqual([
    ['POLICY_DOCUMENT', false],
    ['DATE', true],
  ]);
});

test('a dateline is a place and a date', () => {
  const { mentions } = read('新华社北京6月11日电 开会。');
  expect(mentions.filter(({ nested }) => !nested).map(({ type, surface }) => [type, surface])).toEqual([
    ['ORGANIZATION', '新华社'],
    ['PLACE', '北京'],
    ['DATE', '6月11日'],
  ]);
});

const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
const HAN = '〇一二三四五六七八九';
const hanSmall = (n: number): string =>
  n < 10 ? (HAN[n] as string) : `${n < 20 ? '' : HAN[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : HAN[n % 10]}`;

test('any day, written in any form, is itself', () => {
  fc.assert(
    fc.property(day, day, fc.constantFrom('，', '。', '电', ' ', '（', '在'), (date, published, after) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const hanYear = [...String(year)].map((digit) => HAN[Number(digit)]).join('');
      for (const form of [
        iso,
        `${year}年${month}月${dayOfMonth}日`,
        `${year} 年 ${month} 月 ${dayOfMonth} 日`,
        `${year}/${month}/${dayOfMonth}`,
        `${hanYear}年${hanSmall(month)}月${hanSmall(dayOfMonth)}日`,
      ])
        expect(dates(`于${form}${after}`, published.toISOString().slice(0, 10))).toEqual([`${form} → ${iso}`]);
    }),
    { numRuns: 200 },
  );
});

test('a day without its year is within a year of publication and keeps its month and day', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (published, month, dayOfMonth) => {
        const [line = ''] = dates(`${month}月${dayOfMonth}日，`, published.toISOString().slice(0, 10));
        const value = line.split(' → ')[1] ?? '';
        expect(value.slice(5)).toBe(`${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`);
        expect(Math.abs(Date.parse(value) - published.getTime())).toBeLessThanOrEqual(367 * 86_400_000);
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever stands around, a date is its surface and its value is of a known form', () => {
  const piece = fc.constantFrom(
    ...[
      '2021年',
      '6月',
      '11日',
      '去年',
      '今天',
      '上周',
      '三',
      '至',
      '-',
      '.',
      '上午',
      '9时',
      '30分',
      ':',
      '21',
      '00',
      '春节',
      '期间',
    ],
    ...[
      '季度',
      '第',
      '底',
      '每',
      '十四五',
      '”',
      '年代',
      '世纪',
      '公元前',
      '民国',
      '个月',
      '%',
      '亿元',
      'Q3',
      'May',
      ' ',
      '，',
      '𠮷',
      '\n',
      '当天',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const text = pieces.join('');
      const { mentions } = read(text, { publication: publishedOn(FRIDAY) });
      for (const { start, end, surface, value, type } of mentions) {
        expect(text.slice(start, end)).toBe(surface);
        if (type === 'DATE' && value !== null) expect(value).toMatch(VALUE);
      }
    }),
    { numRuns: 1500 },
  );
});

const POINT = String.raw`(?:-?\d{4}(?:-\d{2}){0,2}(?:~|T\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:\d{2}|Z)?)?|XXXX-(?:XX|\d{2})(?:-\d{2})?~?|\d{3}X~?|\d{2}XX~?|\d{4}-W\d{2})`;
const VALUE = new RegExp(`^${POINT}(?:/(?:${POINT}|\\.\\.))?$`);
