import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ParsedDocument, SourceSettings } from '../../src/model/document.ts';
import { identityOf } from '../../src/model/identity.ts';
import { type FeedResult, parseFeed } from '../../src/parse/feed.ts';
import { NOW, SETTINGS } from './settings.ts';

type Taken = Extract<FeedResult, { kind: 'FEED' }>;

const FROM_ADDRESS: SourceSettings = { ...SETTINGS, kind: 'FEED', baseUrl: 'https://feeds.example/all.xml' };

const parse = (content: string | Uint8Array, settings: Partial<SourceSettings> = {}, charset?: string): FeedResult =>
  parseFeed(
    { path: 'feed.xml', bytes: typeof content === 'string' ? Buffer.from(content) : content, charset },
    { ...SETTINGS, ...settings },
    NOW,
  );

function taken(content: string | Uint8Array, settings: Partial<SourceSettings> = {}, charset?: string): Taken {
  const result = parse(content, settings, charset);
  if (result.kind !== 'FEED') throw new Error(`expected a feed, got ${JSON.stringify(result)}`);
  return result;
}

const documentsOf = ({ items }: Taken): ParsedDocument[] =>
  items.map(({ result }) => {
    if (result.kind !== 'PARSED') throw new Error(`expected a document, got ${JSON.stringify(result)}`);
    return result.document;
  });

const documents = (content: string, settings: Partial<SourceSettings> = {}) => documentsOf(taken(content, settings));

function only(content: string, settings: Partial<SourceSettings> = {}): ParsedDocument {
  const found = documents(content, settings);
  expect(found).toHaveLength(1);
  return found[0] as ParsedDocument;
}

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/feed/${name}`, import.meta.url), 'utf8');

const NAMESPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"';
const rss = (items: string, head = ''): string =>
  `<?xml version="1.0"?>\n<rss version="2.0" ${NAMESPACES}><channel><title>T</title><link>https://t.example/</link><description>d</description>${head}\n${items}\n</channel></rss>`;
