import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch } from '../support/documents.ts';
import { failuresOf, openGraph, type TestGraph } from '../support/graph.ts';
import { saveNews } from '../support/news-world.ts';
import { type ScannedArticle, type ScannedCorpus, scanCorpus } from '../support/oracle.ts';
import { Random } from '../support/random.ts';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly key: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const PAGE = 'edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const KEY = 'cn:630000';

const salience = (article: ScannedArticle) => article.entities.find((row) => row.key === KEY)?.salience ?? 0;
const isAbout = (article: ScannedArticle) => article.entities.some((row) => row.key === KEY);
const byTitle = (a: ScannedArticle, b: ScannedArticle) => compareBytes(a.title, b.title) || compareBytes(a.key, b.key);
const bySalience = (a: ScannedArticle, b: ScannedArticle) => salience(b) - salience(a) || compareBytes(b.key, a.key);
const byTime = (a: ScannedArticle, b: ScannedArticle) =>
  (b.ms ?? Number.NEGATIVE_INFINITY) === (a.ms ?? Number.NEGATIVE_INFINITY)
    ? compareBytes(b.key, a.key)
    : (b.ms ?? Number.NEGATIVE_INFINITY) > (a.ms ?? Number.NEGATIVE_INFINITY)
      ? 1
      : -1;

const LISTS = [
  ['all by title', 'articles(ARGS, orderBy: TITLE_ASC)', () => true, byTitle],
  [
    'all by title, last first',
    'articles(ARGS, orderBy: TITLE_DESC)',
    () => true,
    (a: ScannedArticle, b: ScannedArticle) => byTitle(b, a),
  ],
  ['of an entity by title', `entity(by: { key: "${KEY}" }) { articles(ARGS, orderBy: TITLE_ASC)`, isAbout, byTitle],
  [
    'of an entity by salience',
    `entity(by: { key: "${KEY}" }) { articles(ARGS, orderBy: SALIENCE_DESC)`,
    isAbout,
    bySalience,
  ],
  [
    'filtered by an entity, by salience',
    `articles(ARGS, orderBy: SALIENCE_DESC, where: { mentions: { allOf: [{ key: "${KEY}" }] } })`,
    isAbout,
    bySalience,
  ],
  [
    'filtered by an entity and more, by salience',
    `articles(ARGS, orderBy: SALIENCE_DESC, where: { source: "晨报", mentions: { anyOf: [{ key: "${KEY}" }] } })`,
    (one: ScannedArticle) => isAbout(one) && one.source === '晨报',
    bySalience,
  ],
  [
    'of a category by title',
    'category(by: { path: ["政策"] }) { articles(ARGS, orderBy: TITLE_DESC)',
    (one: ScannedArticle) => one.categories.some((row) => row.key === '政策'),
    (a: ScannedArticle, b: ScannedArticle) => byTitle(b, a),
  ],
  [
    'with one of some tags, newest first',
    'articles(ARGS, where: { tags: ["AI"] })',
    (one: ScannedArticle) => one.tags.some((tag) => tag.toLowerCase() === 'ai'),
    byTime,
  ],
] as const;

describeOnEveryDatabase('Articles in order', (getDatabase) => {
  let graph: TestGraph;
  let corpus: ScannedCorpus;
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await saveNews(graph.store, new Random(61), 250);
    corpus = await scanCorpus(getDatabase());
  });
  afterAll(() => graph?.close());

  async function read(field: string, args: string): Promise<Page> {
    const closing = field.includes('{ articles') ? ' }' : '';
    const data = await graph.query<Record<string, Page & { articles?: Page }>>(
      `{ ${field.replace('ARGS', args)} { ${PAGE} }${closing} }`,
    );
    const [root] = Object.values(data);
    return root?.articles ?? (root as Page);
  }

  async function walk(field: string, way: 'first' | 'last', between?: () => Promise<void>): Promise<string[]> {
    const keys: string[] = [];
    let args = `${way}: 23`;
    for (;;) {
      const page = await read(field, args);
      const own = page.edges.map((edge) => edge.node.key);
      if (way === 'first') keys.push(...own);
      else keys.unshift(...own);
      const { pageInfo } = page;
      if (!(way === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return keys;
      args =
        way === 'first' ? `first: 23, after: "${pageInfo.endCursor}"` : `last: 23, before: "${pageInfo.startCursor}"`;
      await between?.();
    }
  }

  describe.each(LISTS)('%s', (_, field, isIn, compare) => {
    it('stand as a sorted full scan has them, forward and backward', async () => {
      const expected = corpus.articles
        .filter(isIn)
        .sort(compare)
        .map((article) => article.key);
      expect(expected.length).toBeGreaterThan(25);
      expect(await walk(field, 'first')).toEqual(expected);
      expect(await walk(field, 'last')).toEqual(expected);
    });
  });

  it.each([
    'articles(orderBy: SALIENCE_DESC)',
    'articles(orderBy: SALIENCE_DESC, where: { mentions: { anyOf: [{ key: "cn:630000" }, { key: "cn:530000" }] } })',
    'sources { articles(orderBy: SALIENCE_DESC)',
    'category(by: { path: ["政策"] }) { articles(orderBy: SALIENCE_DESC)',
  ])('%s has no salience to go by, and says so', async (field) => {
    const result = await graph.execute(`{ ${field} { totalCount }${field.includes('{ articles') ? ' }' : ''} }`);
    expect(failuresOf(result).length).toBeGreaterThan(0);
    expect(failuresOf(result).every((failure) => failure.code === 'BAD_ARGUMENT')).toBe(true);
  });

  it.each([
    'articles(ARGS, orderBy: TITLE_ASC)',
    `entity(by: { key: "${KEY}" }) { articles(ARGS, orderBy: SALIENCE_DESC)`,
  ])('articles that stay are met once while others go: %s', async (field) => {
    const before = await walk(field, 'first');
    const paths = await getDatabase().query<{ path: string; key: string; source: string }>(
      'SELECT a."path", a."key", s."key" AS "source" FROM "Article" a JOIN "Source" s ON s."id" = a."sourceId"',
    );
    const gone = new Set<string>();
    const random = new Random(62);
    const met = await walk(field, 'first', async () => {
      const victim = random.pick(paths.filter(({ key }) => !gone.has(key)));
      gone.add(victim.key);
      await graph.store.saveBatch(
        makeBatch([{ kind: 'REMOVED', path: victim.path }], {
          source: { ...makeBatch([]).source, key: victim.source },
        }),
      );
    });
    expect(gone.size).toBeGreaterThan(2);
    expect(new Set(met).size).toBe(met.length);
    expect(met.filter((key) => !gone.has(key))).toEqual(before.filter((key) => !gone.has(key)));
  });
});
