import { beforeEach, expect, test } from 'vitest';
import { signatureOf } from '../../src/extract/signature.ts';
import type { ParsedDocument } from '../../src/model/document.ts';
import { hashKey } from '../../src/model/ids.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { groupCopies } from '../../src/store/write/story-graph.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import {
  beginCorpus,
  makeBatch,
  makeDocument,
  makeEntity,
  makeExtraction,
  makeMention,
  publishedAt,
  sourceSettings,
  taken,
} from '../support/documents.ts';
import { dumpGraph, findMiscounts } from '../support/graph-dump.ts';
import { Random } from '../support/random.ts';

/** Text that no seed shares with another. */
function prose(seed: number, length = 900): string {
  const random = new Random(seed);
  return Array.from({ length }, () => String.fromCharCode(0x4e00 + random.below(2500))).join('');
}

/** The text with a stretch of it written anew: of 900 characters, 30 cost about 0.07 of likeness. */
const rewrite = (text: string, at: number, length: number, seed = at + 1): string =>
  text.slice(0, at) + prose(seed, length) + text.slice(at + length);

const article = (title: string, text: string, day: number | null = 1): ParsedDocument =>
  makeDocument({
    title,
    text,
    excerpt: title,
    html: '',
    ...(day === null ? {} : { publication: publishedAt(`2024-03-${String(day).padStart(2, '0')}T08:00:00Z`) }),
  });

const COMPANY = makeEntity('org:/东方储能', 'ORGANIZATION', { name: '东方储能' });

/** Mentions the company when its name is in the text. */
const extract = (document: ParsedDocument) => {
  const isNamed = document.text.includes(COMPANY.name);
  const mentions = isNamed ? [makeMention(document, COMPANY.name, COMPANY.key)] : [];
  return makeExtraction(mentions, isNamed ? [COMPANY] : [], { signature: signatureOf(document.text) });
};

interface StoryShown {
  readonly key: string;
  readonly original: string;
  /** Title and likeness, by title. */
  readonly articles: readonly (readonly [string, number])[];
}

async function stories(database: TestDatabase): Promise<StoryShown[]> {
  const rows = await database.query<{ key: string; original: string; title: string; score: number }>(
    'SELECT s."key", o."title" AS "original", a."title", a."storyScore" AS "score" FROM "Story" s JOIN "Article" o ON o."id" = s."originalId" JOIN "Article" a ON a."storyId" = s."id" ORDER BY s."key", a."title"',
  );
  return [...new Set(rows.map((row) => row.key))].map((key) => {
    const own = rows.filter((row) => row.key === key);
    return { key, original: own[0]?.original as string, articles: own.map((row) => [row.title, row.score] as const) };
  });
}

/** Titles of each story, the original first. */
const titles = async (database: TestDatabase): Promise<string[]> =>
  (await stories(database))
    .map(({ original, articles }) =>
      [original, ...articles.map(([title]) => title).filter((title) => title !== original)].join(' '),
    )
    .sort();

