import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/parse/feed.ts';
import { DEFAULT_FEED_LIMITS, type FeedOptions } from '../../src/source/feed-limits.ts';
import { fetchFeed } from '../../src/source/fetch-feed.ts';
import { findFeeds } from '../../src/source/find-feeds.ts';
import { isPublicAddress } from '../../src/source/public-address.ts';
import type { FeedReadResult, FeedRoot } from '../../src/source/source.ts';
import { serve, serveRaw, type TestServer } from './feed-server.ts';

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(...given: Parameters<typeof serve>): Promise<TestServer> {
  const server = await serve(...given);
  servers.push(server);
  return server;
}

async function startRaw(...given: Parameters<typeof serveRaw>): Promise<TestServer> {
  const server = await serveRaw(...given);
  servers.push(server);
  return server;
}

const LIMITS = { ...DEFAULT_FEED_LIMITS, timeoutMs: 5000, idleTimeoutMs: 4000, allowPrivateAddresses: true };

const rootOf = (url: string): FeedRoot => findFeeds([url])[0] as FeedRoot;

const fetchOne = (
  url: string,
  options: Partial<FeedOptions> = {},
  limits: Partial<typeof LIMITS> = {},
): Promise<FeedReadResult> =>
  fetchFeed(rootOf(url).url, { version: '1.2.3', ...options, limits: { ...LIMITS, ...limits } });

async function read(url: string, options: Partial<FeedOptions> = {}, limits: Partial<typeof LIMITS> = {}) {
  const result = await fetchOne(url, options, limits);
  if (result.kind !== 'READ') throw new Error(`expected a feed, got ${JSON.stringify(result)}`);
  return result;
}

async function problemAt(url: string, options: Partial<FeedOptions> = {}, limits: Partial<typeof LIMITS> = {}) {
  const result = await fetchOne(url, options, limits);
  if (result.kind !== 'PROBLEM') throw new Error(`expected a problem, got ${result.kind}`);
  expect(result.problem).toMatchObject({ severity: 'ERROR', path: 'feed', hint: expect.stringMatching(/\w.*[.\w]$/) });
  return result.problem;
}

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/feed/${name}`, import.meta.url));
const SMALL = '<rss version="2.0"><channel><title>t</title><item><title>A</title></item></channel></rss>';

const FEEDS = [
  ['news.rss', 'application/rss+xml', '青海湖水位上升 & 候鸟归来'],
  ['journal.atom', 'application/atom+xml; charset=utf-8', 'Reeds & rushes'],
  ['bulletin.rdf', 'text/xml', 'Harbour closed'],
  ['notes.json', 'application/feed+json', 'First note'],
] as const;

describe.each(FEEDS)('%s over HTTP', (name, type, firstTitle) => {
  const bytes = fixture(name);
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}"`;
  const lastModified = 'Mon, 03 Jun 2024 01:00:00 GMT';

  test('is read into documents', async () => {
    const { origin } = await start((_, response) => response.setHeader('content-type', type).end(bytes));
    const { file } = await read(`${origin}/${name}`);
    const parsed = parseFeed(file, rootOf(`${origin}/${name}`).settings, new Date());
    const [first] = parsed.kind === 'FEED' ? parsed.items : [];
    expect(first?.path).toMatch(/^feed#[\w-]{16}$/);
    expect(first?.result).toMatchObject({ kind: 'PARSED', document: { title: firstTitle } });
  });
  test('is not sent twice by a server that knows versions', async () => {
    const server = await start((request, response) => {
      if (request.headers['if-none-match'] === etag && request.headers['if-modified-since'] === lastModified)
        response.writeHead(304).end();
      else response.writeHead(200, { etag, 'last-modified': lastModified }).end(bytes);
    });
    const { validators } = await read(server.origin);
    expect(validators).toEqual({ etag, lastModified });
    expect(await fetchOne(server.origin, { validators })).toEqual({ kind: 'NOT_MODIFIED', problems: [] });
    expect(server.requests).toHaveLength(2);
  });
  test('is read again from one that does not, and has the same digests', async () => {
    const server = await start((_, response) => response.end(bytes));
    const digests = async () => {
      const { file, validators } = await read(server.origin);
      expect(validators).toEqual({ etag: null, lastModified: null });
      const parsed = parseFeed(file, rootOf(server.origin).settings, new Date());
      return parsed.kind === 'FEED' ? parsed.items.map(({ path, digest }) => [path, digest]) : [];
    };
    const before = await digests();
    expect(before.length).toBeGreaterThan(0);
    expect(await digests()).toEqual(before);
    expect(server.requests[1]?.headers).not.toHaveProperty('if-none-match');
  });
});

