import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { DEFAULT_FEED_LIMITS } from '../../src/source/feed-limits.ts';
import { fetchFeed } from '../../src/source/fetch-feed.ts';
import { serve, type TestServer } from '../source/feed-server.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const counts = ({ files, documents, taken, unchanged, updated, removed, quarantined }: IngestReport) => ({
  files,
  documents,
  taken,
  unchanged,
  updated,
  removed,
  quarantined,
});
const NOTHING = { files: 1, documents: 0, taken: 0, unchanged: 0, updated: 0, removed: 0, quarantined: 0 };

interface Item {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
}

/** The same feed looks new with every `build`. */
const rss = (items: readonly Item[], build = 'Mon, 06 May 2024 08:00:00 GMT'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>快讯</title><link>https://news.example/</link><lastBuildDate>${build}</lastBuildDate>${items
    .map(
      ({ id, title, text = `${title}的正文，写到了青海省。` }) =>
        `<item><title>${title}</title><guid isPermaLink="false">${id}</guid><pubDate>Sun, 05 May 2024 10:00:00 +0800</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`,
    )
    .join('')}</channel></rss>`;

const THREE = ['甲', '乙', '丙'].map((title, index) => ({ id: `n${index}`, title }));

describeOnEveryDatabase('A run over a feed', (getDatabase) => {
  let graph: TestGraph;
  let server: TestServer;
  let answer: (headers: Record<string, string | undefined>) => Answer;
  let home: Awaited<ReturnType<typeof makeFolder>>;
  /** A source of its own for each test, since they share a database. */
  let key: string;
  let tests = 0;

  beforeAll(async () => {
    server = await serve((request, response) => {
      const { status = 200, headers = {}, body = '' } = answer(request.headers as Record<string, string | undefined>);
      response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(body);
    });
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    key = `news-${++tests}`;
    home = await makeFolder();
    graph = await openGraph(getDatabase().url);
  });
  afterEach(async () => {
    await graph?.close();
    await home?.remove();
  });

  const url = () => `${server.origin}/${key}.rss`;
  const limits = { ...DEFAULT_FEED_LIMITS, allowPrivateAddresses: true };
  const ingest = () =>
    graph.ingest([url()], {
      sourceKey: key,
      fetchFeed: (address, validators) => fetchFeed(address, { limits, version: 'test', validators }),
    });
  const titles = async (source = key) => {
    const { articles } = await graph.query<{ articles: { edges: { node: { title: string } }[] } }>(
      'query ($source: String!) { articles(first: 50, where: { source: $source }) { edges { node { title } } } }',
      { source },
    );
    return articles.edges.map(({ node }) => node.title).sort();
  };
  const revision = async () =>
    (await graph.query<{ corpus: { revision: number } }>('{ corpus { revision } }')).corpus.revision;

  it('takes its items, and nothing again when it is as it was', async () => {
    answer = () => ({ body: rss(THREE) });
    expect(counts(await ingest())).toEqual({ ...NOTHING, documents: 3, taken: 1 });
    expect(await titles()).toEqual(['丙', '乙', '甲']);
    const before = await revision();
    expect(counts(await ingest())).toEqual({ ...NOTHING, documents: 3, unchanged: 1 });
    expect(await revision()).toBe(before);
    const { sources } = await graph.query<{ sources: object[] }>('{ sources { key kind url } }');
    expect(sources).toContainEqual({ key, kind: 'FEED', url: url() });
  });

  it('is not even sent again when the server says that it is as it was', async () => {
    let sent = 0;
    answer = (headers) => {
      if (headers['if-none-match'] === '"v1"') return { status: 304 };
      sent++;
      return { headers: { etag: '"v1"' }, body: rss(THREE) };
    };
    await ingest();
    expect(counts(await ingest())).toEqual({ ...NOTHING, documents: 3, unchanged: 1 });
    expect(sent).toBe(1);
  });

  it('takes what is new, updates what changed, and keeps what rolled off', async () => {
    answer = () => ({ body: rss(THREE) });
    await ingest();
    const [, second, third] = THREE as [Item, Item, Item];
    const next = [{ id: 'n3', title: '丁' }, { ...second, text: '更正后的正文，写到了云南省。' }, third];
    answer = () => ({ body: rss(next, 'Tue, 07 May 2024 08:00:00 GMT') });
    expect(counts(await ingest())).toEqual({ ...NOTHING, documents: 3, updated: 1 });
    expect(await titles()).toEqual(['丁', '丙', '乙', '甲']);
    const { articles } = await graph.query<{ articles: { edges: object[] } }>(
      'query ($source: String!) { articles(where: { source: $source, mentions: { allOf: [{ name: "云南" }] } }) { edges { node { title } } } }',
      { source: key },
    );
    expect(articles.edges).toEqual([{ node: { title: '乙' } }]);
  });

  it('built anew with the same items changes no article', async () => {
    const before = await revision();
    answer = () => ({ body: rss(THREE) });
    await ingest();
    answer = () => ({ body: rss(THREE, 'Wed, 08 May 2024 08:00:00 GMT') });
    expect(counts(await ingest())).toEqual({ ...NOTHING, documents: 3, unchanged: 1 });
    const changes = await getDatabase().query<{ kind: string }>('SELECT "kind" FROM "Change" WHERE "revision" > $1', [
      before,
    ]);
    expect(changes.map(({ kind }) => kind)).toEqual(['ADDED', 'ADDED', 'ADDED']);
  });

  it('that fails or breaks leaves everything as it was, and says why', async () => {
    answer = () => ({ body: rss(THREE) });
    await ingest();
    answer = () => ({ status: 500, body: 'no' });
    const failed = await ingest();
    expect(counts(failed)).toEqual({ ...NOTHING, documents: 1, quarantined: 1 });
    expect(failed.problems).toMatchObject([{ code: 'FEED_STATUS', sourceKey: key, path: 'feed' }]);
    answer = () => ({ body: '<html><body>Sorry</body></html>' });
    expect((await ingest()).problems).toMatchObject([{ severity: 'ERROR', code: 'FEED_INVALID' }]);
    expect(await titles()).toEqual(['丙', '乙', '甲']);
  });

  it('in a folder is a file of many articles, which go with it', async () => {
    await writeFile(join(home.path, 'page.md'), '---\ntitle: 单篇\ndate: 2024-05-01\n---\n\n正文写到了四川省。\n');
    await writeFile(join(home.path, 'news.xml'), rss(THREE));
    await writeFile(join(home.path, 'other.xml'), '<urlset/>');
    const first = await graph.ingest([home.path], { sourceKey: key });
    expect(first).toMatchObject({ files: 3, documents: 4, taken: 2, ignoredBy: { NOT_AN_ARTICLE: 1 }, problems: [] });
    expect(await titles(key)).toHaveLength(4);
    expect(await graph.ingest([home.path], { sourceKey: key })).toMatchObject({
      files: 3,
      documents: 4,
      unchanged: 2,
      ignored: 1,
    });
    await writeFile(join(home.path, 'news.xml'), rss(THREE.slice(1)));
    expect(await graph.ingest([home.path], { sourceKey: key })).toMatchObject({ updated: 0, unchanged: 2 });
    await rm(join(home.path, 'news.xml'));
    expect(await graph.ingest([home.path], { sourceKey: key, prune: true })).toMatchObject({
      files: 2,
      removed: 1,
      unchanged: 1,
    });
    expect(await titles(key)).toEqual(['单篇']);
  });
});
