import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldName } from '../../src/model/fold.ts';
import { type Corpus, describeWithCorpus, unpackCorpus } from '../support/corpus.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, type TestGraph } from '../support/graph.ts';
import { Random } from '../support/random.ts';

const TERMS_OF_EACH_LENGTH = 40;
const SEARCH =
  'query ($query: String!) { search(query: $query, first: 100) { totalCount edges { node { key } highlights(first: 1) { surface } } } }';

interface Found {
  readonly search: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly key: string }; readonly highlights: readonly object[] }[];
  };
}

describeWithCorpus('Search in real articles', () => {
  describeOnEveryDatabase('against a scan for substrings', (getDatabase) => {
    let corpus: Corpus;
    let graph: TestGraph;
    let articles: readonly { readonly key: string; readonly folded: string }[];
    beforeAll(async () => {
      corpus = unpackCorpus();
      graph = await openGraph(getDatabase().url);
      await graph.ingest([`${corpus.folder}/rsshub`, `${corpus.folder}/oddities`]);
      const rows = await getDatabase().query<{ key: string; title: string; text: string }>(
        'SELECT "key", "title", "text" FROM "Article"',
      );
      articles = rows.map(({ key, title, text }) => ({ key, folded: `${foldName(title)}\n${foldName(text)}` }));
    }, 300_000);
    afterAll(async () => {
      await graph?.close();
      corpus?.remove();
    });

    const scan = (term: string) =>
      articles.filter(({ folded }) => folded.includes(foldName(term))).map(({ key }) => key);
    const find = async (term: string) => (await graph.query<Found>(SEARCH, { query: `"${term}"` })).search;

    it.each([1, 2, 3])(
      'finds every article that has a piece of %i characters, and of Chinese ones no other',
      async (length) => {
        expect(articles.length).toBeGreaterThan(70);
        expect(articles.length).toBeLessThanOrEqual(100);
        const random = new Random(length);
        for (let n = 0; n < TERMS_OF_EACH_LENGTH; ) {
          const { folded } = random.pick(articles);
          const start = random.below(folded.length - length);
          const term = folded.slice(start, start + length);
          if (term.includes('"') || !/[\p{L}\p{N}]/u.test(term) || /[\uD800-\uDFFF]/.test(term)) continue;
          n++;
          const found = await find(term);
          const keys = found.edges.map(({ node }) => node.key);
          expect(found.totalCount).toBe(keys.length);
          expect(keys, term).toEqual(expect.arrayContaining(scan(term)));
          if (/^\p{Script=Han}+$/u.test(term)) expect([...keys].sort(), term).toEqual(scan(term).sort());
          expect(
            found.edges.every(({ highlights }) => highlights.length === 1),
            term,
          ).toBe(true);
        }
      },
      300_000,
    );

    it('finds the same in simplified and traditional characters', async () => {
      for (const [simplified, traditional] of [
        ['发展', '發展'],
        ['国', '國'],
      ] as const) {
        const found = await find(simplified);
        expect(found.totalCount).toBe(scan(simplified).length);
        expect(found.totalCount).toBeGreaterThan(3);
        expect(await find(traditional)).toEqual(found);
      }
    });
  });
});