describe('a request', () => {
  test('names the program and its version', async () => {
    const server = await start((_, response) => response.end(SMALL));
    await read(server.origin);
    expect(server.requests[0]?.headers['user-agent']).toBe('Dateline/1.2.3 (feed reader)');
    expect(server.requests[0]?.headers.accept).toContain('application/rss+xml');
  });
  test('is answered packed, and unpacked here', async () => {
    const server = await start((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(SMALL)));
    expect(Buffer.from((await read(server.origin)).file.bytes).toString()).toBe(SMALL);
  });
  test('hands on the charset that the server names, so that a lying declaration does no harm', async () => {
    const cp1251 = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>'),
      Buffer.from('cff0e8e2e5f2', 'hex'),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    const { origin } = await start((_, response) =>
      response.setHeader('content-type', 'text/xml; charset="windows-1251"').end(cp1251),
    );
    const { file } = await read(origin);
    expect(file.charset).toBe('windows-1251');
    const parsed = parseFeed(file, rootOf(origin).settings, new Date());
    expect(parsed.kind === 'FEED' && parsed.items[0]?.result).toMatchObject({ document: { title: 'Привет' } });
  });
  test('ends when the run does', async () => {
    const server = await start(() => {});
    const controller = new AbortController();
    const reading = fetchOne(server.origin, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(reading).rejects.toThrow('enough');
  });
});

describe('a server that does not play fair', () => {
  const MAX_MS = 4000;
  const inTime = async <Result>(work: Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const result = await work;
    expect(performance.now() - started).toBeLessThan(MAX_MS);
    return result;
  };

  test('and never answers is given up', async () => {
    const { origin } = await start(() => {});
    expect(await inTime(problemAt(origin, {}, { idleTimeoutMs: 300 }))).toMatchObject({
      code: 'FEED_TIMEOUT',
      message: expect.stringContaining('nothing for 0.3 s'),
    });
  });
  test('and stops in the middle is given up', async () => {
    const { origin } = await start((_, response) => void response.write('<rss'));
    expect(await inTime(problemAt(origin, {}, { idleTimeoutMs: 300 }))).toMatchObject({ code: 'FEED_TIMEOUT' });
  });
  test('and drips is given up, though it is never silent', async () => {
    const { origin } = await start((_, response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    });
    expect(await inTime(problemAt(origin, {}, { timeoutMs: 600 }))).toMatchObject({
      code: 'FEED_TIMEOUT',
      message: expect.stringContaining('in full within 0.6 s'),
    });
  });
  test('and drips through redirects is given up all the same', async () => {
    let hops = 0;
    const { origin } = await start((_, response) => {
      setTimeout(() => response.writeHead(302, { location: `/${hops++}` }).end(), 250);
    });
    expect(await inTime(problemAt(origin, {}, { timeoutMs: 600 }))).toMatchObject({ code: 'FEED_TIMEOUT' });
  });
  test('and never ends is cut off', async () => {
    const { origin } = await start((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await inTime(problemAt(origin, {}, { maxBytes: 1_000_000 }))).toMatchObject({
      code: 'FEED_TOO_LARGE',
      message: expect.stringContaining('1.0 MB'),
    });
  });
  test('and says itself that it has too much is not even read', async () => {
    const { origin } = await start((_, response) => void response.writeHead(200, { 'content-length': 2e9 }).write('x'));
    expect(await inTime(problemAt(origin))).toMatchObject({ code: 'FEED_TOO_LARGE' });
  });
  test('and sends a bomb is cut off while it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
    expect(bomb.length).toBeLessThan(100_000);
    const { origin } = await start((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    expect(await inTime(problemAt(origin, {}, { maxBytes: 1_000_000 }))).toMatchObject({ code: 'FEED_TOO_LARGE' });
  });
  test('and packs badly, or in a way nobody asked for, is named', async () => {
    const broken = await start((_, response) => response.setHeader('content-encoding', 'gzip').end('no gzip'));
    expect(await problemAt(broken.origin)).toMatchObject({
      code: 'FEED_UNREACHABLE',
      message: expect.stringContaining('damaged'),
    });
    const half = await start((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync(SMALL.repeat(50)).subarray(0, 60)),
    );
    expect(await problemAt(half.origin)).toMatchObject({ code: 'FEED_UNREACHABLE' });
    const odd = await start((_, response) => response.setHeader('content-encoding', 'rot13').end(SMALL));
    expect(await problemAt(odd.origin)).toMatchObject({ message: expect.stringContaining('rot13') });
  });
  test('and promises more than it sends has no feed', async () => {
    const { origin } = await startRaw((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${SMALL.length + 100}\r\n\r\n${SMALL}`),
    );
    expect(await inTime(problemAt(origin))).toMatchObject({
      code: 'FEED_UNREACHABLE',
      message: expect.stringContaining('before its answer was complete'),
    });
  });
  test('and sends more than it promises has a feed that is cut off, which is no feed', async () => {
    const { origin } = await startRaw((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${SMALL.length - 40}\r\n\r\n${SMALL}`),
    );
    const { file } = await inTime(read(origin));
    expect(parseFeed(file, rootOf(origin).settings, new Date())).toMatchObject({
      kind: 'QUARANTINED',
      problem: { code: 'FEED_INVALID', message: expect.stringContaining('never closed') },
    });
  });
  test('and speaks no HTTP, or not at all, is named', async () => {
    const { origin } = await startRaw((socket) => socket.end('220 mail.example ESMTP\r\n'));
    expect(await problemAt(origin)).toMatchObject({
      code: 'FEED_UNREACHABLE',
      message: expect.stringContaining('no HTTP'),
    });
    const gone = await start(() => {});
    await gone.close();
    expect(await problemAt(gone.origin)).toMatchObject({ message: expect.stringContaining('nothing answers there') });
    expect(await problemAt('http://nowhere.invalid/feed')).toMatchObject({ code: 'FEED_UNREACHABLE' });
  });
  test('is left without a connection, however it ended', async () => {
    let open = 0;
    const { origin } = await start((request) => {
      open++;
      request.socket.on('close', () => open--);
    });
    await problemAt(origin, {}, { idleTimeoutMs: 200 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(open).toBe(0);
  });
});

describe('a redirect', () => {
  const redirecting = (routes: Readonly<Record<string, readonly [number, string]>>) =>
    start((request, response) => {
      const route = routes[request.url ?? ''];
      if (route === undefined) response.end(SMALL);
      else response.writeHead(route[0], { location: route[1] }).end();
    });

  test('is followed, a relative one too', async () => {
    const { origin } = await redirecting({ '/a': [302, '/b'], '/b': [307, 'c?x#y'] });
    expect((await read(`${origin}/a`)).problems).toEqual([]);
  });
  test('for good is told, with the address to use', async () => {
    const server = await redirecting({ '/a': [301, '/b'], '/b': [308, '/c'], '/c': [302, '/d'] });
    expect((await read(`${server.origin}/a`)).problems).toMatchObject([
      {
        code: 'FEED_REDIRECTED',
        severity: 'WARNING',
        message: expect.stringMatching(new RegExp(`to ${server.origin}/c$`)),
        hint: expect.stringContaining('--source'),
      },
    ]);
    expect(server.requests.map(({ url }) => url)).toEqual(['/a', '/b', '/c', '/d']);
  });
  test('behind a passing one is not for good', async () => {
    const { origin } = await redirecting({ '/a': [302, '/b'], '/b': [301, '/c'] });
    expect((await read(`${origin}/a`)).problems).toEqual([]);
  });
  test('in a circle is named', async () => {
    const server = await redirecting({ '/a': [302, '/b'], '/b': [302, '/a'] });
    expect(await problemAt(`${server.origin}/a`)).toMatchObject({
      code: 'FEED_REDIRECT_FAILED',
      message: expect.stringContaining('in a circle, back to'),
    });
    expect(server.requests).toHaveLength(2);
  });
  test('after redirect after redirect is given up', async () => {
    let hops = 0;
    const server = await start((_, response) => response.writeHead(302, { location: `/${hops++}` }).end());
    expect(await problemAt(server.origin)).toMatchObject({
      code: 'FEED_REDIRECT_FAILED',
      message: expect.stringContaining('after 5 redirects'),
    });
    expect(server.requests).toHaveLength(6);
  });
  test.each(['file:///etc/passwd', 'ftp://x.example/', 'javascript:1', 'http://['])(
    'to %s is not taken',
    async (to) => {
      const { origin } = await redirecting({ '/a': [302, to] });
      expect(await problemAt(`${origin}/a`)).toMatchObject({ code: 'FEED_REDIRECT_FAILED' });
    },
  );
});

describe('a status', () => {
  const answering = async (status: number, headers: Record<string, string> = {}) => {
    const { origin } = await start((_, response) => response.writeHead(status, headers).end());
    return problemAt(`${origin}/feed?token=hunter2`);
  };

  test.each([
    [404, /404 \(not found\)/, /Check the address/],
    [410, /410 \(gone for good\)/, /Leave the feed out/],
    [401, /401/, /anyone may read/],
    [500, /500/, /try again later/],
    [429, /429 \(too many requests\)/, /less often/],
    [204, /204/, /address/],
    [304, /304/, /address/],
    [302, /302/, /address/],
  ])('of %i is told with what to do', async (status, message, hint) => {
    const problem = await answering(status);
    expect(problem.code).toBe('FEED_STATUS');
    expect(problem.message).toMatch(message);
    expect(problem.hint).toMatch(hint);
    expect(problem.message).not.toContain('hunter2');
  });
  test('that asks to wait says how long', async () => {
    expect((await answering(429, { 'retry-after': '120' })).hint).toContain('120 seconds');
    expect((await answering(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })).hint).toContain(
      'until 2026-10-21T07:28:00.000Z',
    );
    expect((await answering(503, { 'retry-after': 'soon' })).hint).toContain('try again later');
  });
});

describe('an address that is not public', () => {
  const refuse = { allowPrivateAddresses: false };

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '0.0.0.0',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2001:0:1::1',
    'ff02::1',
    '2001:db8::1',
    'localhost',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]', '0'])(
    'is refused before a connection is made, written as %s',
    async (host) => {
      const server = await start((_, response) => response.end(SMALL));
      expect(await problemAt(`http://${host}:${server.port}/feed`, {}, refuse)).toMatchObject({
        code: 'FEED_ADDRESS_REFUSED',
        hint: expect.stringContaining('FEED_PRIVATE_ADDRESSES=allow'),
      });
      expect(server.connections()).toBe(0);
      expect((await fetchOne(`http://127.0.0.1:${server.port}/feed`)).kind).toBe('READ');
      expect(server.connections()).toBe(1);
    },
  );
  test('is refused as the target of a redirect, before a connection is made', async () => {
    const inner = await start((_, response) => response.end(SMALL));
    for (const host of ['localhost', '127.0.0.2', '2130706434', '[::1]']) {
      const outer = await start((_, response) =>
        response.writeHead(302, { location: `http://${host}:${inner.port}/feed` }).end(),
      );
      // Stands in for a public server; every other address is refused, the loopback's too.
      let asked = 0;
      const isAllowed = (address: string) => address === '127.0.0.1' && asked++ === 0;
      expect(await problemAt(outer.origin, { isAllowed })).toMatchObject({ code: 'FEED_ADDRESS_REFUSED' });
      expect(outer.requests).toHaveLength(1);
    }
    expect(inner.connections()).toBe(0);
  });
  test.each(['[::1]', '169.254.169.254', '[fd00:ec2::254]', '10.0.0.1'])('%s is refused as it stands', async (host) => {
    expect(await problemAt(`http://${host}/latest/meta-data`, {}, refuse)).toMatchObject({
      code: 'FEED_ADDRESS_REFUSED',
    });
    expect(await problemAt(`https://${host}/`, {}, refuse)).toMatchObject({ code: 'FEED_ADDRESS_REFUSED' });
  });
});

describe('finding feeds', () => {
  const keys = (urls: readonly string[], options = {}) => findFeeds(urls, options).map(({ settings }) => settings.key);

  test.each([
    ['https://www.Example.com/news/rss/', 'example.com-news-rss'],
    ['https://example.com', 'example.com'],
    ['http://127.0.0.1:8080/feed.xml', '127.0.0.1-8080-feed.xml'],
    ['https://example.com/rss?cat=3&lang=zh', 'example.com-rss-cat-3-lang-zh'],
    ['https://example.com/%E6%96%B0%E9%97%BB', 'example.com-新闻'],
    ['https://example.com/%zz/../feed', 'example.com-feed'],
    ['http://[2001:db8::1]/feed', '2001-db8--1-feed'],
  ])('%s is called %s', (url, key) => {
    expect(keys([url])).toEqual([key]);
  });
  test('a feed’s settings are those of its address', () => {
    expect(findFeeds(['https://example.com/feed#top'])).toEqual([
      {
        kind: 'FEED',
        url: 'https://example.com/feed',
        problems: [],
        settings: {
          key: 'example.com-feed',
          name: 'example.com-feed',
          kind: 'FEED',
          timeZone: null,
          baseUrl: 'https://example.com/feed',
          language: null,
          categoryLists: 'SET',
          frontMatter: { preset: 'AUTO', keys: {}, slashedDates: 'AUTO' },
        },
      },
    ]);
  });
  test('an address is one feed however often it is given', () => {
    expect(keys(['https://example.com/feed', 'https://EXAMPLE.com/feed#x'])).toEqual(['example.com-feed']);
  });
  test('two addresses that would be called alike are told apart, the same in whatever order', () => {
    const [a, b] = ['http://example.com/feed', 'https://example.com/feed/'];
    const found = keys([a, b]);
    expect(found[0]).toBe('example.com-feed');
    expect(found[1]).toMatch(/^example\.com-feed-[\da-f]{6}$/);
    expect(keys([b, a])).toEqual(found.toReversed());
  });
  test('a feed of an earlier run keeps its key, and a folder of that name its own', () => {
    const known = [
      { key: 'mine', location: null, url: 'https://example.com/feed' },
      { key: 'example.com-other', location: 'x', url: null },
    ];
    expect(keys(['https://example.com/feed'], { known })).toEqual(['mine']);
    expect(keys(['https://example.com/other'], { known })[0]).toMatch(/^example\.com-other-[\da-f]{6}$/);
  });
  test('the caller’s key is for one feed, and moves a known one', () => {
    const known = [
      { key: 'mine', location: null, url: 'https://old.example/feed' },
      { key: 'folder', location: 'x' },
    ];
    expect(keys(['https://new.example/feed'], { key: 'mine', known })).toEqual(['mine']);
    const conflict = expect.objectContaining({ code: 'SOURCE_CONFLICT' });
    expect(() => keys(['https://a.example/', 'https://b.example/'], { key: 'mine' })).toThrow(conflict);
    expect(() => keys(['https://a.example/'], { key: 'folder', known })).toThrow(conflict);
    expect(() => keys(['https://a.example/'], { key: 'No Key' })).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
  test('a password in an address is refused, and not repeated', () => {
    expect(() => keys(['https://me:hunter2@example.com/feed'])).toThrow(/holds a name or a password/);
    expect(() => keys(['https://me:hunter2@example.com/feed'])).not.toThrow(/hunter2/);
  });
  test('a very long address has a key that people can still handle', () => {
    const [key] = keys([`https://example.com/${'very-long-'.repeat(40)}`]);
    expect(key?.length).toBeLessThanOrEqual(80);
    expect(key).not.toBe(keys([`https://example.com/${'very-long-'.repeat(41)}`])[0]);
  });
});
