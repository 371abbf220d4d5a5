import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createSchema } from '../../src/schema/schema.ts';
import { createServer } from '../../src/server/server.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

const TITLE = '青海等多地发文整顿比特币挖矿，有矿工称其云南矿场已关停';
const SAMPLE = join(SEEDS, 'sina-finance/qinghai-bitcoin-mining.md');

interface Sample {
  readonly title: string;
  readonly text: string;
  readonly publishedAt: string;
  readonly publication: object;
  readonly category: { readonly path: string[] };
  readonly categories: readonly { readonly path: string[] }[];
  readonly author: { readonly name: string; readonly kind: string };
  readonly contributors: readonly {
    readonly role: string;
    readonly affiliation: string | null;
    readonly author: { readonly name: string };
  }[];
  readonly images: readonly { readonly url: string; readonly width: number; readonly height: number }[];
  readonly leadImage: { readonly url: string };
  readonly provinces: readonly { readonly name: string; readonly adcode: string }[];
  readonly mentions: { readonly totalCount: number; readonly edges: readonly { readonly node: MentionNode }[] };
  readonly entities: {
    readonly edges: readonly {
      readonly via: string[];
      readonly node: { readonly key: string; readonly name: string; readonly type: string };
    }[];
  };
}

interface MentionNode {
  readonly field: 'TITLE' | 'BODY';
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly type: string;
  readonly entity: { readonly key: string; readonly name: string } | null;
}

const QUERY = /* GraphQL */ `
  query Sample($after: String) {
    articles(first: 1) {
      totalCount
      edges {
        node {
          title text publishedAt
          publication { at written zone zoneInferred precision provenance }
          category { path }
          categories { path }
          author { name kind }
          contributors { role affiliation author { name entity { __typename name } } }
          images { url width height }
          leadImage { url }
          provinces { name adcode }
          mentions(first: 100, after: $after) { totalCount edges { node { field start end surface type entity { key name } } } }
          entities(first: 100) { edges { via node { key name type } } }
        }
      }
    }
  }
`;

describeOnEveryDatabase('The sample document over HTTP', (getDatabase) => {
  let graph: TestGraph;
  let server: ReturnType<typeof createServer>;
  let sample: Sample;

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SAMPLE]);
    server = createServer({
      schema: createSchema(),
      contextFor: () => ({ reader: graph.store.createReader() }),
      settings: readConfig({ NODE_ENV: 'test', PORT: '0' }),
      log: createLog({ level: 'error', format: 'json', write: () => {}, now: () => new Date() }),
      isReady: () => true,
      samples: [],
    });
    const url = await server.listen();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const { data, errors } = (await response.json()) as {
      data: { articles: { totalCount: number; edges: { node: Sample }[] } };
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    expect(data.articles.totalCount).toBe(1);
    sample = data.articles.edges[0]?.node as Sample;
  });

  afterAll(async () => {
    await server?.close();
    await graph?.close();
  });

  it('has its title and the instant it was published, with how that is known', () => {
    expect(sample.title).toBe(TITLE);
    expect(sample.publishedAt).toBe('2021-06-11T12:44:33Z');
    expect(sample.publication).toEqual({
      at: '2021-06-11T12:44:33Z',
      written: 'Fri, 11 Jun 2021 12:44:33 GMT',
      zone: 'Z',
      zoneInferred: false,
      precision: 'SECOND',
      provenance: 'FRONT_MATTER',
    });
  });

  it('is filed under one category, a path of three names', () => {
    expect(sample.categories).toEqual([{ path: ['金融', '新浪财经', '新浪财经－国內'] }]);
    expect(sample.category).toEqual(sample.categories[0]);
  });

  it('is by 新浪财经, reported by 叶映荷 of 澎湃新闻 and edited by 张玫', () => {
    expect(sample.author).toEqual({ name: '新浪财经', kind: 'ORGANIZATION' });
    expect(sample.contributors).toContainEqual({
      role: 'REPORTER',
      affiliation: '澎湃新闻',
      author: { name: '叶映荷', entity: { __typename: 'Person', name: '叶映荷' } },
    });
    expect(sample.contributors).toContainEqual({
      role: 'EDITOR',
      affiliation: null,
      author: { name: '张玫', entity: { __typename: 'Person', name: '张玫' } },
    });
  });

  it('knows the editor without a mention, since the footer is not in the text', () => {
    expect(sample.text).not.toContain('张玫');
    expect(sample.mentions.edges.map(({ node }) => node.surface)).not.toContain('张玫');
    expect(sample.mentions.edges.map(({ node }) => node.surface)).toContain('叶映荷');
  });

  it('has one picture, not three, and no QR code', () => {
    expect(sample.images).toEqual([
      {
        url: 'https://n.sinaimg.cn/sinakd2021611s/425/w640h1385/20210611/5059-krhvrxt9208174.jpg',
        width: 640,
        height: 1385,
      },
    ]);
    expect(sample.leadImage.url).toBe(sample.images[0]?.url);
  });

  it('has text free of styles, adverts and footer', () => {
    expect(sample.text).toContain('澎湃新闻记者 叶映荷');
    for (const leak of ['appendQr', '{', '&#123;', '海量资讯', '责任编辑', '二维码', '正文下', '<'])
      expect(sample.text).not.toContain(leak);
  });

  it('speaks of exactly six provinces', () => {
    expect(sample.provinces.map((place) => place.adcode).sort()).toEqual([
      '150000',
      '510000',
      '520000',
      '530000',
      '630000',
      '650000',
    ]);
  });

  it('finds 昌吉回族自治州 as 652300 and counts it for 新疆', () => {
    const mention = sample.mentions.edges.find(({ node }) => node.type === 'PLACE' && node.surface.startsWith('昌吉'));
    expect(mention?.node.entity?.key).toBe('cn:652300');
    const xinjiang = sample.entities.edges.find(({ node }) => node.key === 'cn:650000');
    expect(xinjiang?.via).toContain('DESCENDANT');
  });

  it('names four policy documents', () => {
    const titles = sample.entities.edges
      .filter(({ node }) => node.type === 'POLICY_DOCUMENT')
      .map(({ node }) => node.name);
    expect(titles.sort()).toEqual(
      [
        '云南省能源局关于进一步加强比特币挖矿企业用电管理的通知',
        '关于全面关停虚拟货币“挖矿”项目的通知',
        '关于坚决打击惩戒虚拟货币“挖矿”行为八项措施（征求意见稿）',
        '关于立即对虚拟货币“挖矿”行为企业进行停产整顿的通知',
      ].sort(),
    );
  });

  it('has offsets that slice back to every surface', () => {
    expect(sample.mentions.totalCount).toBeGreaterThan(40);
    expect(sample.mentions.edges.length).toBe(Math.min(100, sample.mentions.totalCount));
    for (const { node } of sample.mentions.edges) {
      const text = node.field === 'TITLE' ? sample.title : sample.text;
      expect(text.slice(node.start, node.end)).toBe(node.surface);
    }
  });
});

describe('The sample document in seeds/', () => {
  it('is kept byte for byte, its leading newline included', async () => {
    const bytes = await readFile(SAMPLE);
    expect(bytes.length).toBe(5575);
    expect(bytes[0]).toBe(0x0a);
  });
});
