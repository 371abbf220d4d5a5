import { describe, expect, test } from 'vitest';
import { DEFAULT_FRONT_MATTER } from '../../src/model/document.ts';
import type { DatePrecision } from '../../src/model/publication.ts';
import { dateInPath, parsePublication } from '../../src/parse/dates.ts';
import { parsed } from './settings.ts';

const at = (written: string, timeZone = 'Asia/Shanghai', isDayFirst = false) =>
  parsePublication(written, { timeZone, isDayFirst }, 'FRONT_MATTER');
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

describe('reading a written date', () => {
  test.each<[string, string, string, boolean, DatePrecision]>([
    ['Fri, 11 Jun 2021 12:44:33 GMT', '2021-06-11T12:44:33.000Z', 'Z', false, 'SECOND'],
    ['11 Jun 2021 12:44 +0800', '2021-06-11T04:44:00.000Z', '+08:00', false, 'MINUTE'],
    ['2021-06-11T12:44:33Z', '2021-06-11T12:44:33.000Z', 'Z', false, 'SECOND'],
    ['2021-06-11T12:44:33.123456+08:00', '2021-06-11T04:44:33.123Z', '+08:00', false, 'SECOND'],
    ['2015-03-19 18:00:00 -4', '2015-03-19T22:00:00.000Z', '-04:00', false, 'SECOND'],
    ['2018-10-24 15:00:00 -0500', '2018-10-24T20:00:00.000Z', '-05:00', false, 'SECOND'],
    ['2021-03-21 16:41:54', '2021-03-21T08:41:54.000Z', 'Asia/Shanghai', true, 'SECOND'],
    ['2021-8-4', '2021-08-03T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['2021/3/2', '2021-03-01T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['20210322', '2021-03-21T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['11/13/2017', '2017-11-12T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['13/11/2017', '2017-11-12T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['2021年10月01日 12:30', '2021-10-01T04:30:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['2021年10月1日 星期五 下午3:05', '2021-10-01T07:05:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['二〇二一年十月三十一日', '2021-10-30T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['June 11, 2021', '2021-06-10T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['Fri Jun 11 2021 12:44:33 GMT+0800 (中国标准时间)', '2021-06-11T04:44:33.000Z', '+08:00', false, 'SECOND'],
    ['Fri Jun 11 12:44:33 CST 2021', '2021-06-11T04:44:33.000Z', '+08:00', false, 'SECOND'],
    ['2021-03', '2021-02-28T16:00:00.000Z', 'Asia/Shanghai', true, 'MONTH'],
    ['1623415473', '2021-06-11T12:44:33.000Z', 'Z', false, 'SECOND'],
    ['1623415473123', '2021-06-11T12:44:33.123Z', 'Z', false, 'SECOND'],
    ['2021-03-08 9:00:00 -0400', '2021-03-08T13:00:00.000Z', '-04:00', false, 'SECOND'],
    ['2015-03-19T18:00:00-04:00', '2015-03-19T22:00:00.000Z', '-04:00', false, 'SECOND'],
    ['2021-06-11T12:44', '2021-06-11T04:44:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['2021-06-11T12:44+0800', '2021-06-11T04:44:00.000Z', '+08:00', false, 'MINUTE'],
    ['2021-06-11 12:44:33 UTC', '2021-06-11T12:44:33.000Z', 'Z', false, 'SECOND'],
    ['2021-06-11 12:44:33 Europe/Berlin', '2021-06-11T10:44:33.000Z', 'Europe/Berlin', false, 'SECOND'],
    ['2021-06-11 9:05 PM', '2021-06-11T13:05:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['2021.06.11', '2021-06-10T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['2021-06-11（星期五）10:00', '2021-06-11T02:00:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['20210322T1230', '2021-03-22T04:30:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['20210322123001', '2021-03-22T04:30:01.000Z', 'Asia/Shanghai', true, 'SECOND'],
    ['5/7/2018', '2018-05-06T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['11/13/2017 4:05:06 PM', '2017-11-13T08:05:06.000Z', 'Asia/Shanghai', true, 'SECOND'],
    ['11-13-2017', '2017-11-12T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['7.5.2018', '2018-05-06T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['2021年10月01日', '2021-09-30T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['2021 年 10 月 1 日 08:30:15', '2021-10-01T00:30:15.000Z', 'Asia/Shanghai', true, 'SECOND'],
    ['2021年10月', '2021-09-30T16:00:00.000Z', 'Asia/Shanghai', true, 'MONTH'],
    ['11 June 2021', '2021-06-10T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
    ['Friday, June 11, 2021 at 12:44 PM', '2021-06-11T04:44:00.000Z', 'Asia/Shanghai', true, 'MINUTE'],
    ['June 2021', '2021-05-31T16:00:00.000Z', 'Asia/Shanghai', true, 'MONTH'],
    ['2021', '2020-12-31T16:00:00.000Z', 'Asia/Shanghai', true, 'YEAR'],
    ['1970-01-01', '1969-12-31T16:00:00.000Z', 'Asia/Shanghai', true, 'DAY'],
  ])('%s', (written, instant, zone, zoneInferred, precision) => {
    const publication = at(written);
    expect({ ...publication, ms: iso(publication.ms) }).toMatchObject({
      ms: instant,
      written,
      zone,
      zoneInferred,
      precision,
    });
  });
  test.each([
    'Invalid Date',
    'NaN',
    'undefined',
    '12:30',
    '24:00:00',
    '0',
    '1970-01-01T00:00:00Z',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '0001-01-01T00:00:00Z',
    '2021032212',
    '31/31/2021',
    '6.25',
    '750',
    '2021-02-30',
    '2021-13-01',
    '0000-00-00',
    '2021-06-11 25:00',
    'yesterday',
    '',
  ])('“%s” is no date, and no epoch either', (written) => {
    expect(at(written)).toEqual({
      ms: null,
      written,
      localDate: null,
      zone: null,
      zoneInferred: false,
      precision: null,
      provenance: 'FRONT_MATTER',
    });
  });
  test('a day below 13 goes first only for those who write so', () => {
    expect(at('3/4/2021').localDate).toBe('2021-03-04');
    expect(at('3/4/2021', 'Europe/Paris', true).localDate).toBe('2021-04-03');
    expect(at('3/14/2021', 'Europe/Paris', true).localDate).toBe('2021-03-14');
  });
  test('the local date is the writer’s, not the reader’s', () => {
    expect(at('2021-06-11T23:30:00-04:00').localDate).toBe('2021-06-11');
  });
  test('summer time is taken into account', () => {
    expect(iso(at('2021-07-07', 'America/New_York').ms)).toBe('2021-07-07T04:00:00.000Z');
    expect(iso(at('2021-01-07', 'America/New_York').ms)).toBe('2021-01-07T05:00:00.000Z');
  });
  test('an hour that clocks skip or show twice still has one instant', () => {
    expect(iso(at('2021-03-14 02:30', 'America/New_York').ms)).toBe('2021-03-14T07:30:00.000Z');
    expect(iso(at('2021-11-07 01:30', 'America/New_York').ms)).toBe('2021-11-07T05:30:00.000Z');
  });
  test('CST is China’s time to a Chinese source and Chicago’s to an American one', () => {
    expect(at('2021-06-11 12:00 CST').zone).toBe('+08:00');
    expect(at('2021-06-11 12:00 CST', 'America/Chicago').zone).toBe('-06:00');
  });
});

describe('a date in a path', () => {
  test.each([
    ['2021-03-02-title.md', '2021-03-02'],
    ['20160415 Title.md', '20160415'],
    ['a/2021/03/02/x.md', '2021/03/02'],
    ['2021年3月21日.md', '2021年3月21日'],
    ['2021-13-45-x.md', null],
    ['12345678.md', null],
    ['7月的风.md', null],
  ])('%s', (path, date) => {
    expect(dateInPath(path)).toBe(date);
  });
});

describe('where a document’s date comes from', () => {
  test('an unreadable date is kept and reported, and no other is put in its place', () => {
    const document = parsed('---\ntitle: 甲\ndate: Invalid Date\n---\n正文', '2021-03-02-a.md');
    expect(document.publication).toMatchObject({ ms: null, written: 'Invalid Date', provenance: 'FRONT_MATTER' });
    expect(document.problems.map(({ code }) => code)).toEqual(['DATE_INVALID']);
  });
  test('an empty date falls back to the file name', () => {
    expect(parsed('---\ntitle: 甲\ndate:\n---\n正文', '2021-03-02-a.md').publication).toMatchObject({
      localDate: '2021-03-02',
      written: '2021-03-02',
      provenance: 'FILE_NAME',
      precision: 'DAY',
    });
  });
  test('a page’s meta comes before its file name', () => {
    const html =
      '<!doctype html><html><head><meta property="article:published_time" content="2020-05-06T07:08:09Z"></head><body><p>甲</p></body></html>';
    expect(parsed(html, '2021-03-02-a.html').publication).toMatchObject({
      localDate: '2020-05-06',
      provenance: 'META',
    });
  });
  test('a printed date line counts when nothing better is there', () => {
    expect(parsed('# 甲\n\n发布时间：2021-06-11 10:00\n\n正文').publication).toMatchObject({
      provenance: 'BYLINE',
      precision: 'MINUTE',
    });
  });
  test('without any clue a document is undated', () => {
    expect(parsed('# 甲\n\n正文').publication).toMatchObject({ ms: null, written: null, provenance: null });
  });
  test('`published: false` is a draft, not a date', () => {
    expect(parsed('---\ntitle: 甲\npublished: false\n---\n正文')).toMatchObject({
      draft: 'DRAFT',
      problems: [],
      publication: { written: null },
    });
  });
  test.each([
    ['20210322', '2021-03-22'],
    ["'20210322'", '2021-03-22'],
  ])('YAML does not make a number of %s', (written, localDate) => {
    expect(parsed(`---\ntitle: 甲\ndate: ${written}\n---\n正文`).publication).toMatchObject({
      written: '20210322',
      localDate,
    });
  });
  test('a time alone is kept as it was written', () => {
    for (const text of ['---\ntitle: 甲\ndate: 12:30\n---\n正文', '{"title": "甲", "date": "12:30"}\n正文'])
      expect(parsed(text).publication).toMatchObject({ ms: null, written: '12:30' });
    expect(parsed('+++\ntitle = "甲"\ndate = 12:30:00\n+++\n正文').publication.written).toBe('12:30:00');
  });
  test.each(['0', '2021-02-30', '0000-00-00'])('“%s” is a warning and no instant', (date) => {
    const document = parsed(`---\ntitle: 甲\ndate: ${date}\n---\n正文`);
    expect(document.publication).toMatchObject({ ms: null, written: date, localDate: null });
    expect(document.problems).toMatchObject([{ code: 'DATE_INVALID', severity: 'WARNING' }]);
  });
});

describe('the zone of a date written without one', () => {
  const at = (body: string, timeZone: string | null, language: string | null = null) =>
    parsed(`---\ntitle: x\ndate: 2021-06-11 12:00\n---\n${body}`, 'a.md', { timeZone, language }).publication;
  const CHINESE = '青海省工业和信息化厅发布通知。';
  const ENGLISH = 'The office published a notice about the new rules.';
  test('is the source’s', () => {
    expect(at(CHINESE, 'Europe/Berlin')).toMatchObject({ zone: 'Europe/Berlin', zoneInferred: true });
    expect(at(ENGLISH, 'Asia/Tokyo')).toMatchObject({ zone: 'Asia/Tokyo', zoneInferred: true });
  });
  test('is China’s for a document in Chinese, where the source says nothing', () => {
    expect(at(CHINESE, null)).toMatchObject({
      ms: Date.UTC(2021, 5, 11, 4),
      zone: 'Asia/Shanghai',
      zoneInferred: true,
    });
  });
  test('is UTC for any other', () => {
    expect(at(ENGLISH, null)).toMatchObject({ ms: Date.UTC(2021, 5, 11, 12), zone: 'UTC', zoneInferred: true });
  });
  test('follows the language the source declares', () => {
    expect(at(ENGLISH, null, 'zh-Hans').zone).toBe('Asia/Shanghai');
    expect(at(CHINESE, null, 'ja').zone).toBe('UTC');
  });
});

describe('a date written with strokes', () => {
  const at = (more: string, slashedDates: 'AUTO' | 'MONTH_FIRST' | 'DAY_FIRST' = 'AUTO') =>
    parsed(`---\ntitle: x\ndate: 3/4/2021\n${more}---\n正文`, 'a.md', {
      frontMatter: { ...DEFAULT_FRONT_MATTER, slashedDates },
    }).publication.localDate;
  test('has its month first', () => {
    expect(at('')).toBe('2021-03-04');
  });
  test('has its day first where another date beside it does', () => {
    expect(at('updated: 25/12/2021\n')).toBe('2021-04-03');
    expect(at('updated: 12/25/2021\n')).toBe('2021-03-04');
  });
  test('is read as the source says', () => {
    expect(at('', 'DAY_FIRST')).toBe('2021-04-03');
    expect(at('updated: 25/12/2021\n', 'MONTH_FIRST')).toBe('2021-03-04');
  });
});