describeOnEveryDatabase(
  'stories',
  (getDatabase) => {
    beforeEach(() => beginCorpus(getDatabase()));
    const save = async (source: string, files: Readonly<Record<string, ParsedDocument | null>>) => {
      const changes = Object.entries(files).map(([path, document]) =>
        document === null ? ({ kind: 'REMOVED', path } as const) : taken(path, document, extract(document)),
      );
      const batch = makeBatch(changes, { source: sourceSettings(source), extract: async (one) => extract(one) });
      const result = await saveBatch(getDatabase(), batch);
      expect(await findMiscounts(getDatabase())).toEqual([]);
      return result;
    };
    const storyCounts = async () => {
      const [corpus] = await getDatabase().query<{ n: number }>('SELECT "storyCount" AS "n" FROM "Corpus"');
      const [entity] = await getDatabase().query<{ n: number; articles: number }>(
        `SELECT "storyCount" AS "n", "articleCount" AS "articles" FROM "Entity" WHERE "key" = '${COMPANY.key}'`,
      );
      return { corpus: corpus?.n, entity: entity?.n, articles: entity?.articles };
    };

    test('hold the original, which is the earliest, and its copies with their likeness to it', async () => {
      const text = prose(1);
      await save('one', { 'a.md': article('晚', rewrite(text, 100, 40), 4), 'x.md': article('别的', prose(2)) });
      await save('two', { 'b.md': article('早', text, 3) });
      const [story, ...others] = await stories(getDatabase());
      expect(others).toEqual([]);
      expect(story?.original).toBe('早');
      expect(story?.articles[0]?.[0]).toBe('早');
      expect(story?.articles[0]?.[1]).toBe(1);
      expect(story?.articles[1]?.[1]).toBeGreaterThan(0.84);
      expect(story?.articles[1]?.[1]).toBeLessThan(0.97);
      const [original] = await getDatabase().query<{ key: string }>(`SELECT "key" FROM "Article" WHERE "title" = '早'`);
      expect(story?.key).toBe(hashKey('story', original?.key as string));
    });

    test('take the smallest key for the original where dates agree, and an undated one only where none has any', async () => {
      await save('one', { 'a.md': article('甲', prose(1), null) });
      await save('two', { 'b.md': article('乙', prose(1), 9) });
      expect(await titles(getDatabase())).toEqual(['乙 甲']);
      await save('three', { 'c.md': article('丙', prose(1), 9), 'd.md': article('丁', prose(1), 9) });
      const keys = await getDatabase().query<{ title: string; key: string }>(
        'SELECT "title", "key" FROM "Article" WHERE "publishedMs" IS NOT NULL ORDER BY "key"',
      );
      expect((await stories(getDatabase()))[0]?.original).toBe(keys[0]?.title);
    });

    test('of one source are the same text twice; a series from one template is none', async () => {
      const text = prose(1);
      await save('one', {
        'part-1.md': article('上', text, 1),
        'part-2.md': article('下', rewrite(text, 100, 40), 7),
        'again.md': article('再刊', rewrite(text, 300, 5), 30),
      });
      expect(await titles(getDatabase())).toEqual(['上 再刊']);
    });

    test('of two sources are told from a template by their dates', async () => {
      const text = prose(1);
      await save('one', { 'a.md': article('三月', text, 1) });
      await save('two', { 'b.md': article('月底', rewrite(text, 100, 40), 29) });
      expect(await titles(getDatabase())).toEqual([]);
      await save('two', { 'b.md': article('月底', rewrite(text, 100, 40), 9) });
      expect(await titles(getDatabase())).toEqual(['三月 月底']);
    });

    test("tell a daily bulletin from yesterday's, and find it in two feeds", async () => {
      const bulletin = (day: number) =>
        `央行公告称，为维护银行体系流动性合理充裕，2024年3月${day}日以利率招标方式开展了100亿元七天期逆回购操作，中标利率为1.80%，与此前持平，今日有50亿元逆回购到期，净投放50亿元。`;
      await save('one', { '5.md': article('五日', bulletin(5), 5), '6.md': article('六日', bulletin(6), 6) });
      await save('two', {
        '5.md': article('五日快讯', `快讯：${bulletin(5)}`, 5),
        '6.md': article('六日快讯', `${bulletin(6)}（完）`, 6),
      });
      expect((await titles(getDatabase())).map((story) => story.split(' ').sort())).toEqual(
        [
          ['五日', '五日快讯'],
          ['六日', '六日快讯'],
        ].sort(),
      );
    });

    test('split when the article goes that held them together, and go with their last but one', async () => {
      const first = prose(1);
      const middle = rewrite(first, 100, 60);
      const last = rewrite(middle, 500, 60);
      await save('one', { 'a.md': article('甲', first, 1) });
      await save('three', { 'c.md': article('丙', last, 3), 'd.md': article('丁', last, 4) });
      expect(await titles(getDatabase())).toEqual(['丙 丁']);
      await save('two', { 'b.md': article('乙', middle, 2) });
      expect(await titles(getDatabase())).toEqual(['甲 丁 丙 乙'].map(sortTail));
      await save('two', { 'b.md': null });
      expect(await titles(getDatabase())).toEqual(['丙 丁']);
      await save('three', { 'd.md': null });
      expect(await titles(getDatabase())).toEqual([]);
      const left = await getDatabase().query(
        'SELECT "id" FROM "Article" WHERE "storyId" IS NOT NULL OR "storyScore" IS NOT NULL',
      );
      expect(left).toEqual([]);
      expect(await getDatabase().query('SELECT * FROM "Story"')).toEqual([]);
    });

    test('change places without standing in each other’s way', async () => {
      await save('one', { 'a.md': article('甲', prose(1), 1), 'b.md': article('乙', prose(2), 1) });
      await save('two', { 'a.md': article('丙', prose(1), 2), 'b.md': article('丁', prose(2), 2) });
      expect(await titles(getDatabase())).toEqual(['甲 丙', '乙 丁'].sort());
      await save('one', { 'a.md': article('甲', prose(2), 1), 'b.md': article('乙', prose(1), 1) });
      expect(await titles(getDatabase())).toEqual(['甲 丁', '乙 丙'].sort());
    });

    test('follow an article that goes by another key or becomes another source’s', async () => {
      const url = 'https://example.org/a';
      const text = prose(1);
      const near = rewrite(text, 100, 40);
      await save('one', { 'a.md': { ...article('甲', text, 1), canonicalUrl: url } });
      await save('two', { 'b.md': article('乙', near, 2), 'z/a.md': { ...article('甲', text, 1), canonicalUrl: url } });
      const [before] = await stories(getDatabase());
      expect(before?.articles).toHaveLength(2);
      await save('two', { 'c.md': { ...article('丙', prose(5), 1), canonicalUrl: url } });
      const [after] = await stories(getDatabase());
      expect(after?.original).toBe('甲');
      expect(after?.key).not.toBe(before?.key);
      // What is left of the first is the other source's own, where a rewrite is no copy.
      await save('two', { 'c.md': null });
      await save('one', { 'a.md': null });
      expect(await titles(getDatabase())).toEqual([]);
    });

    test('count once for an entity and for the corpus, whatever of them speaks of it', async () => {
      const text = prose(1);
      const naming = `${text.slice(0, 400)}东方储能${text.slice(404)}`;
      await save('one', { 'a.md': article('甲', naming, 1), 'x.md': article('别的', `${prose(3)}东方储能`, 1) });
      expect(await storyCounts()).toEqual({ corpus: 2, entity: 2, articles: 2 });
      await save('two', { 'b.md': article('乙', naming, 2), 'c.md': article('丙', text, 2) });
      expect(await storyCounts()).toEqual({ corpus: 2, entity: 2, articles: 3 });
      await save('three', { 'd.md': article('丁', naming, 2) });
      expect(await storyCounts()).toEqual({ corpus: 2, entity: 2, articles: 4 });
      await save('one', { 'a.md': null });
      expect(await storyCounts()).toEqual({ corpus: 2, entity: 2, articles: 3 });
      await save('two', { 'b.md': article('乙', text, 2) });
      await save('three', { 'd.md': article('丁', text, 2) });
      expect(await storyCounts()).toEqual({ corpus: 2, entity: 1, articles: 1 });
    });

    test('take the same number of statements for few articles and for many', async () => {
      let statements = 0;
      // Rows that hold long texts are written some at a time.
      const counting = countStatements(getDatabase(), (sql) => {
        if (!/^INSERT INTO "(?:Article|Document|SearchText)"/.test(sql)) statements++;
      });
      const saveCounted = async (source: string, from: number, size: number, seed: (i: number) => number) => {
        statements = 0;
        const changes = Array.from({ length: size }, (_, i) => {
          const document = article(`${from + i}`, prose(seed(i), 200), 1);
          return taken(`${from + i}.md`, document, extract(document));
        });
        await saveBatch(counting, makeBatch(changes, { source: sourceSettings(source) }));
        return statements;
      };
      const alone = await saveCounted('one', 0, 3, (i) => i);
      expect(await saveCounted('one', 3, 40, (i) => 3 + i)).toBe(alone);
      expect(await stories(getDatabase())).toEqual([]);
      const first = await saveCounted('two', 0, 3, (i) => i);
      expect(await saveCounted('two', 3, 40, (i) => 3 + i)).toBe(first);
      expect(await stories(getDatabase())).toHaveLength(43);
    });
  },
  { per: 'test' },
);

