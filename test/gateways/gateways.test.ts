import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleProcess, findFreePort, startExample } from '../support/example-process.ts';
import { describeWithExamples } from '../support/examples.ts';
import { type HttpRecorder, type Recorded, recordHttp } from '../support/http-recorder.ts';
import { type ServedSamples, serveSamples } from '../support/served-samples.ts';

const GATEWAYS = [
  {
    name: 'Hive Gateway',
    script: 'federation:hive',
    ratings: 'federation:ratings',
    lookUps: ['_entities', '_entities'],
  },
  {
    name: '@apollo/gateway',
    script: 'federation:apollo',
    ratings: 'federation:ratings',
    lookUps: ['_entities', '_entities'],
  },
  {
    name: '@graphql-tools/stitch',
    script: 'stitching',
    ratings: 'stitching:ratings',
    lookUps: ['articlesByKeys', 'placesByAdcodes'],
  },
] as const;

interface Article {
  readonly key: string;
  readonly title: string;
}

async function ask<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data: Data; errors?: unknown };
  expect(body.errors).toBeUndefined();
  return body.data;
}

describeWithExamples('Through a gateway', () => {
  let dateline: ServedSamples;
  let recorder: HttpRecorder;
  let articles: readonly Article[];
  beforeAll(async () => {
    dateline = await serveSamples();
    recorder = await recordHttp(dateline.url);
    const found = await ask<{ articles: { edges: { node: Article }[] } }>(
      dateline.url,
      '{ articles(first: 20) { edges { node { key title } } } }',
    );
    articles = found.articles.edges.map(({ node }) => node);
    expect(articles.length).toBe(20);
  });
  afterAll(async () => {
    await dateline?.close();
    await recorder?.close();
  });

  describe.each(GATEWAYS)('of $name', ({ script, ratings, lookUps }) => {
    const processes: ExampleProcess[] = [];
    let behind: HttpRecorder;
    let gateway: string;
    const start = (name: string, environment: Readonly<Record<string, string>>) => {
      const started = startExample(name, environment);
      processes.push(started);
      return started;
    };

    beforeAll(async () => {
      const [, ratingsUrl] = await start(ratings, { RATINGS_PORT: '0' }).prints(/ready at (http\S+)/);
      behind = await recordHttp(ratingsUrl as string);
      const port = String(await findFreePort());
      const program = start(script, {
        PORT: port,
        DATELINE_URL: recorder.url,
        RATINGS_URL: behind.url,
        SUPERGRAPH_FILE: join(dateline.folder, `${script.replace(':', '-')}.graphql`),
      });
      gateway = `http://127.0.0.1:${port}/graphql`;
      await program.answers(gateway);
      recorder.take();
      behind.take();
    });
    afterAll(async () => {
      await Promise.all(processes.map((one) => one.stop()));
      await behind?.close();
    });

    const asked = (requests: readonly Recorded[], field: string) =>
      requests.filter(({ query }) => new RegExp(`\\b${field}\\b`).test(query));
    const statementsOf = (requests: readonly Recorded[]) => requests.map(({ statements }) => statements);

    it("a rating given there comes back with the title that only Dateline knows, by the article's key", async () => {
      for (const [index, { key, title: own }] of articles.slice(0, 5).entries()) {
        const { rateArticle } = await ask<{ rateArticle: object }>(
          gateway,
          'mutation ($key: String!, $stars: Int!) { rateArticle(key: $key, stars: $stars) { title rating } }',
          { key, stars: 5 - index },
        );
        expect(rateArticle).toEqual({ title: own, rating: 5 - index });
      }
      expect(statementsOf(recorder.take())).toEqual([1, 1, 1, 1, 1]);
    });

    it('a page of articles is rated in one request to the other service', async () => {
      behind.take();
      const { articles: page } = await ask<{ articles: { edges: { node: object }[] } }>(
        gateway,
        '{ articles(first: 20) { edges { node { title rating ratingCount } } } }',
      );
      expect(page.edges.map(({ node }) => node)).toEqual(
        articles.map(({ title: own }, index) => ({
          title: own,
          rating: index < 5 ? 5 - index : null,
          ratingCount: index < 5 ? 1 : 0,
        })),
      );
      expect(behind.take()).toHaveLength(1);
      expect(statementsOf(recorder.take())).toEqual([1]);
    });

    it('provinces get their population by division code, in one request', async () => {
      const { provinces } = await ask<{ provinces: { name: string; population: number }[] }>(
        gateway,
        '{ provinces { name population } }',
      );
      expect(provinces).toHaveLength(34);
      expect(provinces).toContainEqual({ name: '青海省', population: 5_923_957 });
      expect(provinces.every(({ population }) => population > 600_000)).toBe(true);
      expect(behind.take()).toHaveLength(1);
      recorder.take();
    });

    it("the other service's articles get their titles in one request and one statement", async () => {
      const { bestRated } = await ask<{ bestRated: object[] }>(gateway, '{ bestRated(first: 5) { title rating } }');
      expect(bestRated).toEqual(
        articles.slice(0, 5).map(({ title: own }, index) => ({ title: own, rating: 5 - index })),
      );
      const requests = recorder.take();
      expect(asked(requests, lookUps[0])).toHaveLength(1);
      expect(statementsOf(requests)).toEqual([1]);
    });

    it("the other service's provinces get their names in one request and one statement", async () => {
      const { mostPopulous } = await ask<{ mostPopulous: object[] }>(
        gateway,
        '{ mostPopulous(first: 34) { name population } }',
      );
      expect(mostPopulous).toHaveLength(34);
      expect(mostPopulous.slice(0, 2)).toEqual([
        { name: '广东省', population: 126_012_510 },
        { name: '山东省', population: 101_527_453 },
      ]);
      const requests = recorder.take();
      expect(asked(requests, lookUps[1])).toHaveLength(1);
      expect(statementsOf(requests)).toEqual([1]);
    });

    it('both at once cost one statement a type', async () => {
      const both = await ask<{ bestRated: object[]; mostPopulous: object[] }>(
        gateway,
        '{ bestRated(first: 4) { title } mostPopulous(first: 20) { name level } }',
      );
      expect(both.bestRated).toEqual(articles.slice(0, 4).map(({ title: own }) => ({ title: own })));
      expect(both.mostPopulous[0]).toEqual({ name: '广东省', level: 'PROVINCE' });
      const statements = statementsOf(recorder.take());
      expect(statements.reduce((sum: number, one) => sum + (one ?? Number.NaN), 0)).toBe(2);
    });
  });
});
