import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/ingest/analyzer.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';

const ANALYZE = /* GraphQL */ `
  query Analyze($text: String!, $title: String, $publishedAt: DateTime) {
    analyze(text: $text, title: $title, publishedAt: $publishedAt) {
      mentions { field start end surface type nested link { key name type } entity { name } candidates { key name score } }
      entities { key name type entity { id } count salience via }
      provinces { name adcode }
    }
  }
`;
const TITLE = '青海玉树启动新项目';
const TEXT =
  '青海省能源局局长表示，\r\n玉树藏族自治州的项目已经开工。🎉《关于加快储能发展的指导意见》由国家能源局印发。';

interface Analyzed {
  readonly analyze: {
    readonly mentions: readonly {
      readonly field: string;
      readonly start: number;
      readonly end: number;
      readonly surface: string;
      readonly link: { readonly key: string; readonly name: string } | null;
      readonly entity: { readonly name: string } | null;
    }[];
    readonly entities: readonly {
      readonly key: string;
      readonly name: string;
      readonly type: string;
      readonly entity: object | null;
      readonly count: number;
    }[];
    readonly provinces: readonly object[];
  };
}

describeOnEveryDatabase('a text that is only analysed', (getDatabase) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
  });
  afterAll(() => graph?.close());

  test('is annotated with offsets into what was given, and counts for provinces', async () => {
    const { analyze } = await graph.query<Analyzed>(ANALYZE, { text: TEXT, title: TITLE, publishedAt: '2021-06-11' });
    expect(analyze.mentions.length).toBeGreaterThan(4);
    for (const { field, start, end, surface } of analyze.mentions)
      expect((field === 'TITLE' ? TITLE : TEXT).slice(start, end)).toBe(surface);
    expect(analyze.provinces).toEqual([{ name: '青海省', adcode: '630000' }]);
    expect(analyze.entities.find(({ key }) => key === 'cn:630000')).toMatchObject({ name: '青海省', type: 'PLACE' });
    expect(analyze.entities.find(({ key }) => key === 'cn:630000')?.count).toBeGreaterThan(2);
  });

  test('may speak of what no article and no list has: named, but no entity of the graph', async () => {
    const { analyze } = await graph.query<Analyzed>(ANALYZE, { text: TEXT });
    const paper = analyze.entities.find(({ type }) => type === 'POLICY_DOCUMENT');
    expect(paper).toMatchObject({ name: '关于加快储能发展的指导意见', entity: null });
    const mention = analyze.mentions.find(({ link }) => link?.key === paper?.key);
    expect(mention).toMatchObject({ entity: null, link: { name: paper?.name } });
    expect(analyze.mentions.find(({ surface }) => surface === '国家能源局')?.entity).toEqual({ name: '国家能源局' });
  });

  test('leaves no trace', async () => {
    const counts = () =>
      getDatabase().query(
        'SELECT (SELECT count(*) FROM "Entity") AS e, (SELECT count(*) FROM "Article") AS a, "revision" FROM "Corpus"',
      );
    const before = await counts();
    await graph.query(ANALYZE, { text: TEXT });
    expect(await counts()).toEqual(before);
  });

  test('may be empty, and has a greatest length that the error names', async () => {
    expect(await graph.query(ANALYZE, { text: '' })).toEqual({
      analyze: { mentions: [], entities: [], provinces: [] },
    });
    const [failure] = failuresOf(await graph.execute(ANALYZE, { text: '青'.repeat(50_001) }));
    expect(failure).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('50000') });
    expect(failuresOf(await graph.execute(ANALYZE, { text: '', title: '青'.repeat(1001) }))[0]?.code).toBe(
      'BAD_ARGUMENT',
    );
  });
});

test('more texts at once than are allowed are refused, and later ones taken again', async () => {
  let finish = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const extraction = {
    mentions: [],
    entities: [],
    rollUps: [],
    signature: null,
    gazetteerVersion: '',
    extractorVersion: '',
  };
  const analyzer = createAnalyzer(
    () => ({
      parallelism: 1,
      interpret: () => Promise.reject(new Error('not asked for')),
      extract: () =>
        waiting.then(() => ({
          outcomes: [{ kind: 'EXTRACTED', extraction }],
          timings: { readMs: 0, parseMs: 0, extractMs: 0 },
        })),
      close: async () => {},
    }),
    2,
  );
  const text = { title: '', text: '', publishedMs: null };
  const first = [analyzer.analyze(text), analyzer.analyze(text)];
  await expect(analyzer.analyze(text)).rejects.toMatchObject({ code: 'ANALYSIS_UNAVAILABLE' });
  finish();
  await Promise.all(first);
  await expect(analyzer.analyze(text)).resolves.toMatchObject({ mentions: [] });
});
