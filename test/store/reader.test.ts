import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntityKey } from '../../src/model/entity.ts';
import type { Database } from '../../src/store/database.ts';
import type { ArticleFilter } from '../../src/store/read/article-root.ts';
import { findByPublicKey } from '../../src/store/read/by-public-key.ts';
import { Reader } from '../../src/store/read/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import {
  makeBatch,
  makeCredit,
  makeDocument,
  makeEntity,
  makeExtraction,
  makeMention,
  publishedAt,
  type Taken,
  taken,
} from '../support/documents.ts';
import { Random } from '../support/random.ts';

const ARTICLES = 3000;
const RARE = 'org:/少见';
const COMMON = 'org:/常见';

describeOnEveryDatabase('reading a corpus', (getDatabase) => {
  let store: Store;
  const ids = new Map<string, number>();
  beforeAll(async () => {
    store = await openStore(getDatabase().url);
    const random = new Random(3);
    const files = Array.from({ length: ARTICLES }, (_, index) => generated(index, random));
    for (let at = 0; at < files.length; at += 500) await store.saveBatch(makeBatch(files.slice(at, at + 500)));
    await getDatabase().execute('ANALYZE');
    for (const row of await getDatabase().query<{ key: string; id: number }>('SELECT "key", "id" FROM "Entity"'))
      ids.set(row.key, row.id);
  });
  afterAll(() => store.close());

  const select = { key: true, sortMs: true, title: true } as const;
  interface Listed {
    readonly key: string;
    readonly sortMs: number;
    readonly title: string;
  }
  const list = (
    reader: Reader,
    filter: ArticleFilter,
    page: { beyond?: Listed; take?: number; direction?: 'asc' | 'desc' } = {},
  ) =>
    reader.list<'Article'>({
      root: { kind: 'articles', filter },
      direction: page.direction ?? 'desc',
      query: { select },
      ...(page.take === undefined ? {} : { take: page.take }),
      ...(page.beyond
        ? {
            beyond: [
              ['sortMs', page.beyond.sortMs],
              ['key', page.beyond.key],
            ] as const,
          }
        : {}),
    }) as unknown as Promise<Listed[]>;

  async function walk(
    filter: ArticleFilter,
    direction: 'asc' | 'desc',
    between?: (page: number) => Promise<void>,
  ): Promise<Listed[]> {
    const seen: Listed[] = [];
    for (let page = 0; ; page++) {
      const beyond = seen.at(-1);
      const rows = await list(store.createReader(), filter, { take: 37, direction, ...(beyond ? { beyond } : {}) });
      seen.push(...rows);
      if (rows.length < 37) return seen;
      await between?.(page);
    }
  }

  const filters: [string, () => ArticleFilter][] = [
    ['all', () => ({})],
    ['of an entity', () => ({ mentionsAll: [ids.get(RARE) as number] })],
    ['of one of two entities', () => ({ mentionsAny: [ids.get(RARE) as number, ids.get(COMMON) as number] })],
  ];

  test.each(filters)(
    'pages walk the whole list, %s, without gap or repeat, newest first and back',
    async (_, filter) => {
      const whole = await list(store.createReader(), filter());
      expect(whole.length).toBeGreaterThan(50);
      const down = await walk(filter(), 'desc');
      expect(down).toEqual(whole);
      expect(await walk(filter(), 'asc')).toEqual([...whole].reverse());
      expect(new Set(whole.map((row) => row.key)).size).toBe(whole.length);
      const firstUndated = whole.findIndex((row) => row.title.startsWith('无日期'));
      expect(whole.slice(firstUndated).every((row) => row.title.startsWith('无日期'))).toBe(true);
      expect(firstUndated).toBeGreaterThan(0);
    },
  );

  test('pages neither skip nor repeat what was there all along while articles come and go between them', async () => {
    const before = (await list(store.createReader(), {})).map((row) => row.key);
    const random = new Random(11);
    const coming = (page: number) => [
      generated(ARTICLES + 2 * page, random),
      generated(ARTICLES + 2 * page + 1, random),
    ];
    const walked = await walk({}, 'desc', async (page) => {
      await store.saveBatch(
        makeBatch([
          ...coming(page),
          ...[page * 29, page * 29 + 1].map((index) => ({ kind: 'REMOVED' as const, path: `${index}.md` })),
        ]),
      );
    });
    const after = new Set((await list(store.createReader(), {})).map((row) => row.key));
    const steady = before.filter((key) => after.has(key));
    const keys = walked.map((row) => row.key);
    expect(steady.length).toBeLessThan(before.length);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => steady.includes(key))).toEqual(steady);
  });

  test('a list is one statement with all that is selected beneath it', async () => {
    const reader = store.createReader();
    const rows = (await reader.list<'Article'>({
      root: { kind: 'articles', filter: { mentionsAll: [ids.get(COMMON) as number] } },
      take: 20,
      query: {
        select: {
          title: true,
          author: { select: { name: true } },
          entities: { select: { entity: { select: { key: true } } }, orderBy: [{ position: 'asc' }], take: 3 },
          categories: { select: { category: { select: { key: true } } } },
        },
      },
    })) as unknown as {
      title: string;
      author: { name: string } | null;
      entities: { entity: { key: string } }[];
      categories: object[];
    }[];
    expect(reader.statementCount).toBe(1);
    expect(rows).toHaveLength(20);
    expect(rows.every((row) => row.entities.some(({ entity }) => entity.key === COMMON))).toBe(true);
    expect(rows.some((row) => row.author !== null)).toBe(true);
  });

  test('look-ups and counts of one tick share a statement each, with nulls in place', async () => {
    const reader = store.createReader();
    const [first, second] = await list(reader, {}, { take: 2 });
    const keys = [first?.key as string, 'nothing', second?.key as string, first?.key as string];
    const before = reader.statementCount;
    const found = await Promise.all(keys.map((key) => reader.unique('Article', { key }, { select: { title: true } })));
    expect(found.map((row) => row?.title)).toEqual([first?.title, undefined, second?.title, first?.title]);
    expect(reader.statementCount - before).toBe(1);
    const counts = await Promise.all([
      reader.count({ root: { kind: 'articles', filter: {} } }),
      reader.count({ root: { kind: 'articles', filter: { mentionsAll: [ids.get(RARE) as number] } } }),
      reader.count({ root: { kind: 'articles', filter: {} }, atMost: 1 }),
      reader.count({ root: { kind: 'rows', model: 'Entity' } }),
    ]);
    expect(reader.statementCount - before).toBe(2);
    expect(counts).toEqual([
      (await list(reader, {})).length,
      (await list(reader, { mentionsAll: [ids.get(RARE) as number] })).length,
      1,
      ids.size,
    ]);
  });

  test('keys resolve in one statement, unknown ones left out', async () => {
    const reader = store.createReader();
    const rows = await list(reader, {}, { take: 30 });
    const before = reader.statementCount;
    const keys = [...rows.map((row) => row.key), 'nothing', '\0', '\uD800'];
    const found = await Promise.all(
      keys.map((key) => findByPublicKey(reader, 'Article', key, { select: { key: true } })),
    );
    expect(found.map((row) => row?.key ?? null)).toEqual(keys.map((_, index) => rows[index]?.key ?? null));
    expect(reader.statementCount - before).toBe(1);
  });

  test('“newest first” is an index range scan, for all articles and for an entity’s, first page and later ones', async () => {
    const reader = store.createReader();
    const beyond = (await list(reader, {}, { take: 500 }))[499] as Listed;
    for (const [filter, index] of [
      [{}, 'Article_sortMs_key_idx'],
      [{ mentionsAll: [ids.get(RARE) as number] }, 'ArticleEntity_entityId_sortMs_articleKey_idx'],
      [{ mentionsAll: [ids.get(COMMON) as number] }, 'ArticleEntity_entityId_sortMs_articleKey_idx'],
    ] as const)
      for (const page of [{ take: 20 }, { take: 20, beyond }]) {
        const plan = await planOf(getDatabase(), (spy) => list(new Reader(spy), filter, page));
        expect(plan).toContain(index);
        // `g` is the page itself, and a table of one row is not worth an index.
        expect(plan).not.toMatch(
          /Seq Scan(?! on "Corpus")|\bSort\b|SCAN (?!g\b|t\d+ USING (?:COVERING )?INDEX)|TEMP B-TREE/,
        );
      }
  });
});