const item = (...parts: readonly string[]): string => `<item>${parts.join('')}</item>`;
const atom = (entries: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>u</id><updated>2024-01-01T00:00:00Z</updated>${entries}</feed>`;

describe('an RSS feed', () => {
  const [lake, lanzhou] = documents(fixture('news.rss')) as [ParsedDocument, ParsedDocument];

  test('gives every item as a document with its facts', () => {
    expect(lake).toMatchObject({
      title: '青海湖水位上升 & 候鸟归来',
      titleProvenance: 'FRONT_MATTER',
      canonicalUrl: 'https://hexi.example/2024/lake',
      guid: 'lake-1',
      language: 'zh-Hans',
      bodyFormat: 'HTML',
      frontMatterFormat: 'NONE',
      tags: ['湖泊', '候鸟'],
      problems: [],
    });
    expect(lake.publication).toMatchObject({
      ms: Date.parse('2024-06-03T00:00:00Z'),
      written: 'Mon, 03 Jun 2024 08:00:00 +0800',
      zone: '+08:00',
      provenance: 'FEED',
    });
  });
  test('is read by content:encoded rather than by the summary', () => {
    expect(lake.text).toBe('青海湖水位上升。\n图表 &');
    expect(lake.html).not.toContain('摘要');
  });
  test('has its categories as a set, one with a slash or a domain as it stands', () => {
    expect(lake.categories).toEqual([['环境'], ['西北/青海']]);
  });
  test('has the Dublin Core creators for authors', () => {
    expect(lake.credits.map(({ role, name }) => [role, name])).toEqual([
      ['AUTHOR', '王小明'],
      ['AUTHOR', '李华'],
    ]);
  });
  test('has relative addresses resolved against the item’s own', () => {
    expect(lake.links).toEqual([{ url: 'https://hexi.example/2024/chart', text: '图表' }]);
    expect(lake.html).toContain('href="https://hexi.example/2024/chart"');
  });
  test('has the pictures it names before those of the body, and nothing that is no picture', () => {
    expect(lake.images.map(({ url }) => url)).toEqual([
      'https://img.hexi.example/photo.png',
      'https://img.hexi.example/episode.jpg',
      'https://img.hexi.example/cover.jpg',
      'https://img.hexi.example/small.jpg',
      'https://hexi.example/pic/lake.jpg',
    ]);
    expect(lake.images[2]).toMatchObject({ caption: '湖面', width: 800, height: 600 });
  });
  test('takes a permalink guid for the address where there is no link', () => {
    expect(lanzhou).toMatchObject({ canonicalUrl: 'https://hexi.example/2024/lanzhou' });
  });
  test('has escaped HTML unescaped once', () => {
    expect(lanzhou.text).toBe('兰州新区今日开工，总投资 <10 亿元。');
  });
  test('credits the name of an author, and keeps the mail address out', () => {
    expect(lanzhou.credits.map(({ name }) => name)).toEqual(['张三']);
    expect(JSON.stringify(lanzhou)).not.toContain('desk@');
  });
});

describe('an Atom feed', () => {
  const [reeds, marquee, summary] = documents(fixture('journal.atom')) as ParsedDocument[];

  test('gives XHTML content as HTML, with its base', () => {
    expect(reeds).toMatchObject({ title: 'Reeds & rushes', text: 'Along the river grow reeds & rushes.' });
    expect(reeds?.html).toContain('<b>reeds</b> &amp; rushes.</p>');
    expect(reeds?.images.map(({ url }) => url)).toEqual(['https://static.journal.example/reeds/reed.png']);
  });
  test('takes an id that is an address for the address where there is no link', () => {
    expect(reeds?.canonicalUrl).toBe('https://journal.example/reeds');
    expect(marquee?.canonicalUrl).toBe('https://journal.example/posts/marquee');
    expect(marquee?.guid).toBe('tag:journal.example,2024:marquee');
    expect(summary?.canonicalUrl).toBeNull();
  });
  test('keeps what looks like a tag in a title that is text', () => {
    expect(marquee?.title).toBe('Why <marquee> went away');
  });
  test('is dated by when an entry was published, else updated', () => {
    expect(reeds?.publication).toMatchObject({ written: '2024-06-01T09:30:00+02:00', provenance: 'FEED' });
    expect(marquee?.publication.written).toBe('2024-06-02T00:00:00Z');
  });
  test('has its own author for entries that name none', () => {
    expect(reeds?.credits.map(({ name }) => name)).toEqual(['Ada Stone']);
    expect(marquee?.credits.map(({ name }) => name)).toEqual(['Ben Reed']);
  });
  test('is read by its summary where the content is no text', () => {
    expect(summary?.text).toBe('First line.\nSecond line & more.');
  });
  test('has the label of a category before its term', () => {
    expect(reeds?.categories).toEqual([['Botany']]);
  });
  test('has bases within bases', () => {
    const entry = `<entry xml:base="b/"><title>x</title><id>i</id><updated>2024-01-01</updated><link href="../c"/><content type="html" xml:base="d/">&lt;a href="e"&gt;f&lt;/a&gt;</content></entry>`;
    const feed = atom(entry).replace('<feed', '<feed xml:base="https://a.example/"');
    expect(only(feed)).toMatchObject({
      canonicalUrl: 'https://a.example/c',
      links: [{ url: 'https://a.example/b/d/e', text: 'f' }],
    });
  });
});

test('an RDF feed is read by its modules', () => {
  expect(only(fixture('bulletin.rdf'))).toMatchObject({
    title: 'Harbour closed',
    text: 'The harbour is closed until Friday.',
    canonicalUrl: 'https://bulletin.example/n/1',
    categories: [['Shipping']],
    credits: [{ name: 'Port Office', kind: 'ORGANIZATION' }],
    publication: { written: '2024-05-30T07:00+01:00', ms: Date.parse('2024-05-30T06:00:00Z') },
  });
});

describe('a JSON Feed', () => {
  const [first, second] = documents(fixture('notes.json')) as [ParsedDocument, ParsedDocument];

  test('is read by its HTML, with the tags as they are', () => {
    expect(first).toMatchObject({
      title: 'First note',
      text: 'Hello there & welcome.',
      tags: ['greeting', 'a, b'],
      language: 'en-GB',
      links: [{ url: 'https://notes.example/two', text: 'there' }],
      images: [{ url: 'https://notes.example/one.jpg', lead: true }],
    });
  });
  test('has the first words for a title where an item has none, without a warning', () => {
    expect(second).toMatchObject({ titleProvenance: 'NONE', problems: [] });
    expect(second.title).toMatch(/^A note without a title, about 5 < 6\./);
    expect(second.text).toBe('A note without a title, about 5 < 6.\nIts second line.');
  });
  test('falls back on its own authors', () => {
    expect(first.credits.map(({ name }) => name)).toEqual(['Kim Vale']);
    expect(second.credits.map(({ name }) => name)).toEqual(['Lee Marsh']);
  });
});

describe('what an item is told by', () => {
  const bodies = (content: string) => taken(content).items.map(({ path }) => path);
  const one = (guid: string, title: string) => item(`<guid isPermaLink="false">${guid}</guid><title>${title}</title>`);

  test('is the feed’s path and a short, safe key', () => {
    for (const path of bodies(fixture('news.rss'))) expect(path).toMatch(/^feed\.xml#[\w-]{16}$/);
  });
  test('stays when its title, its place or the feed around it changes', () => {
    const [a, b] = taken(rss(one('a', 'A') + one('b', 'B'))).items;
    const again = taken(
      rss(one('new', 'N') + one('b', 'B') + one('a', 'A changed'), '<lastBuildDate>x</lastBuildDate>'),
    );
    expect(again.items.slice(1).map(({ path }) => path)).toEqual([b?.path, a?.path]);
    expect(again.items[1]?.digest).toBe(b?.digest);
    expect(again.items[2]?.digest).not.toBe(a?.digest);
  });
  test('is the address, or title and date, where there is no guid', () => {
    const linked = item('<title>A</title><link>https://t.example/a</link>');
    const plain = item('<title>A</title><pubDate>2024-01-01</pubDate><description>x</description>');
    const edited = plain.replace('>x<', '>y<');
    expect(new Set(bodies(rss(linked + plain))).size).toBe(2);
    expect(bodies(rss(plain))).toEqual(bodies(rss(edited)));
  });
  test('is its content where there is nothing else, and the same content twice is one item', () => {
    const nothing = item('<description>only text</description>');
    expect(bodies(rss(nothing + nothing))).toHaveLength(1);
    expect(taken(rss(nothing + nothing)).problems).toEqual([]);
  });
  test('gets a suffix where another item has it too, and the feed is blamed once', () => {
    const result = taken(rss(one('same', 'A') + one('same', 'B') + one('same', 'C') + one('same', 'B')));
    const paths = result.items.map(({ path }) => path);
    expect(new Set(paths).size).toBe(3);
    expect(paths[1]?.startsWith(`${paths[0]}-`)).toBe(true);
    expect(result.problems).toMatchObject([
      { code: 'FEED_ITEM_REPEATED', severity: 'WARNING', message: expect.stringContaining('“same”') },
    ]);
  });
  test.each([
    ['title', (text: string) => text.replace('候鸟归来', '候鸟')],
    ['address', (text: string) => text.replace('/2024/lake', '/2024/lakes')],
    ['date', (text: string) => text.replace('Mon, 03 Jun 2024 08:00', 'Mon, 03 Jun 2024 08:01')],
    ['author', (text: string) => text.replace('李华', '李强')],
    ['category', (text: string) => text.replace('环境', '生态')],
    ['content', (text: string) => text.replace('<b>上升</b>', '<b>下降</b>')],
    ['picture', (text: string) => text.replace('cover.jpg', 'cover2.jpg')],
  ])('does not hide that its %s changed: the digest does too', (_, change) => {
    const before = fixture('news.rss');
    const after = change(before);
    expect(after).not.toBe(before);
    expect(taken(after).items[0]?.digest).not.toBe(taken(before).items[0]?.digest);
    expect(taken(after).items[1]?.digest).toBe(taken(before).items[1]?.digest);
  });
  test('is what makes two feeds’ copies of one address one article', () => {
    const [document] = documents(rss(item('<title>A</title><link>https://t.example/a</link><guid>g</guid>')));
    const [other] = documents(
      atom('<entry><title>B</title><id>x</id><updated>2024</updated><link href="https://t.example/a"/></entry>'),
    );
    expect(identityOf(document as ParsedDocument, 'one')).toBe(identityOf(other as ParsedDocument, 'two'));
  });
});

describe('dates', () => {
  test.each([
    ['Mon, 01 Jan 2024 10:00:00 EST', '2024-01-01T15:00:00Z'],
    ['Mon,01 Jan 2024 10:00:00 +0800', '2024-01-01T02:00:00Z'],
    ['1 Jan 24 10:00 Z', '2024-01-01T10:00:00Z'],
    ['Mon, 01 Jan 2024 10:00:00 A', '2024-01-01T10:00:00Z'],
    ['Mon, 01 Jan 2024 10:00:00 AEDT', '2023-12-31T23:00:00Z'],
    ['Mon, 01 Jan 2024 10:00:00 +0530 (IST)', '2024-01-01T04:30:00Z'],
    ['Mon, 01 Jan 2024 10:00:00 GMT+8', '2024-01-01T02:00:00Z'],
    ['Mon, 01 Jan 2024 10:00:00', '2024-01-01T02:00:00Z'],
    ['2024-01-01T10:00:00.123-0330', '2024-01-01T13:30:00.123Z'],
  ])('%s is read', (written, instant) => {
    const { publication } = only(rss(item(`<title>A</title><pubDate>${written}</pubDate>`)));
    expect(publication).toMatchObject({ written, ms: Date.parse(instant), provenance: 'FEED' });
  });
  test('one that cannot be read stays as it was written, with a warning', () => {
    const document = only(rss(item('<title>A</title><pubDate>last Tuesday</pubDate>')));
    expect(document.publication).toMatchObject({ written: 'last Tuesday', ms: null });
    expect(document.problems).toMatchObject([{ code: 'DATE_INVALID' }]);
  });
  test('of the feed’s file say nothing about its items', () => {
    const result = parseFeed(
      { path: '2024-01-01.xml', bytes: Buffer.from(rss(item('<title>A</title>'))) },
      SETTINGS,
      NOW,
    );
    expect(result.kind === 'FEED' && result.items[0]?.result).toMatchObject({
      document: { publication: { ms: null } },
    });
  });
  test('in the future keep an item back', () => {
    expect(only(rss(item('<title>A</title><pubDate>2030-01-01</pubDate>'))).draft).toBe('FUTURE');
  });
});

describe('text and language', () => {
  test('plain text keeps its lines', () => {
    expect(only(rss(item('<title>A</title><description>one\n\ntwo</description>'))).text).toBe('one\ntwo');
  });
  test('CDATA is taken as it stands, in pieces too', () => {
    const body = '<description><![CDATA[<p>a &amp; b</p>]]><![CDATA[<p>c ]] > d</p>]]></description>';
    expect(only(rss(item('<title><![CDATA[A & B]]></title>', body)))).toMatchObject({
      title: 'A & B',
      text: 'a & b\nc ]] > d',
    });
  });
  test('markup in a title goes, and what only looks like it stays', () => {
    expect(only(rss(item('<title>A &lt;b&gt;bold&lt;/b&gt; claim</title>'))).title).toBe('A bold claim');
    expect(only(rss(item('<title>Why &lt;script&gt; is slow</title>'))).title).toBe('Why <script> is slow');
  });
  test('scripts are never handed on', () => {
    const { html, text } = only(
      rss(item('<title>A</title><description><![CDATA[<p onclick="x()">a</p><script>b()</script>]]></description>')),
    );
    expect(`${html} ${text}`).toBe('<p>a</p> a');
  });
  test('a program’s default language does not make a Chinese text English', () => {
    const content = (language: string) =>
      rss(
        item('<title>青海省</title><description>青海省关停比特币挖矿项目，自即日起执行。</description>'),
        `<language>${language}</language>`,
      );
    expect(only(content('en-US')).language).toBe('zh-Hans');
    expect(only(content('zh-TW')).language).toBe('zh-Hant');
    expect(only(content('en-US'), { language: 'ja' }).language).toBe('ja');
    expect(
      only(rss(item('<title>Straße</title><description>Die Straße</description>'), '<language>de-de</language>'))
        .language,
    ).toBe('de-DE');
  });
  test('an item with neither title nor text is empty, whatever else it has', () => {
    const { items } = taken(
      rss(item('<link>https://t.example/a</link><pubDate>2024-01-01</pubDate><category>x</category>')),
    );
    expect(items.map(({ result }) => result)).toEqual([{ kind: 'IGNORED', reason: 'EMPTY' }]);
  });
});

describe('encodings', () => {
  // 青海省关停比特币挖矿 in GB 2312.
  const GBK = 'c7e0bae3caa1b9d8cda3b1c8ccd8b1d2cddabff3'.replace('bae3', 'baa3');
  const inBytes = (declaration: string, hex = GBK) =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0"${declaration}?><rss version="2.0"><channel><title>t</title><item><title>`),
      Buffer.from(hex, 'hex'),
      Buffer.from('</title></item></channel></rss>'),
    ]);
  const title = (content: Uint8Array, charset?: string) => documentsOf(taken(content, {}, charset))[0]?.title;

  test.each([
    '',
    ' encoding="GBK"',
    " encoding='gb2312'",
    ' encoding="UTF-8"',
    ' encoding="ISO-8859-1"',
    ' encoding="klingon"',
  ])('GBK bytes are read under the declaration “%s”, true or not', (declaration) => {
    expect(title(inBytes(declaration))).toBe('青海省关停比特币挖矿');
  });
  test('the encoding that was used is told', () => {
    expect(documentsOf(taken(inBytes(' encoding="GBK"')))[0]?.encoding).toBe('gb18030');
  });
  test('UTF-8 is UTF-8, whatever is declared', () => {
    expect(title(inBytes(' encoding="GBK"', Buffer.from('青海省').toString('hex')), 'gb2312')).toBe('青海省');
  });
  test('a declaration says what no bytes can: Shift_JIS, windows-1251, Latin-1', () => {
    expect(title(inBytes(' encoding="Shift_JIS"', '93 8c 8b 9e 82 cc 93 56 8b 43'.replaceAll(' ', '')))).toBe(
      '東京の天気',
    );
    expect(title(inBytes(' encoding="windows-1251"', 'cff0e8e2e5f2'))).toBe('Привет');
    expect(title(inBytes(' encoding="iso-8859-1"', '436166e920e020506172'.concat('6973')))).toBe('Café à Paris');
  });
  test('what the server says comes before the declaration', () => {
    expect(title(inBytes(' encoding="windows-1251"', '938c8b9e82cc9356'), 'Shift_JIS')).toBe('東京の天');
  });
});

