import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Converter } from 'opencc-js/cn2t';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeGlobalId } from '../../src/schema/global-id.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';

const BODY = [
  '西宁3月5日电 青海省水利厅五日通报，湟水河谷今年首轮春灌已经开始，沿线十二座水库蓄水比去年同期多一成，可满足三十余万亩农田的需要。',
  '通报说，今年开春以来气温回升快，土壤失墒比往年早了约十天，各灌区把放水时间相应提前，并安排巡渠员分段值守。平安、乐都两地还试行了按亩配水、刷卡计量的办法，农户在手机上就能看到自家渠口的流量。',
  '水利部门提醒，四月上旬仍可能有倒春寒，设施大棚应当备好保温物料；沿河群众不要在放水期间下渠游玩。',
];
const page = (title: string, date: string, paragraphs: readonly string[]) =>
  `---\ntitle: ${title}\ndate: ${date}\n---\n\n${paragraphs.join('\n\n')}\n`;

/** One report in a local paper, then in two other feeds, each with its own changes; and a different report. */
const FILES = {
  'gaoyuan/spring.md': page('湟水河谷春灌开始', '2024-03-05 09:00:00', BODY),
  'gaoyuan/other.md': page('青海湖裸鲤洄游季将至', '2024-03-05 10:00:00', [
    '青海省渔政部门介绍，今年的裸鲤洄游预计从五月下旬开始，布哈河、沙柳河沿岸的观鱼步道已完成检修，护鱼员四月起上岗，为期五个月的封河禁渔公告同时张贴到沿湖各村，违者将依法处理。',
  ]),
  'wire/a1.md': page('青海：湟水河谷首轮春灌开始', '2024-03-05 11:30:00', [...BODY, '责任编辑：陈一 来源：高原日报']),
  'hk/story.md': page('青海春灌', '2024-03-06 08:00:00', BODY.map(Converter({ from: 'cn', to: 't' }))),
};
const SOURCES = ['gaoyuan', 'wire', 'hk'] as const;

interface Shown {
  readonly articles: {
    readonly edges: readonly {
      readonly node: {
        readonly title: string;
        readonly storyScore: number | null;
        readonly story: null | {
          readonly id: string;
          readonly key: string;
          readonly articleCount: number;
          readonly original: { readonly title: string; readonly source: { readonly key: string } };
          readonly articles: {
            readonly totalCount: number;
            readonly edges: readonly {
              readonly cursor: string;
              readonly score: number;
              readonly node: { readonly title: string };
            }[];
          };
        };
      };
    }[];
  };
}

interface Page {
  readonly node: {
    readonly articles: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      readonly edges: readonly { readonly node: { readonly title: string } }[];
    };
  };
}

const LIST = /* GraphQL */ `
  {
    articles(orderBy: PUBLISHED_ASC) {
      edges {
        node {
          title
          storyScore
          story {
            id
            key
            articleCount
            original { title source { key } }
            articles(orderBy: PUBLISHED_ASC) { totalCount edges { cursor score node { title } } }
          }
        }
      }
    }
  }
`;

