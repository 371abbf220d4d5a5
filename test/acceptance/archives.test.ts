import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readKnownFiles } from '../../src/ingest/known-files.ts';
import type { IngestReport } from '../../src/model/report.ts';
import type { KnownFile } from '../../src/store/read/known-files.ts';
import { type Archives, describeWithCorpus, unpackArchives } from '../support/corpus.ts';
import { testDatabases } from '../support/databases.ts';
import { openGraph, type TestGraph } from '../support/graph.ts';

/** Files that are rightly put aside, each with the reason why nothing better can be done. */
const DEFENSIBLE: Readonly<Record<string, string>> = {
  'digitalgov/content/events/2024/10/2024-10-17-uswds-monthly-call-october-2024.md':
    'The quote that opens `summary` is closed only behind the next key, so that either a summary or an organiser would be made up.',
};

/** Of all files; more would mean that a form of front matter is not understood. */
const MAX_QUARANTINED_SHARE = 0.005;
/** The index of the feeds' archive, a table. */
const OTHER_FILES = 1;
const FEW_MINUTES_MS = 300_000;

type State = KnownFile['state'];

type Account = Pick<KnownFile, 'path' | 'state' | 'ignoredReason'>;

describeWithCorpus('Whole archives', () => {
  let archives: Archives;
  let graph: TestGraph;
  let closeDatabase: () => Promise<void>;
  let report: IngestReport;
  /** What the database says of each file, by source. */
  const accounts = new Map<string, readonly Account[]>();

  beforeAll(async () => {
    const [embedded] = testDatabases();
    if (embedded?.provider !== 'sqlite') throw new Error('the embedded database comes first');
    archives = unpackArchives();
    const database = await embedded.open();
    closeDatabase = () => database.close();
    graph = await openGraph(database.url);
    report = await graph.ingest([...archives.files.keys()].map((source) => join(archives.folder, source)));
    for (const source of archives.files.keys()) {
      const known: Account[] = [];
      for await (const file of readKnownFiles(graph.store, source, null)) known.push(file);
      accounts.set(source, known);
    }
    process.stdout.write(`${describeRun(archives, report, accounts)}\n`);
  }, FEW_MINUTES_MS);
  afterAll(async () => {
    await graph?.close();
    await closeDatabase?.();
    archives?.remove();
  });

  const all = (state: State): string[] =>
    [...accounts].flatMap(([source, files]) =>
      files.filter((file) => file.state === state).map(({ path }) => `${source}/${path}`),
    );

  it('are 4,961 files of six sources', () => {
    expect([...archives.files.values()].flat()).toHaveLength(4961);
    expect(archives.files.size).toBe(6);
  });

  it('lose no file: what is known of each source is exactly what lies on the disk', () => {
    for (const [source, files] of archives.files) {
      const known = (accounts.get(source) ?? []).map(({ path }) => path);
      expect(known.toSorted(), source).toEqual(files.map((path) => path.normalize('NFC')).sort());
    }
  });

  it('are counted as they are kept', () => {
    expect(report.files).toBe(4961 + OTHER_FILES);
    expect(report.taken).toBe(all('TAKEN').length);
    expect(report.quarantined).toBe(all('QUARANTINED').length);
    expect(report.ignored).toBe(all('IGNORED').length + OTHER_FILES);
    expect(report.taken + report.quarantined + report.ignored).toBe(report.files);
  });

  it(
    'give an article for each file that was taken',
    async () => {
      const paths = new Set<string>();
      let after: string | null = null;
      do {
        const page: Page = await graph.query(
          'query ($after: String) { articles(first: 100, after: $after) { edges { node { title textLength source { key } path } } pageInfo { hasNextPage endCursor } } }',
          { after },
        );
        for (const { node } of page.articles.edges) {
          expect(node.title).not.toBe('');
          paths.add(`${node.source.key}/${node.path}`);
        }
        after = page.articles.pageInfo.hasNextPage ? page.articles.pageInfo.endCursor : null;
      } while (after !== null);
      const taken = new Set(all('TAKEN'));
      expect([...paths].filter((path) => !taken.has(path))).toEqual([]);
      // Files that hold the same article share one; nearly all of the corpus is written once.
      expect(paths.size).toBeGreaterThan(taken.size * 0.99);
    },
    FEW_MINUTES_MS,
  );

  it('are quarantined by name and reason only, and hardly ever', () => {
    expect(all('QUARANTINED').length).toBeLessThan(report.files * MAX_QUARANTINED_SHARE);
    expect(all('QUARANTINED').sort()).toEqual(Object.keys(DEFENSIBLE).sort());
    const named = report.problems
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ sourceKey, path }) => `${sourceKey}/${path}`);
    expect(named.sort()).toEqual(Object.keys(DEFENSIBLE).sort());
  });

  it('are ignored for being empty or not yet out, never for their form', () => {
    expect(report.ignoredBy).toEqual({ EMPTY: 34, DRAFT: 12, FUTURE: 1, NOT_AN_ARTICLE: OTHER_FILES });
  });
});

interface Page {
  readonly articles: {
    readonly edges: readonly {
      readonly node: { readonly title: string; readonly path: string; readonly source: { readonly key: string } };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** A table by source, for whoever reads the test's output. */
function describeRun(
  archives: Archives,
  report: IngestReport,
  accounts: ReadonlyMap<string, readonly Account[]>,
): string {
  const lines = [['source', 'files', 'taken', 'warnings', 'ignored', 'quarantined'].join('\t')];
  for (const [source, files] of archives.files) {
    const known = accounts.get(source) ?? [];
    const warnings = report.problems.filter(
      ({ sourceKey, severity }) => sourceKey === source && severity === 'WARNING',
    );
    const count = (state: State) => known.filter((file) => file.state === state).length;
    const ignored = tally(
      known.flatMap(({ state, ignoredReason }) => (state === 'IGNORED' ? [ignoredReason ?? '?'] : [])),
    );
    const cells = [source, files.length, count('TAKEN'), tally(warnings.map(({ code }) => code)), ignored];
    lines.push([...cells, count('QUARANTINED')].join('\t'));
  }
  for (const { severity, sourceKey, path, line, message } of report.problems)
    if (severity === 'ERROR') lines.push(`quarantined: ${sourceKey}/${path}:${line ?? ''} ${message}`);
  return lines.join('\n');
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || '–';
}