describe('a feed that is broken', () => {
  test('and can be read all the same is taken with a warning that names the line', () => {
    const result = taken(rss(`${item('<title>A</title>')}\n<item><title>B</title>\n<item><title>C</title></item>`));
    expect(result.items.length).toBeGreaterThan(0);
    expect(result.problems).toMatchObject([{ code: 'FEED_INVALID', severity: 'WARNING', line: 6 }]);
    expect(result.problems[0]?.message).toContain('items may be missing');
  });
  test.each([
    ['is cut off', rss(item('<title>A</title><description>abc')).slice(0, -40)],
    ['is cut off in CDATA', rss(item('<title>A</title><description><![CDATA[abc')).slice(0, -30)],
    ['has an open quote', rss(item('<title>A</title><enclosure url="x></item>'))],
  ])('and %s is put aside with line and reason', (_, content) => {
    const result = parse(content);
    expect(result).toMatchObject({
      kind: 'QUARANTINED',
      problem: { code: 'FEED_INVALID', severity: 'ERROR', line: expect.any(Number) },
    });
    expect(result.kind === 'QUARANTINED' && result.problem.message).toMatch(/cut off|never closed/);
  });
  test('and only lacks its own end is taken with a warning', () => {
    const result = taken(rss(item('<title>A</title>')).replace('</channel></rss>', ''));
    expect(result.items).toHaveLength(1);
    expect(result.problems).toMatchObject([{ code: 'FEED_INVALID', severity: 'WARNING' }]);
  });
  test('as JSON is put aside with its line', () => {
    const broken = fixture('notes.json').replace('"title": "First note",', '"title": First note,');
    expect(parse(broken)).toMatchObject({ kind: 'QUARANTINED', problem: { code: 'FEED_INVALID', line: 11 } });
  });
  test('without any item is a feed without items', () => {
    expect(parse(rss(''))).toEqual({ kind: 'FEED', items: [], problems: [] });
    expect(parse('<rss version="2.0"><channel></channel></rss>')).toEqual({ kind: 'FEED', items: [], problems: [] });
    expect(parse('{"version":"https://jsonfeed.org/version/1","title":"t"}')).toMatchObject({
      kind: 'FEED',
      items: [],
    });
  });
});

