import { describe, expect, test } from 'vitest';
import type { DatePrecision } from '../../src/model/publication.ts';
import { dateInPath, parsePublication } from '../../src/parse/dates.ts';
import { parsed } from './settings.ts';

const at = (written: string, timeZone = 'Asia/Shanghai') => parsePublication(written, { timeZone }, 'FRONT_MATTER');
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
    '12:30',
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
});
