import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import { countsOf, familyOf, type ScannedArticle, type ScannedCorpus, scanCorpus } from '../support/oracle.ts';
import { Random } from '../support/random.ts';

interface Related {
  readonly article: { readonly key: string };
  readonly score: number;
  readonly shared: readonly { readonly entity: { readonly key: string }; readonly share: number }[];
}

const salienceIn = (article: ScannedArticle, key: string) =>
  article.entities.find((row) => row.key === key)?.salience ?? 0;

/** ln(all stories / stories that speak of it). */
function rarity(corpus: ScannedCorpus, key: string): number {
  const own = corpus.articles.filter(
    (article) => salienceIn(article, key) > 0 || article.entities.some((row) => row.key === key),
  );
  return Math.log(countsOf(corpus.articles).storyCount / countsOf(own).storyCount);
}

/** The hundred articles most about an entity. */
const foremost = (corpus: ScannedCorpus, key: string): readonly ScannedArticle[] =>
  corpus.articles
    .filter((article) => article.entities.some((row) => row.key === key))
    .sort((a, b) => salienceIn(b, key) - salienceIn(a, key) || compareBytes(b.key, a.key))
    .slice(0, 100);

function expectedRelated(corpus: ScannedCorpus, article: ScannedArticle) {
  const profile = article.entities
    .map(({ key, salience }) => ({ key, weight: salience * rarity(corpus, key) }))
    .filter(({ weight }) => weight > 1e-7)
    .sort((a, b) => b.weight - a.weight || compareBytes(a.key, b.key))
    .slice(0, 10);
  const candidates = new Set(profile.flatMap(({ key }) => foremost(corpus, key)));
  const scored = [...candidates]
    .filter((other) => other.story !== article.story)
    .map((other) => ({
      other,
      shares: profile
        .map(({ key, weight }) => ({ key, share: weight * salienceIn(other, key) }))
        .filter(({ share }) => share > 0),
    }))
    .map((one) => ({ ...one, score: one.shares.reduce((sum, { share }) => sum + share, 0) }))
    .sort((a, b) => b.score - a.score);
  // Of each story the best; rounding may let another of its near-copies stand for it.
  return scored.filter((one, index) => scored.findIndex(({ other }) => other.story === one.other.story) === index);
}

describeOnEveryDatabase('Related', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(51), 400);
    corpus = await scanCorpus(getDatabase());
  });
  afterAll(() => graph?.close());

  it('articles are those that a full scan scores highest, each with the shares that make up its score', async () => {
    const { articles } = await graph.query<{ articles: { edges: { node: { key: string; related: Related[] } }[] } }>(
      '{ articles(first: 40) { edges { node { key related(first: 8) { score article { key } shared { share entity { key } } } } } } }',
    );
    let found = 0;
    for (const { node } of articles.edges) {
      const own = corpus.articles.find((article) => article.key === node.key) as ScannedArticle;
      const expected = expectedRelated(corpus, own);
      expect(node.related).toHaveLength(Math.min(8, expected.length));
      const stories = new Set<string>();
      for (const [index, { article, score, shared }] of node.related.entries()) {
        // Equal scores may stand in either order; the scores of the places may not differ.
        expect(score).toBeCloseTo(expected[index]?.score as number, 4);
        const other = corpus.articles.find((one) => one.key === article.key) as ScannedArticle;
        expect(other.story).not.toBe(own.story);
        stories.add(other.story);
        expect(shared.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 6);
        for (const { entity, share } of shared) {
          const truth = rarity(corpus, entity.key) * salienceIn(own, entity.key) * salienceIn(other, entity.key);
          expect(share).toBeCloseTo(truth, 5);
        }
        found++;
      }
      expect(stories.size).toBe(node.related.length);
    }
    expect(found).toBeGreaterThan(100);
  });

  it.each(['cn:630000', 'person:张三', 'org:/东方储能', 'doc:储能办法'])(
    'entities of %s are those that a full scan scores highest',
    async (key) => {
      const { entity } = await graph.query<{
        entity: {
          related: { entity: { key: string }; score: number; storyCount: number; articles: { totalCount: number } }[];
        };
      }>(
        'query ($key: String!) { entity(by: { key: $key }) { related(first: 100) { entity { key } score storyCount articles { totalCount } } } }',
        { key },
      );
      const top = foremost(corpus, key);
      const family = familyOf(corpus, key);
      const expected = [...corpus.entities.keys()]
        .filter((other) => !family.has(other))
        .map((other) => {
          const byStory = new Map<string, number>();
          for (const article of top.filter((one) => one.entities.some((row) => row.key === other)))
            byStory.set(
              article.story,
              Math.max(byStory.get(article.story) ?? 0, salienceIn(article, key) * salienceIn(article, other)),
            );
          const sum = [...byStory.values()].reduce((total, product) => total + product, 0);
          return { key: other, storyCount: byStory.size, score: byStory.size === 0 ? 0 : sum * rarity(corpus, other) };
        })
        .filter(({ score }) => score > 0);
      expect(expected.length).toBeGreaterThan(4);
      expect(entity.related.map((one) => one.entity.key).sort()).toEqual(expected.map((one) => one.key).sort());
      for (const [index, one] of entity.related.entries()) {
        const truth = expected.find((other) => other.key === one.entity.key);
        expect(one.score).toBeCloseTo(truth?.score as number, 6);
        expect(one.storyCount).toBe(truth?.storyCount);
        if (index > 0) expect(one.score).toBeLessThanOrEqual(entity.related[index - 1]?.score as number);
        const both = corpus.articles.filter((article) =>
          [key, one.entity.key].every((named) => article.entities.some((row) => row.key === named)),
        );
        expect(one.articles.totalCount).toBe(both.length);
      }
    },
  );

  it('cost a fixed number of statements for a page of any size', async () => {
    const counts: number[] = [];
    for (const first of [1, 20, 100]) {
      const { errors, statements } = await graph.execute(
        'query ($first: Int!) { articles(first: $first) { edges { node { related { score article { title } shared { entity { name } } } } } } }',
        { first },
      );
      expect(errors).toBeUndefined();
      counts.push(statements);
    }
    expect(counts).toEqual([5, 5, 5]);
  });
});
