import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

type Place = {
  place: {
    articleCount: number;
    articles: { totalCount: number; edges: { mentionCount: number; node: { title: string } }[] };
  };
};
type Articles = { articles: { totalCount: number; edges: { node: { title: string } }[] } };

const byHandle = (by: string) =>
  `{ place(by: ${by}) { articleCount articles(first: 100) { totalCount edges { mentionCount node { title } } } } }`;
const byFilter = (filter: string) =>
  `{ articles(first: 100, where: { mentions: ${filter} }) { totalCount edges { node { title } } } }`;

describeOnEveryDatabase('Articles of a province', (getDatabase) => {
  let graph: TestGraph;
  let names: { name: string; adcode: string; isoCode: string; key: string; id: string }[];

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
    names = (await graph.query<{ provinces: typeof names }>('{ provinces { name adcode isoCode key id } }')).provinces;
  });
  afterAll(() => graph?.close());

  it('there are 34 provinces, each once, in order of their codes', () => {
    expect(names).toHaveLength(34);
    expect(new Set(names.map((place) => place.name)).size).toBe(34);
    expect(names.map((place) => place.adcode)).toEqual([...names.map((place) => place.adcode)].sort());
  });

  it('a name, a division code and an ISO code lead to the same articles of 青海', async () => {
    const [named, coded, iso] = await Promise.all(
      ['{ name: "青海" }', '{ adcode: "630000" }', '{ isoCode: "CN-QH" }'].map((by) =>
        graph.query<Place>(byHandle(by)),
      ),
    );
    expect(named?.place.articles.totalCount).toBeGreaterThan(1);
    expect(named?.place.articles.edges.every((edge) => edge.mentionCount > 0)).toBe(true);
    expect(coded).toEqual(named);
    expect(iso).toEqual(named);
  });

  it("every province's own list, its count and the filter by each of its handles agree", async () => {
    for (const { name, adcode, key, id } of names) {
      const { place } = await graph.query<Place>(byHandle(`{ adcode: "${adcode}" }`));
      const titles = place.articles.edges.map((edge) => edge.node.title);
      expect(place.articles.totalCount).toBe(place.articleCount);
      expect(titles).toHaveLength(place.articleCount);
      for (const by of [`{ name: "${name}" }`, `{ key: "${key}" }`, `{ id: "${id}" }`]) {
        const { articles } = await graph.query<Articles>(byFilter(`{ anyOf: [${by}] }`));
        expect([name, articles.totalCount, articles.edges.map((edge) => edge.node.title)]).toEqual([
          name,
          place.articleCount,
          titles,
        ]);
      }
    }
  });

  it('articles that mention 新疆 are the same by filter and by place', async () => {
    const { place } = await graph.query<Place>(byHandle('{ name: "新疆" }'));
    const { articles } = await graph.query<Articles>(byFilter('{ anyOf: [{ name: "新疆" }] }'));
    expect(articles.totalCount).toBe(place.articles.totalCount);
    expect(articles.edges.map((edge) => edge.node.title)).toEqual(place.articles.edges.map((edge) => edge.node.title));
  });

  it('traditional characters, abbreviations and full names mean the same province', async () => {
    for (const alias of ['内蒙古', '內蒙古', '内蒙古自治区', '内蒙'])
      expect(
        (await graph.query<{ place: { adcode: string } }>(`{ place(by: { name: "${alias}" }) { adcode } }`)).place
          .adcode,
      ).toBe('150000');
    for (const [alias, adcode] of [
      ['京', '110000'],
      ['沪', '310000'],
      ['广西', '450000'],
      ['香港', '810000'],
    ])
      expect(
        (await graph.query<{ place: { adcode: string } }>(`{ place(by: { name: "${alias}" }) { adcode } }`)).place
          .adcode,
      ).toBe(adcode);
  });

  it('a name means its highest-level place', async () => {
    const levels = await graph.query<Record<string, { level: string; adcode: string }>>(
      '{ jilin: place(by: { name: "吉林" }) { level adcode } hainan: place(by: { name: "海南" }) { level adcode } }',
    );
    expect(levels).toEqual({
      jilin: { level: 'PROVINCE', adcode: '220000' },
      hainan: { level: 'PROVINCE', adcode: '460000' },
    });
  });
});