describe('what is no feed', () => {
  const OTHERS = {
    'a sitemap': '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>',
    'another kind of feed element': '<feed xmlns="urn:shop"><entry><title>x</title></entry></feed>',
    'RDF that is not RSS': '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a/></rdf:RDF>',
    JSON: '{"name":"x","version":"1.0.0"}',
    'JSON that speaks of a feed': '{"about":{"version":"https://jsonfeed.org/version/1.1"},"title":"t","items":[]}',
    'a page that shows one': '<!doctype html><html><body><pre><rss version="2.0"><title></pre></body></html>',
    nothing: '   ',
  };
  test.each(Object.entries(OTHERS))('%s is passed by in a folder, and a problem at an address', (_, content) => {
    expect(parse(content)).toEqual({ kind: 'NOT_A_FEED' });
    expect(parse(content, FROM_ADDRESS)).toMatchObject({
      kind: 'QUARANTINED',
      problem: { code: 'FEED_INVALID', severity: 'ERROR' },
    });
  });
  test('a page at an address names the feed it links to', () => {
    const page = `<!DOCTYPE html><html><head><title>x</title><link rel="stylesheet" href="a.css">
      <link rel="alternate" type="application/rss+xml" href="/news/rss.xml"></head><body>hi</body></html>`;
    expect(parse(page, FROM_ADDRESS)).toMatchObject({
      problem: {
        message: 'This is a web page, not a feed.',
        hint: expect.stringContaining('https://feeds.example/news/rss.xml'),
      },
    });
    expect(parse(page.replace('application/rss+xml', 'text/css'), FROM_ADDRESS)).toMatchObject({
      problem: { hint: expect.stringContaining('names no feed') },
    });
  });
  test('a feed that speaks of other formats is still itself', () => {
    const content =
      '<content type="html"><![CDATA[<p>Write <rss version="2.0"> <title>x</title> first.</p>]]></content>';
    expect(only(atom(`<entry><title>How to</title><id>i</id><updated>2024</updated>${content}</entry>`)).title).toBe(
      'How to',
    );
  });
});