const sortTail = (story: string): string => {
  const [original, ...copies] = story.split(' ');
  return [original, ...copies.sort()].join(' ');
};

/** The database, telling of every statement of its transactions. */
function countStatements(database: TestDatabase, count: (sql: string) => void): TestDatabase {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          ...transaction,
          query: (...statement) => {
            count(statement[0]);
            return transaction.query(...statement);
          },
          execute: (...statement) => {
            count(statement[0]);
            return transaction.execute(...statement);
          },
        }),
      ),
  };
}

test('grouping compares equal texts once each, not each with each', () => {
  const signature = signatureOf(prose(1)) as string;
  const members = Array.from({ length: 30_000 }, (_, id) => ({
    id,
    key: `${id}`,
    sourceId: id % 7,
    publishedMs: id % 3 === 0 ? null : id,
    textLength: 900,
    signature,
    storyId: null,
    storyScore: null,
  }));
  const started = performance.now();
  expect(groupCopies(members, new Set(members.map((member) => member.id)), new Set())).toHaveLength(1);
  // Each with each would be 450 million comparisons: minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
});

const COPIES = 3000;

describeOnEveryDatabase('thousands of copies', (getDatabase) => {
  const text = prose(1, 300);
  const change = (i: number) => {
    const document = article(`第${i}份`, text, 1 + (i % 28));
    return taken(`${i}.md`, document, extract(document));
  };

  test(`of one text, ${COPIES} of them, are one story`, async () => {
    await beginCorpus(getDatabase());
    for (let from = 0; from < COPIES; from += 200) {
      const changes = Array.from({ length: Math.min(200, COPIES - from) }, (_, i) => change(from + i));
      await saveBatch(getDatabase(), makeBatch(changes));
    }
    expect(await getDatabase().query('SELECT "articleCount" FROM "Story"')).toEqual([{ articleCount: COPIES }]);
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });

  test('stay one story when the original goes', async () => {
    const [{ path } = { path: '' }] = await getDatabase().query<{ path: string }>(
      'SELECT a."path" FROM "Story" s JOIN "Article" a ON a."id" = s."originalId"',
    );
    await saveBatch(getDatabase(), makeBatch([{ kind: 'REMOVED', path }]));
    expect(await getDatabase().query('SELECT "articleCount" FROM "Story"')).toEqual([{ articleCount: COPIES - 1 }]);
    expect(await findMiscounts(getDatabase())).toEqual([]);
  });
});

