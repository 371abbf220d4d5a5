import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/parse/parse.ts';
import { NOW, parsed, parseText, SETTINGS } from './settings.ts';

const FIXTURES = new URL('../fixtures/parse/', import.meta.url);
const SAMPLE = new URL('../../seeds/articles/sina-finance/qinghai-bitcoin-mining.md', import.meta.url);

describe('golden pairs', () => {
  const names = readdirSync(FIXTURES).filter(
    (name) => name.endsWith('.md') || (name.endsWith('.html') && !name.startsWith('.')),
  );
  test('there are some', () => {
    expect(names.length).toBeGreaterThan(3);
  });
  test.each(names)('%s', (name) => {
    const settings = { ...SETTINGS, baseUrl: 'https://news.example.org/' };
    const result = parseDocument({ path: name, bytes: readFileSync(new URL(name, FIXTURES)) }, settings, NOW);
    const expected = new URL(name.replace(/\.\w+$/, '.expected.json'), FIXTURES);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});

test.each(['feed.xml', 'a/data.json', 'x.rss'])('%s is no document: a feed is many, and other data none', (path) => {
  expect(parseText('# A title\n\nText', path)).toEqual({ kind: 'IGNORED', reason: 'NOT_AN_ARTICLE' });
});

describe('the sample document', () => {
  const document = parsed(readFileSync(SAMPLE, 'utf8'), 'qinghai-bitcoin-mining.md', {
    baseUrl: 'https://finance.sina.com.cn/',
  });

  test('its title, category and date are read behind the leading blank line', () => {
    expect(document).toMatchObject({
      title: '青海等多地发文整顿比特币挖矿，有矿工称其云南矿场已关停',
      titleProvenance: 'FRONT_MATTER',
      language: 'zh-Hans',
      categories: [['金融', '新浪财经', '新浪财经－国內']],
      publication: {
        ms: Date.UTC(2021, 5, 11, 12, 44, 33),
        zone: 'Z',
        zoneInferred: false,
        localDate: '2021-06-11',
        precision: 'SECOND',
        provenance: 'FRONT_MATTER',
      },
      problems: [],
    });
  });
  test('it credits the feed, the reporter and the editor', () => {
    expect(document.credits).toEqual([
      { role: 'AUTHOR', name: '新浪财经', kind: 'ORGANIZATION', affiliation: null, provenance: 'FRONT_MATTER' },
      { role: 'REPORTER', name: '叶映荷', kind: 'PERSON', affiliation: '澎湃新闻', provenance: 'BYLINE' },
      { role: 'EDITOR', name: '张玫', kind: 'PERSON', affiliation: null, provenance: 'FOOTER' },
    ]);
  });
  test('it has one image, not three', () => {
    expect(document.images).toMatchObject([{ width: 640, height: 1385, lead: true, referrerPolicy: 'no-referrer' }]);
  });
  test('its text has no style, advertisement or footer', () => {
    expect(document.text).not.toMatch(/责任编辑|海量资讯|appendQr|&#123;|[{}]/);
    expect(document.html).not.toMatch(/责任编辑|海量资讯|appendQr/);
    expect(document.text.startsWith('澎湃新闻记者 叶映荷\n继内蒙古率先响应')).toBe(true);
    expect(document.text.endsWith('“问题不大。”')).toBe(true);
  });
});

describe('titles', () => {
  test('the first heading is the title, and leaves the text', () => {
    expect(parsed('标题\n===\n\n正文')).toMatchObject({ title: '标题', titleProvenance: 'HEADING', text: '正文' });
  });
  test('a heading that repeats the title is not said twice', () => {
    expect(parsed('---\ntitle: 标题\n---\n# 标题\n\n正文').text).toBe('正文');
  });
  test('another heading stays', () => {
    expect(parsed('---\ntitle: 标题\n---\n# 小标题\n\n正文').text).toBe('小标题\n正文');
  });
  test('character references in a title are read', () => {
    expect(parsed('---\ntitle: A &amp; B&#8217;s\n---\n正文').title).toBe('A & B’s');
  });
  test('a file name stands in, with a warning; an index file has its folder’s', () => {
    expect(parsed('正文', 'x/2021-03-02-hello-world.md')).toMatchObject({
      title: 'hello world',
      titleProvenance: 'FILE_NAME',
      problems: [{ code: 'TITLE_MISSING' }],
    });
    expect(parsed('正文', 'x/某活动/index.md').title).toBe('某活动');
  });
  test('a file whose name is a space still has a title', () => {
    expect(parsed('---\ntitle:\ndate: 2021-03-21\n---\n<div> </div>', 'x/ .md')).toMatchObject({
      title: 'Untitled',
      titleProvenance: 'NONE',
      text: '',
    });
  });
});

describe('language', () => {
  test.each([
    ['这是一篇关于青海的报道', 'zh-Hans'],
    ['這是一篇關於臺灣電價調整的報導，經濟部發布說明', 'zh-Hant'],
    ['The province closed its mines', 'en'],
    ['これは日本語の文章です', 'ja'],
    ['한국어 기사입니다', 'ko'],
    ['12345', 'und'],
  ])('%s is %s', (text, language) => {
    expect(parsed(`---\ntitle: "0"\n---\n${text}`).language).toBe(language);
  });
  test('a declared language comes before a guess, in the same form', () => {
    expect(parsed('---\ntitle: 甲\nlang: zh_TW\n---\n正文').language).toBe('zh-Hant');
    expect(parsed('---\ntitle: 甲\nlang: no language\n---\n正文').language).toBe('zh-Hans');
  });
});

describe('addresses', () => {
  const url = (line: string): string | null => parsed(`---\ntitle: 甲\n${line}\n---\n正文`).canonicalUrl;
  test('link and canonical are the article’s own address, source is somebody else’s', () => {
    expect(url('link: https://e.org/a')).toBe('https://e.org/a');
    expect(url('canonical_url: https://e.org/b')).toBe('https://e.org/b');
    expect(url('source: https://e.org/c')).toBeNull();
    expect(url('original: https://e.org/c')).toBeNull();
  });
  test('a path or a site’s front page is none', () => {
    expect(url('url: /a/b')).toBeNull();
    expect(url('link: https://e.org/')).toBeNull();
  });
  test('a page names its own', () => {
    expect(
      parsed(
        '<!doctype html><html><head><link rel="canonical" href="https://e.org/p"><title>甲</title></head><body><p>正文</p></body></html>',
        'a.html',
      ).canonicalUrl,
    ).toBe('https://e.org/p');
  });
});

describe('what is not taken', () => {
  test.each([
    ['', 'EMPTY'],
    ['---\n---\n', 'EMPTY'],
    ['\n \n', 'EMPTY'],
    ['---\nms.locfileid: x\n---\n', 'EMPTY'],
  ])('%j is empty', (text, reason) => {
    expect(parseText(text, '_index.md')).toEqual({ kind: 'IGNORED', reason });
  });
  test('a text file counts only with front matter', () => {
    expect(parseText('只是笔记', 'a.txt')).toEqual({ kind: 'IGNORED', reason: 'NOT_AN_ARTICLE' });
    expect(parseText('\n---\ntitle: 甲\n---\n正文', 'a.txt').kind).toBe('PARSED');
  });
  test('drafts and the future are marked, not judged', () => {
    expect(parsed('---\ntitle: 甲\ndraft: true\n---\n').draft).toBe('DRAFT');
    expect(parsed('# 甲', 'x/_drafts/a.md').draft).toBe('DRAFT');
    expect(parsed('---\ntitle: 甲\ndate: 2026-01-02\n---\n').draft).toBe('FUTURE');
    expect(parsed('---\ntitle: 甲\ndate: 2025-12-31\ndraft: false\n---\n').draft).toBeNull();
  });
  test('a hundred thousand nested elements are quarantined, not thrown', () => {
    const result = parseText(`---\ntitle: 甲\n---\n<div>${'<b>'.repeat(100_000)}x</div>`);
    expect(['PARSED', 'QUARANTINED']).toContain(result.kind);
  });
});
