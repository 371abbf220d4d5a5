import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlParameter, Statements } from '../../src/store/database.ts';
import type { ArticleFilter } from '../../src/store/read/article-root.ts';
import { Reader } from '../../src/store/read/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { saveNews } from '../support/news-world.ts';
import { Random } from '../support/random.ts';

/** Tables that grow with the articles: none of them may be read from one end to the other. */
const BIG = [
  'Article',
  'ArticleEntity',
  'ArticleCategory',
  'ArticleTag',
  'Contribution',
  'ArticleImage',
  'Mention',
  'SearchText',
];

type Ids = Readonly<Record<'rare' | 'common' | 'category' | 'author' | 'source' | 'tag', number>>;

/** Every condition by itself, and how they go together. */
const FILTERS: readonly (readonly [string, (ids: Ids) => ArticleFilter])[] = [
  ['an entity', ({ rare }) => ({ mentionsAll: [rare] })],
  ['an entity itself', ({ rare }) => ({ mentionsAll: [rare], includeDescendants: false })],
  ['two entities', ({ rare, common }) => ({ mentionsAll: [rare, common] })],
  ['one of two entities', ({ rare, common }) => ({ mentionsAny: [rare, common], sizes: { mentionsAny: 200 } })],
  ['an entity without another', ({ rare, common }) => ({ mentionsAll: [common], mentionsNone: [rare] })],
  ['a category', ({ category }) => ({ categoryIds: [category] })],
  ['a category alone', ({ category }) => ({ categoryIds: [category], includeSubcategories: false })],
  ['an author', ({ author }) => ({ authorIds: [author] })],
  ['an author in a role', ({ author }) => ({ authorIds: [author], role: 'EDITOR' })],
  ['a source', ({ source }) => ({ sourceIds: [source] })],
  ['a tag', ({ tag }) => ({ tagIds: [tag] })],
  ['a language', () => ({ languages: ['en'] })],
  ['a span of time', () => ({ fromMs: Date.UTC(2021, 4, 1), toMs: Date.UTC(2021, 4, 20) })],
  ['a picture', () => ({ hasImage: true })],
  [
    'an entity in a category',
    ({ rare, category }) => ({
      mentionsAll: [rare],
      categoryIds: [category],
      sizes: { mentionsAll: 5, categoryIds: 90 },
    }),
  ],
  [
    'a category, with an entity',
    ({ common, category }) => ({
      mentionsAll: [common],
      categoryIds: [category],
      sizes: { mentionsAll: 500, categoryIds: 90 },
    }),
  ],
  [
    'an entity, a source, a tag and a time',
    ({ common, source, tag }) => ({
      mentionsAll: [common],
      sourceIds: [source],
      tagIds: [tag],
      fromMs: Date.UTC(2021, 4, 1),
      sizes: { mentionsAll: 500, tagIds: 80 },
    }),
  ],
  [
    'an author, a language and a picture, copies left out',
    ({ author }) => ({ authorIds: [author], languages: ['en'], hasImage: true, distinctStories: true }),
  ],
];