const SEQUENCES = { sqlite: 10, postgresql: 2 } as const;

describeOnEveryDatabase('after random changes, stories are those of a rebuild', (getDatabase, kind) => {
  for (let seed = 1; seed <= SEQUENCES[kind.provider]; seed++) {
    test(`step by step (seed ${seed})`, async () => {
      const random = new Random(seed);
      const rebuilt = await kind.open();
      try {
        for (const database of [getDatabase(), rebuilt]) await empty(database);
        const files = new Map<string, Map<string, ParsedDocument>>(
          ['one', 'two', 'three'].map((key) => [key, new Map()]),
        );
        let most = 0;
        for (let step = 0; step < 10; step++) {
          const source = random.pick([...files.keys()]);
          const known = files.get(source) as Map<string, ParsedDocument>;
          const changes = random
            .shuffle(PATHS)
            .slice(0, 1 + random.below(4))
            .map((path) => {
              if (known.delete(path) && random.chance(0.4)) return { kind: 'REMOVED', path } as const;
              const document = randomCopy(random);
              known.set(path, document);
              return taken(path, document, extract(document));
            });
          await saveBatch(
            getDatabase(),
            makeBatch(changes, { source: sourceSettings(source), extract: async (one) => extract(one) }),
          );
          await empty(rebuilt);
          for (const [key, own] of random.shuffle([...files]))
            for (const [path, document] of random.shuffle([...own]))
              await saveBatch(
                rebuilt,
                makeBatch([taken(path, document, extract(document))], { source: sourceSettings(key) }),
              );
          const dump = await dumpGraph(getDatabase());
          expect(dump, `step ${step}`).toEqual(await dumpGraph(rebuilt));
          expect(await findMiscounts(getDatabase()), `step ${step}`).toEqual([]);
          most = Math.max(most, dump.stories?.length ?? 0);
        }
        expect(most).toBeGreaterThan(1);
      } finally {
        await rebuilt.close();
      }
    });
  }
});

const PATHS = ['a.md', 'b.md', 'c.md', 'd.md', 'e.md', 'f.md'];

/** One of two texts, rewritten here and there, so that chains of copies form whose ends are none of each other. */
function randomCopy(random: Random): ParsedDocument {
  let text = prose(1 + random.below(2), 400);
  for (const at of [0, 130, 260]) if (random.chance(0.45)) text = rewrite(text, at, random.pick([3, 12, 18]));
  if (random.chance(0.5)) text = `东方储能${text}`;
  return article(random.pick(['甲', '乙', '丙']), text, random.pick([1, 2, 3, 20, null]));
}

async function empty(database: TestDatabase): Promise<void> {
  for (const table of ['Change', 'Document', 'Story', 'Article', 'Source', 'Entity', 'Corpus'])
    await database.execute(`DELETE FROM "${table}"`);
  await beginCorpus(database);
}