/** The plan of the one statement that `work` sends, as text. */
async function planOf(database: Database, work: (spy: Database) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const query: Database['query'] = async (statement, parameters) => {
    const rows = await database.query<Record<string, unknown>>(
      `${database.provider === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${statement}`,
      parameters,
    );
    plans.push(rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('\n'));
    return [{ revision: 0, rows: '[]' }] as never;
  };
  await work({ ...database, query });
  expect(plans).toHaveLength(1);
  return plans[0] as string;
}

/** Every third speaks of the common organisation, every fortieth of the rare one; many share an instant, some have none. */
function generated(index: number, random: Random): Taken {
  const isUndated = index % 25 === 0;
  const day = new Date(Date.UTC(2020, 0, 1 + random.below(400))).toISOString();
  const names = [...(index % 3 === 0 ? ['常见'] : []), ...(index % 40 === 0 ? ['少见'] : [])];
  const document = makeDocument({
    title: `${isUndated ? '无日期' : '有日期'} ${index}`,
    text: `${names.join('与')}的第${index}条消息。`,
    categories: [['新闻', `${index % 7}`]],
    credits: index % 2 === 0 ? [makeCredit(`作者${index % 50}`)] : [],
    ...(isUndated ? {} : { publication: publishedAt(day) }),
  });
  const entities = names.map((name) => makeEntity(`org:/${name}` as EntityKey, 'ORGANIZATION', { name }));
  return taken(
    `${index}.md`,
    document,
    makeExtraction(
      names.map((name) => makeMention(document, name, `org:/${name}`)),
      entities,
    ),
  );
}