describeOnEveryDatabase('One report in three feeds', (getDatabase, kind) => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let graph: TestGraph;
  let otherDatabase: TestDatabase;
  let other: TestGraph;
  beforeAll(async () => {
    folder = await makeFolder();
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(join(folder.path, dirname(path)), { recursive: true });
      await writeFile(join(folder.path, path), text);
    }
    graph = await openGraph(getDatabase().url);
    otherDatabase = await kind.open();
    other = await openGraph(otherDatabase.url);
    for (const source of SOURCES) await graph.ingest([join(folder.path, source)]);
    for (const source of [...SOURCES].reverse()) await other.ingest([join(folder.path, source)]);
  });
  afterAll(async () => {
    await graph?.close();
    await other?.close();
    await otherDatabase?.close();
    await folder?.remove();
  });

  it('stays three articles and is one story, with original, copies and their likeness', async () => {
    const { articles } = await graph.query<Shown>(LIST);
    expect(articles.edges.map(({ node }) => node.title)).toEqual([
      '湟水河谷春灌开始',
      '青海湖裸鲤洄游季将至',
      '青海：湟水河谷首轮春灌开始',
      '青海春灌',
    ]);
    const [first, alone, ...rest] = articles.edges.map(({ node }) => node);
    expect(alone).toMatchObject({ story: null, storyScore: null });
    for (const copy of rest) expect(copy.story).toEqual(first?.story);
    expect(first?.story).toMatchObject({
      articleCount: 3,
      original: { title: '湟水河谷春灌开始', source: { key: 'gaoyuan' } },
      articles: { totalCount: 3 },
    });
    const scores = first?.story?.articles.edges.map(({ score }) => score) as number[];
    expect(scores[0]).toBe(1);
    expect(scores[1]).toBeGreaterThan(0.85);
    expect(scores[1]).toBeLessThan(1);
    expect(scores[2]).toBe(1);
    expect([first?.storyScore, ...rest.map((node) => node.storyScore)]).toEqual(scores);
  });

  it('is the same whatever order the feeds were read in', async () => {
    expect(await other.query(LIST)).toEqual(await graph.query(LIST));
    const dump = await dumpGraph(getDatabase());
    expect(dump.stories).toHaveLength(1);
    expect(await dumpGraph(otherDatabase)).toEqual(dump);
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });

  it('counts once for the places it speaks of and in the corpus', async () => {
    const answer = await graph.query(
      '{ place(by: { name: "青海" }) { articleCount storyCount } corpus { articleCount storyCount } }',
    );
    expect(answer).toEqual({
      place: { articleCount: 4, storyCount: 2 },
      corpus: { articleCount: 4, storyCount: 2 },
    });
  });

  it('is listed once when copies are not wanted, under other conditions too', async () => {
    const list = async (where: string) => {
      const { articles } = await graph.query<{
        articles: { totalCount: number; edges: { node: { title: string } }[] };
      }>(`{ articles(orderBy: PUBLISHED_ASC, where: ${where}) { totalCount edges { node { title } } } }`);
      expect(articles.totalCount).toBe(articles.edges.length);
      return articles.edges.map(({ node }) => node.title);
    };
    expect(await list('{ distinctStories: true }')).toEqual(['湟水河谷春灌开始', '青海湖裸鲤洄游季将至']);
    expect(await list('{ distinctStories: true, mentions: { allOf: [{ name: "青海" }] } }')).toHaveLength(2);
    expect(await list('{ distinctStories: true, source: "wire" }')).toEqual([]);
    expect(await list('{ distinctStories: false }')).toHaveLength(4);
  });

  it('is found by its id and by reference, and its articles page by page', async () => {
    const { articles } = await graph.query<Shown>(LIST);
    const { id, key } = articles.edges[0]?.node.story ?? { id: '', key: '' };
    expect(id).toBe(encodeGlobalId('Story', key));
    const found = await graph.query(
      `query ($id: ID!, $references: [_Any!]!) {
        node(id: $id) { __typename ... on Story { key original { title } } }
        _entities(representations: $references) { ... on Story { articleCount } }
      }`,
      { id, references: [{ __typename: 'Story', id }] },
    );
    expect(found).toEqual({
      node: { __typename: 'Story', key, original: { title: '湟水河谷春灌开始' } },
      _entities: [{ articleCount: 3 }],
    });
    const titles: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await graph.query<Page>(
        'query ($id: ID!, $after: String) { node(id: $id) { ... on Story { articles(first: 1, after: $after) { pageInfo { hasNextPage endCursor } edges { node { title } } } } } }',
        { id, after },
      );
      const { edges, pageInfo } = page.node.articles;
      titles.push(...edges.map(({ node }) => node.title));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(titles).toEqual(['青海春灌', '青海：湟水河谷首轮春灌开始', '湟水河谷春灌开始']);
  });

  it('takes one statement in a list, stories and their articles included', async () => {
    const { errors, statements } = await graph.execute(
      '{ articles { edges { node { title story { articleCount original { title } articles { edges { score node { title source { name } } } } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(statements).toBeLessThanOrEqual(2);
  });
});