describeOnEveryDatabase('The plan of a list of articles', (getDatabase, { provider }) => {
  let store: Store;
  let ids: Ids;
  beforeAll(async () => {
    const database = getDatabase();
    store = await openStore(database.url);
    await saveNews(store, new Random(71), 1500);
    await database.execute('ANALYZE');
    const idOf = async (table: string, column: string, value: string) => {
      const [row] = await database.query<{ id: number }>(`SELECT "id" FROM "${table}" WHERE "${column}" = $1`, [value]);
      if (!row) throw new Error(`No ${value}`);
      return row.id;
    };
    ids = {
      rare: await idOf('Entity', 'key', 'org:cn:630000/能源局办公室'),
      common: await idOf('Entity', 'key', 'country:CN'),
      category: await idOf('Category', 'key', '财经'),
      author: await idOf('Author', 'name', '李四'),
      source: await idOf('Source', 'key', '晨报'),
      tag: await idOf('Tag', 'name', '矿业'),
    };
  });
  afterAll(() => store?.close());

  /** What each statement of a piece of work would do, as the database says. */
  async function plansOf(work: (reader: Reader) => Promise<unknown>): Promise<string[]> {
    const database = getDatabase();
    const sent: [string, readonly SqlParameter[]][] = [];
    const recording: Statements = {
      provider,
      query: (text, parameters = []) => {
        sent.push([text, parameters]);
        return database.query(text, parameters);
      },
      execute: (text, parameters) => database.execute(text, parameters),
    };
    await work(new Reader(recording));
    const plans: string[] = [];
    for (const [text, parameters] of sent) plans.push(await explain(text, parameters));
    return plans;
  }

  function explain(text: string, parameters: readonly SqlParameter[]): Promise<string> {
    const database = getDatabase();
    if (provider === 'sqlite')
      return database
        .query<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, parameters)
        .then((rows) => rows.map((row) => row.detail).join('\n'));
    return database.transaction(async (transaction) => {
      // Of a corpus this small PostgreSQL would read everything. It still does where it has no other way.
      await transaction.execute('SET LOCAL enable_seqscan = off');
      const rows = await transaction.query<Record<string, string>>(`EXPLAIN ${text}`, parameters);
      return rows.map((row) => Object.values(row)[0]).join('\n');
    });
  }

  /** Tables read from end to end. SQLite names them by alias, so the statement's FROM tells which they are. */
  function fullScans(plan: string): string[] {
    const scans = provider === 'sqlite' ? /SCAN (\S+)(?! USING)(?=\n|$)/g : /Seq Scan on "?(\w+)"?/g;
    const found = [...plan.matchAll(scans)].map((match) => match[1] as string);
    if (provider === 'postgresql') return found.filter((name) => BIG.includes(name));
    // What a subquery gave is no table.
    const gathered = [...plan.matchAll(/(?:CO-ROUTINE|MATERIALIZE) (\S+)/g)].map((match) => match[1]);
    return found.filter((name) => /^t\d+$/.test(name) && !gathered.includes(name));
  }

  it('is told: a condition without an index would be seen', async () => {
    const text = 'SELECT count(*) FROM "Article" AS "t0" WHERE "t0"."excerpt" = $1';
    expect(fullScans(await explain(text, ['x']))).toHaveLength(1);
  });

  describe.each(FILTERS)('with %s', (_, filterOf) => {
    it('reads no big table from end to end, for a page and for its total', async () => {
      const filter = filterOf(ids);
      const plans = await plansOf(async (reader) => {
        const rows = await reader.list({
          root: { kind: 'articles', filter },
          take: 21,
          query: { select: { key: true } },
        });
        expect(rows.length).toBeGreaterThan(0);
        await reader.count({ root: { kind: 'articles', filter } });
      });
      expect(plans).toHaveLength(2);
      for (const plan of plans) expect(fullScans(plan), plan).toEqual([]);
    });
  });

  it('of a few alternatives gathers what they have; of many it walks by date until the page is full', async () => {
    const planOf = async (size: number) => {
      const filter = { mentionsAny: [ids.rare, ids.common], sizes: { mentionsAny: size } };
      const [plan] = await plansOf((reader) =>
        reader.list({ root: { kind: 'articles', filter }, take: 21, query: { select: { key: true } } }),
      );
      return plan as string;
    };
    if (provider === 'sqlite') {
      expect(await planOf(100)).toContain('ArticleEntity_entityId');
      expect(await planOf(100_000)).toContain('Article_sortMs_key_idx');
    } else expect(await planOf(100_000)).not.toBe(await planOf(100));
  });

  it('walks the index of the condition that the fewest meet', async () => {
    const planOf = async (sizes: Readonly<Record<string, number>>) => {
      const filter = { mentionsAll: [ids.common], categoryIds: [ids.category], sizes };
      const [plan] = await plansOf((reader) =>
        reader.list({ root: { kind: 'articles', filter }, take: 21, query: { select: { key: true } } }),
      );
      return (plan as string).split('\n');
    };
    if (provider !== 'sqlite') return;
    const isWalked = (plan: readonly string[], table: string) =>
      plan.findIndex((line) => line.includes(`INDEX ${table}_`));
    const few = await planOf({ mentionsAll: 900, categoryIds: 20 });
    expect(isWalked(few, 'ArticleCategory_categoryId')).toBeGreaterThanOrEqual(0);
    const many = await planOf({ mentionsAll: 20, categoryIds: 900 });
    expect(isWalked(many, 'ArticleEntity_entityId')).toBeGreaterThanOrEqual(0);
  });
});
