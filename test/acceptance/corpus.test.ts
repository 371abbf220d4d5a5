import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IngestReport } from '../../src/model/report.ts';
import { type Corpus, describeWithCorpus, unpackCorpus } from '../support/corpus.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { openGraph, type TestGraph } from '../support/graph.ts';

interface Found {
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly provinces: readonly { readonly name: string }[];
  readonly source: { readonly key: string };
}

describeWithCorpus('Real articles', () => {
  describeOnEveryDatabase('through a whole run', (getDatabase) => {
    let corpus: Corpus;
    let graph: TestGraph;
    let report: IngestReport;
    const found: Found[] = [];

    beforeAll(async () => {
      corpus = unpackCorpus();
      graph = await openGraph(getDatabase().url);
      report = await graph.ingest([join(corpus.folder, 'rsshub'), join(corpus.folder, 'oddities')]);
      let after: string | null = null;
      do {
        const {
          articles,
        }: { articles: { edges: { node: Found }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
          await graph.query(
            'query ($after: String) { articles(first: 100, after: $after) { edges { node { path title text provinces { name } source { key } } } pageInfo { hasNextPage endCursor } } }',
            { after },
          );
        found.push(...articles.edges.map(({ node }) => node));
        after = articles.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null;
      } while (after !== null);
    });
    afterAll(async () => {
      await graph?.close();
      corpus?.remove();
    });

    it('loses none of the 92 files: each is an article, or named with a reason', () => {
      expect(corpus.files).toHaveLength(92);
      const named = new Set(
        report.problems
          .filter((problem) => problem.severity === 'ERROR' || problem.code === 'EMPTY_FILE')
          .map((problem) => `${problem.sourceKey}/${problem.path}`),
      );
      const articles = new Set(found.map((article) => `${article.source.key}/${article.path}`.normalize('NFC')));
      const lost = corpus.files
        .map((path) => path.normalize('NFC'))
        .filter((path) => !articles.has(path) && !named.has(path));
      expect(lost).toEqual([]);
      expect(report.taken + report.quarantined + (report.ignoredBy.EMPTY ?? 0)).toBe(92);
    });

    it('takes all but three empty files, and puts none aside', () => {
      expect(report).toMatchObject({ taken: 89, quarantined: 0, ignoredBy: { EMPTY: 3 } });
      expect(found).toHaveLength(89);
    });

    it('says of every problem what is wrong and what to do', () => {
      for (const problem of report.problems) {
        expect(problem.path).toBeTruthy();
        expect(problem.message.length).toBeGreaterThan(15);
        expect(problem.hint.length).toBeGreaterThan(10);
      }
    });

    it('finds every province that an annotator found', () => {
      expect(corpus.provinces.size).toBeGreaterThan(8);
      const missing = [...corpus.provinces].flatMap(([path, provinces]) => {
        const article = found.find(
          (candidate) => candidate.source.key === 'rsshub' && candidate.path.normalize('NFC') === path.normalize('NFC'),
        );
        const names = article?.provinces.map((place) => place.name) ?? [];
        return provinces
          .filter((province) => !names.some((name) => name.startsWith(province)))
          .map((province) => `${path}: ${province}`);
      });
      expect(missing).toEqual([]);
    });

    it('done again changes nothing', async () => {
      const again = await graph.ingest([join(corpus.folder, 'rsshub'), join(corpus.folder, 'oddities')]);
      expect(again).toMatchObject({ taken: 0, updated: 0, moved: 0, removed: 0, unchanged: 89 });
    });

    it('leaves nothing behind when all of it is gone', async () => {
      for (const file of corpus.files) rmSync(join(corpus.folder, file));
      const gone = await graph.ingest([join(corpus.folder, 'rsshub'), join(corpus.folder, 'oddities')], {
        prune: true,
      });
      expect(gone.removed).toBe(92);
      const { corpus: counts } = await graph.query<{ corpus: object }>(
        '{ corpus { articleCount categoryCount authorCount imageCount mentionCount entityCounts { type } } entities(first: 1) { totalCount } }',
      );
      expect(counts).toEqual({
        articleCount: 0,
        categoryCount: 0,
        authorCount: 0,
        imageCount: 0,
        mentionCount: 0,
        entityCounts: [],
      });
    });
  });
});