describe('a hostile feed', () => {
  // Far more than any of them takes on a busy machine, and far less than what grows with the square of the input.
  const MAX_MS = 15_000;
  const quick = (content: string): FeedResult => {
    const started = performance.now();
    const result = parse(content);
    expect(performance.now() - started).toBeLessThan(MAX_MS);
    return result;
  };

  test('does not have its entities expanded', () => {
    const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "laugh">${entities}]>${rss(item('<title>A</title><description>&l9;</description>')).replace(/^.*\n/, '')}`;
    const result = quick(bomb);
    expect(result.kind).toBe('FEED');
    expect(JSON.stringify(result).length).toBeLessThan(5000);
  });
  test('does not have files read into it', () => {
    const secret = readFileSync('/etc/hostname', 'utf8').trim() || 'localhost';
    const content = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>t</title><item><title>x&e;y</title></item></channel></rss>`;
    expect(JSON.stringify(quick(content))).not.toContain(`x${secret}y`);
  });
  test('does not reach the prototype of anything', () => {
    quick(
      rss(
        item('<__proto__><polluted>1</polluted></__proto__><constructor>c</constructor><title __proto__="z">A</title>'),
      ),
    );
    quick(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{"polluted":1},"items":[{"id":"__proto__","title":"A","__proto__":{"polluted":1}}]}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const items = taken(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"__proto__","title":"__proto__","tags":["__proto__","constructor"]}]}',
    );
    expect(documentsOf(items)[0]).toMatchObject({ guid: '__proto__', tags: ['__proto__', 'constructor'] });
  });
  test.each([
    ['open comments', rss(item(`<title>A</title><description>${'<!--'.repeat(200_000)}</description>`))],
    ['open CDATA', rss(item(`<title>A</title><description>${'<![CDATA['.repeat(200_000)}</description>`))],
    ['deep elements', rss(item(`<title>A</title>${'<a>'.repeat(200_000)}`))],
    ['deep elements in a body', rss(item(`<title>A</title><description>${'&lt;b&gt;'.repeat(5_000)}</description>`))],
    ['many angles', rss(item(`<title>A</title>${'<'.repeat(500_000)}`))],
    ['many tags without names', rss(item(`<title>A</title>${'<a '.repeat(100_000)}`))],
    ['a document type without end', `<!DOCTYPE ${'[<!ENTITY a "b">'.repeat(100_000)}<rss version="2.0"></rss>`],
    ['a long title', rss(item(`<title>${'&lt;b '.repeat(100_000)}</title>`))],
    [
      'many self-closed elements',
      atom(
        `<entry><title>x</title><id>i</id><updated>2024</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${'<b a="'.repeat(50_000)}</div></content></entry>`,
      ),
    ],
    ['very many paragraphs', rss(item(`<title>A</title><description>${'&lt;p&gt;a'.repeat(50_000)}</description>`))],
    [
      'a body of a whole feed’s size',
      rss(item(`<title>A</title><description>${'a\n'.repeat(4_000_000)}</description>`)),
    ],
    ['JSON braces', '{"version":"https://jsonfeed.org/version/1.1","items":'.concat('['.repeat(500_000))],
  ])('with %s is dealt with at once', (_, content) => {
    expect(['FEED', 'QUARANTINED', 'NOT_A_FEED']).toContain(quick(content).kind);
  });
  test('cannot bring in an item that is too long to be read', () => {
    const [long, short] = taken(
      rss(item('<title>A</title><description>', 'a\n'.repeat(1_500_000), '</description>') + item('<title>B</title>')),
    ).items;
    expect(long?.result).toMatchObject({
      kind: 'QUARANTINED',
      problem: { code: 'FEED_ITEM_TOO_LARGE', message: expect.stringContaining('3.0 million') },
    });
    expect(short?.result.kind).toBe('PARSED');
  });
  test('has lone surrogates and control characters taken out', () => {
    const [document] = documents(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","title":"a\\ud800b\\u0000\\u0007c","content_html":"x\\udc00y\\u0000"}]}',
    );
    expect(document).toMatchObject({ title: 'a\uFFFDbc', text: 'x\uFFFDy' });
    expect(only(rss(item('<title>a&#7;&#0;b</title>'))).title).toBe('a\uFFFDb');
  });
});
